"""Which schemata are subjects, listings and identity papers."""

from tieline.model.errors import SchemaError
from tieline.model.schema import names, schema

# FollowTheMoney compares no events; an expo is asked for by its name all the same.
_FOUND_BY_NAME = frozenset({"Event"})


def is_subject(name: str) -> bool:
    """Tell whether entities of a schema are parties or things to be found by name.

    >>> is_subject("Company"), is_subject("Sanction"), is_subject("Address")
    (True, False, False)
    """
    try:
        held = schema(name)
    except SchemaError:
        return False
    if held.is_edge or not (held.is_matchable or name in _FOUND_BY_NAME):
        return False
    return "Thing" in held.ancestors and "Address" not in held.ancestors


def is_listing(name: str) -> bool:
    """Tell whether entities of a schema are entries on a list."""
    return name == "Sanction"


def more_special(one: str, other: str) -> str:
    """Return the schema that is the other's child; `one` when neither is.

    >>> more_special("LegalEntity", "Company")
    'Company'
    """
    if one == other:
        return one
    try:
        return other if one in schema(other).ancestors else one
    except SchemaError:
        return one


def link_properties() -> tuple[str, ...]:
    """Return the names of all properties that point at another entity, sorted."""
    found = {
        prop.name
        for name in names()
        for prop in schema(name).properties.values()
        if prop.type == "entity"
    }
    return tuple(sorted(found))
