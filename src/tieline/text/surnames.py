"""Chinese surnames: whether a short name in characters may be a person's."""

from tieline.text.tables import read_rows

_COMPOUND = 2


class _Surnames:
    """Owner of the surnames: read on first use, never changed."""

    def __init__(self) -> None:
        self._known: frozenset[str] | None = None

    def known(self) -> frozenset[str]:
        if self._known is None:
            single = read_rows("tieline.text", "surnames.tsv")
            longer = read_rows("tieline.text", "surname_readings.tsv")
            self._known = frozenset(
                [
                    *(char for (row,) in single for char in row),
                    *(surname for surname, _ in longer),
                ]
            )
        return self._known


_HELD = _Surnames()


def given_name_in(han: str) -> str:
    """Return what stands behind the surname of a simplified name, "" where none does.

    A given name has one or two characters.

    >>> given_name_in("王伟"), given_name_in("欧阳明月"), given_name_in("的确")
    ('伟', '明月', '')
    """
    for size in (_COMPOUND, 1):
        given = han[size:]
        if han[:size] in _HELD.known() and 1 <= len(given) <= 2:  # noqa: PLR2004 - characters of a given name
            return given
    return ""
