"""A download that is not whole yet, and what is needed to go on with it."""

import contextlib
import os
from pathlib import Path

import msgspec


class PartNote(msgspec.Struct, frozen=True, kw_only=True):
    """What the server said of the body whose first bytes are there.

    `total` is its length in bytes as it travels, `encoding` how it is packed,
    `digests` are the values of headers that tell a checksum.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    encoding: str = ""
    total: int | None = None
    digests: dict[str, str] = {}

    @property
    def condition(self) -> str | None:
        """What `If-Range` may ask for: a strong tag, else the time of change."""
        if self.etag is not None and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


class Part:
    """The first bytes of a file, beside the place where it belongs."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")

    @property
    def size(self) -> int:
        """How many bytes are there."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def note(self, address: str) -> PartNote | None:
        """Return what is known of the bytes; None where they cannot be gone on with."""
        try:
            note = msgspec.json.decode(self._note.read_bytes(), type=PartNote)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        fits = note.address == address and self.size > 0
        return note if fits and note.condition is not None else None

    def begin(self, note: PartNote) -> None:
        """Start anew; the bytes go before the note on them changes."""
        self.discard()
        fresh = self._note.with_name(self._note.name + "~")
        fresh.write_bytes(msgspec.json.encode(note))
        fresh.replace(self._note)
        self.path.touch()

    def finish(self, whole: Path, target: Path) -> None:
        """Put the checked file `whole` into its place, and forget the part."""
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        whole.replace(target)
        self.discard()

    def discard(self) -> None:
        """Forget the bytes and what is known of them."""
        for path in (self.path, self._note):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
