"""Chinese organisations, characters to English."""

from tasks import Asked, BenchSet, SearchTask, judge_search
from zh_names import FILE, between, read_zh


def load(asked: Asked) -> SearchTask:
    """Read the organisations."""
    return between(read_zh(asked, "orgs"), "Organization", "simp", "en")


SET = BenchSet(
    key="zh_orgs",
    title="Chinese organisations, characters to English",
    rule="every simplified name against all English names, threshold 0.7",
    files=(FILE,),
    load=load,
    judge=judge_search,
    bounds=(("recall", "min", 0.40), ("false a query", "max", 0.05)),
)
