"""Known bodies: which groups, brands, agencies and universities a name speaks of."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from tieline.names.body_pinyin import BodyPinyin
from tieline.names.name import WordKind
from tieline.text.pinyin import Syllables
from tieline.text.tables import read_table

FILES = (
    "bodies_china_system.tsv",
    "bodies_china_subs.tsv",
    "bodies_china_state.tsv",
    "bodies_china_universities.tsv",
    "bodies_china_brands.tsv",
    "bodies_china_finance_media.tsv",
    "bodies_taiwan_hongkong.tsv",
    "bodies_governments.tsv",
    "bodies_world_companies.tsv",
    "bodies_russia_and_others.tsv",
    "bodies_world_universities.tsv",
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
_LAST_LATIN = "\u2fff"
_ACRONYM = 4
_FIRMS = frozenset({"company", "group", "bank"})
_JOINERS = frozenset({"of", "for"})


class Found(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A body at `start` to `end` (words, or characters) of a name.

    `canonical` is the word that stands for it; a weak way alone tells little.
    """

    start: int
    end: int
    canonical: str
    kind: str
    is_weak: bool


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
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
    syllables: Syllables
    kind: Callable[[str], WordKind]
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


_Entry = tuple[Row, bool]
"""A row, and whether the way to it is weak."""


class _Ways:
    """Ways to write bodies, and how long the longest is that begins alike."""

    def __init__(self) -> None:
        self.known: dict[str, _Entry] = {}
        self.bare: dict[str, _Entry] = {}
        self.longest: dict[str, int] = {}
        self._shared: set[str] = set()

    def add(self, way: str, entry: _Entry, start: str, size: int) -> None:
        """Take a way of `size` words or characters that begins with `start`."""
        known = self.known.get(way)
        if known is not None and known[0] is not entry[0]:
            self._shared.add(way)
        self.known[way] = entry
        if self.longest.get(start, 0) < size:
            self.longest[start] = size

    def drop_shared(self) -> None:
        """Drop what two bodies are both called: it tells neither."""
        for way in self._shared:
            del self.known[way]


