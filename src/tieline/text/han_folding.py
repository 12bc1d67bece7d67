"""Fold Han characters: simplified, traditional and Japanese forms are one character."""

from collections.abc import Callable
from typing import Protocol, cast

from tieline.text.hanzi import has_han

# Characters of the mainland's set (GB 2312) stay as they are there: 乾 is a character
# of its own, and 芸 is not the Japanese form of 艺. These few are in that set for old
# texts alone, or in no table: their usual writing is another character of the set.
_OLD = str.maketrans(
    "後於夥菸麼麽麴醣捱徵畬姪茘荳徧蔴邨倣槪栢僊觔讎甯",
    "后于伙烟么么曲糖挨征畲侄荔豆遍麻村仿概柏仙斤仇宁",
)
_MOST_KEPT = 30_000


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


class HanFolder:
    """Folds characters one by one; keeps those that it has folded, up to a bound.

    OpenCC is loaded with the first character that the mainland's set does not hold.
    """

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        self._converters: tuple[Callable[[str], str], Callable[[str], str]] | None
        self._converters = None

    def fold(self, text: str) -> str:
        """Return text with every Han character in its simplified form.

        A character is folded alike wherever it stands, so that parts of a name fold
        to parts of the folded name; the length stays the same.

        >>> HanFolder().fold("臺灣衞浜辺ACME")
        '台湾卫浜边ACME'
        """
        if not has_han(text):
            return text
        text = text.translate(_OLD)
        if _is_mainland(text):
            return text
        return "".join(self._one(char) for char in text)

    def _one(self, char: str) -> str:
        known = self._kept.get(char)
        if known is None:
            known = self._convert(char)
            if len(self._kept) < _MOST_KEPT:
                self._kept[char] = known
        return known

    def _convert(self, char: str) -> str:
        if not has_han(char) or _is_mainland(char):
            return char
        if self._converters is None:
            self._converters = _load()
        simplify, modernise = self._converters
        simple = simplify(char)
        if simple == char:
            simple = simplify(modernise(char))
        # The few that lead to another variant first (戱, 戯, 戏).
        last = simplify(modernise(simple)) if not _is_mainland(simple) else simple
        return last if len(last) == 1 else char


def _load() -> tuple[Callable[[str], str], Callable[[str], str]]:
    from opencc import OpenCC  # noqa: PLC0415 - few names need it

    # Hong Kong's variants lead to all that plain traditional ones do.
    make = cast(Callable[[str], _Converter], OpenCC)
    return make("hk2s").convert, make("jp2t").convert


def _is_mainland(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class _Held:
    """Owner of one folder, made on first use."""

    def __init__(self) -> None:
        self._folder: HanFolder | None = None

    def folder(self) -> HanFolder:
        if self._folder is None:
            self._folder = HanFolder()
        return self._folder


_HELD = _Held()


def fold_han(text: str) -> str:
    """Return text with every Han character in its simplified form.

    >>> fold_han("華為"), fold_han("华为")
    ('华为', '华为')
    """
    return _HELD.folder().fold(text)
