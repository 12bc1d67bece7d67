"""Lines of text, one at a time and never more than a bounded piece of one."""

import io
from collections.abc import Iterator

from tieline.files.encodings import Opener, bad_byte
from tieline.model.errors import TableError

LONGEST_LINE = 8 << 20


def text_lines(where: str, opener: Opener, encoding: str) -> Iterator[str]:
    r"""Yield the lines with their ends (`\n`, `\r\n` or `\r`) as they stand.

    Raises:
        TableError: a line holds a NUL, is longer than 8 MiB of characters, or does
            not decode; names the line.
    """
    number = 0
    with io.TextIOWrapper(opener(), encoding=encoding, newline="") as text:
        try:
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise _too_long(f"{where} line {number}")
                if "\0" in line:
                    raise _nul(f"{where} line {number}")
                yield line
        except UnicodeError:
            raise bad_byte(where, opener, encoding) from None


def _too_long(where: str) -> TableError:
    hint = "It may not be a table at all, or its line ends are missing"
    return TableError("the line is longer than 8 MiB", where=where, hint=hint)


def _nul(where: str) -> TableError:
    hint = (
        "The file is damaged or not a text table; if it is UTF-16, "
        "say --encoding utf-16-le"
    )
    return TableError("the line holds a NUL character", where=where, hint=hint)
