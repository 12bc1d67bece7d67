"""Damage bytes the way that the world does: cuts, repeats, swaps and odd characters."""

import random
from collections.abc import Callable

ODDITIES = (
    *(bytes([number]) for number in (0, 9, 10, 13, 26, 127, 133, 255)),
    *(
        text.encode()
        for text in ('"', '""', "'", ",", ";", "|", "\\", "{", "}", "[", "]")
    ),
    *(text.encode() for text in ("=1+1", "@A1", "-0- ", "<", "&", "]]>", "%s", "../")),
    *(
        text.encode()
        for text in ("1e999", "NaN", "null", "true", "9" * 5000, "A" * 5000)
    ),
    *(text.encode() for text in ("\ufeff", "\u202e", "\u2028", "\x85", "\u0300" * 50)),
    b"[" * 20_000,
    b"\r\n",
    b"\xfe\xff",
    "中国电子科技集团".encode(),
    "中国电科".encode("gb18030"),
    "Ñandú".encode("cp1252"),
)

Change = Callable[[bytes, random.Random], bytes]


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.choice((1, 2, 8, 64, 512)) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    end = start + chance.choice((1, 8, 64, 512))
    return data[:end] + data[start:end] * chance.choice((1, 3, 40)) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(ODDITIES) + data[place:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 32))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


CHANGES: tuple[Change, ...] = (_cut, _drop, _repeat, _insert, _flip, _shuffle_lines)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to five changes; the same for the same `chance`."""
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(CHANGES)(data, chance)
    return data
