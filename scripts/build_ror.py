"""Make the index of the Research Organization Registry that comes along.

Reads `ror_names.parquet` (ror, name, lang, name_type, country, types, status) and
`ror_relationships.parquet` (ror, rel, target, label), made from one dump of the
registry (CC0 1.0), and writes `src/tieline/bundle/ror/organisations.tlr`. `--check`
writes nothing and fails when the file says something else than its sources; without the
sources there is nothing to check, and it says so.
"""

import argparse
import sys
from pathlib import Path

import duckdb

from tieline.kernel.registry_building import build_registry
from tieline.kernel.registry_format import (
    KINDS,
    Registered,
    RegisteredName,
    RegistryHeader,
)
from tieline.kernel.registry_index import RegistryIndex
from tieline.kernel.registry_keys import keys_of

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "tieline" / "bundle" / "ror" / "organisations.tlr"
SOURCES = ROOT.parent / "shared" / "data" / "ownership"
SOURCE = (
    "Research Organization Registry, a dump of schema 2 as two tables; the tables name"
    " no version. https://doi.org/10.5281/zenodo.6347574"
)
AT = "https://ror.org/"
WRITTEN = {"ror_display": "display", "label": "label", "alias": "alias"}
RELATIONS = ("parent", "successor", "related")


def main() -> int:
    """Write the index, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sources", type=Path, default=SOURCES)
    given = parser.parse_args()
    names = given.sources / "ror_names.parquet"
    if not names.exists():
        print(f"skipped: {given.sources} does not hold the registry's tables")
        return 0
    data = build(given.sources)
    if not given.check:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_bytes(data)
        print(f"{TARGET.relative_to(ROOT)}: {len(data):,} bytes, {said(data)}")
        return 0
    if TARGET.exists() and content(TARGET.read_bytes()) == content(data):
        return 0
    print(f"{TARGET.relative_to(ROOT)} is out of date: run scripts/build_ror.py")
    return 1


def content(data: bytes) -> str:
    """Return the digest of what an index says."""
    return RegistryIndex(data, where="index").header.content_sha256


def said(data: bytes) -> str:
    """Say how much an index holds."""
    header: RegistryHeader = RegistryIndex(data, where="index").header
    return f"{header.organisations:,} organisations, {header.names:,} names"


def build(sources: Path) -> bytes:
    """Return the index of the registry's tables."""
    return build_registry(
        [(one, tuple(keys_of(one))) for one in organisations(sources)],
        title="Research Organization Registry",
        licence="CC0 1.0",
        source=SOURCE,
    )


def organisations(sources: Path) -> list[Registered]:
    """Read the organisations, by country and id; those withdrawn are left out."""
    with duckdb.connect() as engine:
        names = (
            engine.read_parquet(str(sources / "ror_names.parquet"))
            .filter("status <> 'withdrawn'")
            .project("ror, name, lang, name_type, country, types, status")
            .order("country, ror, name, lang")
            .fetchall()
        )
        ties = (
            engine.read_parquet(str(sources / "ror_relationships.parquet"))
            .project("ror, rel, target, label")
            .distinct()
            .order("ror, rel, target, label")
            .fetchall()
        )
    related: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for ror, relation, target, label in ties:
        related.setdefault(ror, {}).setdefault(relation, []).append((target, label))
    rows: dict[str, list[tuple[str | None, ...]]] = {}
    for row in names:
        rows.setdefault(row[0], []).append(row)
    held = {ror: number for number, ror in enumerate(rows)}
    return [organisation(own, related.get(ror, {}), held) for ror, own in rows.items()]


def organisation(
    rows: list[tuple[str | None, ...]],
    related: dict[str, list[tuple[str, str]]],
    held: dict[str, int],
) -> Registered:
    """Make one organisation of its rows; the name that is shown comes first."""
    ror, _, _, _, country, types, status = rows[0]
    named = sorted(
        {
            (KINDS.index(kind(str(row[3]))), str(row[1]).strip(), row[2] or "")
            for row in rows
        }
    )
    ends = {
        relation: tuple(
            held[target] for target, _ in related.get(relation, ()) if target in held
        )
        for relation in RELATIONS
    }
    outside = dict.fromkeys(
        (short(target), label)
        for relation in ("parent", "successor")
        for target, label in related.get(relation, ())
        if target not in held
    )
    return Registered(
        id=short(str(ror)),
        country=(country or "").lower(),
        types=tuple(filter(None, (types or "").split(","))),
        is_active=status == "active",
        names=tuple(RegisteredName(text, KINDS[k], lang) for k, text, lang in named),
        parents=ends["parent"],
        successors=ends["successor"],
        related=ends["related"],
        outside=tuple(outside),
    )


def short(address: str) -> str:
    """Return the last part of the registry's address."""
    return address.removeprefix(AT)


def kind(types: str) -> str:
    """Return the best kind that a name has."""
    held = types.split(",")
    return next((WRITTEN[one] for one in WRITTEN if one in held), "acronym")


if __name__ == "__main__":
    sys.exit(main())