class Bodies:
    """Finds known bodies in names; read once, never changed."""

    def __init__(self, tables: BodyTables, rows: Sequence[Row] | None = None) -> None:
        self._tables = tables
        words = read_words()
        self._levels = frozenset(words["level"])
        self._heads = frozenset(words["head"])
        self._qualifiers = frozenset(words["qualifier"])
        self._tails = frozenset(words["tail"])
        self._first_kinds = frozenset(words["first"])
        self._han_levels, self._han_tails = words["han_level"], words["han_tail"]
        self._han_before = frozenset(words["han_before"])
        self._small = frozenset(words["small"])
        self._forms = tuple(f" {word}" for word in words["form"])
        self._long = {**tables.long_words, **_SPELLED}
        self._special = self._small.union(self._long)
        if rows is None:
            rows = [row for file in FILES for row in read_rows(file)]
        self._rows = {row.canonical: row for row in rows}
        self._pinyin = BodyPinyin(tables.syllables)
        self._held_latin: _Ways | None = None
        self._held_han: _Ways | None = None

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
        whole = [self._long.get(word, word) for word in words]
        ways = self._latin
        if ways.longest.keys().isdisjoint(whole):
            return []
        places = [place for place, word in enumerate(whole) if word not in self._small]
        bare = [whole[place] for place in places]
        found: list[Found] = []
        at = 0
        while at < len(bare):
            size, entry = self._latin_at(ways, bare, at)
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

    def in_pinyin(self, words: Sequence[str]) -> list[Found]:
        """Return the bodies whose names in characters the words spell in pinyin."""
        return [
            Found(start, end, row.canonical, row.kind, False)  # noqa: FBT003 - a struct takes no keywords here
            for start, end, canonical in self._pinyin.in_words(words)
            if (row := self._rows.get(canonical)) is not None
        ]

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
            longest = self._han.longest.get(text[at : at + 2], 0)
            previous = found[-1].end if found else 0
            is_first = at == previous or text[:at] in self._han_before
            hit = self._han_at(text, at, longest, is_first=is_first)
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.end
        return found

    @property
    def _latin(self) -> _Ways:
        """The ways in words, read when first asked for."""
        if self._held_latin is None:
            self._held_latin = self._read_latin()
        return self._held_latin

    @property
    def _han(self) -> _Ways:
        """The ways in characters, read when first asked for."""
        if self._held_han is None:
            ways = _Ways()
            for row in self._rows.values():
                for way in row.ways.split("; "):
                    if way[-1] > _LAST_LATIN:
                        bare = way.removeprefix(WEAK)
                        ways.add(bare, (row, bare != way), bare[:2], len(bare))
            ways.drop_shared()
            self._held_han = ways
        return self._held_han

    def _read_latin(self) -> _Ways:
        ways = _Ways()
        small, long_words, special = self._small, self._long, self._special
        for row in self._rows.values():
            for way in row.ways.split("; "):
                if way[-1] > _LAST_LATIN:
                    continue
                is_weak = way[0] == WEAK
                if is_weak:
                    way = way[1:]  # noqa: PLW2901 - the mark is read
                words = way.split()
                if not special.isdisjoint(words):
                    words = [
                        long_words.get(word, word)
                        for word in words
                        if word not in small
                    ]
                    way = " ".join(words)  # noqa: PLW2901 - as it is looked up
                size, entry = len(words), (row, is_weak)
                if size >= _FEWEST_WITH_FORM and way.endswith(self._forms):
                    ways.bare[way.rpartition(" ")[0]] = entry
                ways.add(way, entry, words[0], size)
        ways.drop_shared()
        return ways

    @staticmethod
    def _latin_at(
        ways: _Ways, bare: Sequence[str], at: int
    ) -> tuple[int, _Entry | None]:
        longest = ways.longest.get(bare[at], 0)
        for size in range(min(longest, len(bare) - at), 0, -1):
            key = " ".join(bare[at : at + size])
            entry = ways.known.get(key)
            if entry is None and at + size < len(bare):
                continue
            # A name may come without its legal form.
            entry = entry or ways.bare.get(key)
            if entry is not None:
                return size, entry
        return 1, None

    def _is_whole_latin(
        self, words: Sequence[str], start: int, end: int, row: Row
    ) -> bool:
        """Tell whether the words are no part of a longer name of another body."""
        before = words[start - 1] if start else ""
        after = words[end] if end < len(words) else ""
        if row.kind in _FIRMS:
            is_name = end - start == 1 or not self._is_plain(words[start:end])
            return is_name or self._is_tail(after)
        if after in _JOINERS and words[end - 1] in self._heads:
            return False
        if words[start] in self._heads and self._tables.kind(before) == "place":
            return False
        return before not in self._qualifiers

    def _is_plain(self, words: Sequence[str]) -> bool:
        """Tell whether words say no more than trades and places: Shanghai Electric."""
        kind = self._tables.kind
        return words[-1] not in self._tails and all(kind(w) != "rare" for w in words)

    def _is_tail(self, word: str) -> bool:
        return (
            not word
            or word in self._tails
            or word in self._small
            or word in self._levels
            or word[0].isdigit()
        )

    def _han_at(
        self, text: str, at: int, longest: int, *, is_first: bool
    ) -> Found | None:
        for size in range(min(longest, len(text) - at), 1, -1):
            entry = self._han.known.get(text[at : at + size])
            if entry is None:
                continue
            row, is_weak = entry
            end = at + size
            if row.kind in self._first_kinds and not is_first:
                continue
            if not self._is_whole_han(
                text, at, end, is_first=is_first, is_group=row.kind in _FIRMS
            ):
                continue
            if is_weak and not self._is_alone_han(text, at, end):
                continue
            return Found(at, end, row.canonical, row.kind, is_weak)
        return None

    def _is_whole_han(
        self, text: str, at: int, end: int, *, is_first: bool, is_group: bool
    ) -> bool:
        """Tell whether the characters are no part of a longer word."""
        known, size = self._tables.is_han_word, end - at
        begins = is_first or text[at - 1] in _PLACE_ENDS or self._ends(text[:at])
        ends = end == len(text) or self._begins(text[end:])
        if size <= _SHORT:
            return begins and ends
        if size <= _MIDDLING and not begins:
            return False
        if not is_group or end == len(text) or not self._is_plain_han(text[at:end]):
            return ends or not known(text[end - 1 : end + 1])
        return self._is_tail_han(text[end:])

    def _is_plain_han(self, way: str) -> bool:
        """Tell whether characters are but common words: 日本航空 before 宇宙学会."""
        if way.endswith(self._han_tails):
            return False
        known, at = self._tables.is_han_word, 0
        while at < len(way):
            sizes = range(len(way) - at, 1, -1)
            size = next((n for n in sizes if known(way[at : at + n])), 0)
            if not size or size == len(way):
                return False
            at += size
        return True

    def _is_tail_han(self, text: str) -> bool:
        if text[0] in _DIGITS or text.startswith(self._han_tails + self._han_levels):
            return True
        forms = self._tables.han_forms
        return any(text[:size] in forms for size in range(2, _LONGEST_KNOWN + 1))

    def _ends(self, text: str) -> bool:
        known = self._tables.is_han_word
        sizes = range(2, min(_LONGEST_KNOWN, len(text)) + 1)
        return any(known(text[-size:]) for size in sizes)

    def _begins(self, text: str) -> bool:
        known = self._tables.is_han_word
        sizes = range(2, min(_LONGEST_KNOWN, len(text)) + 1)
        return self._is_tail_han(text) or any(known(text[:size]) for size in sizes)

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
        is_short = all(len(word) <= _ACRONYM for word in bare[at:end])
        if is_short and any(w[0].isdigit() or w in self._levels for w in beside):
            return True
        return all(word in self._tails for word in (*bare[:at], *bare[end:]))
