"""Undo the compression that a body travelled in, within bounds."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from tieline.model.errors import FetchError

_CHUNK = 1 << 18
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
ACCEPTED = "gzip, deflate"
_NONE = ("", "identity")


class Unpacker(Protocol):
    """What zlib's decompressors do."""

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was reached."""
        ...

    @property
    def unused_data(self) -> bytes:
        """The bytes behind the end."""
        ...

    @property
    def unconsumed_tail(self) -> bytes:
        """The bytes that were not needed yet."""
        ...

    def decompress(self, data: bytes, _most: int = 0, /) -> bytes:
        """Return at most `_most` bytes of what `data` goes on with."""
        ...


def is_packed(encoding: str) -> bool:
    """Tell whether a `Content-Encoding` has to be undone."""
    return encoding.strip().casefold() not in _NONE


def unpack(packed: Path, whole: Path, encoding: str, *, largest: int) -> None:
    """Write the unpacked bytes of a file to another.

    Raises:
        FetchError: no such encoding, a stream that is damaged or cut, or more than
            `largest` bytes.
    """
    done = 0
    with packed.open("rb") as source, whole.open("wb") as target:
        try:
            for piece in _pieces(source, encoding.strip().casefold()):
                done += len(piece)
                if done > largest:
                    hint = "Raise the setting `largest_download` if it may be as large"
                    raise FetchError(
                        f"unpacks to more than {largest:,} bytes", hint=hint
                    )
                target.write(piece)
        except zlib.error as error:
            hint = "Run it again"
            what = "came damaged: it does not unpack"
            raise FetchError(what, hint=hint) from error


def _pieces(source: BinaryIO, encoding: str) -> Iterator[bytes]:
    make = _maker(source, encoding)
    unpacker, data = make(), source.read(_CHUNK)
    while data:
        piece = unpacker.decompress(data, _CHUNK)
        if piece:
            yield piece
        data = unpacker.unconsumed_tail
        if unpacker.eof:
            # a gzip file may hold several, one behind the other
            data = unpacker.unused_data or source.read(_CHUNK)
            if data.strip(b"\0"):
                unpacker = make()
            else:
                data = b""
        elif not data:
            data = source.read(_CHUNK)
    if not unpacker.eof:
        what = "came damaged: its packing is cut off"
        raise FetchError(what, hint="Run it again")


def _maker(source: BinaryIO, encoding: str) -> Callable[[], Unpacker]:
    if encoding in ("gzip", "x-gzip"):
        return lambda: zlib.decompressobj(_GZIP)
    if encoding == "deflate":
        # the standard means zlib's wrapper, and servers that send none are common
        first = source.read(2)
        source.seek(0)
        is_wrapped = len(first) > 1 and first[0] & 15 == zlib.DEFLATED
        is_wrapped = is_wrapped and int.from_bytes(first) % 31 == 0
        return lambda: zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else _RAW)
    what = f"came packed in a way that was not asked for ({encoding})"
    raise FetchError(what, hint="Tell the publisher, or download it with a browser")
