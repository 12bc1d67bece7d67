"""OFAC's legacy XML files: the SDN list and the consolidated one."""

import re
from collections.abc import Iterator

from tieline.files.parties.party import Cell, Paper, Party, cells_of
from tieline.files.us.lists import listing_id, ofac_id
from tieline.files.us.ofac_party import (
    CONS,
    DATASETS,
    DOWNLOADS,
    LICENCE,
    NATURAL_KEY,
    PUBLISHER,
    SDN,
    USES,
    Program,
    lists_of,
    names_other_lists,
    special_schema,
    state_listings,
)
from tieline.files.us.ofac_remarks import split_remarks, state_remark
from tieline.files.xml_records import Leaf, Node, XmlRecord, read_xml
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Report, Snapshot, Source

_ENTRY, _ABOUT = "sdnEntry", "publshInformation"
_RECORDS = {"/sdnList": frozenset({_ENTRY, _ABOUT})}
_ROOT = re.compile(rb"<(?:\w+:)?sdnList\b")
_DAY = re.compile(
    rb"<(?:\w+:)?Publish_Date>\s*(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})\s*<"
)
_TYPES = {
    "Entity": "Organization",
    "Individual": "Person",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_ALIAS = {"a.k.a.": "alias", "f.k.a.": "previousName", "n.k.a.": "alias"}
_CATEGORIES = frozenset({"", "strong", "weak"})
# The elements' own numbers, and which of several OFAC names first.
_DROPPED = ("uid", "mainEntry")
_VESSEL = {
    "callSign": "callSign",
    "vesselType": "type",
    "vesselOwner": "ownerName",
    "tonnage": "tonnage",
    "grossRegisteredTonnage": "grossRegisteredTonnage",
}
_STREET = ("address1", "address2", "address3")
_CHANGED = "The list changed; a newer Tieline may read it"


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element; the data set by the programmes, else the name."""
    if _ROOT.search(head) is None or b"Publish_Date>" not in head:
        return None
    text = head.decode("utf-8", "replace")
    is_named = "cons" in name.lower() and "<program>" not in text
    return CONS if is_named or names_other_lists(text) else SDN


def published(snapshot: Snapshot) -> str | None:
    """Return the day of publication, which the file writes month first."""
    for part in snapshot.parts:
        with part.open() as stream:
            found = _DAY.search(stream.read(4096))
        if found is not None:
            year, month, day = (int(found[key]) for key in ("year", "month", "day"))
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a party.

    The file says how many it holds; where they are fewer or more, it is refused.
    """
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        before, said = report.records_in, ""
        for record in read_xml(part, _RECORDS, report, partial=snapshot.partial):
            if record.node.tag == _ABOUT:
                record.node.leaf("Publish_Date")
                said = record.node.leaf("Record_Count").text
                record.finish()
                continue
            report.records_in += 1
            yield _entry(record, held)
        counted = report.records_in - before
        if said != str(counted):
            _miscounted(part.name, (said, counted), snapshot, report)


def _miscounted(
    name: str, counts: tuple[str, int], snapshot: Snapshot, report: Report
) -> None:
    said, counted = counts
    holds = f"it holds {counted:,}"
    what = f"the file says that it holds {said or 'no number of'} records; {holds}"
    if not snapshot.partial:
        hint = "Get the file again, or import it with --partial to keep what is there"
        raise SourceError(what, where=name, hint=hint)
    report.broken.append(f"{name}: {what}")


def _entry(record: XmlRecord, held: Provenance) -> Entry:
    node = record.node
    number = node.leaf("uid")
    if not number.text.isdigit():
        what = f"uid {number.raw!r} is not a number of OFAC's"
        raise SourceError(what, where=record.where, hint="Get the file again")
    kinds = (*node.leaves("sdnType"), *node.leaves("nspType"))
    kind = kinds[0].text if kinds else ""
    if kind not in _TYPES:
        what = f"type {kind!r} is not known"
        raise SourceError(what, where=record.where, hint=_CHANGED)
    papers = [
        _paper(each) for held_ in node.nodes("idList") for each in held_.nodes("id")
    ]
    remarks = split_remarks(cells_of(*node.leaves("remarks")))
    said = [piece.text for piece in remarks]
    said += [f"{paper.kind} {paper.value}" for paper, _ in papers]
    programs = [
        Program(text=leaf.text, cell=cells_of(leaf)[0])
        for each in node.nodes("programList")
        for leaf in each.leaves("program")
    ]
    whole = "; ".join(said)
    lists = lists_of(held.dataset, [each.text for each in programs], whole)
    subject = ofac_id(number.text)
    draft = EntryDraft(record.where, held)
    party = Party(
        draft,
        subject=subject,
        schema_name=special_schema(_TYPES[kind], whole),
        listings=tuple(listing_id(subject, each.code) for each in lists),
    )
    cited = cells_of(number)[0]
    state_listings(draft, subject, lists, programs=programs, number=cited)
    topic = tuple(each.cell for each in programs) or (cited,)
    party.say("topics", "sanction", topic)
    _state_names(party, record)
    _state_facts(party, node)
    for paper, cells in papers:
        _state_paper(party, paper, cells)
    for piece in remarks:
        state_remark(party, piece)
    record.finish()
    return draft.finish(subject)


def _name(node: Node) -> tuple[str, tuple[Cell, ...]]:
    """Return the name as the CSV files write it, `LAST, First`."""
    leaves = (*node.leaves("lastName"), *node.leaves("firstName"))
    return ", ".join(leaf.text for leaf in leaves), cells_of(*leaves)


def _state_names(party: Party, record: XmlRecord) -> None:
    node = record.node
    name, cells = _name(node)
    if not name:
        what = "the record has no name"
        raise SourceError(what, where=record.where, hint="Get the file again")
    party.say("name", name, cells)
    first = node.leaf("firstName")
    if party.schema == "Person" and first.text:
        last = node.leaf("lastName")
        party.say("firstName", first.text, cells_of(first))
        party.say("lastName", last.text, cells_of(last))
    for each in node.nodes("akaList"):
        for alias in each.nodes("aka"):
            _state_alias(party, alias, record.where)


def _state_alias(party: Party, node: Node, where: str) -> None:
    node.drop(*_DROPPED)
    kind, category = node.leaf("type").text, node.leaf("category").text
    if kind not in _ALIAS or category not in _CATEGORIES:
        what = f"alias of type {kind!r} and category {category!r} is not known"
        raise SourceError(what, where=where, hint=_CHANGED)
    prop = _ALIAS[kind]
    if category == "weak" and prop == "alias":
        prop = "weakAlias"
    party.say(prop, *_name(node))


def _state_facts(party: Party, node: Node) -> None:
    title = node.leaf("title")
    for position in title.text.split("; "):
        party.say("position", position, cells_of(title))
    for held in node.nodes("vesselInfo"):
        for tag, prop in _VESSEL.items():
            leaf = held.leaf(tag)
            party.say(prop, leaf.text, cells_of(leaf))
        for leaf in held.leaves("vesselFlag"):
            party.country("flag", leaf.text, cells_of(leaf))
    for address in _items(node, "addressList", "address"):
        _state_address(party, address)
    for tag in ("nationality", "citizenship"):
        for leaf in _leaves(node, f"{tag}List", tag, "country"):
            party.country(tag, leaf.text, cells_of(leaf))
    for leaf in _leaves(node, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        party.date("birthDate", leaf.text, cells_of(leaf))
    for leaf in _leaves(node, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth"):
        party.say("birthPlace", leaf.text, cells_of(leaf))


def _items(node: Node, around: str, tag: str) -> Iterator[Node]:
    for held in node.nodes(around):
        for each in held.nodes(tag):
            each.drop(*_DROPPED)
            yield each


def _leaves(node: Node, around: str, item: str, tag: str) -> Iterator[Leaf]:
    for each in _items(node, around, item):
        yield from each.leaves(tag)


def _state_address(party: Party, node: Node) -> None:
    """State an address as the CSV files write it: `Street, City, State Code, Land`."""
    streets = [leaf for tag in _STREET for leaf in node.leaves(tag)]
    city, state = node.leaf("city"), node.leaf("stateOrProvince")
    code, country = node.leaf("postalCode"), node.leaf("country")
    town = ", ".join(filter(None, (city.text, state.text)))
    parts = [leaf.text for leaf in streets]
    parts += [" ".join(filter(None, (town, code.text))), country.text]
    text = ", ".join(filter(None, parts))
    if text:
        land = country.text.removeprefix("Region: ")
        party.address(text, cells_of(*streets, city, state, code, country), land)


def _paper(node: Node) -> tuple[Paper, tuple[Cell, ...]]:
    node.drop(*_DROPPED)
    kind, number, country = map(node.leaf, ("idType", "idNumber", "idCountry"))
    issued, expires = map(node.leaf, ("issueDate", "expirationDate"))
    paper = Paper(
        kind=kind.text,
        value=number.text,
        country=country.text or None,
        issued=issued.text or None,
        expires=expires.text or None,
    )
    return paper, cells_of(kind, number, country, issued, expires)


def _state_paper(party: Party, paper: Paper, cells: tuple[Cell, ...]) -> None:
    """State an identifier or fact; one without a value goes to the notes."""
    if paper.value:
        party.paper(paper, cells)
        return
    more = (paper.kind, paper.country, paper.issued, paper.expires)
    party.say("notes", " ".join(filter(None, more)), cells)


SOURCE = Source(
    key="us_ofac_xml",
    title="OFAC sanctions lists, legacy XML files",
    publisher=PUBLISHER,
    url=f"{DOWNLOADS}sdn.xml",
    licence=LICENCE,
    dataset=SDN,
    datasets=DATASETS,
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=NATURAL_KEY,
    downloads=(
        Download(url=f"{DOWNLOADS}sdn.xml", name="sdn.xml", edition="sdn"),
        Download(
            url=f"{DOWNLOADS}consolidated/consolidated.xml",
            name="consolidated.xml",
            edition="cons",
        ),
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
