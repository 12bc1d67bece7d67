"""Rows of NDJSON: one object a line, its values as text."""

import json
from collections import Counter
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
    # Numbers stay as they are written: 1.10, and digits beyond what a float holds.
    decoder = msgspec.json.Decoder(dict[str, Any], float_hook=str)
    for number, line in enumerate(text_lines(where, opener, encoding), start=1):
        if not line.strip():
            continue
        cells: dict[str, str] = {}
        try:
            found = decoder.decode(line)
            twice = _flatten(found, "", cells) or _twice(line, found)
        except (msgspec.DecodeError, RecursionError) as error:
            hint = "Write one JSON object a line; the file may be cut off"
            raise TableError(
                f"the line is not a JSON object ({error})",
                where=f"{where} line {number}",
                hint=hint,
            ) from None
        if twice is not None:
            what = f"the key {twice!r} stands twice in the object"
            hint = "Give each value a key of its own; several are a list: [1, 2]"
            raise TableError(what, where=f"{where} line {number}", hint=hint)
        yield number, cells


def _twice(line: str, found: dict[str, Any]) -> str | None:
    """Return a key that stands twice, whose first value would be lost."""
    # A colon follows each key: no more of them than keys, and no key came twice.
    if line.count(":") == len(found):
        return None
    twice: list[str] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(key for key, _ in pairs)
        twice.extend(key for key, count in counts.items() if count > 1)
        return {}

    json.loads(line, object_pairs_hook=keep)
    return twice[0] if twice else None


def _flatten(values: dict[str, Any], prefix: str, cells: dict[str, str]) -> str | None:
    """Put nested objects beside the rest: `{"a": {"b": 1}}` gives `a.b`.

    Returns a name that would stand twice then.
    """
    twice: str | None = None
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            nested = cast("dict[str, Any]", value)
            twice = _flatten(nested, f"{name}.", cells) or twice
        elif name in cells:
            twice = name
        else:
            cells[name] = _text(value)
    return twice


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        values = msgspec.convert(value, list[Any])
        return SEPARATOR.join(_text(each) for each in values if each is not None)
    return msgspec.json.encode(value).decode()
