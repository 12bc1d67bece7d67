"""What a mapping file may say: which columns of a table state which properties."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

import msgspec

from tieline.model.errors import MappingError, SchemaError
from tieline.model.schema import Schema, names, property_type, schema
from tieline.model.statement import Credibility, Reliability

FORMAT_VERSION = 1
Columns: TypeAlias = str | tuple[str, ...]
Otherwise = Literal["refuse", "keep", "drop", "notes"]
_DATASET = re.compile(r"[a-z][a-z0-9_]*")
_HELP = "See the reference page of the mapping format"
# The fields of a listing, and the properties of its entity that they become.
LISTING: dict[str, str] = {
    "list": "list",
    "program": "program",
    "program_id": "programId",
    "authority": "authority",
    "start": "startDate",
    "end": "endDate",
    "listed_on": "listingDate",
    "citation": "citation",
    "licence_requirement": "licenceRequirement",
    "licence_policy": "licencePolicy",
    "scope": "scope",
    "reason": "reason",
    "provisions": "provisions",
    "country": "country",
    "source_url": "sourceUrl",
    "record_id": "recordId",
    "status": "status",
}


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table whose keys are all known."""


class Condition(_Strict, frozen=True, kw_only=True):
    """When a rule holds: one cell is one of these, looks so, or is filled."""

    column: str
    equals: Columns | None = None
    pattern: str | None = None
    filled: bool | None = None


class Rule(_Strict, frozen=True, kw_only=True):
    """Where values come from and how they are read; the steps go in this order.

    `columns` (or `constant`), `join`, `split`, `pattern` (the group `value`, else
    the first, else all; `rest` takes the pieces that no other pattern on the column
    took), `map`, then `formats` of dates. `otherwise` says what becomes of a value
    that the map, the date formats, the countries or the schema do not know.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    constant: str | None = None
    join: str | None = None
    split: Columns = ()
    pattern: str | None = None
    rest: bool = False
    map: dict[str, str] | None = None
    formats: tuple[str, ...] = ()
    otherwise: Otherwise = "refuse"
    only_if: Condition | None = None
    lang: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns that values are read from."""
        return (self.column,) if self.column is not None else self.columns


Spec: TypeAlias = str | tuple[str | Rule, ...] | Rule


class Dataset(_Strict, frozen=True, kw_only=True):
    """What the edition is."""

    name: str
    title: str
    publisher: str
    licence: str
    url: str
    published: str | None = None
    is_official: bool = False
    reliability: Reliability | None = None
    credibility: Credibility | None = None


class TableSpec(_Strict, frozen=True, kw_only=True):
    """How the table is written; what is left out is found out."""

    encoding: str | None = None
    sheet: str | None = None
    header: Annotated[int, msgspec.Meta(ge=0)] | None = None
    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] | None = None


class IdRule(_Strict, frozen=True, kw_only=True):
    """Columns that make an id; `natural` folds them, for lists without ids."""

    columns: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    prefix: str | None = None
    natural: bool = False
    only_if: Condition | None = None


class Paper(_Strict, frozen=True, kw_only=True):
    """An identity paper; `pattern` has the groups number, type, country, authority."""

    column: str
    pattern: str
    split: Columns = ()
    type: str | None = None
    only_if: Condition | None = None


