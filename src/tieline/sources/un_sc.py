"""UN Security Council consolidated list, as XML."""

import re
from collections.abc import Iterator

from tieline.files.dates_meant import dates_meant
from tieline.files.parties.names import read_name
from tieline.files.parties.party import Cell, Paper, Party, cells_of, checked
from tieline.files.xml_records import Leaf, Node, XmlRecord, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.demonyms import nationality_code

_DATASET = "un_sc"
_LIST = "UNSC"
_AUTHORITY = "United Nations Security Council"
_RECORDS = {
    "/CONSOLIDATED_LIST/INDIVIDUALS": "INDIVIDUAL",
    "/CONSOLIDATED_LIST/ENTITIES": "ENTITY",
}
_SCHEMAS = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES = {
    "": "alias",
    "good": "alias",
    "a.k.a.": "alias",
    "low": "weakAlias",
    "f.k.a.": "previousName",
}
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_BIRTHPLACE = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
_DROPPED = ("VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD")
_NOT_GIVEN = frozenset({"na", "n/a", "-"})
_GENERATED = re.compile(
    rb'<CONSOLIDATED_LIST\b[^>]*\bdateGenerated="(\d{4}-\d{2}-\d{2})'
)
_MONTH = re.compile(r"^[A-Z][a-z]{2,8}\.?$")
_PASSPORT = re.compile(r"passport|passeport|pasaporte", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:national|personal|civil|identity|identification|tazkira)\b", re.IGNORECASE
)
_NUMBER_LAST = re.compile(
    r"^(?P<kind>.*?)[\s:]*\b(?:number|no\.?)\s+(?P<number>\d\S*)$"
)
_LONGEST_NUMBER = 300  # characters
_NUMBER_INSIDE = re.compile(
    r"^(?P<before>[^\d]*[a-z”).:]{2,}\s+)?(?P<number>(?:[A-Z]{1,3} )?\S*\d\S*)"
    r"\s*(?:\((?P<after>[^)]*)\))?$"
)
_EXPIRES = re.compile(
    r"\b(?:expir\w+(?: date)?|valid until)[: ]+(?:on |in )?(?P<date>"
    r"\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+\.? \d{4}|[A-Z][a-z]+\.? \d{4})",
    re.IGNORECASE,
)


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element and what follows it."""
    del name
    is_list = b"<CONSOLIDATED_LIST" in head and b"dateGenerated=" in head
    return _DATASET if is_list else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day that the file was generated."""
    for part in snapshot.parts:
        with part.open() as stream:
            found = _GENERATED.search(stream.read(4096))
        if found is not None:
            return found[1].decode()
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a person or entity."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        for record in read_xml(part, _RECORDS, report, partial=snapshot.partial):
            report.records_in += 1
            yield _entry(record, held)
    if not report.records_in and not report.broken:
        what = "there is no record in it"
        where = snapshot.parts[0].name
        raise SourceError(what, where=where, hint="Get the file again")


def _entry(record: XmlRecord, held: Provenance) -> Entry:
    node = record.node
    number = node.leaf("DATAID")
    if not number.text.isdigit():
        what = f"DATAID {number.raw!r} is not a number"
        raise SourceError(what, where=record.where, hint="Get the file again")
    subject = f"un-{number.text}"
    draft = EntryDraft(record.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=_SCHEMAS[node.tag],
        listings=(f"{subject}-{_LIST.lower()}",),
        publisher="un",
    )
    node.drop(*_DROPPED)
    _state_listing(party, record, number)
    _state_names(party, record)
    for alias in node.nodes(f"{node.tag}_ALIAS"):
        _state_alias(party, alias, record.where)
    _state_facts(party, node)
    for each in node.nodes(f"{node.tag}_ADDRESS"):
        _state_address(party, each)
    for each in node.nodes("INDIVIDUAL_DATE_OF_BIRTH"):
        _state_birth_date(party, each, record.where)
    for each in node.nodes("INDIVIDUAL_PLACE_OF_BIRTH"):
        _state_birth_place(party, each, _BIRTHPLACE)
    for each in node.nodes("INDIVIDUAL_DOCUMENT"):
        _state_document(party, each)
    record.finish()
    return draft.finish(subject)


def _state_listing(party: Party, record: XmlRecord, number: Leaf) -> None:
    node = record.node
    reference = node.leaf("REFERENCE_NUMBER")
    programme = node.leaf("UN_LIST_TYPE")
    if not reference.text or not programme.text:
        what = "the record has no REFERENCE_NUMBER or no UN_LIST_TYPE"
        raise SourceError(what, where=record.where, hint="Get the file again")
    party.rule("entity", party.subject, cells_of(number))
    party.rule("list", _LIST, cells_of(programme))
    party.rule("authority", _AUTHORITY, cells_of(programme))
    party.rule("program", programme.text, cells_of(programme))
    party.say("topics", "sanction", cells_of(programme))
    party.rule("recordId", reference.text, cells_of(reference))
    party.rule("unscId", reference.text, cells_of(reference))
    for tag, prop in (("LISTED_ON", "startDate"), ("SUBMITTED_ON", "listingDate")):
        for leaf in node.leaves(tag):
            party.rule(
                prop, checked(leaf.text, where=record.where, column=tag), cells_of(leaf)
            )
    for leaf in _values(node, "LAST_DAY_UPDATED"):
        day = checked(leaf.text, where=record.where, column="LAST_DAY_UPDATED")
        party.rule("modifiedAt", day, cells_of(leaf))
    for leaf in node.leaves("SUBMITTED_BY"):
        party.rule("summary", f"submitted by: {leaf.text}", cells_of(leaf))


