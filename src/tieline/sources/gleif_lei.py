"""Global LEI index, level 1: who is who. LEI-CDF 3 as XML, JSON or CSV."""

import re
from collections.abc import Iterator

from tieline.files.gleif.reading import (
    NEWER,
    Form,
    dataset_of,
    day_of,
    leaves_of,
    lei_of,
    published_day,
    read_entries,
    say_day,
    state,
)
from tieline.files.parties.party import Paper, Party, cells_of
from tieline.files.xml_records import Leaf, Node, XmlRecord
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.source import Download, Report, Snapshot, Source
from tieline.text.countries import country_code
from tieline.text.mending import mend

_DATASET = "gleif_lei"
_FORM = Form(
    root="LEIData",
    around="LEIRecords",
    record="LEIRecord",
    namespace=b"/leidata/20",
    keys=(b'"LEI"', b'"LegalName"', b'"Registration"'),
    column="Entity.LegalName",
)
# A company can be owned; of the others only the kind is known.
_SCHEMATA = {
    "": "Company",
    "GENERAL": "Company",
    "FUND": "Company",
    "BRANCH": "Company",
    "SOLE_PROPRIETOR": "LegalEntity",
    "RESIDENT_GOVERNMENT_ENTITY": "PublicBody",
    "INTERNATIONAL_ORGANIZATION": "Organization",
}
_NAMES = {
    "ALTERNATIVE_LANGUAGE_LEGAL_NAME": "name",
    "PREVIOUS_LEGAL_NAME": "previousName",
    "TRADING_OR_OPERATING_NAME": "alias",
    "PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME": "alias",
    "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME": "alias",
}
_ADDRESSES = (
    ("OtherAddresses", "OtherAddress"),
    ("TransliteratedOtherAddresses", "TransliteratedOtherAddress"),
)
_LINES = ("MailRouting", "FirstAddressLine", "AdditionalAddressLine")
_NUMBERS = ("AddressNumber", "AddressNumberWithinBuilding")
_CODE = 2
# People write the state behind the town there, and nowhere else its code.
_STATES = re.compile(r"(?:US|CA|AU)-(?P<state>[A-Z]{2,3})")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# How a record is kept, of which the entity is not the subject.
_UPKEEP = ("NextRenewalDate", "ManagingLOU", "ValidationDocuments")
_ELF = '"ELF Code"'


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the namespace, the keys of a record, or the columns."""
    if head.removeprefix(b"\xef\xbb\xbf").startswith(_ELF.encode()):
        return _DATASET
    return dataset_of(_FORM, _DATASET, name, head)


def published(snapshot: Snapshot) -> str | None:
    """Return the day of the content."""
    return published_day(snapshot)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an LEI."""
    for part in snapshot.parts:
        with part.open() as stream:
            if stream.read(64).removeprefix(b"\xef\xbb\xbf").startswith(_ELF.encode()):
                what = "this is the table of legal forms, which names no parties"
                hint = "Import the LEI records (level 1), relations (level 2) instead"
                raise SourceError(what, where=part.name, hint=hint)
    yield from read_entries(_FORM, snapshot, report, _entry, SOURCE)


def _entry(record: XmlRecord, held: Provenance) -> Entry:
    node, where = record.node, record.where
    number = node.leaf("LEI")
    subject = lei_of(number, where)
    entity = _only(node, "Entity", where)
    category = entity.leaf("EntityCategory")
    if category.text not in _SCHEMATA:
        what = f"entity category {category.text!r} is not known"
        raise SourceError(what, where=where, hint=NEWER)
    draft = EntryDraft(where, held)
    party = Party(
        draft, subject=subject, schema_name=_SCHEMATA[category.text], publisher="lei"
    )
    party.say("leiCode", number.text, cells_of(number))
    party.say("classification", category.text, cells_of(category))
    _state_names(draft, party, entity, where)
    _state_addresses(party, entity)
    _state_facts(party, entity, where)
    _state_ties(draft, party, entity)
    for event in _inside(entity, "LegalEntityEvents", "LegalEntityEvent"):
        _state_event(party, event, where)
    _state_registration(party, _only(node, "Registration", where), where)
    # Coordinates that a geocoder guessed from the addresses: nobody stated them.
    node.drop("Extension", "ConformityFlag")
    record.finish()
    return draft.finish(subject)


def _only(node: Node, tag: str, where: str) -> Node:
    found = node.nodes(tag)
    if len(found) != 1:
        what = f"the record has {len(found)} elements {tag!r} instead of one"
        raise SourceError(what, where=where, hint=NEWER)
    return found[0]


