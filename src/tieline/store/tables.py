"""The tables of an edition: their columns, and the SQL that makes them.

`target` is the subject that a listing or identity paper belongs to, and for all
else the entity itself: rows are sorted by it, then by `seq`, their place in the
source, so that what concerns a subject lies together.
"""

# S608: these texts are joined from constants of this module; values are bound.
# ruff: noqa: S608 - paths are quoted, names are ours

SPOOL = {
    "seq": "BIGINT",
    "id": "VARCHAR",
    "entity_id": "VARCHAR",
    "canonical_id": "VARCHAR",
    "schema": "VARCHAR",
    "prop": "VARCHAR",
    "value": "VARCHAR",
    "dataset": "VARCHAR",
    "lang": "VARCHAR",
    "original_value": "VARCHAR",
    "first_seen": "VARCHAR",
    "last_seen": "VARCHAR",
    "external": "BOOLEAN",
    "origin": "VARCHAR",
    "status": "VARCHAR",
    "reliability": "VARCHAR",
    "credibility": "VARCHAR",
    "quantity": 'STRUCT(low VARCHAR, high VARCHAR, unit VARCHAR, "bound" VARCHAR, '
    "quote VARCHAR)",
    "evidence": "STRUCT(snapshot_sha256 VARCHAR, locator VARCHAR, quote VARCHAR, "
    'method VARCHAR, page BIGINT, "start" BIGINT, "end" BIGINT)[]',
}
REFERENT_SPOOL = {"entity_id": "VARCHAR", "other_id": "VARCHAR"}
_SPOOLED = ", ".join(name for name in SPOOL if name != "evidence")
_DATED = {
    "first_seen": "coalesce(s.first_seen, p.first_seen, $day) AS first_seen",
    "last_seen": "coalesce(s.last_seen, $day) AS last_seen",
    "external": "coalesce(s.external, false) AS external",
}
_KEPT = ", ".join(
    _DATED.get(name, f"s.{name}") for name in SPOOL if name not in ("seq", "evidence")
)

RAW = "SELECT * FROM {spool}"

# A subject of several listings' is sorted under the first; the others are joined
# when profiles are read.
MAKE_HOLDERS = """
CREATE OR REPLACE TABLE holders AS
SELECT entity_id, min(value) AS target FROM {raw}
WHERE (schema = 'Sanction' AND prop = 'entity')
   OR (schema IN ('Identification', 'Passport') AND prop = 'holder')
GROUP BY entity_id
"""

# The same statement read from two records is one statement with more evidence.
MAKE_DOUBLES = """
CREATE OR REPLACE TABLE doubles AS
SELECT id, min(seq) AS seq FROM {raw} GROUP BY id HAVING count(*) > 1
"""

MAKE_PREVIOUS = """
CREATE OR REPLACE TABLE previous AS
SELECT id, min(first_seen) AS first_seen FROM {previous} GROUP BY id
"""
MAKE_NO_PREVIOUS = """
CREATE OR REPLACE TABLE previous (id VARCHAR, first_seen VARCHAR)
"""

STATEMENTS = f"""
SELECT coalesce(h.target, s.entity_id) AS target, s.seq, {_KEPT},
       s.evidence[1].locator AS locator,
       s.evidence[1].snapshot_sha256 AS snapshot_sha256
FROM {{raw}} s
LEFT JOIN holders h ON h.entity_id = s.entity_id
LEFT JOIN doubles d ON d.id = s.id
LEFT JOIN previous p ON p.id = s.id
WHERE d.id IS NULL OR d.seq = s.seq
ORDER BY 1, 2
"""

