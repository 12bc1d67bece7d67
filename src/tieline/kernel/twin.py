"""The kernel in Python: slower, and the same answers.

Everything is counted in whole thousandths, so that both give the same numbers.
"""

from collections.abc import Sequence

from tieline.kernel.leftovers import KINDS, NUMBER, PLACE, leftovers_of, sums_of

MOST_WORDS = 64
LONGEST_WORD = 256
HEAVIEST = 1_000_000
_LENGTHS = "the columns of the words differ in length"
_WORDS = "too many words, an empty word or one too long"
_WEIGHTS = "a weight is out of range"
_KINDS = "there are no words of that kind"

_WHOLE = 1000
_CUT = 660
_KNEE, _AT_KNEE, _SHORT = 800, 550, 5
# Two neighbouring letters that changed places: a slip of the pen, in a word long enough
# to be told by the rest.
_SHORTEST_SWAPPED, SWAPPED = 5, 900
_SOUND_CUT, _SOUND = 720, 800
_JOIN_CUT = 900
_LONGEST_JOIN = 5
_INITIAL = 600
# Words of one class (academy and institute, where translators vary), or in another
# spelling.
_AKIN = 900
# Below this a word is a particle (al, de), and its letters are nobody's initials.
_INITIAL_WEIGHT = 300
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 6

Edge = tuple[int, int, int, int, int]
"""First and last word but one on either side, and how well they agree."""
Tally = tuple[int, int, int, int]
"""Agreed, half-agreed, left over on one side, on the other: in thousandths."""
KindTally = tuple[int, int, int, int, int, int, int]
"""Agreed and half-agreed; what is left over: against words of its own kind, rare
against common words, missing on the right, on the left, branches of learning."""


class WordList:
    """The words of one name, ready to be aligned.

    `sounds` are what misspellings of a word have in common, "" where that says nothing;
    `kinds` are places in `KINDS`. `classes` are what else a word may be called, between
    spaces: classes of words that are nearly equal, or other spellings of it.
    """

    __slots__ = ("classes", "exact", "kinds", "sounds", "texts", "weights")

    def __init__(
        self,
        texts: Sequence[str],
        weights: Sequence[int],
        exact: Sequence[bool],
        sounds: Sequence[str],
        kinds: Sequence[int],
        classes: Sequence[str],
    ) -> None:
        columns = (weights, exact, sounds, kinds, classes)
        if any(len(column) != len(texts) for column in columns):
            raise ValueError(_LENGTHS)
        if len(texts) > MOST_WORDS or any(
            not text or len(text) > LONGEST_WORD for text in texts
        ):
            raise ValueError(_WORDS)
        if any(not 0 <= weight <= HEAVIEST for weight in weights):
            raise ValueError(_WEIGHTS)
        if any(not 0 <= kind < len(KINDS) for kind in kinds):
            raise ValueError(_KINDS)
        self.texts, self.weights = tuple(texts), tuple(weights)
        self.exact, self.sounds = tuple(exact), tuple(sounds)
        self.kinds = tuple(kinds)
        self.classes = tuple(tuple(filter(None, akin.split(" "))) for akin in classes)

    def __len__(self) -> int:
        return len(self.texts)


def similarity(left: str, right: str) -> int:
    """Return twice the longest common subsequence by the lengths, in thousandths.

    >>> similarity("scholz", "scholze"), similarity("", "")
    (923, 1000)
    """
    total = len(left) + len(right)
    if left == right:
        return _WHOLE
    return 2 * _WHOLE * _common(left, right) // total


def _common(left: str, right: str) -> int:
    """Return the length of the longest common subsequence, bits in parallel."""
    places: dict[str, int] = {}
    for place, char in enumerate(left):
        places[char] = places.get(char, 0) | 1 << place
    full = (1 << len(left)) - 1
    row = full
    for char in right:
        met = row & places.get(char, 0)
        row = ((row + met) | (row - met)) & full
    return len(left) - row.bit_count()


def _value(similar: int, shorter: int) -> int:
    """Return how far similar words agree: steep up to the knee, then gentler.

    One letter is much of a word of up to five: there the rise is even.
    """
    if similar <= _CUT:
        return 0
    if shorter <= _SHORT:
        return (similar - _CUT) * _WHOLE // (_WHOLE - _CUT)
    if similar < _KNEE:
        return (similar - _CUT) * _AT_KNEE // (_KNEE - _CUT)
    return _AT_KNEE + (similar - _KNEE) * (_WHOLE - _AT_KNEE) // (_WHOLE - _KNEE)


