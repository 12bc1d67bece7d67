"""Members of Congress with one slip of the pen."""

import random

from figures import lot, sampled
from parties import named, read_rows
from tasks import Asked, BenchSet, SearchTask, judge_search

_FILE = "data/eval/yente_positives_us_congress_untreated.csv"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4


def misspelled(name: str) -> str:
    """Return a name with one letter lost, doubled, changed or swapped in a long word.

    Which slip and where follows from the name, so that every run asks the same.
    """
    chance = random.Random(lot(name))
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST]
    if not long:
        return name
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    words[place] = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return " ".join(words)


def load(asked: Asked) -> SearchTask:
    """Read the names; ask for each with a slip in it."""
    rows = read_rows(asked.shared / _FILE)
    candidates = [
        named(f"congress-{number}", "Person", row["full_name"])
        for number, row in enumerate(rows, 1)
    ]
    held = sampled(((one.id, one) for one in candidates), asked.sample)
    return SearchTask(
        queries=[
            named(f"{one.id} misspelled", "Person", misspelled(one.names[0]))
            for one in held
        ],
        candidates=candidates,
        targets=[frozenset([one.id]) for one in held],
    )


SET = BenchSet(
    key="congress",
    title="Members of Congress, one slip in each name",
    rule="against all 1,254 names, top 20, threshold 0.7; a hit on another is false",
    files=(_FILE,),
    load=load,
    judge=judge_search,
    peer_sample=300,
)
