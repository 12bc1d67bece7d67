"""The layout of the index file: header, sections, checksums, hashes.

All numbers are little-endian. The header holds the place of each section and a digest
of itself; the checksum of everything behind it stands in it too. Sections begin at
multiples of eight bytes:

- records: per profile its checksum and its MessagePack bytes
- places (u64): where each record begins, and where the last one ends
- ids, numbers (u64, u32): digests of ids and former ids, sorted, with their profiles
- keys, starts (u64, u32): digests of keys, sorted, with where their postings begin
- postings (u32): numbers of profiles
"""

import hashlib
import struct
from typing import NamedTuple

from tieline.model.errors import ProjectError

MAGIC = b"TIELINEX"
VERSION = 2
SECTIONS = ("records", "places", "ids", "numbers", "keys", "starts", "postings")
ALIGN = 8

_HEAD = struct.Struct("<8sIIQQQ")
_SPAN = struct.Struct("<QQ")
_DIGEST = 16
HEADER_SIZE = _HEAD.size + len(SECTIONS) * _SPAN.size + _DIGEST

_DAMAGE = "the index's header is damaged"
HINT = "Import the data set again, or remove its edition with `tieline purge`"


class Header(NamedTuple):
    """What the header says: how many profiles, the body's checksum, the sections.

    `rules` is the digest of the rules that its keys were made by.
    """

    profiles: int
    checksum: int
    spans: tuple[tuple[int, int], ...]
    rules: int = 0


def digest(text: str) -> int:
    """Return the 64-bit digest of a key or an id."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def pack_header(header: Header, size: int) -> bytes:
    """Return the bytes of a header for a file of `size` bytes."""
    numbers = (header.checksum, header.profiles, size, header.rules)
    head = _HEAD.pack(MAGIC, VERSION, *numbers)
    body = head + b"".join(_SPAN.pack(*span) for span in header.spans)
    return body + _seal(body)


def unpack_header(data: bytes, size: int, *, where: str) -> Header:
    """Read a header and check it against the size of its file.

    Raises:
        ProjectError: no index, one of another version, damaged or cut.
    """
    if len(data) < HEADER_SIZE or not data.startswith(MAGIC):
        what = "this is no index of Tieline"
        raise ProjectError(what, where=where, hint=HINT)
    body, seal = (
        data[: HEADER_SIZE - _DIGEST],
        data[HEADER_SIZE - _DIGEST : HEADER_SIZE],
    )
    _, version, checksum, profiles, written, rules = _HEAD.unpack_from(body)
    if version != VERSION:
        what = f"the index has format {version}, this Tieline reads {VERSION}"
        raise ProjectError(what, where=where, hint=HINT)
    damage = ProjectError(_DAMAGE, where=where, hint=HINT)
    if seal != _seal(body):
        raise damage
    if written != size:
        what = f"the index has {size} bytes instead of {written}"
        raise ProjectError(what, where=where, hint=HINT)
    spans = tuple(_SPAN.iter_unpack(body[_HEAD.size :]))
    if any(start % ALIGN or start + length > size for start, length in spans):
        raise damage
    return Header(profiles, checksum, tuple((s[0], s[1]) for s in spans), rules)


def _seal(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()