def _values(node: Node, tag: str) -> tuple[Leaf, ...]:
    """Return the filled VALUE elements below the elements of a name."""
    return tuple(leaf for each in node.nodes(tag) for leaf in each.leaves("VALUE"))


def _state_names(party: Party, record: XmlRecord) -> None:
    """State the name, of a person in four parts that say nothing of their kind."""
    leaves = [leaf for tag in _NAMES for leaf in record.node.leaves(tag)]
    whole = " ".join(leaf.text for leaf in leaves)
    if not whole:
        what = "the record has no name"
        raise SourceError(what, where=record.where, hint="Get the file again")
    cells = cells_of(*leaves)
    if party.schema == "Person":
        party.say("name", whole, cells)
    else:
        _state_firm(party, whole, cells)
    for leaf in record.node.leaves("NAME_ORIGINAL_SCRIPT"):
        party.say("name", leaf.text, cells_of(leaf))


def _state_firm(party: Party, whole: str, cells: tuple[Cell, ...]) -> None:
    """State a firm's name, and the further ones that its cell holds."""
    for place, text in enumerate(re.split(r"\s+;\s+", whole)):
        for prop, name in read_name(text).names:
            original = whole if name != whole else None
            is_further = place > 0 and prop == "name"
            party.say("alias" if is_further else prop, name, cells, original=original)


def _state_alias(party: Party, node: Node, where: str) -> None:
    quality, name = node.leaf("QUALITY"), node.leaf("ALIAS_NAME")
    if quality.text.lower() not in _QUALITIES:
        what = f"alias quality {quality.text!r} is not known"
        hint = "The list changed; a newer Tieline may read it"
        raise SourceError(what, where=where, hint=hint)
    for each in split_alias(name.text):
        original = name.text if each != name.text else None
        prop = _QUALITIES[quality.text.lower()]
        party.say(prop, each, cells_of(name), original=original)
    for note in node.leaves("NOTE"):
        party.say("notes", f"alias {name.text}: {note.text}", cells_of(note))
    for leaf in node.leaves("DATE_OF_BIRTH"):
        party.date("birthDate", leaf.text, cells_of(leaf))
    _state_birth_place(party, node, ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))


def split_alias(text: str) -> tuple[str, ...]:
    """Split an alias element that holds several spellings.

    >>> split_alias("Azim Adhajani; Azim Agha-Jani")
    ('Azim Adhajani', 'Azim Agha-Jani')
    >>> split_alias("Jabhat (the Victory Front; Al-Nusra Front)")
    ('Jabhat', 'the Victory Front', 'Al-Nusra Front')
    >>> split_alias("Example (EX) Trading")
    ('Example (EX) Trading',)
    """
    if ";" not in text:
        return (text,)
    bare = text.replace("(original script)", "")
    marks = r"[;()]" if re.search(r"\([^)]*;", bare) else r";"
    parts = re.split(rf"{marks}|\s[a-z]\)\s", bare)
    return tuple(dict.fromkeys(part.strip(" ,") for part in parts if part.strip(" ,")))


def _state_facts(party: Party, node: Node) -> None:
    for tag, prop in (("TITLE", "title"), ("DESIGNATION", "position")):
        for leaf in _values(node, tag):
            party.say(prop, leaf.text, cells_of(leaf))
    for leaf in _values(node, "NATIONALITY"):
        if leaf.text.lower() not in _NOT_GIVEN:
            party.country("nationality", leaf.text, cells_of(leaf))
    for leaf in node.leaves("GENDER"):
        party.say("gender", leaf.text.lower(), cells_of(leaf), original=leaf.text)
    for leaf in node.leaves("COMMENTS1"):
        party.say("notes", leaf.text, cells_of(leaf))


def _state_address(party: Party, node: Node) -> None:
    leaves = [leaf for tag in _ADDRESS for leaf in node.leaves(tag)]
    leaves = [leaf for leaf in leaves if leaf.text.lower() not in _NOT_GIVEN]
    country = next((leaf.text for leaf in leaves if "COUNTRY[" in leaf.path), "")
    if leaves:
        party.address(
            ", ".join(leaf.text for leaf in leaves), cells_of(*leaves), country
        )
    for note in node.leaves("NOTE"):
        party.say("notes", f"address: {note.text}", cells_of(note))


