"""Names that are, or begin with, the initials of other names."""

from tieline.kernel.loading import Kernel
from tieline.matching.leftovers import closeness
from tieline.matching.name_pairs import Found, NamePair, rank_of
from tieline.matching.prepared import NameSet, line_of
from tieline.names.acronyms import is_acronym
from tieline.names.name import Name, Word

ACRONYM_CLOSENESS = 0.74
"""How close a name is to the initials that make the whole of another."""

# Three letters shorten too many names to be shown for themselves.
_SHORT_ACRONYM_CLOSENESS, _SHORT_ACRONYM = 0.68, 3
# What initials that begin a name are worth of what their words would be, and what has
# to agree beside them.
_BY_INITIALS, _LEAST_BESIDE = 0.92, 700
_ACRONYM_WEIGHT = 1000
_MOST_SHARED = 4


def by_acronym(query: NameSet, candidate: NameSet) -> NamePair | None:
    """Return the pair of a name of one word and the name whose initials it is."""
    for short, long in ((query, candidate), (candidate, query)):
        if short.lone.isdisjoint(long.acronyms):
            continue
        for word in sorted(short.lone & long.acronyms):
            one = next(n for n in short.names if n.latin and n.latin[0][0].text == word)
            two = next(n for n in long.names if word in n.acronyms)
            return NamePair(
                query=one if short is query else two,
                candidate=two if short is query else one,
                closeness=_SHORT_ACRONYM_CLOSENESS
                if len(word) <= _SHORT_ACRONYM
                else ACRONYM_CLOSENESS,
                agreed=len(word) / 4,
                how="acronym",
            )
    return None


def shares_initials_alone(
    query: NameSet, candidate: NameSet, names: tuple[Name, Name]
) -> bool:
    """Tell whether names meet by up to four letters that only one side writes.

    Many bodies share such letters (HNU, SMU). One that also writes its name out is to
    be found by that.
    """
    one, two = names
    return _is_by_letters(one, query, candidate, two) or _is_by_letters(
        two, candidate, query, one
    )


def _is_by_letters(name: Name, holder: NameSet, other: NameSet, met: Name) -> bool:
    if not _is_short(name) or _is_short(met):
        return False
    letters = name.text.casefold()
    if any(letters in each.text.casefold().split() for each in other.names):
        return False
    return any(
        len(words := each.text.casefold().split()) > 1 and letters not in words
        for each in holder.names
    )


def _is_short(name: Name) -> bool:
    return len(name.text) <= _MOST_SHARED and is_acronym(name.text)


def by_first_initials(query: NameSet, candidate: NameSet, kernel: Kernel) -> Found:
    """Hold names against those that begin with their first words' initials.

    CETC 14th Research Institute begins with those of China Electronics Technology
    Group Corporation; what follows is compared as ever, and has to agree.
    """
    best = Found()
    for short, long in ((query, candidate), (candidate, query)):
        if short.capitals.keys().isdisjoint(long.runs):
            continue
        for word in sorted(short.capitals.keys() & long.runs.keys()):
            place, (other, size) = short.capitals[word], long.runs[word]
            one, two = short.names[place], long.names[other]
            begun = (Word(word, _ACRONYM_WEIGHT), *two.latin[0][size:])
            found = _held(one, two, begun, kernel, is_swapped=short is not query)
            if found.rank > best.rank:
                left, right = short.line_at(place), long.line_at(other)
                found.left, found.right = (
                    (left, right) if short is query else (right, left)
                )
                best = found
    return best


def _held(
    one: Name, two: Name, begun: tuple[Word, ...], kernel: Kernel, *, is_swapped: bool
) -> Found:
    lines = line_of(one.latin[0], kernel), line_of(begun, kernel)
    tally = kernel.weigh_kinds(lines[0], [lines[1]])[0]
    if tally[0] < _ACRONYM_WEIGHT // 2 + _LEAST_BESIDE:
        return Found()
    close, agreed = _BY_INITIALS * closeness(tally), tally[0] / 1000
    words = one.latin[0], begun
    return Found(
        rank=rank_of(close, agreed, one, two),
        closeness=close,
        agreed=agreed,
        how="words",
        lines=(lines[1], lines[0]) if is_swapped else lines,
        words=(words[1], words[0]) if is_swapped else words,
    )
