"""Rows and names turned into queries: who is asked about, in which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from tieline.files.tables import Table
from tieline.model.errors import TielineError
from tieline.model.query import Party, Query
from tieline.workspace.columns import (
    SAMPLE_ROWS,
    ColumnPlan,
    PartyColumns,
    guess_columns,
)
from tieline.workspace.days import days_written
from tieline.workspace.fingerprints import query_id
from tieline.workspace.schemata import check_schema
from tieline.workspace.screening import DEFAULT_SCHEMA, Order, Screening

_SEPARATOR = re.compile(r"[;；\n]")
# Values that stand whole in one cell, whatever is in them.
_WHOLE = frozenset({"address"})
_GIVEN = ("firstName", "middleName", "lastName")
# What tells that a party of no stated kind is a person, or at least somebody.
_PERSONAL = frozenset({"birthDate", "passportNumber", "lastName"})
_LEGAL = frozenset(
    {
        "registrationNumber",
        "taxNumber",
        "innCode",
        "leiCode",
        "uscCode",
        "dunsCode",
        "swiftBic",
        "idNumber",
        "email",
        "phone",
        "website",
    }
)

Cells = Mapping[str, str]


def plan_of(table: Table, assigned: Sequence[str]) -> ColumnPlan:
    """Say what each column of a table is taken for, from its labels and first rows.

    Raises:
        UsageError: no column holds names, or an assignment is not understood.
        TableError: one of the first rows cannot be read.
    """
    sample = [row.cells for row in islice(table.rows(), SAMPLE_ROWS)]
    return guess_columns(table.columns, sample, assigned=assigned)


def described(plan: ColumnPlan) -> dict[str, str]:
    """Return what each column that is used is taken for, in table order."""
    return {choice.column: choice.use for choice in plan.choices if choice.use}


def named_orders(
    names: Iterable[str], how: Screening, *, keeps_row: bool
) -> Iterator[Order]:
    """Make one order of each name; its id is made of what is asked.

    Without a name the addresses of `how` are one order.
    """
    schema = DEFAULT_SCHEMA if how.schema is None else check_schema(how.schema)
    is_named = False
    for name in names:
        is_named = True
        yield _named_order(name, schema, how, keeps_row=keeps_row)
    if how.addresses and not is_named:
        yield _named_order("", schema, how, keeps_row=keeps_row)


def _named_order(name: str, schema: str, how: Screening, *, keeps_row: bool) -> Order:
    properties: dict[str, tuple[str, ...]] = {"name": (name,)} if name else {}
    if how.countries:
        properties["country"] = how.countries
    if how.addresses:
        properties["address"] = how.addresses
    query = _query("", schema, properties)
    row = {"name": name} if keeps_row else None
    return Order(id=query.id, parties=(Party(role="", query=query),), row=row)


def orders_of(plan: ColumnPlan, table: Table, how: Screening) -> Iterator[Order]:
    """Make one order of each row, with a party for each role that the row fills.

    A row that names nobody, or a schema that is not known, says so in `error`.
    """
    for row in table.rows():
        cells = dict(zip(table.columns, row.cells, strict=True))
        own_id = cells[plan.id].strip() if plan.id is not None else ""
        try:
            parties = tuple(parties_of(plan, cells, own_id, how))
        except TielineError as error:
            yield Order(id=own_id or row.place, row=cells, error=str(error))
            continue
        if not parties:
            said = f"{table.name} {row.place}: no party is named"
            yield Order(id=own_id or row.place, row=cells, error=said)
            continue
        order_id = own_id or (parties[0].query.id if len(parties) == 1 else row.place)
        yield Order(id=order_id, parties=parties, row=cells)


def entities_of(table: Table, assigned: Sequence[str] = ()) -> Iterator[Query]:
    """Read a table as a list of the user's own: one entity an id, as a query.

    Rows of one id are joined, and their values with them; without an id column each
    row is an entity. Names split by `;` are several names.

    Raises:
        UsageError: no column holds names.
        SchemaError: a row's schema is not known.
    """
    plan = plan_of(table, assigned)
    entities: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}
    how = Screening()
    for row in table.rows():
        cells = dict(zip(table.columns, row.cells, strict=True))
        own_id = cells[plan.id].strip() if plan.id is not None else ""
        for party in parties_of(plan, cells, own_id or row.place, how):
            query = _as_entity(party.query)
            _, held = entities.setdefault(query.id, (query.schema, {}))
            for prop, values in query.properties.items():
                held.setdefault(prop, {}).update(dict.fromkeys(values))
    for entity_id, (schema, held) in entities.items():
        properties = {prop: tuple(values) for prop, values in held.items()}
        yield Query(id=entity_id, schema=schema, properties=properties)


def _as_entity(query: Query) -> Query:
    """Take a row without a name for an address that is itself on the list."""
    if query.properties.get("name"):
        return query
    return Query(id=query.id, schema="Address", properties=query.properties)


def parties_of(
    plan: ColumnPlan, cells: Cells, own_id: str, how: Screening
) -> Iterator[Party]:
    """Yield the parties that a row names, in the order of its columns.

    Raises:
        SchemaError: the row's schema is not known.
    """
    for columns in plan.parties:
        properties = _properties(columns, cells)
        # A city alone is no address that anybody could be asked about.
        places = columns.fields.get("address", ())
        if "name" not in properties and not any(cells[name].strip() for name in places):
            continue
        if "country" not in properties and how.countries:
            properties["country"] = how.countries
        if "address" not in properties and how.addresses:
            properties["address"] = how.addresses
        role = columns.role or ""
        party_id = f"{own_id}/{role}" if own_id and role else own_id
        schema = _schema(plan, columns, cells, how)
        yield Party(role=role, query=_query(party_id, schema, properties))


def _properties(columns: PartyColumns, cells: Cells) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, names in columns.fields.items():
        if field == "schema":
            continue
        values = [value for name in names for value in _values(field, cells[name])]
        if values:
            found[field] = tuple(dict.fromkeys(values))
    given = [found.pop(field) for field in _GIVEN if field in found]
    if given and "name" not in found:
        found["name"] = (" ".join(part for values in given for part in values),)
    if "name" not in found and "alias" in found:
        found["name"] = found.pop("alias")
    if "city" in found:
        _join_city(found)
    return found


def _join_city(found: dict[str, tuple[str, ...]]) -> None:
    city = ", ".join(found.pop("city"))
    addresses = found.get("address", ())
    joined = [one if city in one else f"{one}, {city}" for one in addresses]
    found["address"] = tuple(joined) or (city,)


def _values(field: str, cell: str) -> list[str]:
    parts = [cell] if field in _WHOLE else _SEPARATOR.split(cell)
    values = [part.strip() for part in parts if part.strip()]
    if field == "birthDate":
        return [day for value in values for day in days_written(value)]
    return values


def _schema(
    plan: ColumnPlan, columns: PartyColumns, cells: Cells, how: Screening
) -> str:
    """Return the row's schema, else what its role tells, else the option's."""
    named = columns.fields.get("schema", ())
    own = [cells[name].strip() for name in (*named, plan.schema) if name is not None]
    for schema in (*own, columns.schema, how.schema):
        if schema:
            return check_schema(schema)
    filled = {f for f, names in columns.fields.items() if any(cells[n] for n in names)}
    if filled & _PERSONAL:
        return "Person"
    return "LegalEntity" if filled & _LEGAL else DEFAULT_SCHEMA


def _query(own_id: str, schema: str, properties: dict[str, tuple[str, ...]]) -> Query:
    query = Query(id=own_id, schema=schema, properties=properties)
    if own_id:
        return query
    return Query(id=query_id(query), schema=schema, properties=properties)
