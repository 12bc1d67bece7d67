"""Different persons of like names: are those of Chinese names merged more often?

Which names are Chinese is told by their spelling (two or three syllables of pinyin in
two or three words), for this measure alone. Both pools are of one size, so that the
nearest of one are as near as the nearest of the other can be.
"""

from figures import THRESHOLD, sampled
from parties import Party, named, script_of
from sets.absent_names import LISTS, read_lists
from tasks import Asked, BenchSet, Contender, Outcome, PairCase, PairTask, judge_pairs
from trigrams import TrigramIndex
from zh_names import FILE, read_zh

from tieline.text.fold import latin
from tieline.text.pinyin import Syllables
from tieline.text.tokens import words

_PAIRS = 5000
_SYLLABLES = (2, 3)
Pair = tuple[Party, Party]


def is_pinyin(name: str, syllables: Syllables) -> bool:
    """Tell whether a name is two or three words of two or three syllables of pinyin."""
    cut = [syllables.cut(latin(word)) for word in words(name)]
    if len(cut) not in _SYLLABLES or None in cut:
        return False
    return sum(len(each) for each in cut if each is not None) in _SYLLABLES


def nearest_pairs(parties: list[Party], count: int) -> list[Pair]:
    """Return the pairs of different persons whose main names share most trigrams.

    Two that share a name, in whatever order of words, may be one person on two lists:
    they are left out.
    """
    is_han = script_of(parties[0].names[0]) == "Han" if parties else False
    texts = [party.names[0] for party in parties]
    index = TrigramIndex(texts, size=2 if is_han else 3)
    keys = [_keys(party) for party in parties]
    found: list[tuple[float, int, int]] = []
    for place, party in enumerate(parties):
        likeness = index.likeness(party.names[0])
        found.extend(
            (-float(likeness[other]), place, other)
            for other in range(place + 1, len(parties))
            if likeness[other] > 0 and not keys[place] & keys[other]
        )
    found.sort()
    return [(parties[one], parties[two]) for _, one, two in found[:count]]


def _keys(party: Party) -> frozenset[str]:
    return frozenset(
        " ".join(sorted(latin(word) for word in words(name))) for name in party.names
    )


def _main(party: Party) -> Party:
    return named(party.id, "Person", party.names[0])


def load(asked: Asked) -> PairTask:
    """Draw the pairs: Chinese and other names in Latin letters, and in characters."""
    syllables = Syllables()
    chinese: list[Party] = []
    others: list[tuple[str, Party]] = []
    for party in read_lists(asked):
        if party.schema not in {"Person", "LegalEntity"} or not party.names:
            continue
        if is_pinyin(party.names[0], syllables):
            chinese.append(party)
        elif party.schema == "Person" and script_of(party.names[0]) == "Latin":
            others.append((party.id, party))
    pools = {
        "Chinese": chinese,
        "other": sampled(others, len(chinese)),
        "in characters": [
            named(row["trad"], "Person", row["simp"])
            for row in read_zh(asked, "persons")
            if row["plain_pinyin"]
        ],
    }
    count = _PAIRS if asked.sample is None else min(asked.sample, _PAIRS)
    return PairTask(
        cases=[c for name, p in pools.items() for c in _cases(name, p, count)]
    )


def _cases(group: str, pool: list[Party], count: int) -> list[PairCase]:
    return [
        PairCase(
            id=f"{one.id} {two.id}",
            query=_main(one),
            candidate=_main(two),
            is_match=False,
            group=group,
        )
        for one, two in nearest_pairs(pool, count)
    ]


def judge(key: str, task: PairTask, contender: Contender) -> Outcome:
    """Return the share of pairs at or above the threshold, by group."""
    outcome = judge_pairs(key, task, contender)
    merged: dict[str, list[bool]] = {}
    for case, one in zip(task.cases, outcome.scored, strict=True):
        merged.setdefault(case.group, []).append(one.score >= THRESHOLD)
    shares = {name: sum(held) / len(held) for name, held in merged.items()}
    outcome.figures = {f"merged, {name}": share for name, share in shares.items()}
    gap = shares.get("Chinese", 0.0) - shares.get("other", 0.0)
    outcome.figures["Chinese less other"] = gap
    for name, held in merged.items():
        outcome.figures[f"{name}: pairs"] = len(held)
    return outcome


SET = BenchSet(
    key="false_merges",
    title="Different persons merged, Chinese and other names",
    rule="5,000 pairs each of different persons on CSL 2022, UN and OFSI, main names "
    "in Latin letters, nearest by trigrams out of pools of one size; share from 0.7",
    files=(*LISTS, FILE),
    load=load,
    judge=judge,
    bounds=(
        ("Chinese less other", "min", -0.01),
        ("Chinese less other", "max", 0.01),
    ),
)
