"""Identifiers as they are compared."""

from tieline.text.fold import clean

_SHORTEST = 4
# What is typed where a form insists on a number.
_RUNS = ("0123456789012345", "1234567890123456", "9876543210987654")


def normal_value(value: str) -> str | None:
    """Return an identifier in capitals and digits alone; None if it is none.

    >>> normal_value("HRB 123-45"), normal_value("n/a"), normal_value("123456")
    ('HRB12345', None, None)
    """
    bare = "".join(char for char in clean(value).upper() if char.isalnum())
    has_digit = any(char.isdigit() for char in bare)
    if len(bare) < _SHORTEST or not has_digit or len(set(bare)) == 1:
        return None
    if any(run.startswith(bare) for run in _RUNS):
        return None
    return bare
