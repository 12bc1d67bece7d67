"""The lexicon of organisations' names in Russian, Ukrainian and Belarusian.

`russian_words.tsv` holds words and phrases in small Cyrillic letters with their
English. A word is found in every case that it is declined in, and in Latin letters
after any of the usual romanisations.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from tieline.text.remembering import Remembered
from tieline.text.russian_words import (
    ending_cuts,
    has_cyrillic,
    latin_cuts,
    latin_key,
    small,
    stem_of,
)
from tieline.text.tables import read_rows

_TABLE, _ALTERNATES = "russian_words.tsv", "|"
_WHOLE = frozenset({"abbreviation"})
# How many words a phrase has at most: a test holds the table to it.
_LONGEST = 12
# Ukrainian: дослідження, of many досліджень.
_DOUBLED = "ння"


class Entry(msgspec.Struct, frozen=True):
    """A word or phrase: its English, the most usual first, and what it speaks of."""

    english: tuple[str, ...]
    kind: str


class RussianLexicon:
    """Looks up words and phrases; read once, never changed."""

    def __init__(self) -> None:
        self._held: dict[bool, _Script] = {}

    def find(self, words: Sequence[str], place: int) -> tuple[Entry | None, int]:
        """Return the longest entry that stands at `place`, and how many words it takes.

        >>> RussianLexicon().find(["Муромского", "завода"], 0)[0].english
        ('murom',)
        """
        is_cyrillic = has_cyrillic(words[place])
        script = self._held.get(is_cyrillic)
        if script is None:
            script = _read_cyrillic() if is_cyrillic else _read_latin()
            self._held[is_cyrillic] = script
        return script.find(words, place, cyrillic_cuts if is_cyrillic else latin_cuts)


_Row = tuple[Sequence[str], Sequence[str], Entry]
"""The words of an entry, their stems (none where it is found as it stands), and it."""


def _rows() -> Iterator[_Row]:
    rows = [
        (tuple(map(small, words.split())), english, kind)
        for words, english, kind, _source in read_rows("tieline.names", _TABLE)
    ]
    known = {stem_of(words[0]) for words, *_ in rows if len(words) == 1}
    stems: Remembered[str, str] = Remembered(lambda word: _stem(word, known))
    for words, english, kind in rows:
        entry = Entry(tuple(english.split(_ALTERNATES)), kind)
        yield words, () if kind in _WHOLE else [stems[one] for one in words], entry


def _read_cyrillic() -> "_Script":
    script = _Script()
    plurals: list[tuple[str, Entry]] = []
    for words, stems, entry in _rows():
        script.add(words, stems, entry)
        if len(stems) == 1 and words[0].endswith(_DOUBLED):
            plurals.append((stems[0][:-1], entry))
    for stem, entry in plurals:
        script.add((stem,), (stem,), entry)
    return script


def _read_latin() -> "_Script":
    script = _Script()
    key = Remembered(latin_key)
    for words, stems, entry in _rows():
        script.add([key[one] for one in words], [key[one] for one in stems], entry)
    return script


def _stem(word: str, known: AbstractSet[str]) -> str:
    """Return the stem of a word of a phrase, in whatever case it stands there."""
    return next((cut for cut in ending_cuts(word) if cut in known), stem_of(word))


def cyrillic_cuts(word: str) -> Iterable[str]:
    """Return the word in small letters, and what may be its stems."""
    return ending_cuts(small(word))


class _Node:
    """What phrases go on with behind some stems, and which of them ends here."""

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.next: dict[str, _Node] = {}


class _Script:
    """The entries in one script: whole words, stems, and phrases of stems."""

    def __init__(self) -> None:
        self._words: dict[str, Entry] = {}
        self._phrases = _Node()

    def add(self, words: Sequence[str], stems: Sequence[str], entry: Entry) -> None:
        """Add an entry; of two with the same stems the first counts.

        Without stems it is found as it stands.
        """
        if len(words) == 1:
            self._words.setdefault(words[0], entry)
        node = self._phrases
        for stem in stems:
            node = node.next.setdefault(stem, _Node())
        if stems and node.entry is None:
            node.entry = entry

    def find(
        self,
        words: Sequence[str],
        place: int,
        cuts: Callable[[str], Iterable[str]],
    ) -> tuple[Entry | None, int]:
        """Return the longest entry at a place, and how many words it takes."""
        found: tuple[Entry | None, int] = None, 1
        nodes = [self._phrases]
        for size, word in enumerate(words[place : place + _LONGEST], 1):
            stems = tuple(cuts(word))
            nodes = [
                node.next[stem] for stem in stems for node in nodes if stem in node.next
            ]
            entry = next((node.entry for node in nodes if node.entry is not None), None)
            if size == 1:
                entry = self._words.get(stems[0], entry)
            if entry is not None:
                found = entry, size
            if not nodes:
                break
        return found
