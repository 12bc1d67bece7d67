"""Lists inside a cell: `(1) Tunis (2) Naples`, `a) General b) Minister`."""

import re

import msgspec

_MARK = re.compile(r"(?<![\w)])\(?(?P<mark>\d{1,2}|[A-Za-z])\)|\((?P<tight>[a-z])\)")
_RANGE = re.compile(r"(?P<to>-|–|to)?")
_NOTHING = frozenset({"", "-", "–"})


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A cell's items, by number, and the words before the first of them."""

    items: tuple[tuple[int, str], ...]
    before: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The items alone, each once."""
        return tuple(dict.fromkeys(text for _, text in self.items))

    @property
    def all_texts(self) -> tuple[str, ...]:
        """The words before the first item, if any, and the items, each once."""
        before = (self.before,) if self.before else ()
        return tuple(dict.fromkeys((*before, *self.texts)))


def read_numbered(text: str) -> Numbered:
    """Split a cell into its items; one without numbers is an item of its own.

    A number that a list skips is not one of its marks. `-` stands for no item.

    >>> read_numbered("(1)-(2) Tunisia (3) Libya").items
    ((1, 'Tunisia'), (2, 'Tunisia'), (3, 'Libya'))
    >>> found = read_numbered("Passport No: (a) 472320665, (b) 563120356.")
    >>> found.before, found.texts
    ('Passport No:', ('472320665', '563120356.'))
    >>> read_numbered("B (A) Limited").texts
    ('B (A) Limited',)
    """
    marks = _marks(text)
    if not marks:
        bare = text.strip()
        return Numbered(items=() if bare in _NOTHING else ((1, bare),))
    before = text[: marks[0][1]].strip(" ,;")
    items: list[tuple[int, str]] = []
    if before and marks[0][0] == 2:  # noqa: PLR2004 - the first has no mark
        items.append((1, before))
        before = ""
    waiting: list[int] = []
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    for (number, _, begin), end in zip(marks, ends, strict=True):
        body = text[begin:end]
        joins = _RANGE.fullmatch(body.strip())
        if waiting and waiting[-1] < 0:
            waiting[-1:] = range(-waiting[-1], number)
        waiting.append(number)
        if joins is not None and end < len(text):
            waiting[-1] = -number if joins["to"] else number
            continue
        item = body.strip(" ,;")
        if item not in _NOTHING:
            items.extend((each, item) for each in waiting)
        waiting = []
    return Numbered(items=tuple(items), before=before)


def _marks(text: str) -> list[tuple[int, int, int]]:
    """Return number, start and end of each mark, if they make a list."""
    found: list[tuple[int, int, int]] = []
    for mark in _MARK.finditer(text):
        number = _number(mark["mark"] or mark["tight"])
        last = found[-1][0] if found else 0
        is_next = number == last + 1
        begins = not found and number == 2 and mark.start() > 0  # noqa: PLR2004 - the first was left unmarked
        spans = bool(found) and number > last and _spans(text, found[-1][2], mark)
        if is_next or begins or spans:
            found.append((number, mark.start(), mark.end()))
    if len(found) == 1 and text[: found[0][1]].strip():
        unmarked_first = found[0][0] == 2  # noqa: PLR2004 - the first was left unmarked
        return found if unmarked_first else []
    return found


def _spans(text: str, end: int, mark: re.Match[str]) -> bool:
    between = _RANGE.fullmatch(text[end : mark.start()].strip())
    return between is not None and between["to"] is not None


def _number(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark.lower()) - ord("a") + 1
