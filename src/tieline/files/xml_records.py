"""Strict reader of official XML files: one record at a time, nothing fetched.

A document type, and with it every entity of a file's own, is refused before it is
read; depth and size of a record are bounded. Nothing outside the file is opened.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from xml.parsers import expat

import msgspec

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

DEEPEST = 24
LARGEST = 1 << 20
_CHUNK = 1 << 16
# Parts a name from its namespace; no name holds a space.
_SPACE = " "
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """An element without elements: its path inside the record, its raw text."""

    path: str
    raw: str

    @property
    def text(self) -> str:
        """The text with its line breaks and runs of spaces made single spaces."""
        return " ".join(self.raw.split())


class Node:
    """An element that complains about what was not asked for.

    `path` leads to it from the record (`INDIVIDUAL_ALIAS[2]`), and is empty for the
    record itself.
    """

    __slots__ = ("_counts", "_is_read", "_leaves", "children", "path", "raw", "tag")

    def __init__(self, tag: str, path: str) -> None:
        self.tag = tag
        self.path = path
        self.raw = ""
        self.children: list[Node] = []
        # Most elements have none of these, and there are millions.
        self._counts: dict[str, int] | None = None
        self._leaves: set[str] | None = None
        self._is_read = False

    def grow(self, tag: str) -> "Node":
        """Add an element and return it."""
        if self._counts is None:
            self._counts = {}
        count = self._counts[tag] = self._counts.get(tag, 0) + 1
        above = f"{self.path}/" if self.path else ""
        child = Node(tag, f"{above}{tag}[{count}]")
        self.children.append(child)
        return child

    def nodes(self, tag: str) -> tuple["Node", ...]:
        """Return the elements of that name; what is in them stays to be read."""
        return tuple(child for child in self.children if child.tag == tag)

    def leaves(self, tag: str) -> tuple[Leaf, ...]:
        """Return the filled elements of that name, struck off."""
        if self._leaves is None:
            self._leaves = set()
        self._leaves.add(tag)
        return tuple(
            Leaf(path=child.path, raw=child.raw)
            for child in self.children
            if child.tag == tag and child.raw.strip()
        )

    def leaf(self, tag: str) -> Leaf:
        """Return the one filled element of that name, an empty one without any.

        Where there are several, none is struck off: only the first would be read.
        """
        found = self.leaves(tag)
        if len(found) > 1 and self._leaves is not None:
            self._leaves.discard(tag)
        return found[0] if found else Leaf(path=tag, raw="")

    def own(self) -> Leaf:
        """Return the element's own text, struck off, where it has attributes too."""
        self._is_read = True
        return Leaf(path=self.path, raw=self.raw)

    @property
    def has_unread_text(self) -> bool:
        """Tell whether the element has a text of its own that `own` did not return."""
        return bool(self.raw.strip()) and not self._is_read

    def drop(self, *tags: str) -> None:
        """Strike elements off with all that is in them."""
        self.children = [child for child in self.children if child.tag not in tags]

    def unread(self) -> Iterator[str]:
        """Yield the paths of filled elements that nobody asked for."""
        leaves = self._leaves or ()
        for child in self.children:
            if child.tag not in leaves and child.has_unread_text:
                yield child.path
            if child.children:
                yield from child.unread()


class XmlRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record: the file and XPath that it stands at, and its element."""

    where: str
    node: Node

    def finish(self) -> None:
        """Check that every filled element was asked for, and all text with it.

        Raises:
            SourceError: a filled element was never asked for.
        """
        unread = sorted(self.node.unread())
        if self.node.raw.strip():
            unread.append(self.node.tag)
        if unread:
            hint = "The list changed; a newer Tieline may read it"
            what = f"elements {unread} are not read"
            raise SourceError(what, where=self.where, hint=hint)


def read_xml(
    part: Part,
    records: Mapping[str, str | frozenset[str]],
    report: Report,
    *,
    partial: bool,
    skipping: Collection[str] = (),
) -> Iterator[XmlRecord]:
    """Yield the records of an XML file.

    `records` maps the path of the element around records (`/LIST/FIRMS`) to the name
    of a record's element (`FIRM`), or to several. Anything filled outside of them
    stops the read, but for the elements at the paths in `skipping`, which are passed
    over. Names are read without their namespace.

    Raises:
        TruncatedError: the file ends before its root element does.
        SourceError: it is not well formed, has a document type, is too deep, a record
            is too large, or an element stands where none is known.
    """
    reading = _Reading(part.name, records, frozenset(skipping))
    with part.open() as stream:
        is_over = False
        while not is_over:
            chunk = stream.read(_CHUNK)
            is_over = not chunk
            broken = reading.feed(chunk)
            yield from reading.ready()
            if broken is not None:
                if not partial:
                    raise broken
                report.broken.append(str(broken))
                return


class _Reading:
    """One pass over one file."""

    def __init__(
        self,
        name: str,
        records: Mapping[str, str | frozenset[str]],
        skipping: frozenset[str],
    ) -> None:
        self._name = name
        self._records = {
            around: frozenset({tags}) if isinstance(tags, str) else tags
            for around, tags in records.items()
        }
        self._skipping = skipping
        self._skipped = 0
        self._ready: deque[XmlRecord] = deque()
        self._outside: list[str] = []
        self._inside: list[Node] = []
        self._counts: Counter[str] = Counter()
        self._size = 0
        self._at = ""
        self._parser = expat.ParserCreate(namespace_separator=_SPACE)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> SourceError | None:
        """Read on; nothing means the end. Return what is wrong with the bytes."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            at = f"line {error.lineno}, column {error.offset + 1}"
            if not chunk:
                what = f"the file breaks off at {at}"
                return TruncatedError(what, where=self._where(), hint=_PARTIAL)
            what = f"the file is damaged at {at}: {expat.ErrorString(error.code)}"
            return SourceError(what, where=self._where(), hint=_PARTIAL)
        except (LookupError, ValueError) as error:
            # the parser asks Python for an encoding that it does not know itself
            what = f"the file declares an encoding that cannot be read: {error}"
            return SourceError(what, where=self._name, hint="Get the file again")
        return None

    def ready(self) -> Iterator[XmlRecord]:
        """Yield the records read so far."""
        while self._ready:
            yield self._ready.popleft()

    def _where(self) -> str:
        """Name the record in hand, or the element around records."""
        at = self._at if self._inside else "/" + "/".join(self._outside)
        return f"{self._name} {at}"

    def _refuse(self, *_: object) -> None:
        what = "the file declares a document type or entities of its own"
        hint = "No list does; get it from its publisher"
        raise SourceError(what, where=self._name, hint=hint)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._outside) + len(self._inside) + self._skipped >= DEEPEST:
            what = f"elements are nested more than {DEEPEST} deep"
            raise SourceError(what, where=self._where(), hint="Get the file again")
        if self._skipped:
            self._skipped += 1
            return
        tag = _bare(tag)
        if self._inside:
            self._inside.append(self._inside[-1].grow(tag))
        else:
            self._enter(tag)
        if self._inside:
            for name, value in attributes.items():
                self._inside[-1].grow(f"@{_bare(name)}").raw = value
                self._grow(len(name) + len(value))
            self._grow(len(tag))

    def _enter(self, tag: str) -> None:
        """Begin a record, an element around some, or one that is passed over."""
        around = "/" + "/".join(self._outside) if self._outside else ""
        path = f"{around}/{tag}"
        if path in self._skipping:
            self._skipped = 1
            return
        if tag in self._records.get(around, ()):
            self._counts[path] += 1
            self._at = f"{path}[{self._counts[path]}]"
            self._inside.append(Node(tag, ""))
            self._size = 0
            return
        if not any(f"{known}/".startswith(f"{path}/") for known in self._records):
            hint = "The list changed; a newer Tieline may read it"
            what = f"element {tag!r} is not known there"
            raise SourceError(what, where=self._where(), hint=hint)
        self._outside.append(tag)

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if not self._inside:
            self._outside.pop()
            return
        node = self._inside.pop()
        if not self._inside:
            where = f"{self._name} {self._at}"
            self._ready.append(XmlRecord(where=where, node=node))

    def _text(self, text: str) -> None:
        if self._inside:
            self._inside[-1].raw += text
            self._grow(len(text))
        elif text.strip() and not self._skipped:
            what = "there is text outside of records"
            raise SourceError(what, where=self._where(), hint="Get the file again")

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > LARGEST:
            what = f"the record is longer than {LARGEST:,} characters"
            raise SourceError(what, where=self._where(), hint="This is not such a list")


def _bare(name: str) -> str:
    """Return a name without its namespace.

    >>> _bare("http://example.org/list entry"), _bare("entry")
    ('entry', 'entry')
    """
    return name.rpartition(_SPACE)[2]
