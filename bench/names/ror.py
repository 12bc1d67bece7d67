"""The register of research organisations, as three sets read it."""

from pathlib import Path

import duckdb
import msgspec
from parties import Party, named, script_of

FILE = "data/ownership/ror_names.parquet"
CHINA = ("CN",)
_QUERY = """
SELECT ror, any_value(country), list(name ORDER BY name_type, name)
FROM read_parquet(?) GROUP BY ror ORDER BY ror
"""


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """One organisation: its id, its country and its names by script."""

    id: str
    country: str
    names: dict[str, tuple[str, ...]]

    def party(self, *scripts: str) -> Party:
        """Return it under its names in these scripts."""
        names = [name for script in scripts for name in self.names.get(script, ())]
        return named(self.id, "Organization", *names)


def read_ror(path: Path) -> list[Organisation]:
    """Return every organisation, in order of id."""
    with duckdb.connect() as base:
        rows = base.execute(_QUERY, [str(path)]).fetchall()
    return [_organisation(*row) for row in rows]


def _organisation(identity: str, country: str, names: list[str]) -> Organisation:
    by_script: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_script.setdefault(script_of(name), []).append(name)
    held = {script: tuple(found) for script, found in by_script.items()}
    return Organisation(id=identity, country=country or "", names=held)
