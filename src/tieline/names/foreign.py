"""Names of organisations in Hangul, kana, Arabic and Hebrew letters, translated.

Each script has a table of the words such names are made of, with their English. What
no table has is read by its sound: it is taken for the word of the other name that it
sounds like. The tables are read when the first name in their script asks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from tieline.names.lexicon import rows_of
from tieline.names.name import Choice, Name, Word
from tieline.names.vocabulary import Vocabulary
from tieline.text.abjads import arabic_letters, hebrew_letters, is_hebrew
from tieline.text.arabic import is_arabic
from tieline.text.hangul import hangul_letters, has_hangul
from tieline.text.kana import has_kana, hepburn
from tieline.text.transliteration import heard

_LEFT_OUT = "-"
_ALTERNATES = " | "
# What a cut costs: a letter that no word has, and each word.
_UNKNOWN, _WORD = 2.0, 1.0
_LONGEST_PHRASE = 3
_MOST = 64
# The article and the prepositions that are written with a word.
_ARABIC_HEADS = ("وال", "بال", "لل", "ال", "و", "ل", "ب")
_HEBREW_HEADS = ("וה", "ה", "ו", "ל", "ב", "מ", "ש")
_SHORTEST_STEM = 3
# Any letter of a script that is read here.
_ANY = re.compile("[\u05d0-\u06ff\u3041-\u30fa\uac00-\ud7a3]")
_ARABIC_FORMS = str.maketrans("أإآٱىيكةھہ", "ااااییکههه", "\u0640ًٌٍَُِّْٰ")

_Ways = tuple[str, ...]


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """How the words of a script are cut and read.

    `heads` are what is written with a word before it; `is_glued` where words of a name
    are written together.
    """

    table: str
    holds: Callable[[str], bool]
    letters: Callable[[str], str]
    fold: Callable[[str], str] = str
    heads: tuple[str, ...] = ()
    is_glued: bool = False


def _fold_arabic(word: str) -> str:
    return word.translate(_ARABIC_FORMS)


SCRIPTS = (
    Script(
        table="hangul_words.tsv",
        holds=has_hangul,
        letters=hangul_letters,
        is_glued=True,
    ),
    Script(table="kana_words.tsv", holds=has_kana, letters=hepburn, is_glued=True),
    Script(
        table="arabic_words.tsv",
        holds=is_arabic,
        letters=arabic_letters,
        fold=_fold_arabic,
        heads=_ARABIC_HEADS,
    ),
    Script(
        table="hebrew_words.tsv",
        holds=is_hebrew,
        letters=hebrew_letters,
        heads=_HEBREW_HEADS,
    ),
)


def script_of(text: str) -> Script | None:
    """Return the script of a name that this module reads; None for any other.

    >>> found = script_of("삼성전자")
    >>> found.table if found else None, script_of("Samsung")
    ('hangul_words.tsv', None)
    """
    if text.isascii() or _ANY.search(text) is None:
        return None
    return next((script for script in SCRIPTS if script.holds(text)), None)


class ForeignReader:
    """Translates names with the tables of a vocabulary and those of the scripts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tables: dict[str, Mapping[str, _Ways]] = {}
        self._longest: dict[str, int] = {}
        self._places: set[str] = set()

    def with_english(self, name: Name, written: Sequence[str], script: Script) -> Name:
        """Return a name with a view in English beside its own, where there is one."""
        view: list[Word] = []
        choices: list[Choice] = []
        for piece, ways in self._pieces(written, script):
            options = self._options(piece, ways, script)
            if not options:
                continue
            start = len(view)
            view += options[0]
            if len(options) > 1 and len(view) <= _MOST:
                choices.append(Choice(start, len(view), tuple(options)))
        if not view:
            return name
        before = name.choices or ((),) * len(name.latin)
        return msgspec.structs.replace(
            name,
            latin=(*name.latin, tuple(view[:_MOST])),
            schemes=(*name.schemes, "english"),
            choices=(*before, tuple(choices)),
            levels=name.levels or self._vocabulary.levels_in_words(_texts(view)),
        )

    def _options(
        self, piece: str, ways: _Ways | None, script: Script
    ) -> list[tuple[Word, ...]]:
        """Return what a piece may be: its English, or the words of its sound."""
        if ways == (_LEFT_OUT,):
            return []
        if ways is not None:
            is_place = piece in self._places
            return [tuple(self._english(way, is_place=is_place)) for way in ways]
        if piece.isascii():
            return [(self._vocabulary.word(piece, "rare"),)]
        letters = script.letters(piece)
        if not letters:
            return []
        weight = self._vocabulary.length_weight(letters)
        plain = Word(letters, weight)
        return [(plain,), (msgspec.structs.replace(plain, akin=heard([letters])),)]

    def _english(self, way: str, *, is_place: bool) -> Iterator[Word]:
        for word in way.split():
            kind = "place" if is_place else self._vocabulary.kind(word)
            yield self._vocabulary.word(word, kind)

    def _pieces(
        self, written: Sequence[str], script: Script
    ) -> Iterator[tuple[str, _Ways | None]]:
        table = self._table(script)
        place = 0
        while place < len(written):
            size, ways = self._phrase(written, place, script)
            if size:
                yield written[place], ways
                place += size
                continue
            word = script.fold(written[place])
            place += 1
            if word.isascii() or not script.is_glued:
                yield (word.lower(), None)
                continue
            for piece in self._cut(word, table, self._longest[script.table]):
                yield piece, table.get(piece)

    def _phrase(
        self, written: Sequence[str], place: int, script: Script
    ) -> tuple[int, _Ways | None]:
        """Return how many words from a place on are one of the table, and its ways."""
        table = self._table(script)
        for size in range(min(_LONGEST_PHRASE, len(written) - place), 0, -1):
            words = [script.fold(word) for word in written[place : place + size]]
            joined = " ".join(words)
            if joined in table:
                return size, table[joined]
            bare = " ".join(_bare(word, script.heads, table) for word in words)
            if bare in table:
                return size, table[bare]
        return 0, None

    @staticmethod
    def _cut(run: str, table: Mapping[str, _Ways], longest: int) -> Iterator[str]:
        """Cut a run at least cost: few letters without a word, then few words."""
        costs = [0.0] * (len(run) + 1)
        sizes = [0] * len(run)
        for place in range(len(run) - 1, -1, -1):
            costs[place] = costs[place + 1] + _UNKNOWN
            for size in range(1, min(longest, len(run) - place) + 1):
                cost = costs[place + size] + _WORD
                # A single letter is a word only at the end.
                is_loose = size == 1 and place + 1 < len(run)
                known = run[place : place + size] in table and not is_loose
                if known and cost <= costs[place]:
                    costs[place], sizes[place] = cost, size
        rest, place = "", 0
        while place < len(run):
            if not sizes[place]:
                rest += run[place]
                place += 1
                continue
            if rest:
                yield rest
                rest = ""
            yield run[place : place + sizes[place]]
            place += sizes[place]
        if rest:
            yield rest

    def _table(self, script: Script) -> Mapping[str, _Ways]:
        known = self._tables.get(script.table)
        if known is not None:
            return known
        table: dict[str, _Ways] = {}
        for word, english, kind, _source in rows_of(script.table):
            folded = script.fold(word)
            table[folded] = tuple(english.split(_ALTERNATES))
            if kind == "place":
                self._places.add(folded)
        self._tables[script.table] = table
        self._longest[script.table] = max(map(len, table))
        return table


def _bare(word: str, heads: Sequence[str], table: Mapping[str, _Ways]) -> str:
    """Return a word without what is written with it, where the table has it so."""
    for head in heads:
        stem = word.removeprefix(head)
        if stem != word and len(stem) >= _SHORTEST_STEM - 1 and stem in table:
            return stem
    return word


def _texts(view: Sequence[Word]) -> list[str]:
    return [word.text for word in view]