def _state_birth_date(party: Party, node: Node, where: str) -> None:
    kind, note = node.leaf("TYPE_OF_DATE"), node.leaf("NOTE")
    if kind.text not in {"", "EXACT", "APPROXIMATELY", "BETWEEN"}:
        hint = "The list changed; a newer Tieline may read it"
        what = f"type of date {kind.text!r} is not known"
        raise SourceError(what, where=where, hint=hint)
    days = (*node.leaves("DATE"), *node.leaves("YEAR"))
    span = (*node.leaves("FROM_YEAR"), *node.leaves("TO_YEAR"))
    text = " to ".join(leaf.text for leaf in span) or " ".join(
        leaf.text for leaf in days
    )
    if _MONTH.match(note.text) and text.isdigit():
        text = f"{note.text} {text}"
    about = "about " if kind.text == "APPROXIMATELY" else ""
    if text:
        party.date("birthDate", f"{about}{text}", cells_of(*days, *span))
        party.say(
            "notes", f"birth date: {note.text}" if note.text else "", cells_of(note)
        )
    elif note.text:
        found = dates_meant(note.text)
        is_span = len(found) == 1 and note.text.lower().startswith("between")
        meant = found[0][:4] if is_span else note.text
        party.date("birthDate", f"{about}{meant}", cells_of(note))


def _state_birth_place(party: Party, node: Node, tags: tuple[str, ...]) -> None:
    leaves = [leaf for tag in tags for leaf in node.leaves(tag)]
    leaves = [leaf for leaf in leaves if leaf.text.lower() not in _NOT_GIVEN]
    party.say("birthPlace", ", ".join(leaf.text for leaf in leaves), cells_of(*leaves))
    for leaf in leaves:
        code = country_code(leaf.text) if "COUNTRY" in leaf.path else None
        if code is not None:
            party.say("birthCountry", code, cells_of(leaf), original=leaf.text)
    if tags == _BIRTHPLACE:
        for note in node.leaves("NOTE"):
            party.say("notes", f"birth place: {note.text}", cells_of(note))


def _state_document(party: Party, node: Node) -> None:
    sort, more = node.leaf("TYPE_OF_DOCUMENT"), node.leaf("TYPE_OF_DOCUMENT2")
    number, note = node.leaf("NUMBER"), node.leaf("NOTE")
    issuers = (*node.leaves("ISSUING_COUNTRY"), *node.leaves("COUNTRY_OF_ISSUE"))
    day, city = node.leaf("DATE_OF_ISSUE"), node.leaf("CITY_OF_ISSUE")
    kind, value = more.text or sort.text, number.text
    last = _NUMBER_LAST.match(kind)
    if not value and last is not None:
        kind, value = last["kind"], last["number"]
    cells = cells_of(sort, more, number, *issuers, day, city, note)
    if not value:
        texts = (sort, more, *issuers, day, city, note)
        said = "; ".join(leaf.text for leaf in texts if leaf.text)
        party.say("notes", f"document: {said}" if said else "", cells)
        return
    # a longer value is no number, and slow to match
    inside = _NUMBER_INSIDE.match(value) if len(value) <= _LONGEST_NUMBER else None
    before = inside["before"].strip() if inside and inside["before"] else ""
    after = inside["after"] if inside and inside["after"] else ""
    if inside is not None and (before or after):
        party.say("notes", f"document: {value}", cells)
        value, kind = inside["number"], more.text or _words_of_kind(before) or sort.text
    expires = _EXPIRES.search(f"{after} {note.text}")
    paper = Paper(
        kind=_kind(sort.text, kind),
        value=value,
        country=issuers[0].text if issuers else _issuer(before),
        issued=day.text or None,
        expires=expires["date"] if expires is not None else None,
        place=city.text or None,
    )
    party.paper(paper, cells)
    if note.text:
        party.say("notes", f"{kind or 'document'} {value}: {note.text}", cells_of(note))


def _words_of_kind(before: str) -> str:
    """Return the words before a number unless they only name a country."""
    bare = before.removesuffix("number").strip()
    return "" if nationality_code(bare) is not None else before


def _issuer(before: str) -> str | None:
    """Return the country that the words before a number begin with.

    >>> _issuer("Afghan passport number"), _issuer("Diplomatic Passport")
    ('af', None)
    """
    words = before.split()
    names = (" ".join(words[:length]) for length in (3, 2, 1))
    return next(filter(None, map(nationality_code, names)), None) if words else None


def _kind(sort: str, kind: str) -> str:
    """Return a kind that is known from other lists, or the one that is printed."""
    if _PASSPORT.search(kind) or (not kind and _PASSPORT.search(sort)):
        return "Passport"
    if "fiscal code" in kind.lower():
        return "Tax ID No."
    if "social security" in kind.lower():
        return "SSN"
    if kind.lower().startswith("number"):
        kind = sort
    if _NATIONAL.search(kind or sort) and "military" not in kind.lower():
        return "National ID No."
    return kind or "document"


SOURCE = Source(
    key="un_sc",
    title="UN Security Council consolidated list",
    publisher="United Nations Security Council",
    url="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    downloads=(
        Download(
            url="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
            name="consolidated.xml",
        ),
    ),
    uses="Screening; facts of a public list, the United Nations named as the source.",
    licence="public list of the United Nations; facts only",
    dataset=_DATASET,
    datasets={_DATASET: "UN Security Council consolidated list"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The list's own DATAID; its reference number is the record's.",
    reliability="A",
    credibility="1",
)
