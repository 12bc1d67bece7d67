"""Build the index of an edition."""

from collections.abc import Iterable
from pathlib import Path

from tieline.kernel.flat_index import build
from tieline.matching.key_rules import key_rules
from tieline.matching.profiling import index_keys
from tieline.model.profile import Profile
from tieline.names.reading import NameReader


def build_index(profiles: Iterable[Profile], path: Path) -> int:
    """Write the flat index of `profiles` to `path`; return how many it holds.

    Raises:
        StorageError: the disk refuses.
    """
    reader = NameReader()
    keyed = ((profile, index_keys(profile, reader)) for profile in profiles)
    return build(path, keyed, rules=key_rules())
