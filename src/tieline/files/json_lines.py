"""Reads NDJSON, or an array of objects, record by record with its number."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec

from tieline.files.json_items import LONGEST_ITEM, read_items
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"
_BOM = b"\xef\xbb\xbf"
# No JSON, or nested deeper than Python follows.
_UNREADABLE = (ValueError, RecursionError)


def read_objects(
    part: Part, report: Report, *, partial: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object with its place: `line 7`, or `[6]` in an array.

    Raises:
        TruncatedError: the file ends inside a record.
        SourceError: a line is no JSON object.
    """
    if _is_array(part):
        for number, item in read_items(part, None, report, partial=partial):
            yield f"[{number}]", item
        return
    for where, line in read_lines(part, report, partial=partial):
        try:
            value: object = msgspec.json.decode(line)
        except _UNREADABLE as error:
            _broken(part, where, str(error), report, partial=partial)
            continue
        if not isinstance(value, dict):
            _broken(part, where, "the line is no JSON object", report, partial=partial)
            continue
        yield where, cast("dict[str, Any]", value)


def read_lines(
    part: Part, report: Report, *, partial: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield each line that holds something, with its place.

    A last line that has no line break and does not close its object is one that was
    cut: `TruncatedError`, or named in `report` with `partial`.
    """
    with part.open() as stream:
        number = 0
        while line := stream.readline(LONGEST_ITEM):
            number += 1
            where = f"line {number}"
            text = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if not text:
                continue
            if len(line) >= LONGEST_ITEM:
                what = f"the line is longer than {LONGEST_ITEM:,} bytes"
                hint = "This is not such a list"
                raise SourceError(what, where=f"{part.name} {where}", hint=hint)
            if not line.endswith(b"\n") and not _is_closed(text):
                what = "the file breaks off inside a record"
                _cut(part, where, what, report, partial=partial)
                continue
            yield where, text


def _is_closed(text: bytes) -> bool:
    try:
        msgspec.json.decode(text)
    except _UNREADABLE:
        return False
    return True


def _is_array(part: Part) -> bool:
    with part.open() as stream:
        return stream.read(4096).removeprefix(_BOM).lstrip()[:1] == b"["


def _broken(
    part: Part, where: str, what: str, report: Report, *, partial: bool
) -> None:
    at = f"{part.name} {where}"
    if not partial:
        raise SourceError(what, where=at, hint=_PARTIAL)
    report.broken.append(f"{at}: {what}")


def _cut(part: Part, where: str, what: str, report: Report, *, partial: bool) -> None:
    at = f"{part.name} {where}"
    if not partial:
        raise TruncatedError(what, where=at, hint=_PARTIAL)
    report.broken.append(f"{at}: {what}")
