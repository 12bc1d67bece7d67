"""Levels: what kind of unit a name's head makes the body, in three languages.

A laboratory is not its university, a branch not its bank. The head of an English name
ends it or stands before "of"; elsewhere in Europe it comes first; in Chinese it ends
the run of characters.
"""

from collections.abc import Sequence

import msgspec

from tieline.text.tables import read_table

# What an English head is followed by: Institute of ..., Center for ..., Plant No. 112.
_AFTER = frozenset(
    ["of", "for", "at", "in", "and", "the", "no", "on", "to", "nr", "number"]
)
# What stands inside another body, so that it is the head even behind "Bank of X",
# "University of X".
_INSIDE = frozenset({"branch", "subsidiary"})
_HELD = frozenset(
    [
        "laboratory",
        "department",
        "faculty",
        "school",
        "college",
        "institute",
        "center",
        "hospital",
        "clinic",
        "press",
        "library",
    ]
)
# What these are called varies with their charters: none is part of another by name.
_FIRMS = frozenset({"company", "group", "bank", "factory"})
# Of the kinds of known bodies, those that have no level of their name.
_BODIES = {"lab": "laboratory", "service": "agency"}
_HOLDS = frozenset({"university", "academy"})


class Level(msgspec.Struct, frozen=True, gc=False):
    """A level: its size (1 a laboratory, 9 a ministry) and what it may be called."""

    name: str
    size: int
    near: frozenset[str]


def is_numbered(rest: str) -> bool:
    """Tell whether what follows a body begins with a number: a unit of it is meant.

    >>> is_numbered("54"), is_numbered("54th"), is_numbered("chengdu")
    (True, True, False)
    """
    return rest[:1].isdigit()


class Levels:
    """Finds the levels in names; read once, never changed."""

    def __init__(self) -> None:
        self._levels: dict[str, Level] = {}
        self._english: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._han: dict[str, str] = {}
        for line in read_table("tieline.names", "levels.tsv").splitlines():
            if not line.startswith("#"):
                self._add(*line.split("\t"))
        self._by_word = {**self._first, **self._english}
        self._longest_han = max(map(len, self._han))

    def _add(self, *row: str) -> None:
        name, size, near, english, first, han = row
        self._levels[name] = Level(name, int(size), frozenset(near.split()))
        for table, words in ((self._english, english), (self._first, first)):
            table.update(dict.fromkeys(words.split(), name))
        self._han.update(dict.fromkeys(han.split(), name))

    def is_word(self, word: str) -> bool:
        """Tell whether a small Latin word names a level."""
        return word in self._english or word in self._first

    def in_words(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the levels that small Latin words name, that of the head first.

        `words` are all words of a name, small ones (of, for) among them, without its
        legal form.

        >>> Levels().in_words("key laboratory of physics of nanjing university".split())
        ('laboratory', 'university')
        >>> Levels().in_words("institut fur luftfahrt".split())
        ('institute',)
        """
        known = self._by_word
        found = [
            (place, known[word]) for place, word in enumerate(words) if word in known
        ]
        if not found:
            return ()
        head = self._head(words, found)
        if head is None:
            return ()
        return tuple(dict.fromkeys((head, *(level for _, level in found))))

    def _head(
        self, words: Sequence[str], found: Sequence[tuple[int, str]]
    ) -> str | None:
        place, first = found[0]
        if words[place] in self._first and words[place] not in self._english:
            return first
        head: str | None = None
        for place, level in found:
            after = words[place + 1] if place + 1 < len(words) else ""
            ends = not after or after in _AFTER or not after.isalpha()
            if not ends or self.is_word(after):
                continue
            if head is None:
                head = level
            elif self._is_inside(level, head):
                return level
        return head

    @staticmethod
    def _is_inside(level: str, head: str) -> bool:
        """Tell whether a level named after the head is the head: Group Institute."""
        if level in _INSIDE:
            return True
        if head in _FIRMS:
            return level not in _FIRMS
        return head in _HOLDS and level in _HELD

    def in_han(self, run: str) -> tuple[str, ...]:
        """Return the levels in a run of characters, that of the head first.

        The head ends the run; what stands before it holds it.

        >>> Levels().in_han("中国科学院自动化研究所"), Levels().in_han("海康威视")
        (('institute', 'academy'), ())
        """
        found: list[str] = []
        end = len(run)
        is_head = True
        while end > 1:
            size, level = self._han_before(run, end)
            if level is not None and (size > 1 or is_head):
                found.append(level)
            if is_head and level is None:
                return ()
            is_head = False
            end -= size
        return tuple(dict.fromkeys(found))

    def _han_before(self, run: str, end: int) -> tuple[int, str | None]:
        for size in range(min(self._longest_han, end - 1), 0, -1):
            level = self._han.get(run[end - size : end])
            if level is not None:
                return size, level
        return 1, None

    def size(self, level: str) -> int:
        """Return the size of a level, 1 to 9."""
        return self._levels[level].size

    def of_body(self, kind: str) -> str | None:
        """Return the level that a kind of known body is; None for one that is none."""
        name = _BODIES.get(kind, kind)
        return name if name in self._levels else None

    def compare(self, left: Sequence[str], right: Sequence[str]) -> str | None:
        """Tell how the levels of two names stand to each other.

        The answer is "same", "near" (one may be called the other), "part" (one stands
        inside what the other is), "other", or None where a side says nothing.

        >>> Levels().compare(("laboratory", "university"), ("university",))
        'part'
        """
        if not left or not right:
            # A firm's branch is told by name, the firm itself need not be.
            return "part" if {*left[:1], *right[:1]} & _INSIDE else None
        one, two = left[0], right[0]
        if one == two:
            return "same"
        mine, other = self._levels[one], self._levels[two]
        is_near = one in other.near or two in mine.near
        if (one in right[1:] or two in left[1:]) and not (
            is_near and {one, two} <= _FIRMS
        ):
            return "part"
        return "near" if is_near else "other"
