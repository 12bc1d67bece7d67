"""Items of the lists on a web page, by the parser of the standard library.

Nothing is fetched and no script runs. Size and depth are bounded; a page that breaks
off is refused, since browsers, and the parser, would close it in silence.
"""

from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

DEEPEST = 100
LARGEST = 16 << 20
_CHUNK = 1 << 16
_PARTIAL = "Get the page again, or import it with --partial to keep the whole items"
_SILENT = frozenset({"script", "style", "template", "noscript"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link"})
_EMPTY = _VOID | {"meta", "source", "track", "wbr"}
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "summary", "caption"})


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A text inside an item, and the elements that it stands in, outermost first."""

    inside: tuple[str, ...]
    raw: str

    @property
    def text(self) -> str:
        """The text with runs of spaces made single spaces."""
        return " ".join(self.raw.split())


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item: its line, the heading above it, its texts, the elements inside it."""

    line: int
    heading: str
    pieces: tuple[Piece, ...]
    tags: frozenset[str]


def read_items(part: Part, report: Report, *, partial: bool) -> Iterator[Item]:
    """Yield the innermost list items of a page, in order.

    Raises:
        TruncatedError: the page ends before its root element does.
        SourceError: it is not UTF-8, too large, or nested too deep.
    """
    if part.size > LARGEST:
        what = f"the page is larger than {LARGEST >> 20} MiB"
        raise SourceError(what, where=part.name, hint="This is not such a list")
    reading = _Reading(part.name)
    with part.open() as stream:
        text = _decoded(stream.read(LARGEST), part.name, partial=partial)
    for start in range(0, len(text), _CHUNK):
        reading.take(text[start : start + _CHUNK])
        yield from reading.ready()
    if not reading.is_closed:
        what = "the page breaks off: its root element is not closed"
        where = f"{part.name} line {reading.getpos()[0]}"
        if not partial:
            raise TruncatedError(what, where=where, hint=_PARTIAL)
        report.broken.append(f"{where}: {what}")


def _decoded(data: bytes, name: str, *, partial: bool) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig")
        what = f"byte {data[error.start]:#04x} is not UTF-8 (offset {error.start})"
        hint = _PARTIAL if partial else "Get the page again"
        raise SourceError(what, where=name, hint=hint) from error


class _Reading(HTMLParser):
    """One pass over one page."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.is_closed = False
        self._name = name
        self._open: list[str] = []
        self._items: list[_Draft] = []
        self._heading: list[str] = []
        self._ready: deque[Item] = deque()

    def take(self, text: str) -> None:
        """Read on.

        Raises:
            SourceError: a declaration is damaged, or elements are nested too deep.
        """
        try:
            self.feed(text)
        except AssertionError as error:  # the parser's own word for a bad declaration
            where = f"{self._name} line {self.getpos()[0]}"
            what, hint = "a declaration is damaged", "Get the page again"
            raise SourceError(what, where=where, hint=hint) from error

    def ready(self) -> Iterator[Item]:
        """Yield the items read so far."""
        while self._ready:
            yield self._ready.popleft()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a new item ends one that was left open."""
        del attrs
        if tag in _EMPTY:
            return
        if len(self._open) >= DEEPEST:
            what = f"elements are nested more than {DEEPEST} deep"
            where = f"{self._name} line {self.getpos()[0]}"
            raise SourceError(what, where=where, hint="This is not such a list")
        if tag in {"ul", "ol"} and self._items:
            self._items[-1].has_items = True
        if tag == "li":
            if self._items and self._items[-1].depth == len(self._open) - 1:
                self._close("li")
            self._items.append(_Draft(self.getpos()[0], len(self._open)))
        elif self._items:
            self._items[-1].tags.add(tag)
        if tag in _HEADINGS and not self._items:
            self._heading = []
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside it that were left open."""
        if tag == "html":
            self.is_closed = True
        if tag in self._open:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        """Keep a text that an item or a heading holds."""
        if not data.strip() or not self._open or self._open[-1] in _SILENT:
            return
        if self._items:
            item = self._items[-1]
            inside = tuple(self._open[item.depth + 1 :])
            item.add(inside, data)
        elif self._open[-1] in _HEADINGS or set(self._open) & _HEADINGS:
            self._heading.append(data)

    def _close(self, tag: str) -> None:
        while self._open:
            closed = self._open.pop()
            if self._items and len(self._open) == self._items[-1].depth:
                self._finish(self._items.pop())
            if closed == tag:
                return

    def _finish(self, item: "_Draft") -> None:
        if item.has_items:
            return
        heading = " ".join(" ".join(self._heading).split())
        self._ready.append(
            Item(
                line=item.line,
                heading=heading,
                pieces=tuple(Piece(inside=a, raw=b) for a, b in item.pieces),
                tags=frozenset(item.tags),
            )
        )


class _Draft:
    """An item being read."""

    def __init__(self, line: int, depth: int) -> None:
        self.line = line
        self.depth = depth
        self.has_items = False
        self.tags: set[str] = set()
        self.pieces: list[tuple[tuple[str, ...], str]] = []

    def add(self, inside: tuple[str, ...], text: str) -> None:
        """Add a text, to the last one where it goes on in the same element."""
        if self.pieces and self.pieces[-1][0] == inside:
            before = self.pieces.pop()[1]
            text = before + text
        self.pieces.append((inside, text))
