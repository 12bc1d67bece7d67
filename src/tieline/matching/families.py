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


def are_compatible(left: str, right: str) -> bool:
    """Tell whether two schemata may describe one thing.

    >>> are_compatible("Person", "Company"), are_compatible("Person", "LegalEntity")
    (False, True)
    """
    if left == right:
        return True
    one, two = family_of(left), family_of(right)
    if one == two == "craft":
        return "Vehicle" in {left, right}
    if "craft" in {one, two}:
        return "Thing" in {left, right}
    return one == two or "any" in {one, two}
