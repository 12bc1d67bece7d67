"""Tables of every form, opened by what they hold and read row by row."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from tieline.files.encodings import Encoding, Opener, find_encoding
from tieline.files.formulas import unescape_formula
from tieline.files.headers import SAMPLE_ROWS, Header, find_header
from tieline.files.lines import text_lines
from tieline.files.objects import object_columns, object_rows
from tieline.files.separated import SAMPLE_LINES, guess_delimiter, parse_rows
from tieline.files.spreadsheets import Sheet, is_old_workbook, is_zip, read_sheets
from tieline.model.errors import TableError, UsageError

_Item = TypeVar("_Item")
# The rows down to the header are held in memory.
LAST_HEADER = 1_000
_MOST_NAMED = 30
Form = Literal["csv", "tsv", "xlsx", "ndjson", "parquet"]
_SUFFIXES: dict[str, Form] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
}


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its number in the file (line) or sheet (row), 1 for the first."""

    number: int
    sheet: str | None
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where the row stands, for locators: `row 7` or `sheet Orders row 7`."""
        sheet = f"sheet {self.sheet} " if self.sheet is not None else ""
        return f"{sheet}row {self.number}"


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a table beforehand; None is found out.

    `header` is the number of the header's row, 0 when there is none. `is_raw` keeps
    the apostrophe before a disarmed formula, for evidence that must be verbatim.
    `broken` is told of each ragged row, which is then left out instead of refused.
    """

    encoding: str | None = None
    sheet: str | None = None
    header: int | None = None
    delimiter: str | None = None
    is_raw: bool = False
    broken: Callable[[TableError], None] | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """An open table: what it looks like, and how to read it.

    `sheets` are those that are read, `header_rows` the numbers of the header's rows,
    `title_rows` the filled cells of the rows above it, and `notes` what a person
    should know: an encoding that was guessed, sheets that were left out.
    """

    name: str
    form: Form
    columns: tuple[str, ...]
    read: Callable[[], Iterator[TableRow]]
    encoding: str | None = None
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    title_rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows with a filled cell, each as wide as `columns`.

        Raises:
            TableError: a row is ragged or damaged; names it.
        """
        return self.read()


def form_of(name: str, head: bytes) -> Form:
    r"""Tell a table's form from its first bytes, then from its name.

    >>> form_of("parties.csv", b"PK\x03\x04")
    'xlsx'
    """
    if is_zip(head) or is_old_workbook(head):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    named = _SUFFIXES.get(Path(name).suffix.lower())
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[{")):
        return "ndjson"
    return named if named in {"tsv", "ndjson"} else "csv"


def form_of_suffix(path: Path) -> Form:
    """Return the form that a file of this name is to be written in.

    Raises:
        UsageError: the suffix is none of those that can be written.
    """
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        hint = "Use .csv, .tsv, .xlsx, .parquet or .ndjson"
        raise UsageError(
            f"the suffix {path.suffix!r} names no table form",
            where=str(path),
            hint=hint,
        )
    return form


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    header: int | None = None,
    delimiter: str | None = None,
) -> Table:
    """Open a table file: find its form, encoding, delimiter and header.

    Raises:
        UsageError: there is no such file, sheet or encoding.
        TableError: the file cannot be read as a table; names the line.
    """
    layout = Layout(encoding=encoding, sheet=sheet, header=header, delimiter=delimiter)
    if not path.exists():
        what = "there is no such file"
        hint = "Check the name; relative names start at the folder you are in"
        raise UsageError(what, where=str(path), hint=hint)
    if path.is_dir():
        what = "this is a folder"
        raise UsageError(what, where=str(path), hint="Name a file in it")
    try:
        return read_table(path.name, lambda: path.open("rb"), layout)
    except OSError as error:
        raise TableError(
            f"the file cannot be read ({error.strerror})", where=str(path)
        ) from None


def read_table(name: str, opener: Opener, layout: Layout) -> Table:
    """Open a table that is not a file on disk; `opener` returns it from its start.

    Raises:
        UsageError: there is no such sheet or encoding.
        TableError: the bytes cannot be read as a table; names the line.
    """
    if layout.header is not None and layout.header > LAST_HEADER:
        what = f"a header is looked for in the first {LAST_HEADER:,} rows"
        hint = "Take off the rows above it"
        raise UsageError(what, where="--header", hint=hint)
    with opener() as stream:
        head = stream.read(1 << 12)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise _empty(name)
    form = form_of(name, head)
    if form == "parquet":
        what = "a Parquet file is read by the engine"
        raise TableError(what, where=name)
    if form == "xlsx":
        return _workbook(name, opener, layout)
    if layout.sheet is not None:
        what = "only a workbook has sheets"
        raise UsageError(what, where=name, hint="Leave --sheet out")
    encoding = find_encoding(name, opener, layout.encoding)
    if form == "ndjson":
        return _objects(name, opener, encoding)
    return _separated(name, opener, encoding, layout)


def _empty(name: str) -> TableError:
    hint = "Give a table with a header row and at least one row below it"
    return TableError("the file is empty", where=name, hint=hint)


def _encoding_notes(encoding: Encoding) -> tuple[str, ...]:
    if not encoding.is_guess:
        return ()
    return (f"read as {encoding.name}, a guess; --encoding names another",)


def _objects(name: str, opener: Opener, encoding: Encoding) -> Table:
    columns = object_columns(name, opener, encoding.name)
    if not columns:
        raise _empty(name)

    def read() -> Iterator[TableRow]:
        for number, cells in object_rows(name, opener, encoding.name, columns):
            if any(cells):
                yield TableRow(number=number, sheet=None, cells=cells)

    return Table(
        name=name,
        form="ndjson",
        encoding=encoding.name,
        columns=columns,
        read=read,
        notes=_encoding_notes(encoding),
    )


def _no_header(name: str, asked: int | None) -> TableError:
    if asked is None:
        return _empty(name)
    hint = "Give the number of the header's row as it stands in the file, 0 for none"
    return TableError(f"row {asked} is no header", where=name, hint=hint)


def _separated(name: str, opener: Opener, encoding: Encoding, layout: Layout) -> Table:
    lines = partial(text_lines, name, opener, encoding.name)
    delimiter = layout.delimiter
    if delimiter is None:
        delimiter = guess_delimiter(_first(lines(), SAMPLE_LINES))
    count = max(SAMPLE_ROWS, layout.header or 0)
    first = _first(parse_rows(name, lines(), delimiter), count)
    header = find_header(first, at=layout.header, is_text=True)
    if header is None:
        raise _no_header(name, layout.header)

    def read() -> Iterator[TableRow]:
        width, last = len(header.columns), header.last
        for number, cells in parse_rows(name, lines(), delimiter):
            if number <= last or not any(cells):
                continue
            if len(cells) != width and not _fits(
                f"{name} line {number}", cells, width, layout
            ):
                continue
            if not layout.is_raw:
                _unescape(cells)
            yield TableRow(number=number, sheet=None, cells=tuple(cells))

    return Table(
        name=name,
        form="tsv" if delimiter == "\t" else "csv",
        encoding=encoding.name,
        columns=_names(header, layout),
        header_rows=header.rows,
        title_rows=header.title_rows,
        read=read,
        notes=_encoding_notes(encoding),
    )


def _first(items: Iterator[_Item], count: int) -> list[_Item]:
    """Return what comes before `count` and before the first damage.

    The rows are read once more, and the damage is told then.

    Raises:
        TableError: there is nothing before the damage.
    """
    found: list[_Item] = []
    try:
        for item in islice(items, count):
            found.append(item)  # noqa: PERF402 - what came before an error counts
    except TableError:
        if not found:
            raise
    return found


def _fits(where: str, cells: list[str], width: int, layout: Layout) -> bool:
    """Take empty cells off the end of a row that is longer than the header.

    Raises:
        TableError: the row is shorter, or has a filled cell beyond the header.
    """
    if len(cells) > width and not any(cells[width:]):
        del cells[width:]
        return True
    more = "more" if len(cells) > width else "fewer"
    hint = (
        "A cell that holds the delimiter needs quotes around it; "
        "if the header is elsewhere, give its row with --header"
    )
    what = f"the row has {len(cells)} cells, {more} than the {width} of the header"
    error = TableError(what, where=where, hint=hint)
    if layout.broken is None:
        raise error
    layout.broken(error)
    return False


def _workbook(name: str, opener: Opener, layout: Layout) -> Table:
    found: list[tuple[Sheet, Header]] = []
    for sheet in read_sheets(name, opener, layout.sheet):
        first = list(islice(sheet.rows(), max(SAMPLE_ROWS, layout.header or 0)))
        header = find_header(first, spans=sheet.spans, at=layout.header)
        if header is not None:
            found.append((sheet, header))
    if not found:
        raise _no_header(name, layout.header)
    # A cover sheet has one column of text; the table comes after it.
    tables = [pair for pair in found if len(pair[1].columns) > 1] or found
    header = tables[0][1]
    chosen = [pair for pair in found if pair[1].columns == header.columns]

    def read() -> Iterator[TableRow]:
        for sheet, its_header in chosen:
            for number, cells in _sheet_rows(name, sheet, its_header, layout):
                if not layout.is_raw:
                    _unescape(cells)
                yield TableRow(number=number, sheet=sheet.name, cells=tuple(cells))

    return Table(
        name=name,
        form="xlsx",
        columns=_names(header, layout),
        sheets=tuple(sheet.name for sheet, _ in chosen),
        header_rows=header.rows,
        title_rows=header.title_rows,
        read=read,
        notes=_sheet_notes(found, chosen),
    )


def _sheet_rows(
    name: str, sheet: Sheet, header: Header, layout: Layout
) -> Iterator[tuple[int, list[str]]]:
    width = len(header.columns)
    for number, cells in sheet.rows():
        if number <= header.last:
            continue
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        where = f"{name} sheet {sheet.name} row {number}"
        if len(cells) == width or _fits(where, cells, width, layout):
            yield number, cells


def _names(header: Header, layout: Layout) -> tuple[str, ...]:
    if layout.is_raw:
        return header.columns
    return tuple(unescape_formula(name) for name in header.columns)


def _unescape(cells: list[str]) -> None:
    for index, cell in enumerate(cells):
        if cell[:1] == "'":
            cells[index] = unescape_formula(cell)


def _sheet_notes(
    found: list[tuple[Sheet, Header]], chosen: list[tuple[Sheet, Header]]
) -> tuple[str, ...]:
    notes: list[str] = []
    read = {sheet.name for sheet, _ in chosen}
    left = [sheet.name for sheet, _ in found if sheet.name not in read]
    if left:
        names = ", ".join(map(repr, left[:_MOST_NAMED]))
        if len(left) > _MOST_NAMED:
            names += f" and {len(left) - _MOST_NAMED:,} more"
        notes.append(f"sheets with other columns are not read: {names} (see --sheet)")
    hidden = [sheet.name for sheet, _ in chosen if sheet.is_hidden]
    if hidden:
        notes.append(f"hidden sheets are read too: {', '.join(map(repr, hidden))}")
    return tuple(notes)
