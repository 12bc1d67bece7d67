"""Judged pairs of names, persons and companies."""

import re

from figures import THRESHOLD, sampled, tally
from parties import named, read_rows
from tasks import (
    Asked,
    BenchSet,
    Contender,
    Outcome,
    PairCase,
    PairTask,
    judge_pairs,
)

_FILE = "bench/name_pairs.csv"
_NUMBER = re.compile(r"\d+|\b[IVX]+\b")


def _tells_by_number(one: str, two: str) -> bool:
    """Tell whether two names differ in nothing but a number."""
    left, right = (" ".join(_NUMBER.sub("0", name).split()) for name in (one, two))
    return one.lower() != two.lower() and left.lower() == right.lower()


def load(asked: Asked) -> PairTask:
    """Read the pairs."""
    cases = [
        PairCase(
            id=row["case_id"],
            query=named(f"{row['case_id']}-1", row["schema"], row["name1"]),
            candidate=named(f"{row['case_id']}-2", row["schema"], row["name2"]),
            is_match=row["is_match"] == "true",
            group=f"{row['schema']} {row['quality']}",
        )
        for row in read_rows(asked.shared / _FILE)
    ]
    return PairTask(cases=sampled(((case.id, case) for case in cases), asked.sample))


def judge(key: str, task: PairTask, contender: Contender) -> Outcome:
    """Score all; then by schema, the strong rows, and without numbered pairs."""
    outcome = judge_pairs(key, task, contender)
    figures = {name: outcome.figures[name] for name in ("precision", "recall", "F1")}
    held = [
        (case, (one.score, one.is_match))
        for case, one in zip(task.cases, outcome.scored, strict=True)
    ]
    for schema in ("Person", "Company"):
        rows = [one for case, one in held if case.group.startswith(schema)]
        figures[f"F1 {schema}"] = tally(rows).f1
    strong = [one for case, one in held if case.group.endswith("STRONG")]
    figures["STRONG right"] = sum((s >= THRESHOLD) == truth for s, truth in strong)
    figures["STRONG of"] = len(strong)
    rest = [
        one
        for case, one in held
        if not _tells_by_number(case.query.names[0], case.candidate.names[0])
    ]
    figures["F1 without numbers"] = tally(rest).f1
    figures["differ only in a number"] = len(held) - len(rest)
    outcome.figures = figures
    return outcome


SET = BenchSet(
    key="name_pairs",
    title="Judged pairs of names",
    rule="439 pairs, threshold 0.7; a number in which names differ is a match there",
    files=(_FILE,),
    load=load,
    judge=judge,
    bounds=(("F1", "min", 0.84), ("STRONG right", "min", 20)),
)
