"""One record of a source, as statements."""

import msgspec

from tieline.model.evidence import Evidence
from tieline.model.quantity import Quantity
from tieline.model.statement import Credibility, Reliability, Stated, Statement, Status


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one record of a source says.

    `locator` names the record (`us_csl.csv row 17`); `entity_ids` are the subjects
    (not their listings or identity papers); `referents` pairs an entity id with a
    former or foreign id of the same entity.
    """

    locator: str
    entity_ids: tuple[str, ...]
    statements: tuple[Stated, ...]
    referents: tuple[tuple[str, str], ...] = ()


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What all statements of one edition share."""

    dataset: str
    snapshot_sha256: str
    method: str
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    origin: str | None = None


class EntryDraft:
    """Collects the statements of one record, each with its cell.

    >>> held = Provenance(dataset="d", snapshot_sha256="0", method="d/1")
    >>> draft = EntryDraft("list.csv row 2", held)
    >>> draft.add("e1", "Company", "name", "ACME", column="name", quote="ACME")
    >>> entry = draft.finish("e1")
    >>> entry.statements[0].evidence[0].locator
    'list.csv row 2, name'
    """

    def __init__(self, locator: str, provenance: Provenance) -> None:
        self._locator = locator
        self._provenance = provenance
        self._stated: dict[tuple[str, str, str, str | None], Stated] = {}
        self._referents: list[tuple[str, str]] = []

    def add(  # noqa: PLR0913 - one argument per column of a statement
        self,
        entity_id: str,
        schema: str,
        prop: str,
        value: str,
        *,
        column: str,
        quote: str,
        lang: str | None = None,
        original_value: str | None = None,
        status: Status | None = None,
        quantity: Quantity | None = None,
        locator: str | None = None,
    ) -> None:
        """State one value read from `column`, whose raw text is `quote`.

        An empty value states nothing; the same value twice gains the second cell
        as further evidence. `locator` overrides the record's own, for a value
        from another file of the same edition.
        """
        if not value:
            return
        held = self._provenance
        evidence = Evidence(
            snapshot_sha256=held.snapshot_sha256,
            locator=f"{locator or self._locator}, {column}",
            quote=quote,
            method=held.method,
        )
        statement = Statement(
            entity_id=entity_id,
            schema=schema,
            prop=prop,
            value=value,
            dataset=held.dataset,
            lang=lang,
            original_value=original_value,
            origin=held.origin,
            status=status,
            reliability=held.reliability,
            credibility=held.credibility,
            quantity=quantity,
        )
        self._keep(statement, evidence)

    def _keep(self, statement: Statement, evidence: Evidence) -> None:
        key = (statement.entity_id, statement.prop, statement.value, statement.lang)
        known = self._stated.get(key)
        if known is None:
            self._stated[key] = Stated(statement=statement, evidence=(evidence,))
        elif evidence not in known.evidence:
            self._stated[key] = Stated(
                statement=known.statement, evidence=(*known.evidence, evidence)
            )

    def refer(self, entity_id: str, other_id: str) -> None:
        """Note a former or foreign id of an entity of this record."""
        if other_id and other_id != entity_id:
            self._referents.append((entity_id, other_id))

    def finish(self, *entity_ids: str) -> Entry:
        """Return the record; `entity_ids` are its subjects."""
        return Entry(
            locator=self._locator,
            entity_ids=entity_ids,
            statements=tuple(self._stated.values()),
            referents=tuple(dict.fromkeys(self._referents)),
        )
