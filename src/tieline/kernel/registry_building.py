"""Make the index of a registry; see `registry_format` for its layout."""

import hashlib
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence

import msgspec

from tieline.kernel.registry_format import (
    BLOCK,
    IS_INACTIVE,
    MAGIC,
    TYPES,
    VERSION,
    Registered,
    RegistryHeader,
    registry_digest,
)

_ALIGN = 8


def build_registry(
    entries: Sequence[tuple[Registered, Iterable[str]]],
    *,
    title: str,
    licence: str,
    source: str,
) -> bytes:
    """Return the index of organisations, each with its keys.

    The same entries in the same order say the same; `content_sha256` is the digest of
    what they say, which no version of the compressor changes.

    Raises:
        ValueError: there are more organisations than the format can number.
    """
    if len(entries) > 0xFFFF:  # noqa: PLR2004 - numbers are of 16 bits
        what = f"{len(entries):,} organisations are too many"
        raise ValueError(what)
    sections = _sections(entries)
    said = b"".join(msgspec.msgpack.encode(one) for one, _ in entries)
    digest = hashlib.sha256(said)
    for name in ("keys", "holders", "countries", "flags"):
        digest.update(sections[name])
    header = RegistryHeader(
        version=VERSION,
        title=title,
        licence=licence,
        source=source,
        organisations=len(entries),
        names=sum(len(one.names) for one, _ in entries),
        content_sha256=digest.hexdigest(),
        sections={},
    )
    return _joined(header, sections)


def _sections(
    entries: Sequence[tuple[Registered, Iterable[str]]],
) -> dict[str, bytes]:
    rows = sorted(
        {
            (registry_digest(key), number)
            for number, (_, keys) in enumerate(entries)
            for key in keys
        }
    )
    blocks, places = _blocks([entry for entry, _ in entries])
    countries = "".join((one.country or "--")[:2].lower() for one, _ in entries)
    return {
        "keys": _packed("I", [row[0] for row in rows]),
        "holders": _packed("H", [row[1] for row in rows]),
        "countries": countries.encode("ascii"),
        "flags": _packed("H", [_flags(one) for one, _ in entries]),
        "places": _packed("I", places),
        "blocks": blocks,
    }


def _joined(header: RegistryHeader, sections: dict[str, bytes]) -> bytes:
    """Put header and sections together; places count from the end of the header."""
    spans: dict[str, tuple[int, int]] = {}
    body = b""
    for name, data in sections.items():
        body += b"\0" * (-len(body) % _ALIGN)
        spans[name] = (len(body), len(data))
        body += data
    header = msgspec.structs.replace(header, sections=spans, checksum=zlib.crc32(body))
    head = msgspec.json.encode(header)
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % _ALIGN)
    return MAGIC + struct.pack("<I", len(head)) + head + body


def _blocks(entries: Sequence[Registered]) -> tuple[bytes, list[int]]:
    blocks, places = b"", [0]
    for start in range(0, len(entries), BLOCK):
        held = msgspec.msgpack.encode(entries[start : start + BLOCK])
        blocks += zlib.compress(held, 9)
        places.append(len(blocks))
    return blocks, places


def _flags(one: Registered) -> int:
    flags = sum(1 << TYPES.index(kind) for kind in one.types if kind in TYPES)
    return flags if one.is_active else flags | IS_INACTIVE


def _packed(code: str, numbers: Sequence[int]) -> bytes:
    held = array(code, numbers)
    if sys.byteorder != "little":
        held.byteswap()
    return held.tobytes()
