"""How two persons' names agree word by word: slips, pet forms, what is left over."""

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

import msgspec

from tieline.kernel.loading import Edge, Edges
from tieline.kernel.twin import similarity
from tieline.names.korean import KOREAN
from tieline.names.name import Word
from tieline.names.person_tables import PersonTables
from tieline.text.spelling_keys import spelling_keys

_WHOLE = 1000
# How well words agree that differ in one, two or three letters, by the length of the
# longer (from none to ten and more): one slip in a long word hardly tells, in a short
# one it makes another name.
_ONE = (0, 0, 0, 80, 420, 620, 740, 810, 860, 880, 900)
_TWO = (0, 0, 0, 0, 0, 50, 150, 330, 480, 560, 620)
_THREE = (0, 0, 0, 0, 0, 0, 0, 0, 100, 200, 300)
_SLIPS = (_ONE, _TWO, _THREE)
# People seldom err in the first letter.
_OTHER_START = 700
# Two spellings of one sound; of long words the skeleton alone nearly settles it.
_AKIN = 900
_ALIKE, _SOUND_CUT, _SOUND = 930, 720, 800
_PET = 750
# A letter written twice in a short word.
_DOUBLED = 800
# Hamid for Abdul Hamid.
_SERVANT = 600
# However common a name, another one in its place speaks against; fathers' most.
_LEAST_CONFLICT, _FATHERS = 600, 1.6
_INITIAL = 400
# A middle name is left out more easily than the first and the last.
_MIDDLE = 0.7
# An initial says less than a name, which is not against it.
_INITIAL_DOUBT = 0.4
# Ming and min: the slip that is made most often in Mandarin. One more syllable of two.
_NASAL, _OTHER_SYLLABLE = 450, 100
_LIGHT = frozenset({"title", "particle"})
_FAMILY = frozenset({"family", "bound"})
_FOLDS = (
    *(("kh", "h"), ("ph", "f"), ("ck", "k"), ("dj", "j"), ("tch", "ch"), ("sch", "sh")),
    *(("y", "i"), ("j", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i")),
    *(("ei", "i"), ("ai", "i"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("ks", "x")),
    *(("q", "k"), ("w", "v"), ("z", "s"), ("dh", "d"), ("th", "t"), ("gh", "g")),
    *(("ah", "a"), ("eh", "e")),
)
# Between these a compound is told apart: servant of, father of, of the faith, of God.
_FRAMES = (("abdul", ""), ("abu", ""), ("umm", ""), ("", "uddin"), ("", "ullah"))

_Words = Sequence[Word]


class Weighed(msgspec.Struct, gc=False):
    """What agrees, half agrees, conflicts and is missing, in words (not thousandths).

    `missing` is what one side has more (the left, if `has_left_more`), `fathers` how
    many more fathers' names, `bound` halves of hyphened family names whose other half
    met. `pets` counts the short forms that met; `is_crossed` where one's family name
    is the other's given name.
    """

    agreed: float = 0.0
    half: float = 0.0
    conflict: float = 0.0
    missing: float = 0.0
    fathers: float = 0.0
    bound: float = 0.0
    has_left_more: bool = False
    pets: int = 0
    is_crossed: bool = False


def loosened(word: str) -> str:
    """Return a word with what romanisations vary written one way.

    >>> loosened("youssef") == loosened("yusef"), loosened("sergej")
    (True, 'sergi')
    """
    folded = reduce(lambda text, fold: text.replace(*fold), _FOLDS, word)
    return _single(folded)


def _single(word: str) -> str:
    """Return a word with no letter twice in a row."""
    return word[:1] + "".join(char for last, char in pairwise(word) if char != last)


def slips(left: str, right: str) -> int:
    """Return how many letters differ, are missing or changed places; at most 4.

    >>> slips("michael", "micheal"), slips("anna", "hanna"), slips("anna", "ulrike")
    (1, 1, 4)
    """
    most = len(_SLIPS) + 1
    if abs(len(left) - len(right)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(right) + 1))
    for place, char in enumerate(left, 1):
        earlier, before, row = before, row, [place]
        for other, letter in enumerate(right, 1):
            cost = before[other - 1] + (char != letter)
            best = min(cost, before[other] + 1, row[-1] + 1)
            is_swap = place > 1 and other > 1 and char == right[other - 2]
            if is_swap and letter == left[place - 2]:
                best = min(best, earlier[other - 2] + 1)
            row.append(best)
    return min(row[-1], most)


def word_value(left: Word, right: Word) -> int:
    """Return how well two different words agree, 0 to 1000; alike either way round."""
    if left.syllables and right.syllables:
        return _syllable_value(left.syllables, right.syllables)
    one, two = left.text, right.text
    if f"abdul{one}" == two or one == f"abdul{two}":
        return _SERVANT
    for head, tail in _FRAMES:
        if _is_framed(one, head, tail) and _is_framed(two, head, tail):
            size = len(head), len(tail)
            inner = [word[size[0] : len(word) - size[1]] for word in (one, two)]
            return _AKIN if _are_spellings(*inner) else _spelling_value(*inner)
    value = _spelling_value(one, two)
    if left.sound and left.sound == right.sound and similarity(one, two) >= _SOUND_CUT:
        value = max(value, _SOUND)
    return value


def _are_spellings(one: str, two: str) -> bool:
    """Tell whether words are spellings of one name, as whole words of a name are."""
    keys = set(spelling_keys(one, one).split())
    return not keys.isdisjoint((two, *spelling_keys(two, two).split()))


def _is_framed(word: str, head: str, tail: str) -> bool:
    is_longer = len(word) > len(head) + len(tail) + 1
    return is_longer and word.startswith(head) and word.endswith(tail)


def _spelling_value(one: str, two: str) -> int:
    """Judge two spellings as they are, and with what romanisations vary made one."""
    value = _slip_value(one, two)
    loose_one, loose_two = loosened(one), loosened(two)
    is_short = min(len(loose_one), len(loose_two)) < 3  # noqa: PLR2004 - too short to tell
    if is_short:
        return max(value, _DOUBLED if _single(one) == _single(two) else 0)
    if loose_one == loose_two:
        return max(value, _ALIKE)
    return max(value, _slip_value(loose_one, loose_two) * _ALIKE // _WHOLE)


def _slip_value(one: str, two: str) -> int:
    count = slips(one, two)
    if not 0 < count <= len(_SLIPS):
        return 0 if count else _WHOLE
    table = _SLIPS[count - 1]
    value = table[min(max(len(one), len(two)), len(table) - 1)]
    return value if one[0] == two[0] else value * _OTHER_START // _WHOLE


def _syllable_value(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """Judge words of Mandarin: a syllable is what a letter is elsewhere."""
    if len(one) != len(two):
        return 0
    unlike = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1:
        return 0 if unlike else _WHOLE
    (left, right) = unlike[0]
    if len(one) == 1:
        return 0
    return _NASAL if f"{left}g" == right or left == f"{right}g" else _OTHER_SYLLABLE


def weigh_words(
    words: tuple[_Words, _Words], edges: Edges, tables: PersonTables
) -> Weighed:
    """Weigh two names of persons, given the kernel's edges between their words."""
    left, right = words
    found = Weighed()
    valued = _valued(edges, left, right, tables)
    kept = _without_false_initials(valued, left, right)
    is_met = is_crossed = False
    for start, end, other, stop, value in kept:
        _add(found, (left[start:end], right[other:stop]), value)
        one, two = left[start].role == "family", right[other].role == "family"
        is_met |= one and two
        is_crossed |= one != two
    lone_left, lone_right = _lone(left, kept, side=0), _lone(right, kept, side=2)
    _pair_pet_forms(found, lone_left, lone_right, tables)
    _count_rest(found, _rest(left, lone_left), _rest(right, lone_right))
    found.bound = _bound(left, lone_left) + _bound(right, lone_right)
    has_both = _has_family(left) and _has_family(right)
    found.is_crossed = has_both and is_crossed and not is_met
    return found


def _valued(
    edges: Edges, left: _Words, right: _Words, tables: PersonTables
) -> list[Edge]:
    """Return the edges with their values judged anew; those without value fall away."""
    valued: list[Edge] = []
    for start, end, other, stop, guess in edges:
        value = guess
        if guess < _WHOLE and end - start == stop - other == 1:
            value = _revalued(left[start], right[other], guess)
            if tables.are_twins(left[start].text, right[other].text):
                value = min(value, _OTHER_SYLLABLE)
        if value > 0:
            valued.append((start, end, other, stop, value))
    return valued


def _without_false_initials(
    edges: list[Edge], left: _Words, right: _Words
) -> list[Edge]:
    """Drop an initial that meets a name while a full name stands unmet beside it.

    The C of Luis C. stands for no Camilo.
    """
    unmet = (
        _has_full(_lone(left, edges, side=0)),
        _has_full(_lone(right, edges, side=2)),
    )
    mine = [edge for edge in edges if _is_initial(edge, left, right)]
    others = [edge for edge in edges if _is_initial(edge, left, right, is_right=True)]
    # Patrick J. and Joseph P.: either would stand for the other.
    is_crossed = any(
        (one[0] < two[0]) != (one[2] < two[2]) for one in mine for two in others
    )
    false = {*(mine if unmet[0] or is_crossed else ())}
    false |= {*(others if unmet[1] or is_crossed else ())}
    return [edge for edge in edges if edge not in false]


def _is_initial(
    edge: Edge, left: _Words, right: _Words, *, is_right: bool = False
) -> bool:
    """Tell whether an initial of the left side, or the right, meets a fuller name."""
    start, end, other, stop, _ = edge
    if not end - start == stop - other == 1:
        return False
    sizes = len(left[start].text), len(right[other].text)
    short, long = reversed(sizes) if is_right else sizes
    return short == 1 < long


def _lone(words: _Words, edges: Sequence[Edge], *, side: int) -> list[Word]:
    met = {at for edge in edges for at in range(edge[side], edge[side + 1])}
    return [word for at, word in enumerate(words) if at not in met]


def _has_full(words: _Words) -> bool:
    return any(word.weight > _INITIAL and word.role == "name" for word in words)


def _revalued(left: Word, right: Word, value: int) -> int:
    if len(left.text) == 1 or len(right.text) == 1 or left.is_exact or right.is_exact:
        return value
    if _are_akin(left, right):
        return _AKIN
    value = word_value(left, right)
    # As in Mandarin, another syllable is another name.
    is_korean = KOREAN in left.akin and KOREAN in right.akin
    is_korean = is_korean and not (left.syllables and right.syllables)
    return min(value, _OTHER_SYLLABLE) if is_korean else value


def _are_akin(left: Word, right: Word) -> bool:
    """Tell whether one word is another spelling of the other, as the kernel does."""
    mine, others = {left.text, *left.akin.split()}, {right.text, *right.akin.split()}
    shared = mine & others
    if left.syllables and right.syllables:
        # What may be pinyin on both sides is no Korean name in two systems.
        return any(not one.startswith(KOREAN) for one in shared)
    return bool(shared)


def _add(found: Weighed, words: tuple[_Words, _Words], value: int) -> None:
    weight = sum(word.weight for side in words for word in side) / 2 / _WHOLE
    found.agreed += weight * value / _WHOLE
    is_initial = any(len(side) == 1 and len(side[0].text) == 1 for side in words)
    doubt = _INITIAL_DOUBT if is_initial else 1.0
    found.half += doubt * weight * (_WHOLE - value) / _WHOLE


def _pair_pet_forms(
    found: Weighed, left: list[Word], right: list[Word], tables: PersonTables
) -> None:
    for one in list(left):
        two = next((w for w in right if tables.are_pet_forms(one.text, w.text)), None)
        if two is not None:
            left.remove(one)
            right.remove(two)
            _add(found, ([one], [two]), _PET)
            found.pets += 1


class _Rest(msgspec.Struct, gc=False):
    """What one side has left: what it says, and what it says against; the fathers'."""

    says: float = 0.0
    against: float = 0.0
    fathers: float = 0.0
    fathers_against: float = 0.0


def _rest(side: _Words, lone: _Words) -> _Rest:
    family = [word for word in side if word.role in _FAMILY]
    given = [word for word in side if word.role not in {*_LIGHT, *_FAMILY}]
    names = [*given, *family]
    ends = (names[0], names[-1]) if names else ()
    rest = _Rest()
    for word in lone:
        if word.role in _LIGHT:
            continue
        says = word.weight / _WHOLE
        least = _LEAST_CONFLICT / _WHOLE if word.weight > _INITIAL else 0.0
        if word.role == "father":
            rest.fathers += says
            rest.fathers_against += max(says, least)
        else:
            is_end = any(word is end for end in ends)
            rest.says += says if is_end else _MIDDLE * says
            rest.against += max(says, least)
    return rest


def _count_rest(found: Weighed, left: _Rest, right: _Rest) -> None:
    """Count what stands against each other, and what one side has more."""
    found.conflict = min(left.against, right.against)
    found.conflict += _FATHERS * min(left.fathers_against, right.fathers_against)
    found.missing = abs(left.says - right.says)
    found.has_left_more = left.says > right.says
    found.fathers = abs(left.fathers - right.fathers)


def _bound(side: _Words, lone: _Words) -> float:
    """Return the weight of halves of a hyphened name whose other half met."""
    halves = [word for word in side if word.role == "bound"]
    alone = [word for word in lone if word.role == "bound"]
    if len(alone) == len(halves):
        return 0.0
    return sum(word.weight for word in alone) / _WHOLE


def _has_family(side: _Words) -> bool:
    return any(word.role == "family" for word in side)
