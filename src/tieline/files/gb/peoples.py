"""States what British lists say of a person's nationality."""

import re
from collections.abc import Sequence

from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Cell, Party
from tieline.text.demonyms import nationality_code

_WORDS = re.compile(
    r"\b(?:citizenship|nationality|nationalities|national|citizen|possibly)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:revoked|withdrawn|until|former)")


def state_nationality(party: Party, text: str, cells: Sequence[Cell]) -> None:
    """State countries by name or by their people's; what is neither, as a note."""
    for each in read_numbered(text).all_texts:
        bare = each.partition("(")[0].strip(" .")
        code = nationality_code(bare) or nationality_code(_WORDS.sub("", bare).strip())
        is_past = _PAST.search(each) is not None
        if code is not None and not is_past:
            party.say("nationality", code, cells, original=each)
        if code is None or is_past or bare != each:
            party.say("notes", f"nationality: {each}", cells)
