"""Global LEI index, level 2: why an entity reports no parent, as XML, JSON or CSV."""

from collections.abc import Iterator

from tieline.files.gleif.reading import (
    NEWER,
    Form,
    dataset_of,
    lei_of,
    published_day,
    read_entries,
    state,
)
from tieline.files.xml_records import XmlRecord
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Download, Report, Snapshot, Source

_DATASET = "gleif_repex"
_FORM = Form(
    root="ReportingExceptionData",
    around="ReportingExceptions",
    record="Exception",
    namespace=b"/repex/20",
    keys=(b'"LEI"', b'"ExceptionCategory"'),
    column="Exception.Category",
)
_CATEGORIES = {
    "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT": "direct parent",
    "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT": "ultimate parent",
}
# What each reason means, of those that the format knows.
_REASONS = {
    "NO_LEI": "the parent has no LEI",
    "NATURAL_PERSONS": "natural persons control it",
    "NON_CONSOLIDATING": "no parent consolidates its accounts",
    "NO_KNOWN_PERSON": "nobody is known to control it",
    "NON_PUBLIC": "the parent is not public",
    "BINDING_LEGAL_COMMITMENTS": "a legal commitment forbids it",
    "LEGAL_OBSTACLES": "the law forbids it",
    "CONSENT_NOT_OBTAINED": "the parent did not consent",
    "DISCLOSURE_DETRIMENTAL": "it would do harm",
    "DETRIMENT_NOT_EXCLUDED": "harm cannot be excluded",
}


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the namespace, the keys of a record, or the columns."""
    return dataset_of(_FORM, _DATASET, name, head)


def published(snapshot: Snapshot) -> str | None:
    """Return the day of the content."""
    return published_day(snapshot)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry an exception: of one LEI, for one of its two parents."""
    return read_entries(_FORM, snapshot, report, _entry, SOURCE)


def _entry(record: XmlRecord, held: Provenance) -> Entry:
    """State why the parent is not known; that somebody said so is an answer too."""
    node, where = record.node, record.where
    number, category = node.leaf("LEI"), node.leaf("ExceptionCategory")
    subject = lei_of(number, where)
    if category.text not in _CATEGORIES:
        what = f"category of exception {category.text!r} is not known"
        raise SourceError(what, where=where, hint=NEWER)
    draft, entity = EntryDraft(where, held), (subject, "LegalEntity")
    state(draft, entity, "leiCode", number.text, number)
    reasons = node.leaves("ExceptionReason")
    for reason in reasons:
        if reason.text not in _REASONS:
            what = f"reason of exception {reason.text!r} is not known"
            raise SourceError(what, where=where, hint=NEWER)
        parent = _CATEGORIES[category.text]
        said = f"no {parent} reported: {_REASONS[reason.text]} ({reason.text})"
        state(draft, entity, "notes", said, reason)
    if not reasons:
        said = f"no {_CATEGORIES[category.text]} reported"
        state(draft, entity, "notes", said, category)
    for leaf in node.leaves("ExceptionReference"):
        said = f"no {_CATEGORIES[category.text]} reported: {leaf.text}"
        state(draft, entity, "notes", said, leaf)
    # Of the whole file, and read from its head.
    node.drop("ContentDate", "Extension")
    record.finish()
    return draft.finish(subject)


SOURCE = Source(
    key=_DATASET,
    title="Global LEI index, level 2: reporting exceptions",
    publisher="Global Legal Entity Identifier Foundation (GLEIF)",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
    licence="CC0 1.0",
    dataset=_DATASET,
    datasets={
        _DATASET: "Global LEI index: reporting exceptions",
        f"{_DATASET}_delta": "Global LEI index: reporting exceptions, changes only",
    },
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="The LEI itself (ISO 17442).",
    downloads=(
        Download(
            url="https://goldencopy.gleif.org/api/v2/golden-copies/publishes/repex/latest.xml",
            name="gleif-goldencopy-repex-golden-copy.xml.zip",
        ),
    ),
    uses=(
        "Free for any purpose. It says why no parent is stated, not that there is none."
    ),
    is_official=False,
    is_register=True,
    reliability="B",
    credibility="2",
)
