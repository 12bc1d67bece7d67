"""Rows of an edition's tables, back as statements and evidence."""

from typing import Any

from tieline.model.evidence import Evidence
from tieline.model.quantity import Quantity
from tieline.model.statement import Stated, Statement

STATEMENT_COLUMNS = (
    "target, seq, id, entity_id, canonical_id, schema, prop, value, dataset, lang, "
    "original_value, first_seen, last_seen, external, origin, status, reliability, "
    "credibility, quantity"
)
EVIDENCE_COLUMNS = (
    "target, seq, n, statement_id, snapshot_sha256, locator, quote, method, page, "
    '"start", "end"'
)


def stated(row: tuple[Any, ...], spans: tuple[Evidence, ...]) -> Stated:
    """Return the statement of a row of `STATEMENT_COLUMNS`, with its evidence."""
    quantity = row[18]
    statement = Statement(
        entity_id=row[3],
        canonical_id=row[4],
        schema=row[5],
        prop=row[6],
        value=row[7],
        dataset=row[8],
        lang=row[9],
        original_value=row[10],
        first_seen=row[11],
        last_seen=row[12],
        external=row[13],
        origin=row[14],
        status=row[15],
        reliability=row[16],
        credibility=row[17],
        quantity=None if quantity is None else Quantity(**quantity),
    )
    return Stated(statement=statement, evidence=spans)


def evidence(row: tuple[Any, ...]) -> Evidence:
    """Return the evidence of a row of `EVIDENCE_COLUMNS`."""
    return Evidence(
        snapshot_sha256=row[4],
        locator=row[5],
        quote=row[6],
        method=row[7],
        page=row[8],
        start=row[9],
        end=row[10],
    )
