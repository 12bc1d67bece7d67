"""Acronyms: how a name would be shortened, and which words are acronyms."""

from collections.abc import Callable, Sequence

from tieline.names.name import Name

# Two letters match thousands of names (AI, US, IT) and none of them usefully.
SHORTEST = 3
LONGEST = 8
_OPTIONAL = frozenset(
    ["group", "corporation", "corp", "company", "co", "limited", "ltd"]
)


def acronyms_of(words: Sequence[str], optional: Sequence[str]) -> frozenset[str]:
    """Return the initials of the words, with and without trailing optional words.

    `optional` are words that may stand at the end, as legal forms do.

    >>> sorted(acronyms_of(("china", "electronics", "technology"), ("group", "corp")))
    ['cet', 'cetc', 'cetg', 'cetgc']
    """
    letters = "".join(word[0] for word in words if not word[0].isdigit())
    ends = {""}
    for word in optional:
        ends |= {end + word[0] for end in ends}
    return frozenset(
        letters + end
        for end in ends
        if len(letters) > 1 and SHORTEST <= len(letters) + len(end) <= LONGEST
    )


def runs_of(
    words: Sequence[str], is_stop: Callable[[str], bool]
) -> tuple[tuple[str, int], ...]:
    """Return the initials of the words that a name begins with, and how many those are.

    From four letters on, and up to the first figure; words that only join are
    left out, a group's or a corporation's initial may be.

    >>> words = "china electronics technology group corp 14".split()
    >>> dict(runs_of(words, set().__contains__))
    {'cetg': 4, 'cetc': 5, 'cetgc': 5}
    """
    found: dict[str, int] = {}
    if len(words) <= SHORTEST:
        return ()
    starts: set[str] = {""}
    for place, word in enumerate(words):
        if word[0].isdigit() or not starts:
            break
        if is_stop(word):
            continue
        longer = {start + word[0] for start in starts if len(start) < LONGEST}
        # Two initials tell nothing of who leaves out a group's.
        may_lack = word in _OPTIONAL and place > 1
        starts = longer | starts if may_lack else longer
        for start in sorted(longer):
            if len(start) > SHORTEST:
                found.setdefault(start, place + 1)
    return tuple(found.items())


def is_acronym(written: str) -> bool:
    """Tell whether a word as written looks like an acronym.

    >>> is_acronym("CETC"), is_acronym("Cetc"), is_acronym("AI")
    (True, False, False)
    """
    return (
        SHORTEST <= len(written) <= LONGEST and written.isalpha() and written.isupper()
    )


def lone_acronym(name: Name) -> str | None:
    """Return the only word of an organisation's name if it may be an acronym.

    Three letters have to be written in capitals; from four on, any case will do.
    """
    is_written = bool(name.latin) and name.schemes[0] == "written"
    if name.form == "person" or not is_written or len(name.latin[0]) != 1:
        return None
    word = name.latin[0][0].text
    if SHORTEST < len(word) <= LONGEST or is_acronym(name.text):
        return word
    return None


def capitals_of(name: Name) -> tuple[str, ...]:
    """Return words of an organisation's name that may be initials: CETC in CETC 14.

    They stand beside other words, in capitals, with four letters or more; of a name all
    in capitals only the first word may be such.
    """
    if name.form == "person" or not name.latin or len(name.latin[0]) < 2:  # noqa: PLR2004 - a word beside it
        return ()
    view = name.latin[0] if name.schemes[0] == "written" else ()
    some = view[:1] if name.text.isupper() else view
    return tuple(
        word.text
        for word in some
        if SHORTEST < len(word.text) <= LONGEST and word.text.upper() in name.text
    )
