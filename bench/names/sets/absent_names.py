"""Names of persons who are on no list, against three lists."""

from figures import sampled
from parties import Party, named, read_rows
from tasks import Asked, BenchSet, SearchTask, judge_search

_FILE = "data/eval/yente_negatives_global.csv"
LISTS = (
    "data/lists/us_csl_2022-05-05_flat_namerows.csv",
    "data/lists/un_sc_consolidated_2026-02-27.xml",
    "data/lists/uk_ofsi_conlist_2018-04-13.csv",
)
_ROWS = 2000


def read_lists(asked: Asked) -> list[Party]:
    """Return the parties of the three lists, with their names alone."""
    return [party for path in LISTS for party in asked.parties(path)]


def load(asked: Asked) -> SearchTask:
    """Read the first rows, and the lists."""
    rows = read_rows(asked.shared / _FILE)[:_ROWS]
    queries = [
        named(f"absent-{number}", "Person", row["full_name"])
        for number, row in enumerate(rows, 1)
    ]
    queries = sampled(((query.id, query) for query in queries), asked.sample)
    return SearchTask(
        queries=queries,
        candidates=read_lists(asked),
        targets=[frozenset[str]()] * len(queries),
    )


SET = BenchSet(
    key="absent_names",
    title="2,000 absent persons against CSL 2022, UN and OFSI",
    rule="name only, top 20, threshold 0.7; every hit is false",
    files=(_FILE, *LISTS),
    load=load,
    judge=judge_search,
    peer_sample=400,
    bounds=(("false a query", "max", 0.005),),
)