def _inside(node: Node, around: str, tag: str) -> Iterator[Node]:
    for outer in node.nodes(around):
        yield from outer.nodes(tag)


def _state_names(draft: EntryDraft, party: Party, entity: Node, where: str) -> None:
    legal = entity.nodes("LegalName")
    if not any(each.raw.strip() for each in legal):
        what = "the record has no legal name"
        raise SourceError(what, where=where, hint=NEWER)
    entity.leaves("LegalName")
    found = [("name", each) for each in legal]
    for around, tag in (
        ("OtherEntityNames", "OtherEntityName"),
        ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"),
    ):
        for outer in entity.nodes(around):
            outer.leaves(tag)
            found += [(_kind(each, where), each) for each in outer.nodes(tag)]
    for prop, each in found:
        lang, value = each.leaf("@lang").text, mend(each.raw)
        draft.add(
            party.subject,
            party.schema,
            prop,
            value,
            column=each.path,
            quote=each.raw,
            lang=lang or None,
            original_value=each.raw if each.raw != value else None,
        )


def _kind(name: Node, where: str) -> str:
    kind = name.leaf("@type").text
    if kind not in _NAMES:
        what = f"type of name {kind!r} is not known"
        raise SourceError(what, where=where, hint=NEWER)
    return _NAMES[kind]


def _state_addresses(party: Party, entity: Node) -> None:
    nodes = [*entity.nodes("LegalAddress"), *entity.nodes("HeadquartersAddress")]
    for around, tag in _ADDRESSES:
        nodes += _inside(entity, around, tag)
    for node in nodes:
        node.drop("@lang", "@type")
        _state_address(party, node)


def _state_address(party: Party, node: Node) -> None:
    """State an address in one line; the state stands behind the town."""
    lines = list(leaves_of(node, _LINES))
    written = " ".join(line.text for line in lines)
    numbers = [n for n in leaves_of(node, _NUMBERS) if n.text not in written]
    city, code = node.leaf("City"), node.leaf("PostalCode")
    region, country = node.leaf("Region"), node.leaf("Country")
    state_code = _STATES.fullmatch(region.text)
    end = (state_code["state"] if state_code else region.text, code.text)
    texts = [leaf.text for leaf in (*lines, *numbers, city)]
    texts += [" ".join(filter(None, end)), country.text]
    leaves = (*lines, *numbers, city, region, code, country)
    whole = ", ".join(dict.fromkeys(filter(None, texts)))
    if lines or city.text:
        # One cell: the record's place leads to the others.
        party.say("address", whole, cells_of(*leaves)[:1])
    if country.text:
        party.country("country", country.text, cells_of(country))


def _state_facts(party: Party, entity: Node, where: str) -> None:
    for leaf in entity.leaves("LegalJurisdiction"):
        found = country_code(leaf.text[:_CODE])
        prop = "notes" if found is None else "jurisdiction"
        value = found or f"jurisdiction: {leaf.text}"
        party.say(prop, value, cells_of(leaf), original=leaf.text)
    for leaf in entity.leaves("EntitySubCategory"):
        party.say("classification", leaf.text, cells_of(leaf))
    for form in entity.nodes("LegalForm"):
        for leaf in leaves_of(form, ("OtherLegalForm", "EntityLegalFormCode")):
            party.say("legalForm", leaf.text, cells_of(leaf))
    for leaf in entity.leaves("EntityStatus"):
        party.say("status", leaf.text, cells_of(leaf))
    say_day(party, "incorporationDate", entity.leaf("EntityCreationDate"), where)
    say_day(party, "dissolutionDate", entity.leaf("EntityExpirationDate"), where)
    for leaf in entity.leaves("EntityExpirationReason"):
        party.say("notes", f"expired: {leaf.text}", cells_of(leaf))
    for authority in entity.nodes("RegistrationAuthority"):
        _state_number(party, authority, "RegistrationAuthority")


def _state_number(party: Party, node: Node, tag: str) -> None:
    """State the number that a business register gave, and which register."""
    register, number = node.leaf(f"{tag}ID"), node.leaf(f"{tag}EntityID")
    other = node.leaf(f"Other{tag}ID")
    if not number.text:
        said = " ".join(leaf.text for leaf in (register, other) if leaf.text)
        if other.text:
            party.say("notes", f"business register: {said}", cells_of(register, other))
        return
    where = f"{register.text} {other.text}".strip()
    party.paper(
        Paper(kind="registration number", value=number.text, place=where),
        cells_of(number),
    )
    if _USCC.fullmatch(number.text):
        party.say("uscCode", number.text, cells_of(number))


