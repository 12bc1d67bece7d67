"""States what OFAC's advanced XML says of one party."""

from collections.abc import Callable, Sequence

import msgspec

from tieline.files.parties.party import Cell, Party
from tieline.files.parties.party import Paper as Printed
from tieline.files.us.advanced.features import Feature, read_feature, state_feature
from tieline.files.us.advanced.listing import by_code, state_entries
from tieline.files.us.advanced.names import state_names
from tieline.files.us.advanced.reading import ListEntry, Paper, Place, Tie
from tieline.files.us.advanced.ties import state_tie
from tieline.files.us.advanced.values import CHANGED, References, Value
from tieline.files.us.lists import listing_id, ofac_id
from tieline.files.us.ofac_party import special_schema
from tieline.files.us.ofac_remarks import Piece, split_remarks, state_remark
from tieline.files.xml_records import Leaf, Node, XmlRecord
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError

_TYPES = {
    "Individual": "Person",
    "Entity": "Organization",
    "Other Entity": "Organization",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a party and stands elsewhere in the file.

    `places` finds a location by its number. `is_cut` says that the file breaks off, so
    that its entry may be lost.
    """

    known: References
    places: Callable[[str], Place | None]
    papers: tuple[Paper, ...]
    entries: tuple[ListEntry, ...]
    ties: tuple[Tie, ...]
    is_cut: bool


def state_party(
    record: XmlRecord,
    beside_of: Callable[[tuple[str, ...], str], Beside],
    held: Provenance,
) -> Entry:
    """Return the entry of a party; `beside_of` finds what belongs to it.

    Raises:
        SourceError: it is no party that is understood.
    """
    node = record.node
    node.drop("@FixedRef")
    profile, number = _profile(node, record.where)
    identities = profile.nodes("Identity")
    numbers = tuple(each.leaf("@ID").text for each in identities)
    beside = beside_of(numbers, number.text)
    features = tuple(
        read_feature(each, record.where, beside.known, beside.places)
        for each in profile.nodes("Feature")
    )
    remarks = split_remarks(
        tuple(Cell(column=leaf.path, quote=leaf.raw) for leaf in node.leaves("Comment"))
    )
    whole = _whole(features, remarks)
    schema_name = special_schema(_schema(profile, beside.known, record.where), whole)
    draft = EntryDraft(record.where, held)
    subject = ofac_id(number.text)
    listings = by_code(beside.entries, whole, held.dataset if beside.is_cut else "")
    party = Party(
        draft,
        subject=subject,
        schema_name=schema_name,
        listings=tuple(listing_id(subject, code) for code in listings),
    )
    cited = Cell(column=number.path, quote=number.raw)
    state_entries(draft, party, listings, cited)
    for identity in identities:
        state_names(party, identity, record.where, beside.known)
    _state_facts(party, features, beside.papers, remarks)
    for tie in beside.ties:
        state_tie(draft, party, tie)
    profile.drop("SanctionsEntryReference")
    record.finish()
    return draft.finish(subject)


def _profile(node: Node, where: str) -> tuple[Node, Leaf]:
    """Return the one profile of a party, and its number."""
    profiles = node.nodes("Profile")
    if len(profiles) != 1:
        what = f"the party has {len(profiles)} profiles"
        raise SourceError(what, where=where, hint=CHANGED)
    number = profiles[0].leaf("@ID")
    if not number.text.isdigit():
        what = f"ID {number.raw!r} is not a number of OFAC's"
        raise SourceError(what, where=where, hint="Get the file again")
    return profiles[0], number


def _state_facts(
    party: Party,
    features: Sequence[Feature],
    papers: Sequence[Paper],
    remarks: Sequence[Piece],
) -> None:
    for feature in features:
        state_feature(party, feature)
    for paper in papers:
        _state_paper(party, paper)
    for piece in remarks:
        state_remark(party, piece)


def _whole(features: Sequence[Feature], remarks: Sequence[Piece]) -> str:
    """Return all that is said of a party as one text, as the CSV files have it."""
    texts = [piece.text for piece in remarks]
    texts += [f"{one.kind} {value.text}" for one in features for value in one.values]
    return "; ".join(texts).replace(": ", " ")


def _schema(profile: Node, known: References, where: str) -> str:
    leaf = profile.leaf("@PartySubTypeID")
    kind = known.find("PartySubType", leaf, where).text
    if kind == "Unknown":
        number = known.field("PartySubType", leaf, where, "PartyTypeID")
        kind = known.named("PartyType", number)
    if kind not in _TYPES:
        raise SourceError(f"type {kind!r} is not known", where=where, hint=CHANGED)
    return _TYPES[kind]


def _state_paper(party: Party, paper: Paper) -> None:
    """State a document, and what else is said of it as notes."""
    cited = (paper.kind, paper.number, paper.country, paper.issued, paper.expires)
    cells = [cell for each in cited if each is not None for cell in each.cells()]
    if paper.authority is not None:
        cells += paper.authority.cells()
    printed = Printed(
        kind=paper.kind.text,
        value=paper.number.text,
        country=_text(paper.country),
        issued=_text(paper.issued),
        expires=_text(paper.expires),
        place=_text(paper.authority) or paper.place or None,
    )
    party.paper(printed, cells)
    for note in paper.notes:
        text = f"{printed.kind} {printed.value}: {note.text}"
        party.say("notes", text, note.cells())


def _text(value: Value | None) -> str | None:
    return value.text if value is not None else None
