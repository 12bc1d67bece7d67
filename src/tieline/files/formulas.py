"""Cells that a spreadsheet would run as a formula: disarmed, and armed again.

The escape is one to one: whatever text is written, reading it back gives the same
text, and an escaped file that is read and written again is the same file.
"""

import re

# What spreadsheets take for the start of a formula or command, wide forms included.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")


def escape_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run.

    A plain number such as `-5` stays as it is; a telephone number such as
    `+49 30 1234` is text and gets the apostrophe. Text that already has
    apostrophes before such a start gets one more.

    >>> escape_formula("=1+1"), escape_formula("-5"), escape_formula("O'Neil")
    ("'=1+1", '-5', "O'Neil")
    """
    return f"'{text}" if _is_armed(text) else text


def unescape_formula(text: str) -> str:
    """Take off the apostrophe that `escape_formula` put there.

    >>> unescape_formula("'=1+1"), unescape_formula("'Abbas"), unescape_formula("'-5")
    ('=1+1', "'Abbas", "'-5")
    """
    return text[1:] if text[:1] == "'" and _is_armed(text[1:]) else text


def _is_armed(text: str) -> bool:
    bare = text.lstrip("'")
    return bare.startswith(FORMULA_STARTS) and _NUMBER.fullmatch(bare) is None