def _state_ties(draft: EntryDraft, party: Party, entity: Node) -> None:
    for node in entity.nodes("SuccessorEntity"):
        lei, name = node.leaf("SuccessorLEI"), node.leaf("SuccessorEntityName")
        ends = ("predecessor", "successor")
        _state_tie(draft, party, ("Succession", ends, ""), (lei, name))
    for node in entity.nodes("AssociatedEntity"):
        lei, name = node.leaf("AssociatedLEI"), node.leaf("AssociatedEntityName")
        role = node.leaf("@type").text or "associated entity"
        ends = ("subject", "object")
        _state_tie(draft, party, ("UnknownLink", ends, role), (lei, name))


def _state_tie(
    draft: EntryDraft,
    party: Party,
    tie: tuple[str, tuple[str, str], str],
    other: tuple[Leaf, Leaf],
) -> None:
    """State a tie to another LEI; one that has only a name is a note."""
    (schema_name, (own, end), role), (lei, name) = tie, other
    words = role or "successor"
    if not lei.text:
        party.say("notes", f"{words}: {name.text}" if name.text else "", cells_of(name))
        return
    target = f"lei-{lei.text}"
    held = (
        digest_id("lei-tie", schema_name, role, party.subject, target),
        schema_name,
    )
    state(draft, held, own, party.subject, lei)
    state(draft, held, end, target, lei)
    state(draft, held, "role", words, lei)
    state(draft, held, "namesMentioned", name.text, name)


def _state_event(party: Party, event: Node, where: str) -> None:
    kind = event.leaf("LegalEntityEventType")
    effective = event.leaf("LegalEntityEventEffectiveDate")
    recorded = event.leaf("LegalEntityEventRecordedDate")
    status, group = event.leaf("@event_status"), event.leaf("@group_type")
    event.drop("@group_id", "ValidationDocuments", "ValidationReference")
    said = [f"event: {kind.text}"]
    said += [leaf.text for leaf in (status, group) if leaf.text]
    for word, leaf in (("effective", effective), ("recorded", recorded)):
        said += [f"{word} {day}" for day in (day_of(leaf, where),) if day]
    fields = list(_inside(event, "AffectedFields", "AffectedField"))
    for outer in event.nodes("AffectedFields"):
        outer.leaves("AffectedField")
    for field in fields:
        path = field.leaf("@field_xpath").text.rpartition(":")[2]
        said.append(f"{path} {field.raw.strip()}".strip())
    first = next((leaf for leaf in (kind, effective, recorded) if leaf.text), kind)
    party.say("notes", ", ".join(said), cells_of(first))


def _state_registration(party: Party, node: Node, where: str) -> None:
    node.drop(*_UPKEEP)
    say_day(party, "createdAt", node.leaf("InitialRegistrationDate"), where)
    say_day(party, "modifiedAt", node.leaf("LastUpdateDate"), where)
    status, checked = node.leaf("RegistrationStatus"), node.leaf("ValidationSources")
    said = ", ".join(leaf.text for leaf in (status, checked) if leaf.text)
    party.say("notes", f"LEI registration: {said}" if said else "", cells_of(status))
    for leaf in node.leaves("ValidationReference"):
        party.say("notes", f"validated by: {leaf.text}", cells_of(leaf))
    others = _inside(node, "OtherValidationAuthorities", "OtherValidationAuthority")
    for authority in (*node.nodes("ValidationAuthority"), *others):
        _state_number(party, authority, "ValidationAuthority")


SOURCE = Source(
    key=_DATASET,
    title="Global LEI index, level 1: legal entities",
    publisher="Global Legal Entity Identifier Foundation (GLEIF)",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
    licence="CC0 1.0",
    dataset=_DATASET,
    datasets={
        _DATASET: "Global LEI index: legal entities",
        f"{_DATASET}_delta": "Global LEI index: legal entities, changes only",
    },
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The LEI itself (ISO 17442).",
    downloads=(
        Download(
            url="https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/latest.xml",
            name="gleif-goldencopy-lei2-golden-copy.xml.zip",
        ),
    ),
    uses="Free for any purpose. It says who has an LEI, not who is suspect.",
    is_official=False,
    is_register=True,
    reliability="B",
    credibility="2",
)
