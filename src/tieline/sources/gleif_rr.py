"""Global LEI index, level 2: who owns whom. RR-CDF 2 as XML, JSON or CSV."""

from collections.abc import Iterator

from tieline.files.gleif.reading import (
    NEWER,
    Form,
    dataset_of,
    day_of,
    lei_of,
    published_day,
    read_entries,
    state,
)
from tieline.files.xml_records import Leaf, Node, XmlRecord
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.source import Download, Report, Snapshot, Source

_DATASET = "gleif_rr"
_FORM = Form(
    root="RelationshipData",
    around="RelationshipRecords",
    record="RelationshipRecord",
    namespace=b"/rr/20",
    keys=(b'"StartNode"', b'"NodeID"'),
    column="Relationship.StartNode.NodeID",
)
# The start node's part in the tie stands first. Only who consolidates another in its
# accounts controls it; a fund is no property of its manager, a branch has no owner.
_CONSOLIDATED = ("Ownership", "asset", "owner")
_LINKED = ("UnknownLink", "subject", "object")
_TIES = {
    "IS_DIRECTLY_CONSOLIDATED_BY": _CONSOLIDATED,
    "IS_ULTIMATELY_CONSOLIDATED_BY": _CONSOLIDATED,
    "IS_INTERNATIONAL_BRANCH_OF": _LINKED,
    "IS_FUND-MANAGED_BY": _LINKED,
    "IS_SUBFUND_OF": _LINKED,
    "IS_FEEDER_TO": _LINKED,
}
_NODE_TYPES = frozenset({"LEI", "ISO_17442_COMPATIBLE"})
_PERIOD = "RELATIONSHIP_PERIOD"
_UPKEEP = ("NextRenewalDate", "ManagingLOU", "ValidationDocuments")


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the namespace, the keys of a record, or the columns."""
    return dataset_of(_FORM, _DATASET, name, head)


def published(snapshot: Snapshot) -> str | None:
    """Return the day of the content."""
    return published_day(snapshot)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a relation between two LEIs."""
    return read_entries(_FORM, snapshot, report, _entry, SOURCE)


def _entry(record: XmlRecord, held: Provenance) -> Entry:
    where = record.where
    relations = record.node.nodes("Relationship")
    if len(relations) != 1:
        what = f"the record has {len(relations)} relationships instead of one"
        raise SourceError(what, where=where, hint=NEWER)
    (relation,) = relations
    kind = relation.leaf("RelationshipType")
    if kind.text not in _TIES:
        what = f"type of relationship {kind.text!r} is not known"
        raise SourceError(what, where=where, hint=NEWER)
    schema_name, own, other = _TIES[kind.text]
    draft = EntryDraft(where, held)
    start = _end(draft, relation, "StartNode", where)
    target = _end(draft, relation, "EndNode", where)
    tie = (
        digest_id("lei-rr", kind.text, start[0], target[0]),
        schema_name,
    )
    state(draft, tie, own, *start)
    state(draft, tie, other, *target)
    state(draft, tie, "role", kind.text, kind)
    if schema_name == "Ownership":
        state(draft, tie, "ownershipType", "accounting consolidation", kind)
    for leaf in relation.leaves("RelationshipStatus"):
        state(draft, tie, "status", leaf.text, leaf)
    for around in relation.nodes("RelationshipPeriods"):
        for period in around.nodes("RelationshipPeriod"):
            _state_period(draft, tie, period, where)
    _state_measures(draft, tie, relation)
    for registration in record.node.nodes("Registration"):
        _state_registration(draft, tie, registration, where)
    record.node.drop("Extension", "ConformityFlag")
    record.finish()
    return draft.finish(start[0], target[0])


