"""States of the United States, as affiliations end with them: Cambridge, MA 02139."""

import re

from tieline.text.tables import read_rows

# Two capitals, and the first five figures of a postcode or all nine of them.
_LETTERS = re.compile(r"([A-Z]{2})(?:[ ,]+\d{5}(?:-\d{4})?)?\.?")
_FIGURES = re.compile(r"[ ,]+\d{5}(?:-\d{4})?$")


class _States:
    """Owner of the states: read on first use."""

    def __init__(self) -> None:
        self._known: frozenset[str] | None = None

    def known(self) -> frozenset[str]:
        if self._known is None:
            rows = read_rows("tieline.names", "us_states.tsv")
            self._known = frozenset(way for row in rows for way in row if way)
        return self._known


_HELD = _States()


def is_us_state(text: str) -> bool:
    """Tell whether a part of an affiliation is a state, with or without a postcode.

    Letters have to be capitals: "in" and "or" are words.

    >>> is_us_state("MA"), is_us_state("Texas"), is_us_state("MI 48109")
    (True, True, True)
    >>> is_us_state("or"), is_us_state("MIT"), is_us_state("UK")
    (False, False, False)
    """
    letters = _LETTERS.fullmatch(text.strip())
    if letters is not None:
        return letters[1].lower() in _HELD.known()
    name = _FIGURES.sub("", text.strip(" .")).lower()
    return len(name) > 2 and name in _HELD.known()  # noqa: PLR2004 - letters are read above
