"""Chinese persons, characters to pinyin and back."""

from tasks import Asked, BenchSet, SearchTask, judge_parts
from zh_names import FILE, between, read_zh


def load(asked: Asked) -> dict[str, SearchTask]:
    """Read the persons whose English name is plain pinyin."""
    rows = [row for row in read_zh(asked, "persons") if row["plain_pinyin"]]
    return {
        "to pinyin": between(rows, "Person", "simp", "en"),
        "to characters": between(rows, "Person", "en", "simp"),
    }


SET = BenchSet(
    key="zh_persons",
    title="Chinese persons, characters and pinyin",
    rule="every name against every other, threshold 0.7",
    files=(FILE,),
    load=load,
    judge=judge_parts,
    bounds=(
        ("to pinyin: recall", "min", 0.97),
        ("to pinyin: false a query", "max", 0.03),
    ),
)
