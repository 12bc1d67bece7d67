"""Write the index file in bounded memory."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from tieline.kernel.flat_format import (
    ALIGN,
    HEADER_SIZE,
    SECTIONS,
    Header,
    digest,
    pack_header,
)
from tieline.model.errors import StorageError
from tieline.model.profile import Profile
from tieline.text.remembering import Remembered

_BUCKETS = 64
_SHIFT = 58
_HELD = 1 << 14
# Below this NumPy takes longer to load than to be of use.
_SMALL = 1 << 17
_CHUNK = 1 << 20


def write_index(
    path: Path, profiles: Iterable[tuple[Profile, Sequence[str]]], *, rules: int = 0
) -> int:
    """Write the index; see `flat_index.build`."""
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(prefix=".tlx-", dir=path.parent) as folder:
            count = _write_sections(Path(folder), profiles)
            _join(Path(folder), part, count, rules)
        part.replace(path)
    except OSError as error:
        what = f"the index cannot be written ({error.strerror or error})"
        hint = "Free some space, or choose a folder that can be written to"
        raise StorageError(what, where=str(path), hint=hint) from error
    finally:
        part.unlink(missing_ok=True)
    return count


class _Pairs:
    """(digest, number) pairs, spooled to disk in buckets of the digest's top bits.

    No file stays open: there are more of them than some systems let a process have.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._paths = [
            (folder / f"{name}-{bucket}.d", folder / f"{name}-{bucket}.n")
            for bucket in range(_BUCKETS)
        ]
        self._digests = [array("Q") for _ in range(_BUCKETS)]
        self._numbers = [array("I") for _ in range(_BUCKETS)]

    def add(self, value: int, number: int) -> None:
        bucket = value >> _SHIFT
        digests = self._digests[bucket]
        digests.append(value)
        self._numbers[bucket].append(number)
        if len(digests) >= _HELD:
            self._spool(bucket)

    def _spool(self, bucket: int) -> None:
        held = (self._digests[bucket], self._numbers[bucket])
        for values, path in zip(held, self._paths[bucket], strict=True):
            with path.open("ab") as file:
                values.tofile(file)
        self._digests[bucket], self._numbers[bucket] = array("Q"), array("I")

    def sorted(self) -> Iterator[tuple[array[int], array[int]]]:
        """Yield the pairs, each once, sorted, in blocks of whole digests."""
        for bucket, paths in enumerate(self._paths):
            self._spool(bucket)
            held = (array("Q"), array("I"))
            for values, path in zip(held, paths, strict=True):
                with path.open("rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    values.fromfile(file, size // values.itemsize)
                path.unlink()
            yield _sort(*held)


def _sort(digests: array[int], numbers: array[int]) -> tuple[array[int], array[int]]:
    if len(digests) > _SMALL:
        return _sort_many(digests, numbers)
    pairs = sorted(set(zip(digests, numbers, strict=True)))
    return array("Q", (pair[0] for pair in pairs)), array("I", (p[1] for p in pairs))


def _sort_many(
    digests: array[int], numbers: array[int]
) -> tuple[array[int], array[int]]:
    import numpy as np  # noqa: PLC0415 - only for large lists

    left = np.frombuffer(digests, dtype=np.uint64)
    right = np.frombuffer(numbers, dtype=np.uint32)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    is_new = np.ones(len(left), dtype=bool)
    is_new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return array("Q", left[is_new].tobytes()), array("I", right[is_new].tobytes())


def _write_sections(
    folder: Path, profiles: Iterable[tuple[Profile, Sequence[str]]]
) -> int:
    encoder = msgspec.msgpack.Encoder()
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {
            name: stack.enter_context((folder / name).open("wb")) for name in SECTIONS
        }
        ids, keys = _Pairs(folder, "id"), _Pairs(folder, "key")
        places = array("Q", [0])
        # Names share their words, and these their keys.
        digests_of = Remembered(digest)
        for number, (profile, words) in enumerate(profiles):
            record = encoder.encode(profile)
            files["records"].write(zlib.crc32(record).to_bytes(4, "little") + record)
            places.append(places[-1] + 4 + len(record))
            for known in dict.fromkeys((profile.id, *profile.referents)):
                ids.add(digest(known), number)
            for word in dict.fromkeys(words):
                keys.add(digests_of[word], number)
        _write(places, files["places"])
        for digests, numbers in ids.sorted():
            _write(digests, files["ids"])
            _write(numbers, files["numbers"])
        _write_postings(keys, files)
    return len(places) - 1


def _write_postings(keys: _Pairs, files: dict[str, BinaryIO]) -> None:
    written = 0
    for digests, numbers in keys.sorted():
        distinct, starts = array("Q"), array("I")
        last: int | None = None
        for place, value in enumerate(digests):
            if value != last:
                distinct.append(value)
                starts.append(written + place)
                last = value
        written += len(numbers)
        _write(distinct, files["keys"])
        _write(starts, files["starts"])
        _write(numbers, files["postings"])
    _write(array("I", [written]), files["starts"])


def _write(values: array[int], file: BinaryIO) -> None:
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    file.write(values.tobytes())


def _join(folder: Path, target: Path, count: int, rules: int) -> None:
    spans: list[tuple[int, int]] = []
    with target.open("w+b") as out:
        out.write(bytes(HEADER_SIZE))
        for name in SECTIONS:
            start = out.tell()
            gap = -start % ALIGN
            out.write(bytes(gap))
            with (folder / name).open("rb") as section:
                shutil.copyfileobj(section, out, _CHUNK)
            spans.append((start + gap, out.tell() - start - gap))
        size = out.tell()
        out.seek(HEADER_SIZE)
        checksum = 0
        while chunk := out.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
        out.seek(0)
        out.write(pack_header(Header(count, checksum, tuple(spans), rules), size))
        out.flush()
        os.fsync(out.fileno())
