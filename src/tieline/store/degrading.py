"""Statements as plain FollowTheMoney can hold them."""

import msgspec

from tieline.model.errors import SchemaError
from tieline.model.schema import Property, label_of, schema
from tieline.model.statement import Statement

# Text that several facts may share, so that each has to say what it is.
_SHARED = ("summary", "provisions", "description", "notes", "reason")


def degrade(statement: Statement) -> Statement | None:
    """Return the statement in FollowTheMoney's own schemata and properties.

    Our schemata become the one they extend, a tie an `UnknownLink`. A property of
    ours becomes the one that its definition names, or text behind a label; what
    points at another entity and has no home there is left out (None).

    >>> s = Statement(
    ...     entity_id="e", schema="Sanction", prop="scope", value="and any successor",
    ...     dataset="d",
    ... )
    >>> degrade(s).prop, degrade(s).value
    ('provisions', 'Scope: and any successor')
    """
    try:
        held = schema(statement.schema)
    except SchemaError:
        return statement
    prop = held.properties.get(statement.prop)
    plain = held.ftm or statement.schema
    if prop is None or not prop.is_extension:
        if plain == statement.schema:
            return statement
        return msgspec.structs.replace(statement, schema=plain)
    home = prop.ftm or _home(plain, prop)
    if home is None:
        return None
    value = statement.value
    if home in _SHARED and home != prop.name:
        value = f"{label_of(prop.name)}: {value}"
    return msgspec.structs.replace(statement, schema=plain, prop=home, value=value)


def _home(plain: str, prop: Property) -> str | None:
    if prop.type == "entity":
        return None
    known = schema(plain).properties
    return next((name for name in ("notes", "summary") if name in known), None)
