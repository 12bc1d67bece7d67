"""UK Sanctions List of the Foreign Office, as XML or CSV.

A listing is a designation under one regime. Names of parents, subsidiaries and owners
are words of the list, not entities of it: they are kept as notes, with no share.
"""

import codecs
import re
from collections.abc import Iterator

from tieline.files.gb.days import iso_day
from tieline.files.gb.designations import (
    Designation,
    Fields,
    Group,
    csv_designations,
    xml_designation,
)
from tieline.files.gb.papers import Numbers, state_numbers
from tieline.files.gb.peoples import state_nationality
from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Paper, Party, cells_of
from tieline.files.xml_records import Leaf, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Part, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.dates import dates_in
from tieline.text.demonyms import nationality_code

_DATASET = "gb_fcdo"
_LIST = "UKSL"
_AUTHORITY = "Foreign, Commonwealth & Development Office"
_RECORDS = {"/Designations": "Designation"}
_GENERATED = "/Designations/DateGenerated"
_SCHEMAS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_PREFIX = re.compile(r"[A-Z]{2,4}\d{3,5}[A-Z]?")
_LOW = re.compile(r"^low\b", re.IGNORECASE)
_GOOD = re.compile(r"^good\b", re.IGNORECASE)
_HINT = "The list changed; a newer Tieline may read it"
_AGAIN = "Get the file again"
_XML_DAY = re.compile(rb"<(?:\w+:)?DateGenerated>\s*([\d/-]{8,10})")
_CSV_DAY = re.compile(rb"^Report Date\W*([\w/ -]{8,20})")
_NAMES = {
    "primary name": "name",
    "primary name variation": "alias",
    "alias": "alias",
}
_FORENAMES = ("1", "2", "3", "4", "5")
_LINES = ("1", "2", "3", "4", "5", "6", "code", "country")
_LANGUAGES = {
    "arabic": "ar",
    "belarusian": "be",
    "burmese": "my",
    "chinese": "zh",
    "farsi": "fa",
    "korean": "ko",
    "pashto": "ps",
    "persian": "fa",
    "russian": "ru",
    "serbian": "sr",
    "ukrainian": "uk",
    "urdu": "ur",
}
_PLAIN = {
    "phone": "phone",
    "website": "website",
    "email": "email",
    "sector": "sector",
    "owner": "ownerName",
    "ship_type": "type",
    "tonnage": "tonnage",
    "information": "notes",
}
_REMARKS = {
    "subsidiary": "subsidiary",
    "parent": "parent company",
    "past_owner": "previous owner or operator",
    "length": "length of ship",
    "hull": "hull identification number",
}
_RUSSIAN = re.compile(
    r"\b(?P<kind>INN|OGRN|KPP|OKPO)\b\W{0,3}(?P<number>\d{8,15})", re.IGNORECASE
)
_KINDS = {"inn": "Tax ID No.", "ogrn": "Registration Number", "okpo": "OKPO"}
_HEAD = 4096


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element and its records, or by title and header."""
    del name
    if re.search(rb"<(?:\w+:)?Designations\b", head) and b"Designation>" in head:
        return _DATASET
    lines = head.removeprefix(codecs.BOM_UTF8).split(b"\n", 2)
    is_titled = len(lines) > 1 and lines[0].startswith(b"Report Date")
    is_csv = is_titled and b"Unique ID" in lines[1] and b"OFSI Group ID" in lines[1]
    return _DATASET if is_csv else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day that the file was made, which it says at its beginning."""
    for part in snapshot.parts:
        with part.open() as stream:
            head = stream.read(_HEAD).removeprefix(codecs.BOM_UTF8)
        found = _XML_DAY.search(head) or _CSV_DAY.match(head)
        if found is not None:
            text = found[1].decode().strip()
            days = dates_in(text.replace("-", " ")) or dates_in(text)
            return iso_day(text) or (days[0] if days else None)
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a designation of the XML, or a row of the CSV."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for found in _designations(part, snapshot, report):
            report.records_in += 1
            yield _entry(found, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        raise SourceError(what, where=snapshot.parts[0].name, hint=_AGAIN)


def _designations(
    part: Part, snapshot: Snapshot, report: Report
) -> Iterator[Designation]:
    with part.open() as stream:
        is_xml = stream.read(_HEAD).removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<"
    if not is_xml:
        yield from csv_designations(
            part, report, encoding=snapshot.encoding, partial=snapshot.partial
        )
        return
    table = Fields()
    for record in read_xml(
        part, _RECORDS, report, partial=snapshot.partial, skipping=(_GENERATED,)
    ):
        yield xml_designation(record, table)


def _entry(found: Designation, held: Provenance) -> Entry:
    number, kind = found.one("id"), found.one("type")
    if _PREFIX.fullmatch(number.text) is None:
        what = f"Unique ID {number.raw!r} is not one of the list's"
        raise SourceError(what, where=found.where, hint=_AGAIN)
    schema = _SCHEMAS.get(kind.text.lower())
    if schema is None:
        what = f"designation type {kind.text!r} is not known"
        raise SourceError(what, where=found.where, hint=_HINT)
    subject = f"gb-fcdo-{number.text.lower()}"
    draft = EntryDraft(found.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=schema,
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="gb",
    )
    _state_listing(party, found)
    for name in found.group("name"):
        _state_name(party, name, found.where)
    for name in found.group("script"):
        _state_script(party, name)
    _state_facts(party, found)
    _state_person(party, found)
    _state_numbers(party, found)
    _state_ship(party, found)
    for address in found.group("address"):
        _state_address(party, address)
    found.finish()
    return draft.finish(subject)


def _day(leaf: Leaf, where: str) -> str:
    """Return a day, empty where there is none.

    Raises:
        SourceError: the cell is filled with something else.
    """
    text = leaf.text.partition(" ")[0] if ":" in leaf.text else leaf.text
    day = iso_day(text) if text else ""
    if day is None:
        what = f"{leaf.path} {leaf.text!r} is not a date"
        raise SourceError(what, where=where, hint=_HINT)
    return day


def _state_listing(party: Party, found: Designation) -> None:
    number = cells_of(found.one("id"))
    party.rule("entity", party.subject, number)
    party.rule("list", _LIST, number)
    party.rule("authority", _AUTHORITY, number)
    party.say("topics", "sanction", number)
    for field, prop in (
        ("id", "recordId"),
        ("group", "authorityId"),
        ("un", "unscId"),
        ("regime", "program"),
        ("reasons", "reason"),
        ("source", "summary"),
    ):
        for leaf in found.all(field):
            party.rule(prop, leaf.text, cells_of(leaf))
    for field, prop in (("designated", "startDate"), ("updated", "modifiedAt")):
        for leaf in found.all(field):
            party.rule(prop, _day(leaf, found.where), cells_of(leaf))
    for leaf in found.all("sanctions"):
        for text in filter(None, (each.strip() for each in leaf.text.split("|"))):
            party.rule("provisions", text, cells_of(leaf))


def _state_name(party: Party, name: Group, where: str) -> None:
    """State a name; part 6 is a person's last one, or a firm's whole one."""
    kind, strength = name.get("type"), name.get("strength")
    prop = _NAMES.get(kind.text.lower() if kind is not None else "")
    if prop is None:
        what = f"name type {kind.text if kind is not None else ''!r} is not known"
        raise SourceError(what, where=where, hint=_HINT)
    if strength is not None and _LOW.match(strength.text) is not None:
        prop = "weakAlias" if prop == "alias" else prop
    elif strength is not None and _GOOD.match(strength.text) is None:
        what = f"alias strength {strength.text!r} is not known"
        raise SourceError(what, where=where, hint=_HINT)
    leaves = [name[part] for part in (*_FORENAMES, "6") if part in name]
    party.say(prop, " ".join(leaf.text for leaf in leaves), cells_of(*leaves))
    if prop == "name" and party.schema == "Person" and "1" in name and "6" in name:
        party.say("firstName", name["1"].text, cells_of(name["1"]))
        party.say("lastName", name["6"].text, cells_of(name["6"]))


def _state_script(party: Party, name: Group) -> None:
    """State the name in its own script, and what script and language that is."""
    kinds = [name[part] for part in ("type", "language") if part in name]
    language = name["language"].text.lower() if "language" in name else ""
    if "name" in name:
        text, lang = name["name"].text, _LANGUAGES.get(language)
        party.say("name", text, cells_of(name["name"]), lang=lang)
    if kinds:
        said = ", ".join(leaf.text for leaf in kinds)
        party.say("notes", f"name in its own script: {said}", cells_of(*kinds))


def _state_facts(party: Party, found: Designation) -> None:
    for field, prop in _PLAIN.items():
        for leaf in found.all(field):
            party.say(prop, leaf.text, cells_of(leaf))
    for field, words in _REMARKS.items():
        for leaf in found.all(field):
            party.say("notes", f"{words}: {leaf.text}", cells_of(leaf))
    for field in ("title", "position"):
        for leaf in found.all(field):
            for text in read_numbered(leaf.text).all_texts:
                party.say(field, text, cells_of(leaf))


def _state_person(party: Party, found: Designation) -> None:
    for leaf in found.all("born"):
        for text in read_numbered(leaf.text).all_texts:
            day = iso_day(text)
            if day is not None:
                original = text if text != day else None
                party.say("birthDate", day, cells_of(leaf), original=original)
            else:
                party.say("notes", f"birth date: {text}", cells_of(leaf))
    for leaf in found.all("nationality"):
        state_nationality(party, leaf.text, cells_of(leaf))
    for leaf in found.all("gender"):
        party.say("gender", leaf.text.lower(), cells_of(leaf), original=leaf.text)
    for place in found.group("birth"):
        leaves = [place[part] for part in ("town", "country") if part in place]
        text = ", ".join(leaf.text for leaf in leaves)
        party.say("birthPlace", text, cells_of(*leaves))
        code = nationality_code(place["country"].text) if "country" in place else None
        if code is not None:
            land = place["country"]
            party.say("birthCountry", code, cells_of(land), original=land.text)


def _state_numbers(party: Party, found: Designation) -> None:
    for group, label, kind in (
        ("passport", "passport", "Passport"),
        ("national", "national identifier", "National ID No."),
    ):
        for paper in found.group(group):
            leaves = [paper[part] for part in ("number", "more") if part in paper]
            texts = [
                paper[part].text if part in paper else "" for part in ("number", "more")
            ]
            cell = Numbers(label=label, numbers=texts[0], said=texts[1], kind=kind)
            state_numbers(party, cell, cells_of(*leaves))
    for leaf in found.all("registration"):
        _state_registration(party, leaf)


def _state_registration(party: Party, leaf: Leaf) -> None:
    """State a firm's numbers: Russian ones by their label, others as they stand."""
    labelled = list(_RUSSIAN.finditer(leaf.text))
    for each in labelled:
        kind = _KINDS.get(each["kind"].lower(), each["kind"].upper())
        paper = Paper(kind=kind, value=each["number"], country="Russia")
        party.paper(paper, cells_of(leaf))
    if labelled:
        party.say("notes", f"registration: {leaf.text}", cells_of(leaf))
        return
    for text in read_numbered(leaf.text).all_texts:
        party.paper(Paper(kind="Registration Number", value=text), cells_of(leaf))


def _state_ship(party: Party, found: Designation) -> None:
    for leaf in found.all("imo"):
        digits = re.search(r"\d{7}", leaf.text)
        value = f"IMO{digits[0]}" if digits is not None else leaf.text
        party.say("imoNumber", value, cells_of(leaf), original=leaf.text)
    for field, prop in (("flag", "flag"), ("past_flag", "pastFlags")):
        for leaf in found.all(field):
            for text in read_numbered(leaf.text).all_texts:
                party.country(prop, text, cells_of(leaf))
    for leaf in found.all("built"):
        party.date("buildDate", leaf.text, cells_of(leaf))


def _state_address(party: Party, address: Group) -> None:
    leaves = [address[part] for part in _LINES if part in address]
    text = ", ".join(leaf.text for leaf in leaves)
    country = address["country"].text if "country" in address else ""
    bare = country.partition("(")[0].strip()
    code = country_code(country) or country_code(bare)
    if list(address) == ["country"] and code is not None:
        party.say("country", code, cells_of(*leaves), original=country)
    else:
        party.address(text, cells_of(*leaves), (code or "").upper())


SOURCE = Source(
    key="gb_fcdo",
    title="UK Sanctions List",
    publisher="Foreign, Commonwealth & Development Office of the United Kingdom",
    url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    licence="Open Government Licence v3.0",
    dataset=_DATASET,
    datasets={_DATASET: "UK Sanctions List"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The list's own Unique ID; OFSI's group is a number on the listing.",
    downloads=(
        Download(
            url="https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
            name="UK-Sanctions-List.xml",
        ),
    ),
    uses="Screening; the Open Government Licence asks that the source be named.",
    reliability="A",
    credibility="1",
)
