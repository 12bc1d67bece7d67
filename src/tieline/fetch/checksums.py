"""Checksums that a server tells of what it sends."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

_CHUNK = 1 << 20
_FIELDS = ("Repr-Digest", "Digest", "Content-MD5")
_PAIR = re.compile(r"([\w-]+)=:?([A-Za-z0-9+/=]+?):?(?:,|;|\s|$)")
_NAMES = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}


def told_digests(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the checksums that headers tell, by the name of the hash, in base64.

    RFC 9530 (`Repr-Digest`), RFC 3230 (`Digest`) and RFC 1864 (`Content-MD5`).

    >>> told_digests({"Digest": "sha-256=YWJj, unixsum=3"})
    {'sha256': 'YWJj'}
    """
    found: dict[str, str] = {}
    for field in _FIELDS:
        text = headers.get(field, "")
        if field == "Content-MD5" and text:
            found["md5"] = text.strip()
            continue
        for name, value in _PAIR.findall(text):
            if name.casefold() in _NAMES:
                found[_NAMES[name.casefold()]] = value
    return found


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return _digest(path, "sha256").hex()


def differing(path: Path, digests: Mapping[str, str]) -> str | None:
    """Return the name of the first hash that a file does not have; None for none."""
    for name, wanted in digests.items():
        if base64.b64encode(_digest(path, name)).decode() != wanted:
            return name
    return None


def _digest(path: Path, name: str) -> bytes:
    digest = hashlib.new(name, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()
