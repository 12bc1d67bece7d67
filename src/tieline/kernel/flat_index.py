"""One memory-mapped file that holds the profiles of an edition and their keys."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from tieline.model.profile import Profile


def build(path: Path, profiles: Iterable[tuple[Profile, Sequence[str]]]) -> int:
    """Write the index of `profiles`, each with its blocking keys; return the count."""
    raise NotImplementedError


class FlatIndex:
    """A read-only index; close it, or use it as a context."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map the file; nothing is read but its header.

        Raises:
            ProjectError: the file is missing, damaged or of another version.
        """
        raise NotImplementedError

    def __len__(self) -> int:
        """Return the number of profiles."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Unmap the file."""
        raise NotImplementedError

    def profile(self, number: int) -> Profile:
        """Return the profile at `number`, from 0."""
        raise NotImplementedError

    def postings(self, key: str) -> Sequence[int]:
        """Return the numbers of the profiles that carry `key`, ascending."""
        raise NotImplementedError

    def find_id(self, entity_id: str) -> int | None:
        """Return the number of the profile with this id or referent."""
        raise NotImplementedError

    def verify(self) -> None:
        """Check every byte against its checksum.

        Raises:
            ProjectError: a section is damaged.
        """
        raise NotImplementedError
