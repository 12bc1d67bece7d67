"""Read statements, entities and profiles of the editions in force."""

import heapq
import itertools
import operator
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tieline.engine.protocol import Engine, Row
from tieline.model.entity import Entity
from tieline.model.errors import NotFoundError
from tieline.model.evidence import Evidence
from tieline.model.profile import Profile
from tieline.model.statement import Stated
from tieline.store.catalog import EVIDENCE, REFERENTS, STATEMENTS, Catalog
from tieline.store.edition import Edition
from tieline.store.gathering import entity_of
from tieline.store.kinds import link_properties
from tieline.store.profiling import profiles
from tieline.store.referents import Referents
from tieline.store.rows import EVIDENCE_COLUMNS, STATEMENT_COLUMNS, evidence, stated

_OF_ENTITY = "SELECT {columns} FROM {rows} WHERE entity_id = $id ORDER BY target, seq"
_OF_ENTITIES = """
SELECT {columns} FROM {rows}
WHERE entity_id IN (SELECT unnest($ids)) ORDER BY target, seq
"""
_NEAR = """
SELECT DISTINCT entity_id FROM {rows}
WHERE (target = $id OR (value = $id AND prop IN (SELECT unnest($links))))
  AND entity_id <> $id
ORDER BY 1
"""
_ALL = "SELECT {columns} FROM {rows}"
_SPANS = """
SELECT {columns} FROM {rows}
WHERE target = $target AND statement_id IN (SELECT unnest($ids)) ORDER BY seq, n
"""
_SPANS_OF_MANY = """
SELECT {columns} FROM {rows}
WHERE target IN (SELECT unnest($targets)) AND statement_id IN (SELECT unnest($ids))
ORDER BY seq, n
"""
_SPANS_OF_ONE = "SELECT {columns} FROM {rows} WHERE statement_id = $id ORDER BY n"
_REFERENTS_OF = "SELECT other_id FROM {rows} WHERE entity_id = $id ORDER BY 1"
_MEANT = "SELECT entity_id FROM {rows} WHERE other_id = $id ORDER BY 1 LIMIT 1"
_PAIRS = "SELECT entity_id, other_id FROM {rows} ORDER BY 1, 2"
_NAMED_PAIRS = """
WITH named AS (
  SELECT entity_id, min(dataset) AS dataset FROM ({statements}) GROUP BY entity_id
), pairs AS (SELECT DISTINCT entity_id, other_id FROM ({referents}))
SELECT p.entity_id, p.other_id, n.dataset
FROM pairs p JOIN named n ON n.entity_id = p.entity_id ORDER BY 1, 2
"""
_target = operator.itemgetter(0)


