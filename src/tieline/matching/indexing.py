"""Build the index of an edition."""

from collections.abc import Iterable
from pathlib import Path

from tieline.model.profile import Profile


def build_index(profiles: Iterable[Profile], path: Path) -> int:
    """Write the flat index of `profiles` to `path`; return how many it holds."""
    raise NotImplementedError
