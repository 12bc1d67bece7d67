"""Statements on their way into an edition: one JSON object a line."""

from pathlib import Path
from typing import BinaryIO

import msgspec

from tieline.model.entry import Entry
from tieline.model.errors import SourceError
from tieline.model.evidence import Evidence
from tieline.model.quantity import Quantity

# The engine reads a line at a time and holds it; the largest is below its bound.
_LONGEST = 32 * 1024 * 1024


class _Spooled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    seq: int
    id: str
    entity_id: str
    schema: str
    prop: str
    value: str
    dataset: str
    canonical_id: str | None = None
    lang: str | None = None
    original_value: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    external: bool = False
    origin: str | None = None
    status: str | None = None
    reliability: str | None = None
    credibility: str | None = None
    quantity: Quantity | None = None
    evidence: tuple[Evidence, ...] = ()


class _Referent(msgspec.Struct, frozen=True, kw_only=True):
    entity_id: str
    other_id: str


class Spool:
    """Two files that grow entry by entry; nothing of them is held in memory."""

    def __init__(self, folder: Path) -> None:
        self.statements = folder / "statements.ndjson"
        self.referents = folder / "referents.ndjson"
        self.count = 0
        self._encoder = msgspec.json.Encoder()
        self._buffer = bytearray()
        self._statement_file: BinaryIO = self.statements.open("wb")
        self._referent_file: BinaryIO = self.referents.open("wb")

    def add(self, entry: Entry) -> None:
        """Append an entry's statements and referents.

        Raises:
            SourceError: a value is larger than a line may be.
        """
        for stated in entry.statements:
            s = stated.statement
            self.count += 1
            line = _Spooled(
                seq=self.count,
                id=s.id,
                entity_id=s.entity_id,
                schema=s.schema,
                prop=s.prop,
                value=s.value,
                dataset=s.dataset,
                canonical_id=s.canonical_id,
                lang=s.lang,
                original_value=s.original_value,
                first_seen=s.first_seen,
                last_seen=s.last_seen,
                external=s.external,
                origin=s.origin,
                status=s.status,
                reliability=s.reliability,
                credibility=s.credibility,
                quantity=s.quantity,
                evidence=stated.evidence,
            )
            self._encoder.encode_into(line, self._buffer)
            if len(self._buffer) > _LONGEST:
                what = f"a value of {len(s.value):,} characters is too long to keep"
                hint = "Shorten that cell; a value may take some megabytes"
                raise SourceError(what, where=entry.locator, hint=hint)
            self._buffer += b"\n"
            self._statement_file.write(self._buffer)
        for entity_id, other_id in entry.referents:
            pair = _Referent(entity_id=entity_id, other_id=other_id)
            self._referent_file.write(self._encoder.encode(pair) + b"\n")

    def close(self) -> None:
        """Close both files; closing twice is harmless."""
        self._statement_file.close()
        self._referent_file.close()
