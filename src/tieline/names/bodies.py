"""Known bodies: which groups, brands, agencies and universities a name speaks of."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from tieline.text.tables import read_table

FILES = (
    "bodies_china_system.tsv",
    "bodies_china_subs.tsv",
    "bodies_china_state.tsv",
    "bodies_china_universities.tsv",
    "bodies_china_brands.tsv",
    "bodies_china_finance_media.tsv",
    "bodies_taiwan_hongkong.tsv",
)
"""The tables, one for each region or kind of body."""
WEAK = "~"
"""Stands before a way that also names others: three letters, a common word."""

_SHORT, _MIDDLING = 2, 3
_LONGEST_KNOWN = 8
_PLACE_ENDS = frozenset("市省县区州")
_DIGITS = frozenset("0123456789一二三四五六七八九十")
_SPELLED = {"corp": "corporation", "co": "company", "ltd": "limited"}
_FEWEST_WITH_FORM = 4
_JOINERS = frozenset({"of", "for"})


class Found(msgspec.Struct, frozen=True, array_like=True):
    """A body at `start` to `end` (words, or characters) of a name.

    `canonical` is the word that stands for it; a weak way alone tells little.
    """

    start: int
    end: int
    canonical: str
    kind: str
    is_weak: bool


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One row of the table: ways in the order written, the fullest first."""

    canonical: str
    kind: str
    ways: str
    source: str

    def each_way(self) -> Iterator[tuple[str, bool]]:
        """Yield the ways to write it, and whether each is weak."""
        for way in self.ways.split("; "):
            yield way.removeprefix(WEAK), way.startswith(WEAK)


class BodyTables(msgspec.Struct, frozen=True):
    """What the lookup needs to know of words: see `Vocabulary`.

    `is_han_word` knows the common words in characters, `han_forms` the legal forms.
    """

    long_words: Mapping[str, str]
    is_stop: Callable[[str], bool]
    is_han_word: Callable[[str], bool]
    han_forms: Collection[str]


def read_words() -> dict[str, tuple[str, ...]]:
    """Return the words that bound a body's name, by their role: see the table."""
    lines = read_table("tieline.names", "body_words.tsv").splitlines()
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return {role: tuple(words.split()) for role, words in rows}


def read_rows(file: str) -> Iterator[Row]:
    """Yield the rows of one table."""
    for line in read_table("tieline.names", file).splitlines():
        if line and line[0] != "#":
            yield Row(*line.split("\t"))


