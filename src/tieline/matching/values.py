"""Identifiers as they are compared."""

_SHORTEST = 4


def normal_value(value: str) -> str | None:
    """Return an identifier in capitals and digits alone; None if it is none.

    >>> normal_value("HRB 123-45"), normal_value("n/a")
    ('HRB12345', None)
    """
    bare = "".join(char for char in value.upper() if char.isalnum())
    has_digit = any(char.isdigit() for char in bare)
    if len(bare) < _SHORTEST or not has_digit or len(set(bare)) == 1:
        return None
    return bare
