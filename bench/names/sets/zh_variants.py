"""Chinese persons, simplified and traditional characters."""

from tasks import Asked, BenchSet, SearchTask, judge_parts
from zh_names import FILE, between, read_zh


def load(asked: Asked) -> dict[str, SearchTask]:
    """Read the persons whose two forms differ."""
    rows = [row for row in read_zh(asked, "persons") if row["trad"] != row["simp"]]
    return {
        "to traditional": between(rows, "Person", "simp", "trad"),
        "to simplified": between(rows, "Person", "trad", "simp"),
    }


SET = BenchSet(
    key="zh_variants",
    title="Chinese persons, simplified and traditional",
    rule="names whose two forms differ, every one against every other, threshold 0.7",
    files=(FILE,),
    load=load,
    judge=judge_parts,
    bounds=(
        ("to traditional: recall", "min", 0.99),
        ("to traditional: false a query", "max", 0.05),
    ),
)
