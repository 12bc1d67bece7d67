"""Reads the objects of a long JSON array one by one, in bounded memory."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

_CHUNK = 1 << 16
_SPACE = re.compile(r"[ \t\r\n]*")
# A literal, an escape or a number that a cut leaves incomplete is no longer than this.
_LONGEST_TOKEN = 64
LONGEST_ITEM = 1 << 24
# An escape for half of a character beyond U+FFFF, which Python takes alone too.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_AGAIN = "Get the file again"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


def read_items(
    part: Part, key: str | None, report: Report, *, partial: bool
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of the array at `key` of the file's object, numbered from 0.

    With `key` None the file itself is the array. With `partial` what is whole before
    the first damage is kept, and the damage named in `report`.

    Raises:
        TruncatedError: the file ends before the array does.
        SourceError: not such a file, or an item that is no object.
    """
    with part.open() as stream:
        window = _Window(stream, part.name)
        is_begun = False
        try:
            for numbered in _items(window, key):
                is_begun = True
                yield numbered
        except SourceError as error:
            # Where a record is wrong in its midst, nobody knows where the next begins.
            if not partial or not (is_begun or isinstance(error, TruncatedError)):
                raise
            report.broken.append(f"{error.where}: {error.what}; the rest is left out")


class _Window:
    """The text of a stream, read on as it is needed and dropped once used."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._text = ""
        self._at = 0
        self._stream = stream
        self._bytes = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()

    def next(self) -> str:
        """Skip white space and return the next character, "" at the end."""
        while True:
            self._at = _end_of_space(self._text, self._at)
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, wanted: str) -> bool:
        """Take one character if it is the wanted one."""
        if self.next() != wanted:
            return False
        self._at += 1
        return True

    def value(self, where: str) -> Any:
        """Take one JSON value.

        A value at the very end of what was read may go on; so one more character
        has to follow it.
        """
        self.next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not _may_go_on(error):
                    raise self._malformed(error.msg, where) from error
                if self._more():
                    continue
                raise TruncatedError(
                    f"the file breaks off inside a record ({error.msg})",
                    where=f"{self.name} {where}",
                    hint=_PARTIAL,
                ) from error
            except (RecursionError, ValueError) as error:
                # Python bounds how deep a value nests and how long a number is.
                raise self._malformed(str(error), where) from error
            if end < len(self._text) or not self._more():
                if _HALF.search(self._text, self._at, end) and not _is_text(value):
                    said = "half of a character is written without its other half"
                    raise self._malformed(said, where)
                self._at = end
                return value

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        raw = self._stream.read(_CHUNK)
        try:
            text = self._bytes.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            if not raw:
                return False
            what = f"the file is not UTF-8: {error.reason}"
            raise SourceError(what, where=self.name, hint=_AGAIN) from error
        self._text, self._at = self._text[self._at :] + text, 0
        if len(self._text) > LONGEST_ITEM:
            what = f"a record is longer than {LONGEST_ITEM:,} characters"
            raise SourceError(what, where=self.name, hint="This is not such a list")
        return bool(raw)

    def _malformed(self, said: str, where: str) -> SourceError:
        what = f"the record cannot be read ({said})"
        return SourceError(what, where=f"{self.name} {where}", hint=_AGAIN)


def _is_text(value: object) -> bool:
    """Tell whether all texts in a value can be written down."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _end_of_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return start if found is None else found.end()


def _may_go_on(error: json.JSONDecodeError) -> bool:
    """Tell a value that is cut off from one that is wrong in its midst."""
    if error.msg.startswith("Unterminated string"):
        return True
    return error.pos >= len(error.doc) - _LONGEST_TOKEN


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
    if window.next():
        _refuse(window, f"unexpected {window.next()!r}", where)
    what = "the file breaks off between records"
    raise TruncatedError(what, where=f"{window.name} {where}", hint=_PARTIAL)


def _refuse(window: _Window, what: str, where: str) -> None:
    if not window.next():
        _what = "the file breaks off before its records"
        raise TruncatedError(_what, where=f"{window.name} {where}", hint=_PARTIAL)
    raise SourceError(what, where=f"{window.name} {where}", hint=_AGAIN)