class Mapping(_Strict, frozen=True, kw_only=True):
    """A whole mapping file.

    `schema` is a schema's name or a rule that gives one; `id` names columns or
    lists rules of which the first that holds is taken.
    """

    format_version: int
    dataset: Dataset
    id: tuple[str | IdRule, ...]
    schema: Spec
    properties: dict[str, Spec]
    table: TableSpec = TableSpec()
    listing: dict[str, Spec] = {}
    papers: tuple[Paper, ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def id_rules(self) -> tuple[IdRule, ...]:
        """The rules that make the id; plain columns are one rule."""
        rules = tuple(rule for rule in self.id if isinstance(rule, IdRule))
        plain = tuple(column for column in self.id if isinstance(column, str))
        return rules or (IdRule(columns=plain),)

    @property
    def schema_rules(self) -> tuple[Rule, ...]:
        """The rules that give the schema; a bare name is a constant."""
        if isinstance(self.schema, str):
            return (Rule(constant=self.schema),)
        return rules_of(self.schema)


def rules_of(spec: Spec) -> tuple[Rule, ...]:
    """Write out a property's rules: a column's name stands for a rule of its own."""
    each = (spec,) if isinstance(spec, str | Rule) else spec
    return tuple(Rule(column=one) if isinstance(one, str) else one for one in each)


def decode_mapping(data: bytes) -> Mapping:
    """Read a mapping file and check it as far as that goes without its table.

    Raises:
        MappingError: it is no TOML, a key or value is unknown, or a schema does not
            have a property; names the place.
    """
    try:
        mapping = msgspec.toml.decode(data, type=Mapping)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        what = f"the mapping cannot be read ({error})"
        raise MappingError(what, where="mapping", hint=_HELP) from None
    if mapping.format_version != FORMAT_VERSION:
        what = f"format_version is {mapping.format_version}, not {FORMAT_VERSION}"
        raise MappingError(what, where="mapping", hint=_HELP)
    if _DATASET.fullmatch(mapping.dataset.name) is None:
        what = f"{mapping.dataset.name!r} is no name for a data set"
        hint = "Use small letters, digits and underscores, as in us_csl_flat"
        raise MappingError(what, where="mapping, dataset.name", hint=hint)
    for place, rule in _placed_rules(mapping):
        _check_rule(place, rule)
    _check_ids(mapping)
    _check_properties(mapping)
    return mapping


def columns_of(mapping: Mapping) -> dict[str, str]:
    """Return each column that the mapping reads, and the place that first names it."""
    found: dict[str, str] = {}
    for place, rule in _placed_rules(mapping):
        conditions = () if rule.only_if is None else (rule.only_if.column,)
        for column in (*rule.sources, *conditions):
            found.setdefault(column, place)
    for id_rule in mapping.id_rules:
        conditions = () if id_rule.only_if is None else (id_rule.only_if.column,)
        for column in (*id_rule.columns, *conditions):
            found.setdefault(column, "id")
    for paper in mapping.papers:
        conditions = () if paper.only_if is None else (paper.only_if.column,)
        for column in (paper.column, *conditions):
            found.setdefault(column, "papers")
    return found


def _placed_rules(mapping: Mapping) -> Iterator[tuple[str, Rule]]:
    for rule in mapping.schema_rules:
        yield "schema", rule
    for group, specs in (
        ("properties", mapping.properties),
        ("listing", mapping.listing),
    ):
        for name, spec in specs.items():
            for rule in rules_of(spec):
                yield f"{group}.{name}", rule


def _check_rule(place: str, rule: Rule) -> None:
    given = [rule.column is not None, bool(rule.columns), rule.constant is not None]
    if sum(given) != 1:
        what = "a rule takes one of column, columns and constant"
        raise _wrong(place=place, what=what)
    if rule.join is not None and not rule.columns:
        raise _wrong(place=place, what="join needs columns")
    _check_pattern(place, rule.pattern)
    _check_condition(place, rule.only_if)


def _check_condition(place: str, condition: Condition | None) -> None:
    if condition is None:
        return
    _check_pattern(f"{place}.only_if", condition.pattern)
    given = (condition.equals, condition.pattern, condition.filled)
    if sum(each is not None for each in given) != 1:
        raise _wrong(
            place=f"{place}.only_if", what="it takes one of equals, pattern and filled"
        )


def _check_pattern(place: str, pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except (re.error, ValueError, OverflowError, RecursionError) as error:
        raise _wrong(
            place=place, what=f"the pattern is no regular expression ({error})"
        ) from None


def _check_ids(mapping: Mapping) -> None:
    if not mapping.id:
        raise _wrong(place="id", what="no column is named")
    for rule in mapping.id_rules:
        _check_condition("id", rule.only_if)
    for paper in mapping.papers:
        _check_pattern("papers", paper.pattern)
        _check_condition("papers", paper.only_if)
        if "number" not in re.compile(paper.pattern).groupindex:
            raise _wrong(
                place="papers", what="the pattern has no group (?P<number>...)"
            )


def _check_properties(mapping: Mapping) -> None:
    possible = _possible_schemata(mapping)
    for name in mapping.properties:
        if not any(name in each.properties for each in possible):
            known = ", ".join(each.name for each in possible)
            raise _wrong(
                place=f"properties.{name}", what=f"no such property of {known}"
            )
    if "name" not in mapping.properties:
        raise _wrong(place="properties", what="name is missing")
    for field in mapping.listing:
        if field not in LISTING:
            known = ", ".join(LISTING)
            raise _wrong(
                place=f"listing.{field}", what=f"no such field; there are {known}"
            )
        property_type("Sanction", LISTING[field])
    if mapping.listing and "list" not in mapping.listing:
        raise _wrong(place="listing", what="list is missing: the list's short name")


def _possible_schemata(mapping: Mapping) -> list[Schema]:
    """Return the schemata that rows may get; all where a column names them freely."""
    found: set[str] = set()
    for rule in mapping.schema_rules:
        if rule.constant is not None:
            found.add(rule.constant)
        elif rule.map is not None and rule.otherwise != "keep":
            found.update(rule.map.values())
        else:
            found.update(names())
    try:
        return [schema(name) for name in sorted(found)]
    except SchemaError as error:
        raise _wrong(place="schema", what=error.what) from None


def _wrong(*, place: str, what: str) -> MappingError:
    return MappingError(what, where=f"mapping, {place}", hint=_HELP)
