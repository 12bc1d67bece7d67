"""Affiliations turned into queries: each institution of a text is a party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import UsageError
from tieline.model.query import Institution, NamedOrganisation, Party, Query
from tieline.names.affiliation_keys import key_words
from tieline.names.affiliation_words import affiliation_words
from tieline.workspace.affiliations import AffiliationReader
from tieline.workspace.fingerprints import query_id
from tieline.workspace.orders import parties_of
from tieline.workspace.screening import Order, Screening

if TYPE_CHECKING:
    from tieline.files.tables import Table
    from tieline.workspace.columns import ColumnPlan, PartyColumns

AFFILIATION = "affiliation"
"""The role of a column with affiliations, and the column of those asked by hand."""

NOTICE = (
    "an institution's listing says nothing of the persons who are or were there: no tie"
    " goes on from the institution to a person"
)
_SCHEMA = "Organization"
# Roles of columns that hold affiliations where none is labelled so.
_INSTITUTIONS = frozenset({"organization", "company"})
# Organisations have names in many languages; more cost time and tell nothing.
_MOST_NAMES = 16


def told_orders(texts: Iterable[str], how: Screening) -> Iterator[Order]:
    """Make one order of each affiliation; its id is made of the text."""
    reader = AffiliationReader()
    for text in texts:
        asked = Query(id="", schema=_SCHEMA, properties={"name": (text,)})
        parties = [*institution_parties(text, how, reader)]
        if how.persons:
            parties += _persons(text, reader)
        yield Order(
            id=query_id(asked),
            parties=tuple(parties),
            row={AFFILIATION: text},
            note=_note([text], parties),
        )


def affiliation_orders(
    plan: ColumnPlan, table: Table, how: Screening
) -> Iterator[Order]:
    """Make one order of each row: the institutions of its affiliations, in order.

    The row's persons are parties of it only where `how.persons` says so. A row that
    names no institution says why in `note`.
    """
    reader = AffiliationReader()
    texts, persons = _columns(plan)
    for row in table.rows():
        cells = dict(zip(table.columns, row.cells, strict=True))
        own_id = cells[plan.id].strip() if plan.id is not None else ""
        parties: list[Party] = []
        for column in texts:
            parties += institution_parties(cells[column], how, reader)
        if how.persons:
            held = msgspec.structs.replace(plan, parties=persons)
            parties += map(_as_person, parties_of(held, cells, own_id, how))
        yield Order(
            id=own_id or row.place,
            parties=tuple(parties),
            row=cells,
            note=_note([cells[column] for column in texts], parties),
        )


def affiliation_plan(plan: ColumnPlan, how: Screening) -> tuple[str, ...]:
    """Say in words which columns hold affiliations, and what comes of the others.

    Raises:
        UsageError: no column is surely that of the affiliations.
    """
    texts, persons = _columns(plan)
    quoted = ", ".join(f'"{column}"' for column in texts)
    lines = [f"affiliations: from {quoted}"]
    names = [f'"{name}"' for party in persons for name in party.columns]
    if names:
        said = "screened" if how.persons else "not screened (--persons screens them)"
        lines.append(f"persons and others: {', '.join(names)}: {said}")
    return tuple(lines)


def _note(texts: Iterable[str], parties: Iterable[Party]) -> str | None:
    """Say why a row has no institution; None where it has one."""
    if any(party.institution is not None for party in parties):
        return None
    if not any(text.strip() for text in texts):
        return "the affiliation is empty"
    return "no institution is named"


def _columns(plan: ColumnPlan) -> tuple[tuple[str, ...], tuple[PartyColumns, ...]]:
    """Return the columns of affiliations, and the parties that are none."""
    held = [party for party in plan.parties if AFFILIATION in (party.role or "")]
    held = held or [party for party in plan.parties if party.role in _INSTITUTIONS]
    if not held and len(plan.parties) == 1:
        held = list(plan.parties)
    texts = tuple(name for party in held for name in party.fields.get("name", ()))
    if not texts:
        what = "no column is surely that of the affiliations"
        hint = f'Name it: --column {AFFILIATION}.name="COLUMN"'
        raise UsageError(what, where="columns", hint=hint)
    return texts, tuple(party for party in plan.parties if party not in held)


def institution_parties(
    text: str, how: Screening, reader: AffiliationReader
) -> Iterator[Party]:
    """Yield the parties of an affiliation: institutions, their units, their parents.

    Each once, an institution that is named as such before one that is a parent only.
    """
    found = reader.read(text)
    seen: set[tuple[str, str]] = set()
    for party in (*_named(found, how), *_above(found, how)):
        key = (party.query.id, party.role)
        bare = (party.query.id, party.role.removeprefix("parent of "))
        if key not in seen and bare not in seen:
            seen.add(key)
            yield party


def _named(found: Iterable[Institution], how: Screening) -> Iterator[Party]:
    for one in found:
        above = one.parents[0].name if one.parents else ""
        yield _party(_role("institution", one), _names(one, above), one, how)
        for unit in one.units:
            names = _names(unit, one.name or one.written)
            yield _party(_role("unit", unit), names, unit, how)


def _above(found: Iterable[Institution], how: Screening) -> Iterator[Party]:
    for one in found:
        for parent in one.parents:
            role = f"parent of {_role('institution', one)}"
            above = msgspec.structs.replace(
                one, country=parent.country, **_shown(parent)
            )
            yield _party(role, (parent.name,), above, how)


def _shown(parent: NamedOrganisation) -> dict[str, object]:
    """Return what a party of a parent says in place of what its child does."""
    return {
        "ror": parent.ror,
        "name": parent.name,
        "names": (parent.name,),
        "types": (),
        "parents": (),
        "units": (),
        "reasons": (),
        "score": None,
    }


def _role(word: str, institution: Institution) -> str:
    return f"past {word}" if institution.tense == "past" else word


def _names(institution: Institution, whole: str) -> tuple[str, ...]:
    """Return the names to look for: the registered ones, else what is written.

    What is written stands beside them where it is a name and no short form. A name that
    many have, as Institute of Physics, is asked about with the `whole` it belongs to.
    """
    written = " ".join(institution.written.split())
    names = institution.names[:_MOST_NAMES]
    if institution.ror is None or not (written.isupper() and " " not in written):
        names = (*names, written)
    told = (f"{whole}, {name}" if whole and _is_plain(name) else name for name in names)
    return tuple(dict.fromkeys(told))


def _is_plain(name: str) -> bool:
    plain = affiliation_words().plain
    return all(word in plain for word in key_words(name))


def _party(
    role: str, names: tuple[str, ...], institution: Institution, how: Screening
) -> Party:
    properties: dict[str, tuple[str, ...]] = {"name": names}
    if institution.country is not None:
        properties["country"] = (institution.country,)
    elif how.countries:
        properties["country"] = how.countries
    query = Query(id="", schema=_SCHEMA, properties=properties)
    query = msgspec.structs.replace(query, id=query_id(query))
    return Party(role=role, query=query, institution=institution)


def _persons(text: str, reader: AffiliationReader) -> Iterator[Party]:
    for name in reader.persons(text):
        query = Query(id="", schema="Person", properties={"name": (name,)})
        query = msgspec.structs.replace(query, id=query_id(query))
        yield Party(role="person", query=query)


def _as_person(party: Party) -> Party:
    """Give a party of a row a role, so that it is none of its institutions."""
    return party if party.role else msgspec.structs.replace(party, role="person")
