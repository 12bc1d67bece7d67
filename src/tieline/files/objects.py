"""Rows of NDJSON: one object a line, its values as text."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec

from tieline.files.encodings import Opener
from tieline.files.lines import text_lines
from tieline.model.errors import TableError

SEPARATOR = "; "


def object_columns(where: str, opener: Opener, encoding: str) -> tuple[str, ...]:
    """Return the keys of all objects, in the order in which they first come up."""
    names: dict[str, None] = {}
    for _, cells in _objects(where, opener, encoding):
        if not names.keys() >= cells.keys():
            names.update(dict.fromkeys(cells))
    return tuple(names)


def object_rows(
    where: str, opener: Opener, encoding: str, columns: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each object's cells in the order of `columns`, with its line number."""
    for number, cells in _objects(where, opener, encoding):
        yield number, tuple(cells.get(name, "") for name in columns)


def _objects(
    where: str, opener: Opener, encoding: str
) -> Iterator[tuple[int, dict[str, str]]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in enumerate(text_lines(where, opener, encoding), start=1):
        if not line.strip():
            continue
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            hint = "Write one JSON object a line; the file may be cut off"
            raise TableError(
                f"the line is not a JSON object ({error})",
                where=f"{where} line {number}",
                hint=hint,
            ) from None
        cells: dict[str, str] = {}
        _flatten(found, "", cells)
        yield number, cells


def _flatten(values: dict[str, Any], prefix: str, cells: dict[str, str]) -> None:
    """Put nested objects beside the rest: `{"a": {"b": 1}}` gives `a.b`."""
    for key, value in values.items():
        if isinstance(value, dict):
            _flatten(cast("dict[str, Any]", value), f"{prefix}{key}.", cells)
        else:
            cells[f"{prefix}{key}"] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        values = msgspec.convert(value, list[Any])
        return SEPARATOR.join(_text(each) for each in values if each is not None)
    return msgspec.json.encode(value).decode()
