"""Affiliations as journals print them, each with the organisations it names."""

import json

from figures import Tally, sampled
from ror import FILE as ROR
from ror import read_ror
from tasks import Asked, BenchSet, Contender, Outcome, tally_figures

from tieline.workspace.affiliations import AffiliationReader

_FILE = "data/eval/ror_affiliations_springer_2023_10_31.json"
Case = tuple[str, frozenset[str]]


def load(asked: Asked) -> list[Case]:
    """Return each text with those of its ids that are in the register.

    A text of which no id is in the register can only be answered wrongly: it counts
    in the figures of all texts alone.
    """
    everyone = asked.shelf.take(asked.shared / ROR, read_ror)
    known = {one.id for one in everyone}
    rows = json.loads((asked.shared / _FILE).read_text("utf-8"))
    texts = [(f"{at}", row) for at, row in enumerate(rows)]
    return [
        (row["affiliation"], frozenset(row["ror_ids"]) & known)
        for row in sampled(texts, asked.sample)
    ]


def judge(key: str, cases: list[Case], contender: Contender) -> Outcome:
    """Resolve each text; count ids found, false and missed."""
    del key, contender
    reader = AffiliationReader()
    answers = [
        (frozenset(one.ror for one in reader.read(text) if one.ror is not None), gold)
        for text, gold in cases
    ]
    figures = tally_figures(_tally([one for one in answers if one[1]]))
    figures["texts asked"] = sum(1 for _, gold in answers if gold)
    figures["all texts: F1"] = _tally(answers).f1
    figures["all texts: asked"] = len(answers)
    return Outcome(figures=figures)


def _tally(answers: list[tuple[frozenset[str], frozenset[str]]]) -> Tally:
    return Tally(
        found=sum(len(ids & gold) for ids, gold in answers),
        false=sum(len(ids - gold) for ids, gold in answers),
        missed=sum(len(gold - ids) for ids, gold in answers),
    )


SET = BenchSet(
    key="affiliations",
    title="Affiliations to organisations of ROR",
    rule="ids that are in the register, of the texts that name one; an id is right or "
    "wrong, with its score left aside",
    files=(_FILE, ROR),
    load=load,
    judge=judge,
    ours_only=True,
    bounds=(("F1", "min", 0.80),),
)
