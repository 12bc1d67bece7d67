"""What is held, written in other forms; a line at a time, never all at once."""

import csv
import io
import itertools
import operator
from collections.abc import Iterable, Iterator

import msgspec

from tieline.model.entity import Entity
from tieline.model.errors import SchemaError
from tieline.model.exchange import Heading, Referent, export_lines
from tieline.model.ids import digest_id
from tieline.model.schema import property_type, schema
from tieline.model.statement import Stated, Statement
from tieline.store.degrading import degrade
from tieline.store.edition import Edition
from tieline.store.gathering import entity_of
from tieline.store.reading import Reader

FTM_COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "origin",
    "id",
)
_target = operator.itemgetter(0)


def own_export(
    reader: Reader, heading: Heading, *, edition: Edition | None = None
) -> Iterable[bytes]:
    """Write everything as our own NDJSON, of one edition or of all read.

    Imported into an empty project and exported again under the same heading, it
    gives the same bytes.
    """
    stated = (each for _, each in reader.stated(edition))
    referents = (
        Referent(entity_id=entity_id, other_id=other_id, dataset=dataset)
        for entity_id, other_id, dataset in reader.stated_referents(edition)
    )
    return export_lines(heading, stated, referents)


def ftm_entities(reader: Reader, *, edition: Edition | None = None) -> Iterator[bytes]:
    """Write plain FollowTheMoney entities, one JSON object a line.

    A tie is an `UnknownLink` with its role; its `proof` is a `Document` with the
    hash of the bytes that say so. Those documents come last.
    """
    proofs: dict[str, str] = {}
    for entity in _plain_entities(reader, edition, proofs):
        yield msgspec.json.encode(_written(entity)) + b"\n"
    for proof, sha256 in sorted(proofs.items()):
        document = {
            "id": proof,
            "caption": sha256,
            "schema": "Document",
            "properties": {"fileName": [sha256], "contentHash": [sha256]},
        }
        yield msgspec.json.encode(document) + b"\n"


def ftm_statements(
    reader: Reader, *, edition: Edition | None = None
) -> Iterator[bytes]:
    """Write plain FollowTheMoney statements as CSV in its columns, header first."""
    yield _csv_line(FTM_COLUMNS)
    for _, group in itertools.groupby(reader.stated(edition), key=_target):
        written: set[str] = set()
        for _, each in group:
            plain = degrade(each.statement)
            if plain is not None and plain.id not in written:
                written.add(plain.id)
                yield _csv_line(_cells(plain))


def _plain_entities(
    reader: Reader, edition: Edition | None, proofs: dict[str, str]
) -> Iterator[Entity]:
    for entity_id, other_ids, facts in reader.gathered(edition):
        plain = [s for each in facts if (s := degrade(each.statement)) is not None]
        if plain:
            entity = entity_of(entity_id, plain, referents=other_ids)
            yield _proved(entity, facts, proofs)


def _proved(entity: Entity, facts: Iterable[Stated], proofs: dict[str, str]) -> Entity:
    """Add to a tie the documents it was read from."""
    if not _is_edge(entity.schema):
        return entity
    hashes = {span.snapshot_sha256 for each in facts for span in each.evidence}
    held = {digest_id("document", sha256): sha256 for sha256 in sorted(hashes)}
    proofs.update(held)
    known = entity.properties.get("proof", ())
    properties = {**entity.properties, "proof": tuple(dict.fromkeys((*known, *held)))}
    return msgspec.structs.replace(entity, properties=properties)


def _is_edge(name: str) -> bool:
    try:
        return schema(name).is_edge
    except SchemaError:
        return False


def _written(entity: Entity) -> dict[str, object]:
    """Return an entity in the order and under the names that FollowTheMoney writes."""
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "properties": entity.properties,
        "referents": entity.referents,
        "datasets": entity.datasets,
        "first_seen": entity.first_seen,
        "last_seen": entity.last_seen,
    }


def _cells(statement: Statement) -> tuple[str, ...]:
    return (
        statement.canonical_id or statement.entity_id,
        statement.entity_id,
        statement.prop,
        _type(statement),
        statement.schema,
        statement.value,
        statement.dataset,
        statement.lang or "",
        statement.original_value or "",
        "t" if statement.external else "f",
        statement.first_seen or "",
        statement.last_seen or "",
        statement.origin or "",
        statement.id,
    )


def _type(statement: Statement) -> str:
    try:
        return property_type(statement.schema, statement.prop)
    except SchemaError:
        return "string"


def _csv_line(cells: Iterable[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()
