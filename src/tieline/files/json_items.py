"""Reads the objects of a long JSON array one by one, in bounded memory."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

_CHUNK = 1 << 16
LONGEST_ITEM = 1 << 24
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


def read_items(
    part: Part, key: str | None, report: Report, *, partial: bool
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of the array at `key` of the file's object, numbered from 0.

    With `key` None the file itself is the array. With `partial` what is whole is
    kept and what is broken named in `report`.

    Raises:
        TruncatedError: the file ends before the array does.
        SourceError: not such a file, or an item that is no object.
    """
    with part.open() as stream:
        window = _Window(stream, part.name)
        try:
            yield from _items(window, key)
        except TruncatedError as error:
            if not partial:
                raise
            report.broken.append(f"{error.where}: {error.what}")


class _Window:
    """The text of a stream, read on as it is needed and dropped once used."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self.text = ""
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        raw = self._stream.read(_CHUNK)
        try:
            self.text += self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            if not raw:
                return False
            what = f"the file is not UTF-8: {error.reason}"
            raise SourceError(
                what, where=self.name, hint="Get the file again"
            ) from error
        if len(self.text) > LONGEST_ITEM:
            what = f"a record is longer than {LONGEST_ITEM:,} characters"
            raise SourceError(what, where=self.name, hint="This is not such a list")
        return bool(raw)

    def skip(self) -> str:
        """Drop white space and return the next character, "" at the end."""
        while True:
            self.text = self.text.lstrip(" \t\r\n")
            if self.text or not self.more():
                return self.text[:1]

    def take(self, wanted: str) -> bool:
        """Take one character if it is the wanted one."""
        if self.skip() != wanted:
            return False
        self.text = self.text[1:]
        return True

    def value(self, where: str) -> Any:
        """Take one JSON value.

        A value at the very end of what was read may go on; so one more character
        has to follow it.
        """
        self.skip()
        decoder = json.JSONDecoder()
        while True:
            try:
                value, end = decoder.raw_decode(self.text)
            except json.JSONDecodeError as error:
                if self.more():
                    continue
                raise TruncatedError(
                    f"the file breaks off inside a record ({error.msg})",
                    where=f"{self.name} {where}",
                    hint=_PARTIAL,
                ) from error
            if end < len(self.text) or not self.more():
                self.text = self.text[end:]
                return value


def _items(window: _Window, key: str | None) -> Iterator[tuple[int, dict[str, Any]]]:
    if key is not None:
        _enter(window, key)
    if not window.take("["):
        _refuse(window, "no array of records begins here", "start")
    number = 0
    while not window.take("]"):
        if number and not window.take(","):
            _cut(window, f"[{number}]")
        item = window.value(f"record {number}")
        if not isinstance(item, dict):
            _refuse(window, "the record is no object", f"record {number}")
        yield number, item
        number += 1
    while key is not None and not window.take("}"):
        if not window.take(","):
            _cut(window, "end")
        window.value("end")
        if not window.take(":"):
            _cut(window, "end")
        window.value("end")


def _enter(window: _Window, key: str) -> None:
    """Take the object's members up to the array at `key`."""
    if not window.take("{"):
        _refuse(window, "the file is no JSON object", "start")
    while True:
        name = window.value("start")
        if not window.take(":"):
            _cut(window, "start")
        if name == key:
            return
        window.value(f"member {name!r}")
        if not window.take(","):
            _refuse(window, f"there is no {key!r} in it", "start")


def _cut(window: _Window, where: str) -> None:
    """Tell a file that ends from one that goes on with something else."""
    if window.skip():
        _refuse(window, f"unexpected {window.text[:1]!r}", where)
    what = "the file breaks off between records"
    raise TruncatedError(what, where=f"{window.name} {where}", hint=_PARTIAL)


def _refuse(window: _Window, what: str, where: str) -> None:
    if not window.skip():
        _what = "the file breaks off before its records"
        raise TruncatedError(_what, where=f"{window.name} {where}", hint=_PARTIAL)
    raise SourceError(what, where=f"{window.name} {where}", hint="Get the file again")
