"""Names that hold two names of one body: split at a slash or at "also known as"."""

import re

_BETWEEN = re.compile(
    r"\s*/\s*|[\s,;(]+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|also known as|formerly(?: known as)?"
    r"|d/?b/?a|trading as)[\s:.]+",
    re.IGNORECASE,
)
# A/S, Radio/TV: what is shorter is no name.
_SHORTEST = 6


def split_names(text: str) -> tuple[str, ...]:
    """Return the names that a name is made of; nothing where it is one.

    >>> split_names("Velmaron Shipping a.k.a. Torbund Lines")
    ('Velmaron Shipping', 'Torbund Lines')
    >>> split_names("Velmaron A/S")
    ()
    """
    if "/" not in text and not re.search(
        r"\b(?:a\.?k|f\.?k|also|form|d\.?b|trad)", text, re.IGNORECASE
    ):
        return ()
    parts = [part.strip(" ,;()") for part in _BETWEEN.split(text)]
    if len(parts) < 2 or min(map(len, parts)) < _SHORTEST:  # noqa: PLR2004 - two names
        return ()
    return tuple(parts)
