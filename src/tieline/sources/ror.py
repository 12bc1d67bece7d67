"""Research Organization Registry: the data dump of schema 2, as JSON."""

import re
from collections.abc import Iterator

import msgspec

from tieline.files.json_lines import read_objects
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.interval import is_date
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "ror"
_AT = "https://ror.org/"
_PARQUET = b"PAR1"
_SCHEMATA = {"company": "Company", "government": "PublicBody"}
_NAMES = {
    "ror_display": "name",
    "label": "name",
    "alias": "alias",
    "acronym": "weakAlias",
}
_LINKS = {"website": "website", "wikipedia": "wikipediaUrl"}
# Each with the schema of the tie, the ends (the record's first), and the role.
_TIES = {
    "parent": ("UnknownLink", ("subject", "object"), "child of"),
    "child": ("UnknownLink", ("object", "subject"), "child of"),
    "related": ("UnknownLink", ("subject", "object"), "related to"),
    "predecessor": ("Succession", ("successor", "predecessor"), ""),
    "successor": ("Succession", ("predecessor", "successor"), ""),
}
_NEWER = "The registry changed its form; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a part of a record may hold; anything else stops the parse."""


class _Name(_Strict, frozen=True):
    value: str
    types: tuple[str, ...]
    lang: str | None = None


class _Place(msgspec.Struct, frozen=True):
    """Of a place only name and country are used: the rest is GeoNames'."""

    name: str
    country_code: str


class _Location(_Strict, frozen=True):
    geonames_id: int
    geonames_details: _Place


class _Link(_Strict, frozen=True):
    type: str
    value: str


class _External(_Strict, frozen=True):
    type: str
    all: tuple[str, ...]
    preferred: str | None = None


class _Relation(_Strict, frozen=True):
    type: str
    id: str
    label: str = ""


class _Change(msgspec.Struct, frozen=True):
    """Of a change the day; the schema it was made in says nothing of this file."""

    date: str


class _Admin(_Strict, frozen=True):
    created: _Change
    last_modified: _Change


