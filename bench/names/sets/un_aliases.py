"""Each UN entity's last alias held out, the rest indexed."""

from figures import sampled
from parties import aliases_in_order, read_list, without
from tasks import Asked, BenchSet, SearchTask, judge_search

_FILE = "data/lists/un_sc_consolidated_2026-02-27.xml"


def load(asked: Asked) -> SearchTask:
    """Hold out the last alias in the file's order; keep those with a name left."""
    path = asked.shared / _FILE
    last = aliases_in_order(path)
    candidates, pairs = [], []
    for party in read_list(path):
        kept = without(party, last.get(party.id, ""))
        candidates.append(kept)
        if party.id in last and kept.names:
            query = party.only(last[party.id], suffix=" held out")
            pairs.append((party.id, (query, frozenset([party.id]))))
    held = sampled(pairs, asked.sample)
    return SearchTask(
        queries=[query for query, _ in held],
        candidates=[party for party in candidates if party.names],
        targets=[targets for _, targets in held],
    )


SET = BenchSet(
    key="un_aliases",
    title="UN list, each entity's last alias held out",
    rule="the rest indexed, top 20, threshold 0.7; a hit on another entity is false",
    files=(_FILE,),
    load=load,
    judge=judge_search,
    bounds=(("recall", "min", 0.65), ("precision", "min", 0.75)),
)
