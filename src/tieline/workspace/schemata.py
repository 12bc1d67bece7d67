"""Names of schemata and countries as people type them."""

from tieline.model.errors import UsageError


def check_schema(text: str) -> str:
    """Return the schema that is meant, whatever its case.

    >>> check_schema("company")
    'Company'

    Raises:
        UsageError: there is none of this name; the nearest is named.
    """
    # Imported here: the schemata are data, and most screenings need none of them.
    from tieline.model import schema as schemata  # noqa: PLC0415 - loaded when it is used

    if text == "Thing":
        return text
    known = {name.casefold(): name for name in schemata.names()}
    found = known.get(text.strip().casefold())
    if found is not None:
        return found
    from difflib import get_close_matches  # noqa: PLC0415 - only for typos

    near = get_close_matches(text.casefold(), known, n=1)
    tip = f"Did you mean {known[near[0]]}?" if near else "Try Person or Company"
    raise UsageError(f"{text!r} is no schema", hint=tip)


def check_country(text: str) -> str:
    """Return the code of the country that is meant by a code or an English name.

    >>> check_country("China"), check_country("hk")
    ('cn', 'hk')

    Raises:
        UsageError: there is no such country.
    """
    from tieline.text.countries import country_code  # noqa: PLC0415 - seldom needed

    code = country_code(text)
    if code is None:
        hint = "Write a code such as CN, or the English name"
        what = f"{text!r} is no country"
        raise UsageError(what, where="--country", hint=hint)
    return code
