"""Pinyin: characters to syllables, and a romanised word to its syllables."""

import gc
from collections.abc import Callable, Container, Iterator

from tieline.text.remembering import Remembered
from tieline.text.tables import read_rows, read_table

_FILE = "pinyin_syllables.txt"
_LONGEST = 6
_LONGEST_SURNAME = 4
# ü is written so where the letter is missing: Lu, Lü in passports, Lv on keyboards.
_WITHOUT_UMLAUT = str.maketrans("v", "u")
# Shaanxi is spelled so that it is not Shanxi, from which only a tone tells it.
_SPELLED_APART = {"陕": "shaan"}


def read_characters(han: str, *, is_person: bool) -> tuple[str, ...]:
    """Return one toneless syllable a character; a surname is read as one.

    A character without a reading stays as it is. Simplified characters are expected:
    `fold_han` makes them.

    >>> read_characters("曾庆红", is_person=True)
    ('zeng', 'qing', 'hong')
    """
    return tuple(ways[0] for ways in readings_of(han, is_person=is_person))


def readings_of(han: str, *, is_person: bool) -> tuple[tuple[str, ...], ...]:
    """Return the toneless readings of each character, the usual one first.

    >>> readings_of("单行", is_person=True)
    (('shan', 'dan'), ('xing', 'hang', 'heng'))
    >>> readings_of("吕", is_person=False)
    (('lu', 'lyu', 'lv'),)
    >>> readings_of("陕西", is_person=False)
    (('shaan',), ('xi',))
    """
    tables = _HELD.tables()
    surname = tables.surname(han) if is_person else ()
    given = han[len(surname) :]
    read = list(zip(given, _read(given), strict=True)) if given else []
    if not is_person:
        read = [(char, _SPELLED_APART.get(char, way)) for char, way in read]
    ways = [*surname, *((way, *tables.others(char, way)) for char, way in read)]
    return tuple(map(_spell, ways))


def _read(han: str) -> list[str]:
    lazy_pinyin = _HELD.reader()
    read = lazy_pinyin(han)
    if len(read) != len(han):
        read = ["".join(lazy_pinyin(char)) for char in han]
    return read


def _spell(ways: tuple[str, ...]) -> tuple[str, ...]:
    """Write ü as it is written without the letter; in every way, where it is one."""
    usual = [way.translate(_WITHOUT_UMLAUT) for way in ways]
    umlauts = [way for way in ways if "v" in way]
    also = [way.replace("v", "yu") for way in umlauts if way in {"lv", "nv"}]
    return tuple(dict.fromkeys((*usual, *also, *umlauts)))


class _Readings:
    """The readings of surnames and of characters that have several."""

    def __init__(self) -> None:
        surnames = read_rows("tieline.text", "surname_readings.tsv")
        self._surnames = {
            surname: tuple(tuple(way.split()) for way in ways.split("; "))
            for surname, ways in surnames
        }
        rows = read_rows("tieline.text", "heteronyms.tsv")
        self._heteronyms = {char: tuple(ways.split("; ")) for char, ways in rows}

    def surname(self, han: str) -> tuple[tuple[str, ...], ...]:
        """Return the readings of each character of the surname a name begins with.

        The first character is one where no longer surname is known.
        """
        for size in range(min(_LONGEST_SURNAME, len(han)), 0, -1):
            ways = self._surnames.get(han[:size])
            if ways is not None:
                return tuple(
                    tuple(dict.fromkeys(one)) for one in zip(*ways, strict=True)
                )
        return tuple((way,) for way in _read(han[:1])) if han else ()

    def others(self, char: str, usual: str) -> tuple[str, ...]:
        """Return the other readings of a character in a given name."""
        return tuple(way for way in self._heteronyms.get(char, ()) if way != usual)


class _Tables:
    """Owner of the readings: read on first use, never changed."""

    def __init__(self) -> None:
        self._readings: _Readings | None = None
        self._reader: Callable[[str], list[str]] | None = None

    def reader(self) -> Callable[[str], list[str]]:
        """Return what reads characters by the phrases they stand in."""
        if self._reader is None:
            # Its tables are made of a quarter of a million lists, none of them garbage.
            was_on = gc.isenabled()
            gc.disable()
            try:
                from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow, and few names need it
            finally:
                if was_on:
                    gc.enable()
            self._reader = lazy_pinyin
        return self._reader

    def tables(self) -> _Readings:
        if self._readings is None:
            self._readings = _Readings()
        return self._readings


_HELD = _Tables()


class Syllables:
    """The syllables of Mandarin, to cut romanised words."""

    def __init__(self) -> None:
        text = read_table("tieline.text", _FILE)
        self._known = frozenset(text.split())
        self._cuts = Remembered(self._cut)

    def __contains__(self, word: str) -> bool:
        """Tell whether a word is one syllable."""
        return word in self._known

    def __iter__(self) -> Iterator[str]:
        """Go through the syllables in alphabetical order."""
        return iter(sorted(self._known))

    def cut(self, word: str) -> tuple[str, ...] | None:
        """Return the syllables of a romanised word, as few as possible.

        None where it is no pinyin: one-letter syllables are never cut off.

        >>> Syllables().cut("hangzhou"), Syllables().cut("smith")
        (('hang', 'zhou'), None)
        """
        return self._cuts[word]

    def _cut(self, word: str) -> tuple[str, ...] | None:
        return cut_syllables(word, self._known)


def cut_syllables(word: str, known: Container[str]) -> tuple[str, ...] | None:
    """Return the fewest known syllables that make a word; None where there are none.

    >>> cut_syllables("chingwen", {"ching", "wen", "chi"})
    ('ching', 'wen')
    """
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        found: tuple[str, ...] | None = None
        for size in range(min(_LONGEST, end), 1, -1):
            before = best[end - size]
            piece = word[end - size : end]
            if before is None or piece not in known:
                continue
            if found is None or len(before) + 1 < len(found):
                found = (*before, piece)
        best.append(found)
    return best[-1] or None
