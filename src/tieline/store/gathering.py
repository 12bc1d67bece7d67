"""Statements on one id, gathered into an entity."""

from collections.abc import Sequence

from tieline.model.entity import Entity
from tieline.model.errors import SchemaError
from tieline.model.schema import schema
from tieline.model.statement import Statement
from tieline.store.kinds import more_special


def entity_of(
    entity_id: str, statements: Sequence[Statement], *, referents: tuple[str, ...] = ()
) -> Entity:
    """Return the entity that at least one statement makes; values in their order."""
    properties: dict[str, dict[str, None]] = {}
    kind = statements[0].schema
    for one in statements:
        kind = more_special(kind, one.schema)
        properties.setdefault(one.prop, {})[one.value] = None
    seen = [one.first_seen for one in statements if one.first_seen is not None]
    last = [one.last_seen for one in statements if one.last_seen is not None]
    held = {prop: tuple(values) for prop, values in properties.items()}
    return Entity(
        id=entity_id,
        caption=_caption(kind, held) or entity_id,
        schema=kind,
        properties=held,
        referents=referents,
        datasets=tuple(sorted({one.dataset for one in statements})),
        first_seen=min(seen, default=None),
        last_seen=max(last, default=None),
    )


def _caption(kind: str, held: dict[str, tuple[str, ...]]) -> str | None:
    try:
        wanted = schema(kind).caption
    except SchemaError:
        wanted = ()
    for prop in (*wanted, "name", "alias"):
        if held.get(prop):
            return held[prop][0]
    return None
