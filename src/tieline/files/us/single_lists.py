"""What the single lists of Commerce, State and others share: rows, dates, listings."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tieline.files.delimited import Layout, read_rows
from tieline.files.parties.names import ReadName, person_parts, read_alias, read_name
from tieline.files.parties.party import Cell, Party
from tieline.files.us.lists import UsList, listing_id, us_list
from tieline.model.entry import EntryDraft
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.record import Record
from tieline.model.source import Report, Snapshot
from tieline.text.dates import dates_in
from tieline.text.mending import mend

COMMERCE = "Bureau of Industry and Security"
STATE = "State Department"
LICENCE = "US Government work, public domain in the United States"
USES = (
    "Screening and research, also commercial. The Federal Register counts where it "
    "differs."
)
CHANGED = "The list changed; import it with --map until a newer Tieline reads it"
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LONG_DATE = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})(?!\d)")


class ListRow:
    """A row of a list: its cells by column, which have to be used up."""

    def __init__(self, cells: Mapping[str, str], where: str) -> None:
        self._raw = dict(cells)
        self._record = Record(cells, where=where)
        self.where = where

    @property
    def text(self) -> str:
        """The whole row, to tell it from others."""
        return "\x1f".join(self._raw.values())

    def take(self, column: str) -> str:
        """Return a cell, stripped, and strike it off."""
        return self._record.take(column)

    def text_of(self, column: str) -> str:
        """Return a cell, stripped, without striking it off."""
        return self._raw[column].strip()

    def date_of(self, column: str) -> str:
        """Return a date as `date` does, without striking it off."""
        return self._dated(column, self.text_of(column))

    def cells(self, *columns: str) -> tuple[Cell, ...]:
        """Return the filled cells of those columns, as they stand."""
        return tuple(
            Cell(column=column, quote=self._raw[column])
            for column in columns
            if self._raw.get(column, "").strip()
        )

    def date(self, column: str) -> str:
        """Return a date that is written month first, as ISO 8601; empty without one.

        Raises:
            SourceError: the cell is filled and no such date.
        """
        return self._dated(column, self.take(column))

    def _dated(self, column: str, text: str) -> str:
        if not text or is_date(text):
            return text
        found = us_date(text)
        if found is None:
            what = f"{column} {text!r} is not a date"
            raise SourceError(what, where=self.where, hint=CHANGED)
        return found

    def finish(self) -> None:
        """Check that every filled cell was taken."""
        self._record.finish()


def us_date(text: str) -> str | None:
    """Return a date that is written month first as ISO 8601, None where it is none.

    >>> us_date("6/9/2003"), us_date("June 9, 2003"), us_date("19/06/2003")
    ('2003-06-09', '2003-06-09', None)
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        written = long_dates(text)
        return written[0] if len(written) == 1 else None
    month, day, year = (int(part) for part in found.groups())
    date = f"{year:04d}-{month:02d}-{day:02d}"
    return date if is_date(date) else None


def long_dates(text: str) -> tuple[str, ...]:
    """Return the days that a text writes out, in order.

    >>> long_dates("March 12, 2021Updated:June 1, 2022")
    ('2021-03-12', '2022-06-01')
    """
    found: list[str] = []
    for month, day, year in _LONG_DATE.findall(text):
        found += dates_in(f"{day} {month} {year}")
    return tuple(found)


def read_list(
    snapshot: Snapshot,
    report: Report,
    columns: Sequence[str],
    *,
    optional: Sequence[str] = (),
    delimiter: str = ",",
) -> Iterator[ListRow]:
    """Yield the rows of a list whose first row names exactly those columns.

    Those in `optional` may be missing, and are then empty. Columns without a name,
    and a header that stands again, are left out; so are rows of empty cells, which
    are noted.

    Raises:
        SourceError: a column is new or missing.
    """
    layout = Layout(
        encoding=snapshot.encoding or "utf-8", delimiter=delimiter, is_padded=True
    )
    for part in snapshot.parts:
        header: tuple[str, ...] = ()
        for row in read_rows(part, layout, report, partial=snapshot.partial):
            where = f"{part.name} row {row.number}"
            cells = tuple(cell.strip() for cell in row.cells)
            if not header:
                header = cells
                _check(header, columns, optional, where)
            elif cells == header:
                note = f"{where}: the header stands there again; left out"
                report.notes.append(note)
            elif not any(cells):
                report.notes.append(f"{where}: the row is empty; left out")
            else:
                report.records_in += 1
                empty = dict.fromkeys(optional, "")
                named = dict(zip(header, row.cells, strict=True))
                yield ListRow(empty | named, where)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        where = snapshot.parts[0].name
        raise SourceError(what, where=where, hint="Get the file again")


def _check(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], where: str
) -> None:
    for what, names in (
        ("are not read", set(header) - set(columns) - set(optional)),
        ("are missing", set(columns) - set(header)),
    ):
        if names:
            text = f"columns {sorted(names)} {what}"
            raise SourceError(text, where=where, hint=CHANGED)
    if len(set(header)) != len(header):
        what = "a column name stands twice"
        raise SourceError(what, where=where, hint=CHANGED)


def known_list(code: str) -> UsList:
    """Return the list of a code that is known."""
    return us_list(code) or UsList(code=code, title=code, topics=())


def begin(draft: EntryDraft, subject: str, on: UsList, *, is_person: bool) -> Party:
    """Return the party of a row; what it is, these lists hardly ever say."""
    return Party(
        draft,
        subject=subject,
        schema_name="Person" if is_person else "LegalEntity",
        listings=(listing_id(subject, on.code),),
    )


def state_listing(
    party: Party, on: UsList, authority: str, cells: Sequence[Cell]
) -> None:
    """State that the party is on a list, citing what shows it."""
    party.rule("entity", party.subject, cells)
    party.rule("list", on.code, cells)
    party.rule("authority", authority, cells)
    for topic in on.topics:
        party.say("topics", topic, cells)


def name_of(row: ListRow, column: str, *, text: str | None = None) -> ReadName:
    """Return what a name cell says, or the part of it in `text`; strikes it off.

    Raises:
        SourceError: there is no name in it.
    """
    whole = mend(row.take(column))
    found = read_name(whole if text is None else text)
    if not found.names[0][1]:
        what = "the record has no name"
        raise SourceError(what, where=row.where, hint="Get the file again")
    return found


def state_name(party: Party, name: ReadName, cells: Sequence[Cell]) -> None:
    """State the main name, and what else its cell says."""
    printed = cells[0].quote
    for prop, text in name.names:
        party.say(prop, text, cells, original=printed if text != printed else None)
    for note in name.notes:
        party.say("notes", note, cells)
    party.rule("scope", name.scope or "", cells)
    parts = person_parts(name.names[0][1]) if party.schema == "Person" else None
    if parts is not None:
        party.say("firstName", parts[0], cells)
        party.say("lastName", parts[1], cells)


def state_alias(party: Party, text: str, cells: Sequence[Cell]) -> None:
    """State a further name, and what else its text says."""
    found = read_alias(mend(text))
    for prop, name in found.names:
        party.say(prop, name, cells, original=text if name != text else None)
    for note in found.notes:
        party.say("notes", note, cells)
    party.rule("scope", found.scope or "", cells)
