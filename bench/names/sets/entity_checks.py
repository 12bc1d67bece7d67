"""Judged pairs of entities with their properties."""

from typing import Any

import yaml
from figures import sampled
from parties import Party
from tasks import Asked, BenchSet, PairCase, PairTask, judge_pairs

_FILE = "bench/entity_checks.yml"


def _party(party_id: str, schema: str, held: dict[str, Any]) -> Party:
    properties = {
        prop: tuple(map(str, value if isinstance(value, list) else [value]))
        for prop, value in held.items()
    }
    return Party(id=party_id, schema=schema, properties=properties)


def load(asked: Asked) -> PairTask:
    """Read the checks."""
    with (asked.shared / _FILE).open(encoding="utf-8") as file:
        checks = yaml.safe_load(file)["checks"]
    cases = [
        PairCase(
            id=f"check-{number}",
            query=_party(f"check-{number}-1", check["schema"], check["query"]),
            candidate=_party(f"check-{number}-2", check["schema"], check["candidate"]),
            is_match=check["match"],
            group=check["schema"],
        )
        for number, check in enumerate(checks, 1)
    ]
    return PairTask(cases=sampled(((case.id, case) for case in cases), asked.sample))


SET = BenchSet(
    key="entity_checks",
    title="Judged pairs of entities",
    rule="111 checks, threshold 0.7",
    files=(_FILE,),
    load=load,
    judge=judge_pairs,
    bounds=(("F1", "min", 0.94),),
)
