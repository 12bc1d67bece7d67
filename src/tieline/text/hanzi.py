"""Han characters: which they are."""

_RANGES = (
    ("\u3005", "\u3005"),
    ("\u3007", "\u3007"),
    ("\u3400", "\u4dbf"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003134f"),
)
HAN = "\u4e00-\u9fff" + "".join(f"{low}-{high}" for low, high in _RANGES)
"""The characters, to stand inside brackets of a regular expression."""


def has_han(text: str) -> bool:
    """Tell whether any character is Han.

    >>> has_han("CETC 28所"), has_han("CETC")
    (True, False)
    """
    return not text.isascii() and any(map(_is_one, text))


def is_han(text: str) -> bool:
    """Tell whether every character is Han.

    >>> is_han("中国"), is_han("中国 A")
    (True, False)
    """
    return bool(text) and all(map(_is_one, text))


def _is_one(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or (
        char >= "\u3005" and any(low <= char <= high for low, high in _RANGES)
    )
