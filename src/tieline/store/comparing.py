"""Two editions side by side: their statements in order of id, and what was renamed."""

from collections.abc import Collection, Iterator
from pathlib import Path

from tieline.engine.protocol import Engine
from tieline.store.catalog import REFERENTS, STATEMENTS
from tieline.store.kinds import link_properties

# An address kept as an entity of its own is told by its text, where it is used, and a
# wallet with its holder.
_ROWS = """
SELECT coalesce(w.holder, s.target) AS home, s.entity_id, s.schema, s.prop,
       coalesce(a.text, s.value) AS value, s.status, s.original_value,
       s.id, s.value AS link
FROM {statements} s
LEFT JOIN (
  SELECT entity_id, min(value) AS text FROM {statements}
  WHERE schema = 'Address' AND prop = 'full' GROUP BY entity_id
) a ON s.prop = 'addressEntity' AND a.entity_id = s.value
LEFT JOIN (
  SELECT entity_id, min(value) AS holder FROM {statements}
  WHERE schema = 'CryptoWallet' AND prop = 'holder' GROUP BY entity_id
) w ON s.schema = 'CryptoWallet' AND w.entity_id = s.target
WHERE s.schema <> 'Address' OR s.target IN (
  SELECT target FROM {statements} WHERE schema = 'Sanction'
)
ORDER BY 1, s.seq
"""
# An id that is gone, and an entity now there that had it as another id.
_RENAMED = """
WITH old AS (SELECT DISTINCT target FROM {before}),
new AS (SELECT DISTINCT target FROM {after}),
pairs AS (
  SELECT entity_id AS new_id, other_id AS old_id FROM {after_referents}
  UNION SELECT other_id, entity_id FROM {before_referents}
)
SELECT p.old_id, min(p.new_id) FROM pairs p
WHERE p.old_id IN (FROM old) AND p.old_id NOT IN (FROM new)
  AND p.new_id IN (FROM new)
GROUP BY p.old_id ORDER BY 2, 1
"""

Fact = tuple[str, str, str, str, str, str | None, str | None]


def state_rows(
    engine: Engine, folder: Path, *, redacted: Collection[str] = ()
) -> Iterator[Fact]:
    """Yield what an edition states, in order of the subject that it belongs to.

    Rows are target, entity id, schema, property, value, status, original. Ids of
    entities or statements in `redacted` are left out, with what points at them.
    """
    hidden, links = frozenset(redacted), frozenset(link_properties())
    statements = engine.parquet(folder / STATEMENTS)
    for row in engine.query(_ROWS.format(statements=statements)):
        target, entity_id, _, prop, _, _, _, statement_id, link = row
        if not hidden.isdisjoint((target, entity_id, statement_id)):
            continue
        if prop in links and link in hidden:
            continue
        yield row[0], row[1], row[2], row[3], row[4], row[5], row[6]


def renamed(engine: Engine, before: Path, after: Path) -> dict[str, tuple[str, ...]]:
    """Return the ids of `after` that stand for others of `before` now gone."""
    sql = _RENAMED.format(
        before=engine.parquet(before / STATEMENTS),
        after=engine.parquet(after / STATEMENTS),
        before_referents=engine.parquet(before / REFERENTS),
        after_referents=engine.parquet(after / REFERENTS),
    )
    found: dict[str, list[str]] = {}
    for old_id, new_id in engine.query(sql):
        found.setdefault(new_id, []).append(old_id)
    return {new_id: tuple(olds) for new_id, olds in found.items()}
