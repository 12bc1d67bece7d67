"""Tieline's own export, back again: ids, dates and evidence as they were."""

from collections.abc import Iterator

from tieline.files.json_lines import read_lines
from tieline.model.entry import Entry
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.exchange import (
    FORMAT_VERSION,
    Footing,
    Heading,
    Line,
    Referent,
    StatedLine,
    decode,
    is_export,
)
from tieline.model.interval import is_date
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.model.statement import Stated
from tieline.text.dates import date_in_names

_DATASET = "tieline_export"
_PARTIAL = "Export it again, or import it with --partial to keep the whole lines"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the first line."""
    del name
    return _DATASET if is_export(head) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day of knowledge that the export names, else the name's date."""
    for part in snapshot.parts:
        with part.open() as stream:
            first = stream.readline(1 << 20).removeprefix(b"\xef\xbb\xbf")
        try:
            line = decode(first)
        except ValueError:
            continue
        if isinstance(line, Heading) and is_date(line.known_on or ""):
            return line.known_on
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a line; the last line's counts have to hold."""
    for part in snapshot.parts:
        yield from _entries(part, snapshot, report)


def _entries(part: Part, snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    statements = referents = 0
    footing: Footing | None = None
    for place, text in read_lines(part, report, partial=snapshot.partial):
        where = f"{part.name} {place}"
        if footing is not None:
            what = "a line follows the last one"
            raise SourceError(what, where=where, hint="Export it again")
        line = _line(text, where, snapshot, report)
        if isinstance(line, Heading):
            _check_version(line, where)
            _note(line, where, report)
        elif isinstance(line, Footing):
            footing = line
        elif line is not None:
            report.records_in += 1
            statements += isinstance(line, StatedLine)
            referents += isinstance(line, Referent)
            yield _entry(line, where)
    _check_counts(part, (statements, referents), footing, snapshot, report)


def _line(text: bytes, where: str, snapshot: Snapshot, report: Report) -> Line | None:
    try:
        line = decode(text)
        if isinstance(line, StatedLine) and line.id != line.statement.id:
            what = f"the statement's id is not {line.id}: a value was changed"
        else:
            return line
    except ValueError as error:
        what = f"the line is not one of an export: {error}"
    if not snapshot.partial:
        raise SourceError(what, where=where, hint=_PARTIAL)
    report.broken.append(f"{where}: {what}")
    return None


def _check_version(heading: Heading, where: str) -> None:
    if heading.format_version > FORMAT_VERSION:
        what = f"format version {heading.format_version} is newer than this Tieline"
        raise SourceError(what, where=where, hint="Import it with a newer Tieline")


def _note(heading: Heading, where: str, report: Report) -> None:
    report.notes.extend(f"exported with the notice: {each}" for each in heading.notice)
    report.broken.extend(
        f"{where}: {each} was held in part when it was exported"
        for each in heading.partial
    )


def _entry(line: StatedLine | Referent, where: str) -> Entry:
    if isinstance(line, Referent):
        pair = (line.entity_id, line.other_id)
        return Entry(locator=where, entity_ids=(), statements=(), referents=(pair,))
    stated = Stated(statement=line.statement, evidence=line.evidence)
    return Entry(
        locator=where, entity_ids=(line.statement.entity_id,), statements=(stated,)
    )


def _check_counts(
    part: Part,
    found: tuple[int, int],
    footing: Footing | None,
    snapshot: Snapshot,
    report: Report,
) -> None:
    if footing is None:
        what = "the file breaks off: its last line is missing"
        if not snapshot.partial:
            raise TruncatedError(what, where=f"{part.name} end", hint=_PARTIAL)
        report.broken.append(f"{part.name} end: {what}")
    elif found != (footing.statements, footing.referents) and not snapshot.partial:
        what = (
            f"{found[0]:,} statements and {found[1]:,} referents stand in it, "
            f"{footing.statements:,} and {footing.referents:,} were written"
        )
        raise SourceError(what, where=part.name, hint=_PARTIAL)


SOURCE = Source(
    key="tieline_export",
    title="An export of Tieline's own",
    publisher="as the statements say",
    url="https://github.com/tieline/tieline",
    licence="as the statements' data sets say",
    dataset=_DATASET,
    datasets={_DATASET: "Statements exported from Tieline"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The ids of the export.",
    is_official=False,
)
