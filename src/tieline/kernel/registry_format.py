"""The layout of a registry's index: a small file with names to look up, no scores.

All numbers are little-endian. Behind the magic and the length stands a header in JSON
that names the sections; each begins at a multiple of eight bytes:

- keys (u32), holders (u16): the digests of keys, sorted, and the organisation of each;
  two keys may share a digest, so who finds one looks whether the organisation has it
- countries (2 bytes each), flags (u16): of each organisation
- places (u32), blocks: organisations in full, many to a compressed block of MessagePack
"""

import hashlib
from typing import Literal

import msgspec

MAGIC = b"TIELINER"
VERSION = 1
BLOCK = 128
"""How many organisations a compressed block holds."""

TYPES = (
    "education",
    "healthcare",
    "company",
    "government",
    "facility",
    "nonprofit",
    "funder",
    "archive",
    "other",
)
IS_INACTIVE = 1 << 15

NameKind = Literal["display", "label", "alias", "acronym"]
KINDS: tuple[NameKind, ...] = ("display", "label", "alias", "acronym")
"""The kinds of names, best first; the place of one is its rank."""

LOOSE = 4
"""Added to the rank of a key that tells no order of its words."""


class RegisteredName(msgspec.Struct, frozen=True, array_like=True):
    """A name as the registry has it: the text, its kind, and its language or ""."""

    text: str
    kind: NameKind
    language: str


class Registered(msgspec.Struct, frozen=True, array_like=True):
    """An organisation in full; `id` is the last part of the registry's address.

    `parents`, `successors` and `related` are numbers of organisations of the index;
    `outside` names the parents and successors that stand outside it, as (id, label).
    Children are found through their parents.
    """

    id: str
    country: str
    types: tuple[str, ...]
    is_active: bool
    names: tuple[RegisteredName, ...]
    parents: tuple[int, ...]
    successors: tuple[int, ...]
    related: tuple[int, ...]
    outside: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name that the registry shows."""
        return self.names[0].text


class RegistryHeader(msgspec.Struct, frozen=True):
    """What the file says of itself: format, source, counts and its sections.

    `checksum` is the CRC-32 of all behind the header; None in files of before.
    """

    version: int
    title: str
    licence: str
    source: str
    organisations: int
    names: int
    content_sha256: str
    sections: dict[str, tuple[int, int]]
    checksum: int | None = None


def registry_digest(key: str) -> int:
    """Return the 32-bit digest of a key."""
    data = key.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=4).digest(), "big")
