"""OpenAlex: institutions of research, as JSON lines of its snapshot."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tieline.files.dates_within import last_day
from tieline.files.json_lines import read_objects
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.interval import is_date
from tieline.model.source import Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "openalex_institutions"
_AT = "https://openalex.org/"
_ROR = "https://ror.org/"
_WIKIDATA = "https://www.wikidata.org/"
_ID = re.compile(r"I\d+")
_SCHEMATA = {"company": "Company", "government": "PublicBody"}
# The record's end of the tie stands first.
_TIES = {
    "parent": (("subject", "object"), "child of"),
    "child": (("object", "subject"), "child of"),
    "related": (("subject", "object"), "related to"),
}
_PART = re.compile(r"part_(\d+)")
_UPDATED = re.compile(rb'"updated_date"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_DAY = 10
_NEWER = "The snapshot changed its form; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a part of a record may hold; anything else stops the parse."""


class _International(_Strict, frozen=True):
    """Names and descriptions by language."""

    display_name: dict[str, str] | None = None
    description: Any = None


class _Place(_Strict, frozen=True):
    """Where an institution is; coordinates and ids of places are GeoNames'."""

    city: str | None = None
    geonames_city_id: Any = None
    region: str | None = None
    country_code: str | None = None
    country: str | None = None
    latitude: Any = None
    longitude: Any = None


class _Associated(_Strict, frozen=True):
    """Another institution, and what it is to this one."""

    id: str
    relationship: str
    ror: str | None = None
    display_name: str | None = None
    country_code: str | None = None
    country_id: Any = None
    type: str | None = None
    type_id: Any = None


class _Institution(_Strict, frozen=True):
    """A record. Counts of works and guessed topics say nothing of the institution."""

    id: str
    display_name: str
    ror: str | None = None
    country_code: str | None = None
    country_id: Any = None
    type: str | None = None
    type_id: Any = None
    lineage: tuple[str, ...] | None = ()
    homepage_url: str | None = None
    display_name_acronyms: tuple[str, ...] | None = ()
    display_name_alternatives: tuple[str, ...] | None = ()
    international: _International | None = None
    ids: dict[str, str | int | None] | None = None
    geo: _Place | None = None
    associated_institutions: tuple[_Associated, ...] | None = ()
    created_date: str | None = None
    updated_date: str | None = None
    status: str | None = None
    is_super_system: bool | None = None
    image_url: Any = None
    image_thumbnail_url: Any = None
    repositories: Any = None
    works_count: Any = None
    cited_by_count: Any = None
    summary_stats: Any = None
    counts_by_year: Any = None
    roles: Any = None
    topics: Any = None
    topic_share: Any = None
    x_concepts: Any = None
    works_api_url: Any = None
    updated: Any = None


class _Said(msgspec.Struct, frozen=True):
    """The draft of a record, and the entity that it is of."""

    draft: EntryDraft
    subject: str
    schema: str

    def say(
        self,
        prop: str,
        value: str,
        cell: tuple[str, str],
        *,
        lang: str | None = None,
    ) -> None:
        """State a value read from a field; mended, the original kept."""
        whole = mend(value)
        self.draft.add(
            self.subject,
            self.schema,
            prop,
            whole,
            column=cell[0],
            quote=cell[1],
            lang=lang,
            original_value=value if whole != value else None,
        )


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the first record's id and fields."""
    del name
    is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    has_id = re.search(rb'"id"\s*:\s*"https://openalex\.org/I\d', head) is not None
    return _DATASET if is_json and has_id and b'"display_name"' in head else None


def part_of(name: str) -> tuple[str, str]:
    """Know the parts of a snapshot by their names.

    >>> part_of("part_003.jsonl")
    ('part', '003')
    """
    found = _PART.search(name)
    return (name, "") if found is None else ("part", found[1])


def published(snapshot: Snapshot) -> str | None:
    """Return the last day that a record was updated, else the one in a file's name."""
    last = last_day(snapshot.parts, _UPDATED)
    return last or date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an institution."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for place, item in read_objects(part, report, partial=snapshot.partial):
            where = f"{part.name} {place}"
            try:
                entry = _entry(item, where, held)
            except SourceError as error:
                if not snapshot.partial:
                    raise
                report.broken.append(f"{error.where}: {error.what}")
                continue
            report.records_in += 1
            yield entry
    if not report.records_in and not report.broken:
        what, hint = "there is no record in it", "Get the file again"
        raise SourceError(what, where=snapshot.parts[0].name, hint=hint)


def _id(address: str, where: str) -> str:
    number = address.removeprefix(_AT)
    if _ID.fullmatch(number) is None:
        what = f"{address!r} is not the id of an institution"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return f"openalex-{number}"


