"""Pairs a second of processor time with full reasons, on one core."""

from figures import lot
from parties import Party, named, read_rows
from tasks import Asked, BenchSet, Contender, Outcome

_FILE = "bench/name_pairs.csv"
_PAIRS = 4000
Pairs = list[tuple[Party, Party]]


def load(asked: Asked) -> Pairs:
    """Return 4,000 pairs: those of the judged pairs, then their names set anew."""
    rows = read_rows(asked.shared / _FILE)
    ranked = sorted(rows, key=lambda row: lot(row["case_id"]))
    count = min(asked.sample or _PAIRS, _PAIRS)
    pairs: Pairs = []
    for number in range(count):
        turn, place = divmod(number, len(rows))
        one, two = rows[place], ranked[(place + turn) % len(rows)]
        second = (one if turn == 0 else two)["name2"]
        pairs.append(
            (
                named(f"left {number}", one["schema"], one["name1"]),
                named(f"right {number}", one["schema"], second),
            )
        )
    return pairs


def _warming() -> Pairs:
    """Return pairs that have every table read: words, characters, bodies, persons."""
    names = (
        ("Company", "Velmaron Shipping Ltd", "维尔马隆航运有限公司"),
        ("Company", "OOO Velmaronskiy Zavod", "Велмаронский завод"),
        ("Person", "Ivan Velmaron", "韦尔马"),
    )
    return [
        (named(f"warm {one}", schema, one), named(f"warm {two}", schema, two))
        for schema, one, two in names
    ]


def judge(key: str, pairs: Pairs, contender: Contender) -> Outcome:
    """Rate the pairs twice: as text, and once the names have been read.

    Tables are loaded before the clock starts: `bench/run.py` measures a cold start.
    Seconds are those of the processor, whatever else the machine does.
    """
    del key
    contender.rate(_warming())
    raw = contender.pace(pairs)
    prepared = contender.pace(pairs)
    return Outcome(figures={"pairs/s, text": raw, "pairs/s, read": prepared})


SET = BenchSet(
    key="speed",
    title="Pairs a second with full reasons, one core",
    rule="4,000 pairs of one name each; from text, and again with the names read",
    files=(_FILE,),
    load=load,
    judge=judge,
    peer_sample=2000,
    bounds=(("pairs/s, text", "min", 10_000),),
)
