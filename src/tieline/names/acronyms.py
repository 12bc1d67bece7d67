"""Acronyms: how a name would be shortened, and which words are acronyms."""

from collections.abc import Sequence

from tieline.names.name import Name

# Two letters match thousands of names (AI, US, IT) and none of them usefully.
SHORTEST = 3
LONGEST = 8


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
