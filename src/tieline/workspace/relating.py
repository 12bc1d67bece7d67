"""How an entity is tied to others: both ways, with dates, status and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import SchemaError
from tieline.model.interval import Interval, is_date
from tieline.model.schema import schema
from tieline.text.tables import read_rows

if TYPE_CHECKING:
    from tieline.model.entity import Entity
    from tieline.model.statement import Credibility, Reliability, Stated, Status

_PACKAGE = "tieline.workspace"
_WORDS = "relation_words.tsv"
UNREAD = " (its text was not read)"
# The information's own grade: nobody could tell whether it is true.
_NOT_JUDGED = "6"


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One relation, as seen from the entity that is shown.

    `says` reads from that entity to the other (`part of`, `has part`); `is_open` tells
    whether it held on the day asked about. `start` and `end` are as precise as stated,
    None where nobody says. `source` names what the other end rests on, and that its
    text was not read where that is so; `source_id` is the document's id.
    """

    tie_id: str
    type: str
    says: str
    other_id: str
    other: str
    start: str | None
    end: str | None
    is_open: bool
    role: str | None
    status: Status | None
    reliability: Reliability | None
    credibility: Credibility | None
    source: str | None
    source_id: str | None
    datasets: tuple[str, ...]


def is_tie(schema_name: str) -> bool:
    """Tell whether entities of a schema tie two others together.

    >>> is_tie("Succession"), is_tie("Sanction")
    (True, False)
    """
    try:
        return schema(schema_name).is_edge
    except SchemaError:
        return False


def other_ends(entity_id: str, ties: Iterable[Entity]) -> set[str]:
    """Return the ids of those that the ties lead to."""
    return {end for tie in ties for end in _ends(tie) if end != entity_id}


def relations(
    entity_id: str,
    ties: Iterable[tuple[Entity, Sequence[Stated]]],
    known: Mapping[str, Entity],
    as_of: str,
) -> tuple[Relation, ...]:
    """Return the relations of an entity, in the order of their kinds, open ones first.

    `known` holds the entities at the other ends, and the documents that are cited.
    """
    words = {key: (out, back) for key, out, back in read_rows(_PACKAGE, _WORDS)}
    order = {key: number for number, key in enumerate(words)}
    found = [
        relation
        for tie, facts in ties
        for relation in _seen(entity_id, tie, facts, known, as_of, words)
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.get(one.type, len(order)),
                one.says,
                not one.is_open,
                one.start or "",
                one.other,
                one.tie_id,
            ),
        )
    )


def cited(stated: Stated, known: Mapping[str, Entity]) -> str | None:
    """Name the source that a statement was keyed from, if it names one."""
    origin = stated.statement.origin
    document = None if origin is None else known.get(origin)
    if document is None or document.schema != "Document":
        return None
    held = document.properties
    parts = (*held.get("publisher", ()), *held.get("title", ()), *held.get("date", ()))
    text = ", ".join(parts)
    is_unread = stated.statement.credibility == _NOT_JUDGED
    return f"{text}{UNREAD}" if is_unread else text


def _ends(tie: Entity) -> tuple[str, ...]:
    kind = schema(tie.schema)
    props = (kind.edge_source, kind.edge_target)
    return tuple(end for prop in props if prop for end in tie.properties.get(prop, ()))


def _seen(
    entity_id: str,
    tie: Entity,
    facts: Sequence[Stated],
    known: Mapping[str, Entity],
    as_of: str,
    words: Mapping[str, tuple[str, str]],
) -> Iterable[Relation]:
    kind = schema(tie.schema)
    for own, far, way in (
        (kind.edge_source, kind.edge_target, 0),
        (kind.edge_target, kind.edge_source, 1),
    ):
        if own is None or far is None or entity_id not in tie.properties.get(own, ()):
            continue
        for stated in facts:
            end = stated.statement
            if end.prop == far and end.value != entity_id:
                yield _relation(tie, stated, known, as_of, words, way)


def _relation(
    tie: Entity,
    stated: Stated,
    known: Mapping[str, Entity],
    as_of: str,
    words: Mapping[str, tuple[str, str]],
    way: int,
) -> Relation:
    end = stated.statement
    other = known.get(end.value)
    kind = _first(tie, "tieType") or tie.schema
    plain = kind.replace("_", " ")
    start, until = _first(tie, "startDate"), _first(tie, "endDate")
    return Relation(
        tie_id=tie.id,
        type=kind,
        says=words.get(kind, (plain, f"{plain} (from the other end)"))[way],
        other_id=end.value,
        other=end.value if other is None else other.caption,
        start=start,
        end=until,
        is_open=Interval(start=_day(start), end=_day(until)).holds(as_of),
        role=_first(tie, "role"),
        status=end.status,
        reliability=end.reliability,
        credibility=end.credibility,
        source=cited(stated, known),
        source_id=end.origin,
        datasets=tie.datasets,
    )


def _first(tie: Entity, prop: str) -> str | None:
    return next(iter(tie.properties.get(prop, ())), None)


def _day(text: str | None) -> str | None:
    """Return a date as far as it is one; lists print others too."""
    bare = None if text is None else text[:10]
    return bare if bare is not None and is_date(bare) else None
