"""Parties as every contender is told of them, and the public lists read as such."""

import csv
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tieline import registry
from tieline.model.entry import Entry
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.sources.mapping import mapped_source, read_mapping
from tieline.store.kinds import is_subject, more_special

ROOT = Path(__file__).resolve().parents[2]
FLAT_MAPPING = ROOT / "docs" / "examples" / "us_csl_flat.toml"
NAME_PROPS = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_Any = TypeVar("_Any")
_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asked about, or who is listed: FollowTheMoney schema and properties."""

    id: str
    schema: str
    properties: dict[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name, the main ones first."""
        held = self.properties
        return tuple(name for prop in NAME_PROPS for name in held.get(prop, ()))

    def only(self, *names: str, suffix: str = "") -> "Party":
        """Return the same party under these names alone."""
        properties = {"name": tuple(names)}
        return Party(id=self.id + suffix, schema=self.schema, properties=properties)


def named(party_id: str, schema: str, *names: str) -> Party:
    """Return a party of which only names are known."""
    return Party(id=party_id, schema=schema, properties={"name": names})


def script_of(text: str) -> str:
    """Return the script of most letters of a text, by its Unicode name; "" for none.

    >>> script_of("海康威视 Ltd"), script_of("海康威视"), script_of("12")
    ('Han', 'Han', '')
    """
    counted: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            word = unicodedata.name(letter, "Unknown").split()[0].title()
            counted["Han" if word == "Cjk" else word] += 1
    # One kana makes a name Japanese, however many characters stand beside it.
    for script in ("Hiragana", "Katakana"):
        if counted[script]:
            return "Kana"
    if counted["Han"]:
        return "Han"
    return counted.most_common(1)[0][0] if counted else ""


def read_rows(path: Path, *, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header."""
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def read_list(path: Path) -> list[Party]:
    """Return the parties of a public list, in file order, with their names alone.

    The flat rows of the Consolidated Screening List are read by the mapping file of
    the documentation, every other file by the source that knows it.
    """
    head = path.read_bytes()[:65536]
    known = registry.recognise(path.name, head)
    if known is None:
        source = mapped_source(read_mapping(FLAT_MAPPING.read_bytes()))
        known = source, source.dataset
    return list(_parties(known[0], _snapshot(path, *known)))


def _snapshot(path: Path, source: Source, dataset: str) -> Snapshot:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    part = Part(
        name=path.name, sha256=digest, size=len(data), open=lambda: path.open("rb")
    )
    return Snapshot(
        source_key=source.key,
        dataset=dataset,
        sha256=digest,
        parts=(part,),
        partial=True,
    )


def _parties(source: Source, snapshot: Snapshot) -> Iterator[Party]:
    """Gather the names of each subject over all of its records."""
    schemata: dict[str, str] = {}
    held: dict[str, dict[str, dict[str, None]]] = {}
    for entry in source.parse(snapshot, Report()):
        _gather(entry, schemata, held)
    for subject, schema in schemata.items():
        found = {prop: tuple(values) for prop, values in held[subject].items()}
        properties = {prop: found[prop] for prop in NAME_PROPS if prop in found}
        if not properties:
            whole = " ".join(found[part][0] for part in _PARTS if part in found)
            properties = {"name": (whole,)}
        yield Party(id=subject, schema=schema, properties=properties)


def _gather(
    entry: Entry,
    schemata: dict[str, str],
    held: dict[str, dict[str, dict[str, None]]],
) -> None:
    subjects = frozenset(entry.entity_ids)
    for stated in entry.statements:
        one = stated.statement
        if one.entity_id not in subjects or not is_subject(one.schema):
            continue
        known = schemata.get(one.entity_id, one.schema)
        schemata[one.entity_id] = (
            known if known == one.schema else more_special(known, one.schema)
        )
        values = held.setdefault(one.entity_id, {})
        if one.prop in NAME_PROPS or one.prop in _PARTS:
            values.setdefault(one.prop, {})[one.value] = None


def aliases_in_order(path: Path, props: Sequence[str]) -> dict[str, str]:
    """Return the last value that a list states of each party in these properties."""
    head = path.read_bytes()[:65536]
    known = registry.recognise(path.name, head)
    if known is None:
        return {}
    last: dict[str, str] = {}
    for entry in known[0].parse(_snapshot(path, *known), Report()):
        for stated in entry.statements:
            one = stated.statement
            if one.prop in props:
                last[one.entity_id] = one.value
    return last


def without(party: Party, name: str) -> Party:
    """Return the party without one of its names, wherever it stands."""
    properties = {
        prop: tuple(value for value in values if value != name)
        for prop, values in party.properties.items()
    }
    kept = {prop: values for prop, values in properties.items() if values}
    return Party(id=party.id, schema=party.schema, properties=kept)


def of_script(party: Party, script: str) -> Sequence[str]:
    """Return the names of a party that are written in a script."""
    return tuple(name for name in party.names if script_of(name) == script)


class Shelf:
    """What was read of files, so that sets that share a list read it once."""

    def __init__(self) -> None:
        self._read: dict[tuple[Path, str], Any] = {}

    def take(self, path: Path, read: Callable[[Path], _Any]) -> _Any:
        """Return what `read` makes of a file; the second time, the same."""
        key = path, read.__name__
        if key not in self._read:
            self._read[key] = read(path)
        held: _Any = self._read[key]
        return held
