"""Han characters: which they are, and which two are one character."""

from tieline.text.tables import read_table

_RANGES = (
    ("\u3005", "\u3005"),
    ("\u3007", "\u3007"),
    ("\u3400", "\u4dbf"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003134f"),
)
HAN = "\u4e00-\u9fff" + "".join(f"{low}-{high}" for low, high in _RANGES)
"""The characters, to stand inside brackets of a regular expression."""
_FILE = "han_variants.txt"


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


class Variants:
    """Tells which two characters may be one, simplified and traditional.

    A pair that sounds alike, and that neither character set (GB 2312 of the mainland,
    Big5 of Taiwan) holds both of, is taken for one. Only the pairs that one set does
    hold both of stand in a table.
    """

    def __init__(self) -> None:
        self._groups: dict[str, int] = {}
        text = read_table("tieline.text", _FILE)
        rows = (line for line in text.splitlines() if not line.startswith("#"))
        for number, group in enumerate(" ".join(rows).split()):
            self._groups.update(dict.fromkeys(group, number))

    def are_one(self, left: str, right: str) -> bool:
        """Tell whether two characters that sound alike may be one character.

        >>> Variants().are_one("华", "華"), Variants().are_one("伟", "薇")
        (True, False)
        """
        if left == right:
            return True
        group = self._groups.get(left)
        if group is not None and group == self._groups.get(right):
            return True
        return not any(
            _holds(left, charset) and _holds(right, charset)
            for charset in ("gb2312", "big5")
        )


def _holds(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
