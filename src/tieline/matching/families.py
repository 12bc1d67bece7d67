"""Which schemata can be one and the same thing."""

from typing import Literal

from tieline.model.errors import SchemaError
from tieline.model.schema import schema as schema_of

Family = Literal["person", "organisation", "craft", "any"]
_FAMILIES: dict[str, Family] = {
    "Person": "person",
    "Organization": "organisation",
    "Vehicle": "craft",
}


def family_of(schema: str) -> Family:
    """Return the family of a schema; `any` can be one with everything.

    >>> family_of("Company"), family_of("LegalEntity"), family_of("Thing")
    ('organisation', 'any', 'any')
    """
    try:
        ancestors = schema_of(schema).ancestors
    except SchemaError:
        return "any"
    for name, family in _FAMILIES.items():
        if name in ancestors:
            return family
    return "any"


def may_meet(left: str, right: str, one: Family, two: Family) -> bool:
    """Tell whether two schemata, of families `one` and `two`, may describe one thing.

    >>> may_meet("Person", "Company", "person", "organisation")
    False
    >>> may_meet("Person", "LegalEntity", "person", "any")
    True
    """
    if left == right:
        return True
    if one == two == "craft":
        return "Vehicle" in {left, right}
    if "craft" in {one, two}:
        return "Thing" in {left, right}
    return one == two or "any" in {one, two}
