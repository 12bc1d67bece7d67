"""Chinese organisations, characters to English."""

from tasks import Asked, BenchSet, Contender, Outcome, SearchTask, judge_search, ways
from tieline_contender import Tieline
from zh_names import FILE, between, read_zh


def load(asked: Asked) -> SearchTask:
    """Read the organisations."""
    return between(read_zh(asked, "orgs"), "Organization", "simp", "en")


def judge(key: str, task: SearchTask, contender: Contender) -> Outcome:
    """Search; of Tieline tell also by which way each was found."""
    outcome = judge_search(key, task, contender)
    if isinstance(contender, Tieline):
        ways(task, outcome, contender.way)
    return outcome


SET = BenchSet(
    key="zh_orgs",
    title="Chinese organisations, characters to English",
    rule="every simplified name against all English names, threshold 0.7",
    files=(FILE,),
    load=load,
    judge=judge,
    bounds=(("recall", "min", 0.40), ("false a query", "max", 0.05)),
)
