"""Schemata: which properties an entity of a kind may have, and of what type.

Names, types and inheritance are FollowTheMoney's (`schemata/ftm.json`); our own
schemata and the properties we add are in `schemata/extension.json`, each with what
it becomes in plain FollowTheMoney.
"""

import pkgutil
import re
from collections.abc import Iterator

import msgspec

from tieline.model.errors import SchemaError

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """A property: its type, and for entities the schema they must be of.

    `ftm` names the property that it degrades to in plain FollowTheMoney: its own
    name where it is FollowTheMoney's, None where that has no home for it.
    """

    name: str
    type: str
    range: str | None = None
    is_extension: bool = False
    ftm: str | None = None


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of thing or tie.

    `properties` holds inherited ones too; `extends` are the direct parents and
    `ancestors` all schemata it is one of, itself first. `caption` lists the
    properties that may name an entity, best first. For an edge, `edge_source` and
    `edge_target` name the properties at its ends. `ftm` is the schema that it
    degrades to in plain FollowTheMoney.
    """

    name: str
    extends: tuple[str, ...]
    ancestors: tuple[str, ...]
    label: str
    properties: dict[str, Property]
    caption: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    edge_source: str | None = None
    edge_target: str | None = None
    is_matchable: bool = True
    is_abstract: bool = False
    is_extension: bool = False
    ftm: str | None = None

    @property
    def is_edge(self) -> bool:
        """Tell whether it ties two entities together."""
        return self.edge_source is not None


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property as the data files write it when it needs more than one word."""

    type: str
    range: str | None = None
    ftm: str | None = None


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A schema as the data files write it; `adds` extends one of FollowTheMoney's."""

    extends: tuple[str, ...] = ()
    abstract: bool = False
    matchable: bool = True
    caption: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    edge: tuple[str, str] | None = None
    properties: dict[str, str | _Written] = {}
    adds: dict[str, str | _Written] = {}
    ftm: str | None = None


class _Schemata:
    """Owner of what was read; each schema is put together when it is asked for."""

    def __init__(self) -> None:
        self._ftm: dict[str, _Entry] = {}
        self._own: dict[str, _Entry] = {}
        self._built: dict[str, Schema] = {}

    def get(self, name: str) -> Schema:
        built = self._built.get(name)
        if built is None:
            built = self._built[name] = self._build(name)
        return built

    def names(self) -> tuple[str, ...]:
        self._load()
        return tuple(sorted({*self._ftm, *self._own}))

    def _load(self) -> None:
        if not self._own:
            self._ftm = _read("ftm.json")
            self._own = _read("extension.json")

    def _build(self, name: str) -> Schema:
        self._load()
        is_extension = name not in self._ftm
        entry = self._own.get(name) if is_extension else self._ftm[name]
        if entry is None:
            hint = "Use a schema of FollowTheMoney or one of ours; names are exact"
            raise SchemaError(f"schema {name!r} is not known", hint=hint)
        parents = [self.get(parent) for parent in entry.extends]
        ancestors = dict.fromkeys([name])
        for parent in parents:
            ancestors.update(dict.fromkeys(parent.ancestors))
        return Schema(
            name=name,
            extends=entry.extends,
            ancestors=tuple(ancestors),
            label=label_of(name),
            properties=self._properties(name, entry, parents),
            caption=entry.caption,
            required=entry.required,
            edge_source=entry.edge[0] if entry.edge else None,
            edge_target=entry.edge[1] if entry.edge else None,
            is_matchable=entry.matchable,
            is_abstract=entry.abstract,
            is_extension=is_extension,
            ftm=entry.ftm if is_extension else name,
        )

    def _properties(
        self, name: str, entry: _Entry, parents: list[Schema]
    ) -> dict[str, Property]:
        is_ours = name not in self._ftm
        found = dict(_properties(entry.properties, is_extension=is_ours))
        added = self._own[name].adds if name in self._own else {}
        found.update(_properties(added, is_extension=True))
        for parent in parents:
            for prop in parent.properties.values():
                found.setdefault(prop.name, prop)
        return found


_HELD = _Schemata()


def schema(name: str) -> Schema:
    """Return the schema of this name.

    >>> schema("Vessel").properties["flag"].type
    'country'

    Raises:
        SchemaError: no such schema.
    """
    return _HELD.get(name)


def names() -> tuple[str, ...]:
    """Return the names of all schemata, sorted."""
    return _HELD.names()


def is_a(name: str, ancestor: str) -> bool:
    """Tell whether schema `name` is `ancestor` or inherits from it.

    >>> is_a("Company", "LegalEntity"), is_a("Thing", "LegalEntity")
    (True, False)

    Raises:
        SchemaError: no such schema.
    """
    return ancestor in schema(name).ancestors


def property_type(schema_name: str, prop: str) -> str:
    """Return the type of a property: name, date, country, identifier, entity ...

    >>> property_type("Sanction", "citation")
    'string'

    Raises:
        SchemaError: the schema, or its property, is not known.
    """
    found = schema(schema_name).properties.get(prop)
    if found is None:
        hint = "Use a property of FollowTheMoney or one of ours; names are exact"
        what = f"{schema_name} has no property {prop!r}"
        raise SchemaError(what, hint=hint)
    return found.type


def matchable(name: str) -> bool:
    """Tell whether entities of this schema are compared with queries.

    Raises:
        SchemaError: no such schema.
    """
    return schema(name).is_matchable


def label_of(name: str) -> str:
    """Return the name of a schema or property as words.

    >>> label_of("licenceRequirement")
    'Licence requirement'
    """
    return _HUMP.sub(" ", name).lower().capitalize()


def _read(file: str) -> dict[str, _Entry]:
    data = pkgutil.get_data("tieline.model", f"schemata/{file}")
    if data is None:
        what = "the schema data is missing"
        raise SchemaError(what, where=file, hint="Install Tieline again")
    return msgspec.json.decode(data, type=dict[str, _Entry])


def _properties(
    written: dict[str, str | _Written], *, is_extension: bool
) -> Iterator[tuple[str, Property]]:
    """Read properties written as `type`, `type Range` or an object."""
    for name, value in written.items():
        if isinstance(value, str):
            kind, _, held = value.partition(" ")
            value = _Written(  # noqa: PLW2901 - one form from here on
                type=kind, range=held or None, ftm=None if is_extension else name
            )
        prop = Property(
            name=name,
            type=value.type,
            range=value.range,
            is_extension=is_extension,
            ftm=value.ftm or None,
        )
        yield name, prop
