"""Each UN entity's last alias held out, the rest indexed.

Many last aliases are names of war of one word, which several men bear: the part of
strong aliases leaves out those that the UN calls low in quality.
"""

from collections.abc import Mapping

from figures import sampled
from parties import Party, aliases_in_order, without
from tasks import Asked, BenchSet, Contender, Outcome, SearchTask, judge_search

_FILE = "data/lists/un_sc_consolidated_2026-02-27.xml"
_EVERY = ("alias", "weakAlias", "previousName")
_STRONG = ("alias", "previousName")


def _held_out(
    parties: list[Party], last: Mapping[str, str], sample: int | None
) -> SearchTask:
    """Hold out one name each; ask for those that have another left."""
    candidates, pairs = [], []
    for party in parties:
        kept = without(party, last.get(party.id, ""))
        candidates.append(kept)
        if party.id in last and kept.names:
            query = party.only(last[party.id], suffix=" held out")
            pairs.append((party.id, (query, frozenset([party.id]))))
    held = sampled(pairs, sample)
    return SearchTask(
        queries=[query for query, _ in held],
        candidates=[party for party in candidates if party.names],
        targets=[targets for _, targets in held],
    )


def load(asked: Asked) -> dict[str, SearchTask]:
    """Hold out the last alias in the file's order, and the last strong one."""
    path = asked.shared / _FILE
    parties = asked.parties(_FILE)
    return {
        name: _held_out(parties, aliases_in_order(path, props), asked.sample)
        for name, props in (("", _EVERY), ("strong alias: ", _STRONG))
    }


def judge(key: str, tasks: dict[str, SearchTask], contender: Contender) -> Outcome:
    """Search for both; the pairs of the first are kept for the curves."""
    outcome = Outcome(figures={})
    for part, task in tasks.items():
        one = judge_search(key, task, contender)
        figures = {f"{part}{name}": value for name, value in one.figures.items()}
        figures[f"{part}asked"] = len(task.queries)
        if not part:
            outcome = one
        outcome.figures = {**outcome.figures, **figures}
    return outcome


SET = BenchSet(
    key="un_aliases",
    title="UN list, each entity's last alias held out",
    rule="the rest indexed, top 20, threshold 0.7; a hit on another entity is false",
    files=(_FILE,),
    load=load,
    judge=judge,
    peer_sample=300,
    bounds=(("recall", "min", 0.65), ("precision", "min", 0.75)),
)
