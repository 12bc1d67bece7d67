"""Which of two profiles' names agree best, and how well."""

import msgspec

from tieline.kernel.loading import Tally, WordList
from tieline.matching.prepared import Prepared, PreparedName, Preparer
from tieline.names.acronyms import LONGEST, SHORTEST, is_acronym
from tieline.names.name import NameForm, Word

# How much a word speaks against: half-agreeing, different on both sides, or only
# missing on one. Fixed by experiment on pairs of names judged by people.
_HALF, _CONFLICT, _MISSING = 1.0, 2.0, 0.35
_ACRONYM_SCORE = 0.74
_VARIANT_SCORE = 0.98
_HOMOPHONE_SCORE = 0.6
_NUMBER_PENALTY = 1.0


class NamePair(msgspec.Struct, frozen=True, kw_only=True):
    """The two names that agree best.

    `closeness` is from 0 to 1; `agreed` is how much the agreeing words say, in words.
    `how` tells what met; `left` and `right` are the words compared, with their lines.
    """

    query: PreparedName
    candidate: PreparedName
    closeness: float
    agreed: float
    how: str
    lines: tuple[WordList, WordList] | None = None
    words: tuple[tuple[Word, ...], tuple[Word, ...]] | None = None


class Pair:
    """A query and a candidate; what several features need is computed once."""

    __slots__ = ("_names", "candidate", "form", "preparer", "query")

    def __init__(
        self, query: Prepared, candidate: Prepared, preparer: Preparer
    ) -> None:
        self.query, self.candidate, self.preparer = query, candidate, preparer
        self.form: NameForm = _form(query, candidate)
        self._names: NamePair | None | bool = False

    @property
    def names(self) -> NamePair | None:
        """The names that agree best; None where a side has none."""
        if isinstance(self._names, bool):
            self._names = _best(self)
        return self._names


def _form(query: Prepared, candidate: Prepared) -> NameForm:
    families = {query.family, candidate.family}
    is_person = "person" in families and families <= {"person", "any"}
    return "person" if is_person else "organisation"


def closeness(tally: Tally) -> float:
    """Return how close two names are, 0 to 1, by what agrees and what does not."""
    agreed, half, left, right = tally
    if not agreed:
        return 0.0
    both, one = min(left, right), abs(left - right)
    return agreed / (agreed + _HALF * half + _CONFLICT * both + _MISSING * one)


def _best(pair: Pair) -> NamePair | None:
    best: NamePair | None = None
    rank = -9.0
    for query in pair.query.names(pair.form):
        for candidate in pair.candidate.names(pair.form):
            found = _compare(query, candidate, pair)
            ranked = found.closeness + min(found.agreed, 4.0) / 100
            if _numbers_differ(query, candidate):
                ranked -= _NUMBER_PENALTY
            if candidate.name.is_weak or query.name.is_weak:
                ranked -= 0.05
            if ranked > rank:
                best, rank = found, ranked
    return best


def _numbers_differ(query: PreparedName, candidate: PreparedName) -> bool:
    left, right = query.name.numbers, candidate.name.numbers
    return bool(left and right) and set(left) != set(right)


def _compare(query: PreparedName, candidate: PreparedName, pair: Pair) -> NamePair:
    if query.han is not None and candidate.han is not None:
        found = _compare_han(query, candidate, pair)
    else:
        found = _compare_latin(query, candidate, pair)
    if found.closeness < _ACRONYM_SCORE and pair.form == "organisation":
        return _acronym(query, candidate) or found
    return found


def _compare_latin(
    query: PreparedName, candidate: PreparedName, pair: Pair
) -> NamePair:
    weigh, initials = pair.preparer.kernel.weigh, pair.form == "person"
    top, best, chosen = -1.0, (0, 0, 0, 0), (0, 0)
    for one, left in enumerate(query.lines):
        for two, right in enumerate(candidate.lines):
            tally = weigh(left, right, initials)
            close = closeness(tally)
            if close > top:
                top, best, chosen = close, tally, (one, two)
    if top < 0:
        return _nothing(query, candidate)
    one, two = chosen
    return NamePair(
        query=query,
        candidate=candidate,
        closeness=top,
        agreed=best[0] / 1000,
        how="words",
        lines=(query.lines[one], candidate.lines[two]),
        words=(query.name.latin[one], candidate.name.latin[two]),
    )


def _compare_han(query: PreparedName, candidate: PreparedName, pair: Pair) -> NamePair:
    left, right = query.han, candidate.han
    if left is None or right is None:
        return _nothing(query, candidate)
    tally = pair.preparer.kernel.weigh(left, right, False)  # noqa: FBT003 - compiled
    close, how = closeness(tally), "characters"
    agreed = tally[0] / 1000
    if close < _VARIANT_SCORE and query.name.syllables == candidate.name.syllables:
        if query.name.numbers == candidate.name.numbers:
            how, close = _by_sound(query, candidate, pair, close)
            agreed = max(agreed, len(query.name.syllables) * 0.45)
    return NamePair(
        query=query,
        candidate=candidate,
        closeness=close,
        agreed=agreed,
        how=how,
        lines=(left, right),
        words=(query.name.han, candidate.name.han),
    )


def _by_sound(
    query: PreparedName, candidate: PreparedName, pair: Pair, close: float
) -> tuple[str, float]:
    left = "".join(word.text for word in query.name.han)
    right = "".join(word.text for word in candidate.name.han)
    are_one = pair.preparer.variants.are_one
    if len(left) == len(right) and all(map(are_one, left, right)):
        return "variants", _VARIANT_SCORE
    if close >= _HOMOPHONE_SCORE:
        return "characters", close
    return "sound", _HOMOPHONE_SCORE


def _acronym(query: PreparedName, candidate: PreparedName) -> NamePair | None:
    for short, long in ((query, candidate), (candidate, query)):
        word = _lone_word(short)
        if word is not None and word in long.name.acronyms:
            return NamePair(
                query=query,
                candidate=candidate,
                closeness=_ACRONYM_SCORE,
                agreed=len(word) / 4,
                how="acronym",
            )
    return None


def _lone_word(short: PreparedName) -> str | None:
    """Return the only word of a name if it may be an acronym, typed or written."""
    latin = short.name.latin
    if len(latin) != 1 or len(latin[0]) != 1:
        return None
    word = latin[0][0].text
    if SHORTEST < len(word) <= LONGEST or is_acronym(short.name.text):
        return word
    return None


def _nothing(query: PreparedName, candidate: PreparedName) -> NamePair:
    return NamePair(
        query=query, candidate=candidate, closeness=0.0, agreed=0.0, how="nothing"
    )