def _entry(item: Mapping[str, Any], where: str, held: Provenance) -> Entry:
    try:
        found = msgspec.convert(item, _Institution)
    except msgspec.ValidationError as error:
        what = f"the record is not as documented ({error})"
        raise SourceError(what, where=where, hint=_PARTIAL) from error
    if not found.display_name.strip():
        what = "the record has no name"
        raise SourceError(what, where=where, hint=_PARTIAL)
    subject = _id(found.id, where)
    draft = EntryDraft(where, held)
    kind = found.type or ""
    said = _Said(draft, subject, _SCHEMATA.get(kind.lower(), "Organization"))
    _state_names(said, found)
    _state_facts(said, found, where)
    _state_numbers(said, found)
    for number, other in enumerate(found.associated_institutions or ()):
        _state_tie(said, other, f"associated_institutions[{number}]", where)
    for number, address in enumerate(found.lineage or ()):
        above = _id(address, where)
        if above != subject:
            cell = (f"lineage[{number}]", address)
            _link(draft, (subject, above), "lineage", cell)
    return draft.finish(subject)


def _state_names(said: _Said, found: _Institution) -> None:
    said.say("name", found.display_name, ("display_name", found.display_name))
    for number, name in enumerate(found.display_name_alternatives or ()):
        said.say("alias", name, (f"display_name_alternatives[{number}]", name))
    for number, name in enumerate(found.display_name_acronyms or ()):
        said.say("weakAlias", name, (f"display_name_acronyms[{number}]", name))
    names = found.international.display_name if found.international else None
    for lang, name in (names or {}).items():
        cell = (f"international.display_name.{lang}", name)
        said.say("alias", name, cell, lang=lang)


def _state_facts(said: _Said, found: _Institution, where: str) -> None:
    said.say("sourceUrl", found.id, ("id", found.id))
    kind, status, home = found.type or "", found.status or "", found.homepage_url or ""
    said.say("classification", kind, ("type", kind))
    said.say("status", status, ("status", status))
    said.say("website", home, ("homepage_url", home))
    place = found.geo or _Place()
    for column, text in (
        ("country_code", found.country_code or ""),
        ("geo.country_code", place.country_code or ""),
    ):
        said.say("country", country_code(text) or text.lower(), (column, text))
    # A town is no address: it would agree with that of many others.
    town = ", ".join(part for part in (place.city, place.region) if part)
    quote = place.city or place.region or ""
    column = "geo.city" if place.city else "geo.region"
    said.say("notes", f"location: {town}" if town else "", (column, quote))
    for prop, column, text in (
        ("createdAt", "created_date", found.created_date or ""),
        ("modifiedAt", "updated_date", found.updated_date or ""),
    ):
        day = text[:_DAY]
        if day and not is_date(day):
            what = f"{column} {text!r} is not a date"
            raise SourceError(what, where=where, hint=_PARTIAL)
        said.say(prop, day, (column, text))


def _state_numbers(said: _Said, found: _Institution) -> None:
    """State the ids in other registers, each once."""
    numbers: dict[str, tuple[str, str]] = {}
    if found.ror:
        numbers["ror"] = ("ror", found.ror)
    for kind, value in (found.ids or {}).items():
        if value is not None and kind != "openalex":
            numbers.setdefault(kind, (f"ids.{kind}", str(value)))
    for kind, cell in numbers.items():
        bare = cell[1].removeprefix(_ROR).strip()
        if kind == "wikidata":
            said.say("wikidataId", bare.rpartition("/")[2], cell)
        elif kind == "wikipedia":
            said.say("wikipediaUrl", bare, cell)
        elif bare:
            held = digest_id("openalex-id", said.subject, kind, bare)
            paper = (("holder", said.subject), ("type", kind), ("number", bare))
            for prop, value in paper:
                said.draft.add(
                    held, "Identification", prop, value, column=cell[0], quote=cell[1]
                )


def _state_tie(said: _Said, other: _Associated, column: str, where: str) -> None:
    """State a tie; both ends' records state the same one.

    A parent need not own its child (a university, its hospital): no ownership.
    """
    relation = other.relationship.lower()
    if relation not in _TIES:
        what = f"relationship {other.relationship!r} is not known"
        raise SourceError(what, where=where, hint=_NEWER)
    (own, _), role = _TIES[relation]
    ends = (said.subject, _id(other.id, where))
    if own == "object":
        ends = (ends[1], ends[0])
    if relation == "related":
        ends = (min(ends), max(ends))
    held = _link(said.draft, ends, role, (f"{column}.id", other.id))
    name = other.display_name or ""
    said.draft.add(
        held,
        "UnknownLink",
        "namesMentioned",
        mend(name),
        column=f"{column}.display_name",
        quote=name,
    )


def _link(
    draft: EntryDraft, ends: tuple[str, str], role: str, cell: tuple[str, str]
) -> str:
    held = digest_id("openalex-tie", role, *ends)
    for prop, value in (("subject", ends[0]), ("object", ends[1]), ("role", role)):
        draft.add(held, "UnknownLink", prop, value, column=cell[0], quote=cell[1])
    return held


SOURCE = Source(
    key=_DATASET,
    title="OpenAlex institutions",
    publisher="OurResearch (OpenAlex)",
    url="https://docs.openalex.org/download-all-data/openalex-snapshot",
    licence="CC0 1.0",
    dataset=_DATASET,
    datasets={_DATASET: "OpenAlex institutions"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="OpenAlex's own id, the last part of its address.",
    part_of=part_of,
    uses=(
        "Free for any purpose. It finds institutions of research by name; that one is "
        "in it says nothing of what it works on."
    ),
    is_official=False,
    is_register=True,
    reliability="C",
    credibility="3",
)