EVIDENCE = """
WITH spans AS (
  SELECT s.entity_id, s.id, s.seq, generate_subscripts(s.evidence, 1) AS n,
         unnest(s.evidence) AS e
  FROM {raw} s
), single AS (
  SELECT a.entity_id, a.id, a.seq, a.n, a.e
  FROM spans a ANTI JOIN doubles d ON d.id = a.id
), double AS (
  SELECT a.entity_id, a.id, d.seq,
         row_number() OVER (PARTITION BY a.id ORDER BY min(a.seq), min(a.n)) AS n, a.e
  FROM spans a JOIN doubles d ON d.id = a.id
  GROUP BY a.entity_id, a.id, d.seq, a.e
)
SELECT coalesce(h.target, u.entity_id) AS target, u.seq, u.n, u.id AS statement_id,
       u.e.snapshot_sha256 AS snapshot_sha256, u.e.locator AS locator,
       u.e.quote AS quote, u.e.method AS method, u.e.page AS page,
       u.e."start" AS "start", u.e."end" AS "end"
FROM (FROM single UNION ALL FROM double) u
LEFT JOIN holders h ON h.entity_id = u.entity_id
ORDER BY 1, 2, 3
"""

REFERENTS = """
SELECT DISTINCT entity_id, other_id FROM {spool} WHERE entity_id <> other_id
ORDER BY 1, 2
"""

# With an edition before this one: what it knew stays findable. An id that is gone,
# while exactly one entity now carries its record id or one of its other ids,
# becomes an other id of that entity, and with it the ids that it had. So does one
# that is gone while exactly one new id of the same kind (the id up to its last `-`)
# has its name and one of its addresses: a denial order renewed under a new day.
_HOMES = """
  SELECT n.target, concat_ws(chr(31), regexp_replace(n.target, '-[^-]*$', ''),
         lower(n.value), lower(a.value)) AS mark
  FROM {rows} n JOIN {rows} a ON a.entity_id = n.entity_id
  WHERE n.prop = 'name' AND a.prop = 'address' AND n.entity_id = n.target
    AND n.target IN (FROM {those})
"""
REFERENTS_AFTER = f"""
WITH fresh AS (SELECT DISTINCT entity_id, other_id FROM {{spool}}),
past AS (SELECT DISTINCT entity_id, other_id FROM {{past_referents}}),
now AS (SELECT DISTINCT target FROM {{statements}}),
gone AS (
  SELECT DISTINCT target FROM {{past_statements}}
  WHERE target NOT IN (SELECT target FROM now)
),
come AS (
  SELECT target FROM now
  WHERE target NOT IN (SELECT target FROM {{past_statements}})
),
marks AS (
  SELECT target, value AS mark FROM {{statements}} WHERE prop = 'recordId'
  UNION SELECT entity_id, other_id FROM fresh
  UNION {_HOMES.format(rows="{statements}", those="come")}
),
past_marks AS (
  SELECT target, value AS mark FROM {{past_statements}} WHERE prop = 'recordId'
  UNION SELECT entity_id, other_id FROM past
  UNION {_HOMES.format(rows="{past_statements}", those="gone")}
),
moved AS (
  SELECT g.target AS old_id, min(m.target) AS new_id
  FROM gone g JOIN past_marks p ON p.target = g.target JOIN marks m ON m.mark = p.mark
  GROUP BY g.target HAVING count(DISTINCT m.target) = 1
)
SELECT entity_id, other_id FROM (
  FROM fresh
  UNION SELECT new_id, old_id FROM moved
  UNION SELECT m.new_id, p.other_id FROM moved m JOIN past p ON p.entity_id = m.old_id
  UNION SELECT p.entity_id, p.other_id FROM past p JOIN now n ON n.target = p.entity_id
)
WHERE entity_id <> other_id
ORDER BY 1, 2
"""

COUNT_KINDS = """
SELECT schema, count(*) FROM (
  SELECT entity_id, min(schema) AS schema FROM {statements} GROUP BY entity_id
) GROUP BY schema
"""
# An address is found by itself where it has an entry of its own on a list.
COUNT_LISTED_ADDRESSES = """
SELECT count(DISTINCT a.entity_id) FROM {statements} a
JOIN {statements} l ON l.target = a.entity_id AND l.schema = 'Sanction'
WHERE a.schema = 'Address'
"""
COUNT = "SELECT count(*) FROM {rows}"
