"""The last day that a file names, read in pieces: it may be one endless line."""

import re
from collections.abc import Iterable

from tieline.model.source import Part

_CHUNK = 1 << 20
# A date and the key before it are no longer than this.
_OVERLAP = 128


def last_day(parts: Iterable[Part], pattern: re.Pattern[bytes]) -> str | None:
    """Return the last day in the files that the pattern's first group finds.

    Days are compared as text, so they have to be written `YYYY-MM-DD`.
    """
    last = ""
    for part in parts:
        # Each piece begins with the end of the one before, lest a date lie across.
        rest = b""
        with part.open() as stream:
            while chunk := stream.read(_CHUNK):
                text = rest + chunk
                days = (found[1].decode() for found in pattern.finditer(text))
                last = max((last, *days))
                rest = text[-_OVERLAP:]
    return last or None