def are_swapped(left: str, right: str) -> bool:
    """Tell whether words differ in two neighbouring letters that changed places.

    The first letter is seldom mistaken; words of up to four letters are not told so.

    >>> are_swapped("velmaron", "velmraon"), are_swapped("velmaron", "evlmaron")
    (True, False)
    """
    if len(left) != len(right) or len(left) < _SHORTEST_SWAPPED:
        return False
    at = next((at for at, char in enumerate(left) if char != right[at]), 0)
    turned = left[:at] + left[at : at + 2][::-1] + left[at + 2 :]
    return at > 0 and turned == right


def _bound(left: int, right: int) -> int:
    return 2 * _WHOLE * min(left, right) // (left + right)


def align(
    left: WordList,
    right: WordList,
    initials: bool,  # noqa: FBT001 - as compiled
) -> tuple[Tally, tuple[Edge, ...]]:
    """Pair the words of two names, in any order, each at most once.

    Equal words pair first, then similar ones, words written together, initials
    (only if `initials`) and acronyms of neighbouring words, best first. The edges
    are sorted by their place on the left. Either direction gives the same answer.
    """
    if right.texts < left.texts:
        (agreed, half, *rest), edges = _align(right, left, initials=initials)
        swapped = ((other, stop, start, end, v) for start, end, other, stop, v in edges)
        return (agreed, half, rest[1], rest[0]), tuple(sorted(swapped))
    return _align(left, right, initials=initials)


def _align(
    left: WordList, right: WordList, *, initials: bool
) -> tuple[Tally, tuple[Edge, ...]]:
    free_left, free_right, chosen = _pair_equal(left, right)
    if any(free_left) and any(free_right):
        edges = _edges(left, right, free_left, free_right, initials=initials)
        edges.sort(key=_order)
        for _, start, end, other, stop, value in edges:
            if all(free_left[start:end]) and all(free_right[other:stop]):
                free_left[start:end] = [False] * (end - start)
                free_right[other:stop] = [False] * (stop - other)
                chosen.append((start, end, other, stop, value))
    agreed = half = 0
    for start, end, other, stop, value in chosen:
        weight = sum(left.weights[start:end]) + sum(right.weights[other:stop])
        agreed += value * weight // (2 * _WHOLE)
        half += (_WHOLE - value) * weight // (2 * _WHOLE)
    rest = (
        sum(w for w, free in zip(left.weights, free_left, strict=True) if free),
        sum(w for w, free in zip(right.weights, free_right, strict=True) if free),
    )
    return (agreed, half, *rest), tuple(sorted(chosen))


def weigh(
    left: WordList,
    right: WordList,
    initials: bool,  # noqa: FBT001 - as compiled
) -> Tally:
    """Return the tally of `align` alone."""
    return align(left, right, initials)[0]


def weigh_many(
    left: WordList,
    rights: Sequence[WordList],
    initials: bool,  # noqa: FBT001 - as compiled
) -> list[Tally]:
    """Return the tally of one name with each of several."""
    return [align(left, right, initials)[0] for right in rights]


def weigh_kinds(left: WordList, rights: Sequence[WordList]) -> list[KindTally]:
    """Return the tally by kind of one organisation's name with each of several."""
    return [_kind_tally(left, right) for right in rights]


def _kind_tally(left: WordList, right: WordList) -> KindTally:
    (agreed, half, *_), edges = align(left, right, initials=False)
    met = {at for edge in edges for at in range(edge[0], edge[1])}
    met_other = {at for edge in edges for at in range(edge[2], edge[3])}
    return agreed, half, *leftovers_of(_sums(left, met), _sums(right, met_other))


def _sums(words: WordList, met: set[int]) -> list[int]:
    pairs = zip(words.kinds, words.weights, strict=True)
    return sums_of(pair for at, pair in enumerate(pairs) if at not in met)


def _pair_equal(
    left: WordList, right: WordList
) -> tuple[list[bool], list[bool], list[Edge]]:
    free_left, free_right = [True] * len(left), [True] * len(right)
    chosen: list[Edge] = []
    for place, text in enumerate(left.texts):
        for other, text_other in enumerate(right.texts):
            if free_right[other] and text == text_other:
                free_left[place] = free_right[other] = False
                chosen.append((place, place + 1, other, other + 1, _WHOLE))
                break
    return free_left, free_right, chosen


_Ranked = tuple[int, int, int, int, int, int]


def _order(ranked: _Ranked) -> tuple[int, ...]:
    """Return the sort key of an edge: the best first, then by place."""
    rank, start, end, other, stop, _ = ranked
    return rank, start + end + other + stop, abs(start - other), start, end, other