class Reader:
    """Reads the editions it was given, whatever is imported meanwhile.

    `redacted` holds entity and statement ids that are left out everywhere, with
    the listings and papers of those entities and what points at them.
    """

    def __init__(
        self,
        engine: Engine,
        catalog: Catalog,
        editions: Mapping[str, Edition],
        *,
        redacted: Collection[str] = (),
    ) -> None:
        self._engine = engine
        self._catalog = catalog
        self._editions = dict(editions)
        self._redacted = frozenset(redacted)
        self._links = frozenset(link_properties())

    @property
    def editions(self) -> dict[str, Edition]:
        """The editions read, by data set."""
        return dict(self._editions)

    def statements(self, entity_id: str) -> list[Stated]:
        """Return what is stated of an id, each with its evidence; empty if nothing."""
        found: dict[str, Stated] = {}
        for folder in self._folders():
            for each in self._statements_in(folder, entity_id):
                key = each.statement.id
                known = found.get(key)
                found[key] = each if known is None else _joined(known, each)
        return list(found.values())

    def entity(self, entity_id: str) -> Entity:
        """Return the entity of this id, or of which it is a former or foreign id.

        Raises:
            NotFoundError: no edition in force has it.
        """
        stated_of = self.statements(entity_id)
        if not stated_of:
            meant = self.resolve(entity_id)
            if meant is not None and meant != entity_id:
                entity_id, stated_of = meant, self.statements(meant)
        if not stated_of:
            names = ", ".join(self._editions) or "none"
            what = f"no entity {entity_id!r} in the data sets held ({names})"
            hint = "`tieline search NAME` finds ids"
            raise NotFoundError(what, hint=hint)
        statements = [each.statement for each in stated_of]
        return entity_of(entity_id, statements, referents=self.referents(entity_id))

    def resolve(self, entity_id: str) -> str | None:
        """Return the id now used for a former or foreign id; None if there is none."""
        for folder in self._folders():
            sql = _MEANT.format(rows=self._engine.parquet(folder / REFERENTS))
            for row in self._engine.query(sql, {"id": entity_id}):
                return str(row[0])
        return None

    def referents(self, entity_id: str) -> tuple[str, ...]:
        """Return the former and foreign ids of an entity, sorted."""
        found: set[str] = set()
        for folder in self._folders():
            sql = _REFERENTS_OF.format(rows=self._engine.parquet(folder / REFERENTS))
            found.update(
                str(row[0]) for row in self._engine.query(sql, {"id": entity_id})
            )
        return tuple(sorted(found - self._redacted))

    def adjacent(self, entity_id: str) -> list[Entity]:
        """Return the listings, papers and ties that belong to or name an entity."""
        return [entity for entity, _ in self.near(entity_id)]

    def near(self, entity_id: str) -> list[tuple[Entity, list[Stated]]]:
        """Return what `adjacent` does, each with what is stated of it."""
        values = {"id": entity_id, "links": list(self._links)}
        found: set[str] = set()
        for folder in self._folders():
            sql = _NEAR.format(rows=self._engine.parquet(folder / STATEMENTS))
            found.update(str(row[0]) for row in self._engine.query(sql, values))
        return list(self.several(found).values())

    def several(self, ids: Collection[str]) -> dict[str, tuple[Entity, list[Stated]]]:
        """Return those of the ids that are held, each with what is stated of it.

        Sorted by id; the tables are read once for all of them.
        """
        found: dict[str, dict[str, Stated]] = {}
        for folder in self._folders() if ids else ():
            for each in self._statements_of(folder, sorted(ids)):
                of_one = found.setdefault(each.statement.entity_id, {})
                known = of_one.get(each.statement.id)
                of_one[each.statement.id] = (
                    each if known is None else _joined(known, each)
                )
        return {
            key: (
                entity_of(key, [each.statement for each in held.values()]),
                list(held.values()),
            )
            for key, held in sorted(found.items())
        }

    def evidence(self, statement_id: str) -> list[Evidence]:
        """Return the evidence for a statement; empty if it is not held."""
        found: dict[Evidence, None] = {}
        if statement_id in self._redacted:
            return []
        for folder in self._folders():
            rows = self._engine.parquet(folder / EVIDENCE)
            sql = _SPANS_OF_ONE.format(columns=EVIDENCE_COLUMNS, rows=rows)
            for row in self._engine.query(sql, {"id": statement_id}):
                if row[0] not in self._redacted:
                    found[evidence(row)] = None
        return list(found)

    def profiles(self, edition: Edition) -> Iterator[Profile]:
        """Yield the profiles of an edition's subjects, sorted by id."""
        folder = self._catalog.path(edition)
        return profiles(self._engine, folder, redacted=self._redacted)

    def entities(self, edition: Edition | None = None) -> Iterator[Entity]:
        """Yield the entities of one edition or of all, listings after their subject."""
        for entity_id, other_ids, facts in self.gathered(edition):
            statements = [each.statement for each in facts]
            yield entity_of(entity_id, statements, referents=other_ids)

    def gathered(
        self, edition: Edition | None = None
    ) -> Iterator[tuple[str, tuple[str, ...], list[Stated]]]:
        """Yield each entity's id, former and foreign ids, and all stated of it.

        Subjects are sorted by id; a subject's listings and papers come after it.
        """
        referents = Referents(self.referent_pairs(edition))
        for target, group in itertools.groupby(self.stated(edition), key=_target):
            by_entity: dict[str, list[Stated]] = {}
            for _, each in group:
                by_entity.setdefault(each.statement.entity_id, []).append(each)
            other_ids = referents.of(target)
            for entity_id, facts in by_entity.items():
                yield entity_id, other_ids if entity_id == target else (), facts

    def stated(self, edition: Edition | None = None) -> Iterator[tuple[str, Stated]]:
        """Yield each statement with its evidence, after the subject it belongs to.

        Sorted by subject, then data set of the edition, then place in the source.
        The same statement in two editions comes once, with the evidence of both.
        """
        streams = [self._stated_in(folder) for folder in self._folders(edition)]
        merged = heapq.merge(*streams, key=_target)
        for target, group in itertools.groupby(merged, key=_target):
            found: dict[str, Stated] = {}
            for _, each in group:
                key = each.statement.id
                known = found.get(key)
                found[key] = each if known is None else _joined(known, each)
            for each in found.values():
                yield target, each

    def referent_pairs(
        self, edition: Edition | None = None
    ) -> Iterator[tuple[str, str]]:
        """Yield (entity id, former or foreign id), sorted, each pair once."""
        streams = [
            self._engine.query(_PAIRS.format(rows=self._engine.parquet(f / REFERENTS)))
            for f in self._folders(edition)
        ]
        last: tuple[str, str] | None = None
        for row in heapq.merge(*streams):
            pair = str(row[0]), str(row[1])
            if pair != last and not self._redacted.intersection(pair):
                yield pair
            last = pair

    def stated_referents(
        self, edition: Edition | None = None
    ) -> Iterator[tuple[str, str, str]]:
        """Yield (entity id, other id, data set), sorted; the data set states it."""
        folders = self._folders(edition)
        if not folders:
            return
        tables = {
            name: " UNION ALL ".join(
                f"SELECT * FROM {self._engine.parquet(folder / name)}"  # noqa: S608 - paths are quoted, names are ours
                for folder in folders
            )
            for name in (STATEMENTS, REFERENTS)
        }
        sql = _NAMED_PAIRS.format(
            statements=tables[STATEMENTS], referents=tables[REFERENTS]
        )
        for row in self._engine.query(sql):
            if not self._redacted.intersection(row[:2]):
                yield row[0], row[1], row[2]

    def _folders(self, edition: Edition | None = None) -> list[Path]:
        chosen = self._editions.values() if edition is None else (edition,)
        return [self._catalog.path(each) for each in chosen]

    def _is_hidden(self, row: Row) -> bool:
        """Tell whether a row is redacted, belongs to what is, or points at it."""
        if self._redacted.isdisjoint((row[0], row[2], row[3], row[7])):
            return False
        if not self._redacted.isdisjoint((row[0], row[2], row[3])):
            return True
        return row[6] in self._links

    def _statements_in(self, folder: Path, entity_id: str) -> Iterator[Stated]:
        table = self._engine.parquet(folder / STATEMENTS)
        sql = _OF_ENTITY.format(columns=STATEMENT_COLUMNS, rows=table)
        rows = [
            row
            for row in self._engine.query(sql, {"id": entity_id})
            if not self._is_hidden(row)
        ]
        if not rows:
            return
        spans = self._spans(folder, rows[0][0], [row[2] for row in rows])
        for row in rows:
            yield stated(row, tuple(spans.get(row[2], ())))

    def _statements_of(self, folder: Path, ids: list[str]) -> Iterator[Stated]:
        table = self._engine.parquet(folder / STATEMENTS)
        sql = _OF_ENTITIES.format(columns=STATEMENT_COLUMNS, rows=table)
        rows = [
            row
            for row in self._engine.query(sql, {"ids": ids})
            if not self._is_hidden(row)
        ]
        if not rows:
            return
        table = self._engine.parquet(folder / EVIDENCE)
        sql = _SPANS_OF_MANY.format(columns=EVIDENCE_COLUMNS, rows=table)
        values = {
            "targets": sorted({str(row[0]) for row in rows}),
            "ids": [row[2] for row in rows],
        }
        spans: dict[str, list[Evidence]] = {}
        for row in self._engine.query(sql, values):
            spans.setdefault(row[3], []).append(evidence(row))
        for row in rows:
            yield stated(row, tuple(spans.get(row[2], ())))

    def _spans(
        self, folder: Path, target: str, ids: list[str]
    ) -> dict[str, list[Evidence]]:
        table = self._engine.parquet(folder / EVIDENCE)
        sql = _SPANS.format(columns=EVIDENCE_COLUMNS, rows=table)
        found: dict[str, list[Evidence]] = {}
        for row in self._engine.query(sql, {"target": target, "ids": ids}):
            found.setdefault(row[3], []).append(evidence(row))
        return found

    def _stated_in(self, folder: Path) -> Iterator[tuple[str, Stated]]:
        """Walk statements and evidence side by side; both lie in the same order."""
        tables = (
            self._engine.parquet(folder / name) for name in (STATEMENTS, EVIDENCE)
        )
        first, second = tables
        rows = self._engine.query(_ALL.format(columns=STATEMENT_COLUMNS, rows=first))
        spans = self._engine.query(_ALL.format(columns=EVIDENCE_COLUMNS, rows=second))
        held = next(spans, None)
        for row in rows:
            found: list[Evidence] = []
            while held is not None and held[3] == row[2]:
                found.append(evidence(held))
                held = next(spans, None)
            if not self._is_hidden(row):
                yield row[0], stated(row, tuple(found))


def _joined(one: Stated, other: Stated) -> Stated:
    spans = dict.fromkeys((*one.evidence, *other.evidence))
    return Stated(statement=one.statement, evidence=tuple(spans))