def _end(draft: EntryDraft, relation: Node, tag: str, where: str) -> tuple[str, Leaf]:
    """Read one end, an LEI, and state its number: the record says no more of it."""
    nodes = relation.nodes(tag)
    number = nodes[0].leaf("NodeID") if nodes else Leaf(path=tag, raw="")
    kind = nodes[0].leaf("NodeIDType").text if nodes else ""
    if kind and kind not in _NODE_TYPES:
        what = f"type of identifier {kind!r} is not known"
        raise SourceError(what, where=where, hint=NEWER)
    entity = lei_of(number, where)
    state(draft, (entity, "LegalEntity"), "leiCode", number.text, number)
    return entity, number


def _state_period(
    draft: EntryDraft, tie: tuple[str, str], period: Node, where: str
) -> None:
    """State when it began and ended; the year of the accounts dates only them."""
    start, end = period.leaf("StartDate"), period.leaf("EndDate")
    kind = period.leaf("PeriodType")
    days = (day_of(start, where), day_of(end, where))
    if kind.text == _PERIOD:
        state(draft, tie, "startDate", days[0], start, original=start.text)
        state(draft, tie, "endDate", days[1], end, original=end.text)
        return
    span = " to ".join(filter(None, days))
    words = kind.text.lower().replace("_", " ") or "period"
    state(draft, tie, "summary", f"{words}: {span}", start)


def _state_measures(draft: EntryDraft, tie: tuple[str, str], relation: Node) -> None:
    """State standards and measures; a measure of consolidation is no share.

    The amounts are written both as parts of one and of a hundred (`1.00 PERCENTAGE`),
    so none becomes a percentage that somebody might add up.
    """
    for around in relation.nodes("RelationshipQualifiers"):
        for each in around.nodes("RelationshipQualifier"):
            sort, value = (
                each.leaf("QualifierDimension"),
                each.leaf("QualifierCategory"),
            )
            said = ": ".join(leaf.text for leaf in (sort, value) if leaf.text)
            state(draft, tie, "summary", said, sort if sort.text else value)
    for around in relation.nodes("RelationshipQuantifiers"):
        for each in around.nodes("RelationshipQuantifier"):
            method = each.leaf("MeasurementMethod")
            amount, unit = each.leaf("QuantifierAmount"), each.leaf("QuantifierUnits")
            said = f"{method.text}: {amount.text} {unit.text}".strip(" :")
            state(draft, tie, "summary", said, amount)


def _state_registration(
    draft: EntryDraft, tie: tuple[str, str], node: Node, where: str
) -> None:
    node.drop(*_UPKEEP, "InitialRegistrationDate")
    updated = node.leaf("LastUpdateDate")
    day = day_of(updated, where)
    state(draft, tie, "modifiedAt", day, updated, original=updated.text)
    status, checked = node.leaf("RegistrationStatus"), node.leaf("ValidationSources")
    said = ", ".join(leaf.text for leaf in (status, checked) if leaf.text)
    state(draft, tie, "summary", f"record: {said}", status)
    for leaf in node.leaves("ValidationReference"):
        is_address = leaf.text.startswith(("http://", "https://"))
        prop = "sourceUrl" if is_address and " " not in leaf.text else "summary"
        state(draft, tie, prop, leaf.text, leaf)


SOURCE = Source(
    key=_DATASET,
    title="Global LEI index, level 2: relations",
    publisher="Global Legal Entity Identifier Foundation (GLEIF)",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
    licence="CC0 1.0",
    dataset=_DATASET,
    datasets={
        _DATASET: "Global LEI index: relations",
        f"{_DATASET}_delta": "Global LEI index: relations, changes only",
    },
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="Type of the relation and the two LEIs.",
    downloads=(
        Download(
            url="https://goldencopy.gleif.org/api/v2/golden-copies/publishes/rr/latest.xml",
            name="gleif-goldencopy-rr-golden-copy.xml.zip",
        ),
    ),
    uses=(
        "Free for any purpose. A parent is who consolidates the accounts: no share is "
        "stated, and owners who are persons are not in it."
    ),
    is_official=False,
    is_register=True,
    reliability="B",
    credibility="2",
)
