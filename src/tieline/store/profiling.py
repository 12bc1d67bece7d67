"""Profiles of the subjects of an edition, streamed from its tables."""

import heapq
import itertools
import operator
from collections.abc import Collection, Iterator
from pathlib import Path

from tieline.engine.protocol import Engine
from tieline.model.profile import Profile
from tieline.store.catalog import REFERENTS, STATEMENTS
from tieline.store.composing import Fact, compose, wanted_properties
from tieline.store.referents import Referents

_COLUMNS = (
    "s.entity_id, s.schema, s.prop, s.value, s.dataset, s.status, "
    "s.locator, s.snapshot_sha256"
)
_FACTS = """
SELECT s.target, {columns} FROM {statements} s
WHERE s.prop IN (SELECT unnest($props)) {kept}
"""
# A listing of several entities, and addresses kept as entities of their own.
_JOINED = """
SELECT h.value AS target, {columns}, s.seq
FROM {statements} s JOIN (
  SELECT entity_id, value FROM {statements}
  WHERE value <> target AND ((schema = 'Sanction' AND prop = 'entity')
     OR (schema IN ('Identification', 'Passport') AND prop = 'holder'))
) h ON h.entity_id = s.entity_id
WHERE s.prop IN (SELECT unnest($props)) {kept}
UNION ALL
SELECT r.target, {columns}, s.seq
FROM {statements} s JOIN (
  SELECT target, value FROM {statements} WHERE prop = 'addressEntity'
) r ON r.value = s.entity_id
WHERE s.schema = 'Address' AND s.prop IN ('full', 'country') {kept}
ORDER BY 1, 10, 2, 4, 5
"""
_REFERENTS = "SELECT entity_id, other_id FROM {referents} ORDER BY 1, 2"
_KEPT = """
AND NOT EXISTS (SELECT 1 FROM (SELECT unnest($redacted) AS id) x
  WHERE x.id IN (s.target, s.entity_id, s.id))
"""
_target = operator.itemgetter(0)


def profiles(
    engine: Engine, folder: Path, *, redacted: Collection[str] = ()
) -> Iterator[Profile]:
    """Yield the profile of each subject in an edition's folder, sorted by id.

    A listing comes with the subject it is of, an identity paper with its holder.
    What `redacted` names (entity or statement ids) is left out.
    """
    statements = engine.parquet(folder / STATEMENTS)
    values: dict[str, object] = {"props": list(wanted_properties())}
    kept = ""
    if redacted:
        kept, values["redacted"] = _KEPT, sorted(redacted)
    texts = {"statements": statements, "columns": _COLUMNS, "kept": kept}
    facts = engine.query(_FACTS.format(**texts), values)
    joined = engine.query(_JOINED.format(**texts), values)
    others = engine.query(
        _REFERENTS.format(referents=engine.parquet(folder / REFERENTS))
    )
    merged = heapq.merge(facts, joined, key=_target)
    referents = Referents(others)
    for target, rows in itertools.groupby(merged, key=_target):
        held = [Fact._make(row[1:9]) for row in rows]
        profile = compose(target, held, referents=referents.of(target))
        if profile is not None and target not in redacted:
            yield profile