class _Organisation(_Strict, frozen=True):
    id: str
    names: tuple[_Name, ...]
    status: str
    types: tuple[str, ...]
    locations: tuple[_Location, ...]
    admin: _Admin
    established: int | None = None
    domains: tuple[str, ...] = ()
    links: tuple[_Link, ...] = ()
    external_ids: tuple[_External, ...] = ()
    relationships: tuple[_Relation, ...] = ()


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the first record; a Parquet file is known so as to say what to get."""
    if head.startswith(_PARQUET):
        return _DATASET if "ror" in re.split(r"[^a-z]+", name.lower()) else None
    is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    is_ror = b'"ror_display"' in head and _AT.encode() in head
    return _DATASET if is_json and is_ror else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name, as the registry names its dumps."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an organisation."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        _refuse_parquet(part)
        for place, item in read_objects(part, report, partial=snapshot.partial):
            where = f"{part.name} {place}"
            try:
                entry = _entry(_organisation(item, where), where, held)
            except SourceError as error:
                if not snapshot.partial:
                    raise
                report.broken.append(f"{error.where}: {error.what}")
                continue
            report.records_in += 1
            yield entry
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        hint = "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _refuse_parquet(part: Part) -> None:
    with part.open() as stream:
        if stream.read(len(_PARQUET)) != _PARQUET:
            return
    what = "this is a Parquet file, which the registry does not publish"
    hint = "Get the registry's own data dump, schema 2, as JSON"
    raise SourceError(what, where=part.name, hint=hint)


def _organisation(item: object, where: str) -> _Organisation:
    try:
        found = msgspec.convert(item, _Organisation)
    except msgspec.ValidationError as error:
        what = f"the record is not of schema 2 ({error})"
        raise SourceError(what, where=where, hint=_PARTIAL) from error
    if not any(name.value.strip() for name in found.names):
        what = "the record has no name"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return found


def _id(address: str, where: str) -> str:
    number = address.removeprefix(_AT)
    if number == address or not number.isalnum():
        what = f"{address!r} is not an id of the registry"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return f"ror-{number}"


def _entry(found: _Organisation, where: str, held: Provenance) -> Entry:
    subject = _id(found.id, where)
    kinds = [_SCHEMATA[kind] for kind in found.types if kind in _SCHEMATA]
    schema_name = kinds[0] if kinds else "Organization"
    draft = EntryDraft(where, held)
    _state_names(draft, subject, schema_name, found, where)
    _state_facts(draft, subject, schema_name, found)
    _state_numbers(draft, subject, schema_name, found)
    for number, relation in enumerate(found.relationships):
        _state_tie(draft, subject, relation, f"relationships[{number}]", where)
    return draft.finish(subject)


def _state_names(
    draft: EntryDraft, subject: str, schema_name: str, found: _Organisation, where: str
) -> None:
    for number, name in enumerate(found.names):
        props = [_NAMES[kind] for kind in _NAMES if kind in name.types]
        if not props or not set(name.types) <= _NAMES.keys():
            what = f"name types {list(name.types)} are not known"
            raise SourceError(what, where=where, hint=_NEWER)
        value = mend(name.value)
        draft.add(
            subject,
            schema_name,
            props[0],
            value,
            column=f"names[{number}].value",
            quote=name.value,
            lang=name.lang,
            original_value=name.value if name.value != value else None,
        )


def _state_facts(
    draft: EntryDraft, subject: str, schema_name: str, found: _Organisation
) -> None:
    def say(prop: str, value: str, column: str, quote: str) -> None:
        if quote.strip():
            draft.add(
                subject, schema_name, prop, value.strip(), column=column, quote=quote
            )

    say("sourceUrl", found.id, "id", found.id)
    say("status", found.status, "status", found.status)
    for number, kind in enumerate(found.types):
        say("classification", kind, f"types[{number}]", kind)
    if found.established is not None:
        year = str(found.established)
        is_year = is_date(year)
        prop = "incorporationDate" if is_year else "notes"
        say(prop, year if is_year else f"established: {year}", "established", year)
    for number, location in enumerate(found.locations):
        place, at = location.geonames_details, f"locations[{number}].geonames_details"
        code = country_code(place.country_code) or place.country_code.lower()
        say("country", code, f"{at}.country_code", place.country_code)
        # A town is no address: it would agree with that of many others.
        town = f"location: {place.name} (GeoNames {location.geonames_id})"
        say("notes", town, f"{at}.name", place.name)
    for number, domain in enumerate(found.domains):
        say("notes", f"domain: {domain}", f"domains[{number}]", domain)
    for number, link in enumerate(found.links):
        prop = _LINKS.get(link.type, "notes")
        value = link.value if prop != "notes" else f"{link.type}: {link.value}"
        say(prop, value, f"links[{number}].value", link.value)
    changes = found.admin
    say("createdAt", changes.created.date, "admin.created.date", changes.created.date)
    last = changes.last_modified.date
    say("modifiedAt", last, "admin.last_modified.date", last)


def _state_numbers(
    draft: EntryDraft, subject: str, schema_name: str, found: _Organisation
) -> None:
    _identify(draft, subject, ("ror", found.id.removeprefix(_AT)), ("id", found.id))
    for number, external in enumerate(found.external_ids):
        column = f"external_ids[{number}]"
        values = dict.fromkeys((*external.all, external.preferred or ""))
        for value in filter(str.strip, values):
            bare = value.strip()
            if external.type == "wikidata":
                draft.add(
                    subject, schema_name, "wikidataId", bare, column=column, quote=value
                )
            else:
                _identify(draft, subject, (external.type, bare), (column, value))


def _identify(
    draft: EntryDraft, subject: str, paper: tuple[str, str], cell: tuple[str, str]
) -> None:
    held = digest_id("ror-id", subject, *paper)
    for prop, value in zip(
        ("holder", "type", "number"), (subject, *paper), strict=True
    ):
        draft.add(held, "Identification", prop, value, column=cell[0], quote=cell[1])


def _state_tie(
    draft: EntryDraft, subject: str, relation: _Relation, column: str, where: str
) -> None:
    """State a tie; both ends' records state the same one.

    The registry's parent need not own its child (a university, its hospital), so no
    ownership is made of it.
    """
    if relation.type not in _TIES:
        what = f"relationship {relation.type!r} is not known"
        raise SourceError(what, where=where, hint=_NEWER)
    schema_name, (own, other), role = _TIES[relation.type]
    ends: dict[str, str] = {own: subject, other: _id(relation.id, where)}
    if relation.type == "related":
        first, second = sorted(ends.values())
        ends = {"subject": first, "object": second}
    held = digest_id("ror-tie", schema_name, role, *(ends[key] for key in sorted(ends)))
    label = mend(relation.label)
    for prop, value, quote in (
        *((prop, end, relation.id) for prop, end in ends.items()),
        ("role", role, relation.type),
        ("namesMentioned", label, relation.label),
    ):
        draft.add(held, schema_name, prop, value, column=column, quote=quote)


SOURCE = Source(
    key="ror",
    title="Research Organization Registry",
    publisher="Research Organization Registry (ROR)",
    url="https://doi.org/10.5281/zenodo.6347574",
    licence="CC0 1.0",
    dataset=_DATASET,
    datasets={_DATASET: "Research Organization Registry"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The registry's own id, the last part of its address.",
    is_official=False,
    is_register=True,
    reliability="B",
    credibility="2",
)
