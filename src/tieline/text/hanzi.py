"""Han characters: which they are, and which two are one character."""

import re
from importlib.resources import files

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003134f"
_FILE = "han_variants.txt"
_HAN = re.compile(f"[{HAN}]")
_ONLY = re.compile(f"[{HAN}]+")


def has_han(text: str) -> bool:
    """Tell whether any character is Han.

    >>> has_han("CETC 28所"), has_han("CETC")
    (True, False)
    """
    return not text.isascii() and _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Tell whether every character is Han.

    >>> is_han("中国"), is_han("中国 A")
    (True, False)
    """
    return _ONLY.fullmatch(text) is not None


class Variants:
    """Tells which two characters may be one, simplified and traditional.

    A pair that sounds alike, and that neither character set (GB 2312 of the mainland,
    Big5 of Taiwan) holds both of, is taken for one. Only the pairs that one set does
    hold both of stand in a table.
    """

    def __init__(self) -> None:
        self._groups: dict[str, int] = {}
        text = files("tieline.text").joinpath(_FILE).read_text("utf-8")
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
