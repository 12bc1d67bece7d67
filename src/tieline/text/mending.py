"""Repairs what re-encoding broke in a text; the original is kept by the caller."""

import re

_C1 = re.compile(r"[\x80-\x9f]")


def mend(text: str) -> str:
    r"""Return `text` with cp1252 remnants as letters and single spaces.

    A control character from U+0080 to U+009F is what is left of a cp1252 byte that
    was read as Latin-1.

    >>> mend("Gui\x92an  New District\n")
    'Gui’an New District'
    """
    return " ".join(_C1.sub(_letter, text).split())


def _letter(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0])])
    return byte.decode("cp1252", errors="ignore")