def _edges(
    left: WordList,
    right: WordList,
    free_left: list[bool],
    free_right: list[bool],
    *,
    initials: bool,
) -> list[_Ranked]:
    edges: list[_Ranked] = []
    for place in range(len(left)):
        for other in range(len(right)):
            if free_left[place] and free_right[other]:
                value = _single(left, right, place, other, initials=initials)
                if value > 0:
                    weight = left.weights[place] + right.weights[other]
                    edge = (place, place + 1, other, other + 1, value)
                    edges.append((-value * weight, *edge))
    for start, end, other, value in _joins(
        left, right, free_left, free_right, initials
    ):
        weight = sum(left.weights[start:end]) + right.weights[other]
        edges.append((-value * weight, start, end, other, other + 1, value))
    for start, end, other, value in _joins(
        right, left, free_right, free_left, initials
    ):
        weight = sum(right.weights[start:end]) + left.weights[other]
        edges.append((-value * weight, other, other + 1, start, end, value))
    return edges


def _single(
    left: WordList, right: WordList, place: int, other: int, *, initials: bool
) -> int:
    one, two = left.texts[place], right.texts[other]
    if (len(one) == 1) != (len(two) == 1):
        weight = (left.weights[place], right.weights[other])[len(one) > 1]
        is_initial = initials and one[0] == two[0] and weight >= _INITIAL_WEIGHT
        return _INITIAL if is_initial else 0
    if _are_akin(left, right, place, other):
        return _AKIN
    # Hunan is like Hubei in letters alone.
    are_places = left.kinds[place] == right.kinds[other] == PLACE
    # Figures that changed places make another number.
    is_number = NUMBER in {left.kinds[place], right.kinds[other]}
    if not (are_places or is_number) and are_swapped(one, two):
        return SWAPPED
    if are_places or left.exact[place] or right.exact[other]:
        return 0
    if _bound(len(one), len(two)) <= _CUT:
        return 0
    similar = similarity(one, two)
    value = _value(similar, min(len(one), len(two)))
    sound = left.sounds[place]
    if sound and similar >= _SOUND_CUT and sound == right.sounds[other]:
        value = max(value, _SOUND)
    return value


def _are_akin(left: WordList, right: WordList, place: int, other: int) -> bool:
    """Tell whether words share a class, or one is called what the other is."""
    mine, others = left.classes[place], right.classes[other]
    if not mine and not others:
        return False
    return (
        right.texts[other] in mine
        or left.texts[place] in others
        or not set(mine).isdisjoint(others)
    )


def _joins(
    many: WordList,
    single: WordList,
    free_many: list[bool],
    free_single: list[bool],
    initials: bool,  # noqa: FBT001 - private, and always passed on
) -> list[tuple[int, int, int, int]]:
    """Return runs of words that one word of the other side writes together."""
    found: list[tuple[int, int, int, int]] = []
    for start in range(len(many)):
        end = start
        while end < len(many) and free_many[end] and end - start < _LONGEST_ACRONYM:
            end += 1
            if end - start < 2:  # noqa: PLR2004 - a run is two or more
                continue
            for other in range(len(single)):
                if free_single[other]:
                    value = _run(many, start, end, single, other, initials)
                    if value > 0:
                        found.append((start, end, other, value))
    return found


def _run(
    many: WordList,
    start: int,
    end: int,
    single: WordList,
    other: int,
    initials: bool,  # noqa: FBT001 - private, and always passed on
) -> int:
    texts, word = many.texts[start:end], single.texts[other]
    is_exact = single.exact[other] or any(many.exact[start:end])
    size = end - start
    if len(word) == size and size >= (2 if initials else _SHORTEST_ACRONYM):
        runs = all(
            len(text) > 1 and text[0] == char
            for text, char in zip(texts, word, strict=True)
        )
        if runs and not is_exact and single.weights[other] >= _INITIAL_WEIGHT:
            return _INITIAL
    if size > _LONGEST_JOIN:
        return 0
    joined = "".join(texts)
    if joined == word:
        return _WHOLE
    if _spell_out(many, start, end, word):
        return _AKIN
    if is_exact or _bound(len(joined), len(word)) < _JOIN_CUT:
        return 0
    similar = similarity(joined, word)
    return _value(similar, len(word)) if similar >= _JOIN_CUT else 0


def _spell_out(many: WordList, start: int, end: int, word: str) -> bool:
    """Tell whether words, in any of their spellings, make one word together."""
    rests = {word}
    if not any(many.classes[start:end]):
        return False
    for place in range(start, end):
        ways = (many.texts[place], *many.classes[place])
        rests = {
            rest[len(way) :] for rest in rests for way in ways if rest.startswith(way)
        }
    return "" in rests