class Bodies:
    """Finds known bodies in names; read once, never changed."""

    def __init__(self, tables: BodyTables, rows: Sequence[Row] | None = None) -> None:
        self._tables = tables
        words = read_words()
        self._levels = frozenset(words["level"])
        self._heads = frozenset(words["head"])
        self._qualifiers = frozenset(words["qualifier"])
        self._tails = frozenset(words["tail"])
        self._forms = frozenset(words["form"])
        self._first_kinds = frozenset(words["first"])
        self._han_levels, self._han_tails = words["han_level"], words["han_tail"]
        self._rows: dict[str, Row] = {}
        self._latin: dict[str, tuple[Row, bool]] = {}
        self._bare: dict[str, tuple[Row, bool]] = {}
        self._first: dict[str, int] = {}
        self._han: dict[str, tuple[Row, bool]] = {}
        self._first_han: dict[str, int] = {}
        self._shared: set[str] = set()
        if rows is None:
            rows = [row for file in FILES for row in read_rows(file)]
        for row in rows:
            self._rows[row.canonical] = row
            for way in row.ways.split("; "):
                self._add(way, row)
        # What two bodies are both called for short tells neither.
        for key in self._shared:
            self._latin.pop(key, None)
            self._han.pop(key, None)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, canonical: str) -> Row | None:
        """Return the row of a body, or None when no table holds it."""
        return self._rows.get(canonical)

    def alternatives(self, canonical: str) -> tuple[str, ...]:
        """Return the ways to write a body, the fullest first; empty when unknown."""
        row = self._rows.get(canonical)
        return () if row is None else tuple(way for way, _ in row.each_way())

    def in_words(self, words: Sequence[str]) -> list[Found]:
        """Return the bodies in a list of words, in order, none over another.

        `words` are all words of the name, folded, small words (of, the) and legal
        forms among them: they tell Sichuan University from the Sichuan University
        of Science. The longest way at a place is taken. A weak way counts where it is
        the whole name or stands beside a number or a level.
        """
        first = self._first
        long_words = self._tables.long_words
        whole = [_SPELLED.get(word) or long_words.get(word, word) for word in words]
        if first.keys().isdisjoint(whole):
            return []
        places = [
            place for place, word in enumerate(whole) if not self._tables.is_stop(word)
        ]
        bare = [whole[place] for place in places]
        found: list[Found] = []
        at = 0
        while at < len(bare):
            size, entry = self._latin_at(bare, at)
            end = at + size
            if entry is not None:
                start, stop = places[at], places[end - 1] + 1
                if self._is_whole_latin(whole, start, stop, entry[0]) and (
                    not entry[1] or self._is_alone(bare, at, end)
                ):
                    row, is_weak = entry
                    found.append(Found(start, stop, row.canonical, row.kind, is_weak))
                else:
                    end = at + 1
            at = end
        return found

    def in_han(self, text: str) -> list[Found]:
        """Return the bodies in a run of simplified characters, in order.

        Offsets are characters. The longest way at a place is taken. Universities,
        agencies and the like begin the run or follow another body; a brand of two or
        three characters stands between known words. A weak way counts where it is
        the whole name or stands before a number or a level.
        """
        found: list[Found] = []
        at = 0
        while at < len(text):
            longest = self._first_han.get(text[at : at + 2], 0)
            previous = found[-1].end if found else 0
            hit = self._han_at(text, at, longest, is_first=at == previous)
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.end
        return found

    def _add(self, way: str, row: Row) -> None:
        is_weak = way[0] == WEAK
        if is_weak:
            way = way[1:]
        if way[0] > "\u2fff":
            table, key, start, size = self._han, way, way[:2], len(way)
            starts = self._first_han
        else:
            words = self._key_words(way)
            table, key, start, size = self._latin, " ".join(words), words[0], len(words)
            starts = self._first
            if size >= _FEWEST_WITH_FORM and words[-1] in self._forms:
                self._bare.setdefault(" ".join(words[:-1]), (row, is_weak))
        known = table.get(key)
        if known is not None and known[0] is not row:
            self._shared.add(key)
        table[key] = (row, is_weak)
        if starts.get(start, 0) < size:
            starts[start] = size

    def _key_words(self, way: str) -> list[str]:
        if " " not in way:
            return [self._tables.long_words.get(way, way)]
        spelled, long_words = _SPELLED, self._tables.long_words
        is_stop = self._tables.is_stop
        return [
            spelled.get(word) or long_words.get(word, word)
            for word in way.split()
            if not is_stop(word)
        ]

    def _latin_at(
        self, bare: Sequence[str], at: int
    ) -> tuple[int, tuple[Row, bool] | None]:
        longest = self._first.get(bare[at], 0)
        for size in range(min(longest, len(bare) - at), 0, -1):
            key = " ".join(bare[at : at + size])
            entry = self._latin.get(key)
            if entry is None and at + size < len(bare):
                continue
            # A name may come without its legal form.
            entry = entry or self._bare.get(key)
            if entry is not None:
                return size, entry
        return 1, None

    def _is_whole_latin(
        self, words: Sequence[str], start: int, end: int, row: Row
    ) -> bool:
        """Tell whether the words are no part of a longer name of another body."""
        if end - start == 1 and row.kind in {"company", "group"}:
            return True
        goes_on = end < len(words) and words[end] in _JOINERS
        if goes_on and words[end - 1] in self._heads:
            return False
        return not start or words[start - 1] not in self._qualifiers

    def _han_at(
        self, text: str, at: int, longest: int, *, is_first: bool
    ) -> Found | None:
        for size in range(min(longest, len(text) - at), 1, -1):
            entry = self._han.get(text[at : at + size])
            if entry is None:
                continue
            row, is_weak = entry
            end = at + size
            if row.kind in self._first_kinds and not is_first:
                continue
            if not self._is_whole_han(text, at, end, is_first=is_first):
                continue
            if is_weak and not self._is_alone_han(text, at, end):
                continue
            return Found(at, end, row.canonical, row.kind, is_weak)
        return None

    def _is_whole_han(self, text: str, at: int, end: int, *, is_first: bool) -> bool:
        """Tell whether the characters are no part of a longer word."""
        known, size = self._tables.is_han_word, end - at
        begins = is_first or text[at - 1] in _PLACE_ENDS or self._ends(text[:at])
        ends = end == len(text) or self._begins(text[end:])
        if size <= _SHORT:
            return begins and ends
        if size <= _MIDDLING and not begins:
            return False
        return ends or not known(text[end - 1 : end + 1])

    def _ends(self, text: str) -> bool:
        known = self._tables.is_han_word
        sizes = range(2, min(_LONGEST_KNOWN, len(text)) + 1)
        return any(known(text[-size:]) for size in sizes)

    def _begins(self, text: str) -> bool:
        if text[0] in _DIGITS or text.startswith(self._han_tails + self._han_levels):
            return True
        known, forms = self._tables.is_han_word, self._tables.han_forms
        sizes = range(2, min(_LONGEST_KNOWN, len(text)) + 1)
        return any(known(text[:size]) or text[:size] in forms for size in sizes)

    def _is_alone_han(self, text: str, at: int, end: int) -> bool:
        after = text[end:]
        if after and (after[0] in _DIGITS or after.startswith(self._han_levels)):
            return True
        for tail in self._han_tails:
            if after not in self._tables.han_forms:
                after = after.removeprefix(tail)
        return not at and (not after or after in self._tables.han_forms)

    def _is_alone(self, bare: Sequence[str], at: int, end: int) -> bool:
        """Tell whether a weak way is the whole name or beside a number or a level."""
        beside = [*bare[max(at - 1, 0) : at], *bare[end : end + 1]]
        if any(word[0].isdigit() or word in self._levels for word in beside):
            return True
        return all(word in self._tails for word in (*bare[:at], *bare[end:]))
