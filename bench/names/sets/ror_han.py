"""Chinese organisations of ROR, characters to Latin."""

from figures import sampled
from ror import CHINA, FILE, read_ror
from tasks import (
    Asked,
    BenchSet,
    Contender,
    Outcome,
    SearchTask,
    judge_search,
    prefixed,
    ways,
)
from tieline_contender import Tieline


def load(asked: Asked) -> dict[str, SearchTask]:
    """Ask for each organisation under all its Han names at once.

    The lists are one entry an organisation, with all its Latin names and acronyms:
    those of Chinese organisations, and those of all organisations.
    """
    everyone = [
        one
        for one in asked.shelf.take(asked.shared / FILE, read_ror)
        if "Latin" in one.names
    ]
    chinese = [one for one in everyone if one.country in CHINA]
    both = [one for one in chinese if "Han" in one.names]
    queries = sampled(((one.id, one.party("Han")) for one in both), asked.sample)
    targets = [frozenset([query.id]) for query in queries]
    return {
        name: SearchTask(
            queries=queries,
            candidates=[one.party("Latin") for one in listed],
            targets=targets,
        )
        for name, listed in (("Chinese", chinese), ("all", everyone))
    }


def judge(key: str, tasks: dict[str, SearchTask], contender: Contender) -> Outcome:
    """Search both lists; the pairs of the first are kept for the curves."""
    outcomes = [
        (part, judge_search(key, one, contender)) for part, one in tasks.items()
    ]
    if isinstance(contender, Tieline):
        ways(tasks["Chinese"], outcomes[0][1], contender.way)
    joined = prefixed(outcomes)
    joined.scored, joined.true = outcomes[0][1].scored, outcomes[0][1].true
    return joined


SET = BenchSet(
    key="ror_han",
    title="ROR, Chinese organisations, characters to Latin",
    rule="each under all its Han names; the list is the Latin names of Chinese "
    "organisations, then of all; top 20, threshold 0.7; a hit on another is false",
    files=(FILE,),
    load=load,
    judge=judge,
    peer_sample=150,
    bounds=(("Chinese: recall", "min", 0.60), ("Chinese: false a query", "max", 0.05)),
)
