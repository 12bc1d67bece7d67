"""By which rules the keys of an index were made."""

import hashlib

from tieline.text.tables import read_bytes, table_names

_PACKAGES = ("tieline.text", "tieline.names")
# Raise it when the code that makes keys changes in a way that the tables do not show.
_CODE = "4"


def key_rules() -> int:
    """Return a 64-bit digest of the rules by which keys are made.

    An index made by other rules would miss what it lacks keys for. The digest covers
    the tables that names are read with, their remarks left out.
    """
    digest = hashlib.blake2b(_CODE.encode(), digest_size=8)
    for package in _PACKAGES:
        for name in table_names(package):
            digest.update(f"\n{package}/{name}\n".encode())
            lines = read_bytes(package, name).splitlines()
            rows = [line for line in lines if not line.startswith(b"#")]
            digest.update(b"\n".join(rows))
    return int.from_bytes(digest.digest(), "little")
