"""Finished results put in their place: CSV, XLSX, Parquet or NDJSON."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tieline.files.placing import PlacedFile, refused
from tieline.files.tables import form_of_suffix
from tieline.files.workbooks import WorkbookWriter
from tieline.files.writing import open_writer
from tieline.files.xlsx import XLSX_ROWS
from tieline.model.errors import TableError
from tieline.model.query import Result
from tieline.store.disk import sync_file
from tieline.workspace.answers import (
    HIT_COLUMNS,
    RUN_COLUMNS,
    Cell,
    answer_cells,
    answer_columns,
    hit_rows,
    own_cells,
    run_rows,
)
from tieline.workspace.inputs import open_engine
from tieline.workspace.institution_answers import (
    SHEET_COLUMNS,
    institution_cells,
    institution_columns,
    sheet_rows,
)
from tieline.workspace.resuming import spooled, spooled_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tieline.model.query import Run
    from tieline.workspace.desk import Tally
    from tieline.workspace.workspace import Workspace

# A number as a sheet shows it: no leading zero, and short enough to show whole.
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,10})(?:\.\d{0,8}[1-9])?")


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A finished spool, the user's own columns, and a tally to fill.

    `has_numbers` says that the table came from a workbook, where numbers were numbers,
    `has_institutions` that the rows were affiliations.
    """

    columns: tuple[str, ...]
    run: Run
    spool: Path
    tally: Tally
    has_numbers: bool = False
    has_institutions: bool = False

    def results(self) -> Iterator[Result]:
        """Yield the results once more, and count them."""
        for result in spooled(self.spool):
            self.tally.count(result)
            yield result


def check_form(out: Path, rows: int | None) -> None:
    """Refuse an output that cannot be written, before anything is screened.

    Raises:
        UsageError: the suffix names no form.
        TableError: there are more rows than a sheet can hold.
    """
    form = form_of_suffix(out)
    if form == "xlsx" and rows is not None and rows > XLSX_ROWS:
        what = f"about {rows:,} rows, more than the {XLSX_ROWS:,} of a sheet"
        raise TableError(what, where=str(out), hint="Write .csv, .parquet or .ndjson")


def write_output(workspace: Workspace, out: Path, answered: Answered) -> None:
    """Write all results in the form that `out` names; it appears whole or not at all.

    Raises:
        StorageError: the disk refuses; the spool is kept.
    """
    form = form_of_suffix(out)
    if form == "ndjson":
        _write_lines(out, answered)
    elif form == "xlsx":
        _write_workbook(out, answered)
    elif form == "parquet":
        _write_parquet(workspace, out, answered)
    else:
        with open_writer(out, form, _columns(answered)) as writer:
            for result in answered.results():
                writer.write(_cells(answered, result))


def _columns(answered: Answered) -> tuple[str, ...]:
    columns = (*answered.columns, *answer_columns(answered.columns))
    if not answered.has_institutions:
        return columns
    return (*columns, *institution_columns(answered.columns))


def _cells(answered: Answered, result: Result) -> tuple[Cell, ...]:
    kept: tuple[Cell, ...] = own_cells(result, answered.columns)
    if answered.has_numbers:
        kept = tuple(_number(str(cell)) for cell in kept)
    cells = (*kept, *answer_cells(result, answered.run))
    if not answered.has_institutions:
        return cells
    return (*cells, *institution_cells(result))


def _number(text: str) -> Cell:
    if _PLAIN_NUMBER.fullmatch(text) is None or text == "-0":
        return text
    return float(text) if "." in text else int(text)


def _write_lines(out: Path, answered: Answered) -> None:
    file = PlacedFile(out)
    encode = msgspec.json.encode
    decoder = msgspec.json.Decoder(Result)
    try:
        file.stream.write(encode(answered.run) + b"\n")
        for line in spooled_lines(answered.spool):
            answered.tally.count(decoder.decode(line))
            file.stream.write(line + b"\n")
        file.stream.write(encode(answered.tally.end()) + b"\n")
    except OSError as error:
        file.discard()
        raise refused(str(out), error) from None
    except BaseException:
        file.discard()
        raise
    file.place()


def _write_workbook(out: Path, answered: Answered) -> None:
    sheets = {"rows": _columns(answered), "hits": HIT_COLUMNS}
    if answered.has_institutions:
        sheets["institutions"] = SHEET_COLUMNS
    sheets["run"] = RUN_COLUMNS
    with WorkbookWriter(out, sheets) as book:
        for number, result in enumerate(answered.results(), start=1):
            book.write("rows", _cells(answered, result))
            for cells in hit_rows(result, number):
                book.write("hits", cells)
            if answered.has_institutions:
                for cells in sheet_rows(result, number):
                    book.write("institutions", cells)
        end = answered.tally.end()
        counts: list[tuple[str, Cell]] = [
            ("rows", end.rows),
            ("hits", end.hits),
            ("hits left out since a person decided them", end.suppressed),
            ("rows that could not be screened", end.errors),
        ]
        for pair in run_rows(answered.run, counts):
            book.write("run", pair)


def _write_parquet(workspace: Workspace, out: Path, answered: Answered) -> None:
    # As all outputs: a link keeps pointing where it points.
    target = Path(os.path.realpath(out))
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    rows = (_cells(answered, result) for result in answered.results())
    try:
        with open_engine(workspace) as engine:
            engine.write_parquet(part, _columns(answered), rows)
        sync_file(part)
        part.replace(target)
    except OSError as error:
        raise refused(str(out), error) from None
    finally:
        part.unlink(missing_ok=True)
