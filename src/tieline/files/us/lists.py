"""What the lists of the United States share: their codes, topics and ids."""

import pkgutil
import re

import msgspec

from tieline.model.ids import natural_id

_SOURCE = re.compile(r"^(?P<title>.+?) \((?P<code>[A-Z-]+)(?: List)?\)(?: List)? - ")
_CODES = {"NS-MBS": "MBS"}
# Which list of the consolidated file a programme or a directive belongs to.
_BY_PROGRAM = {
    "CMIC-EO13959": "CMIC",
    "CMIC-EO": "CMIC",
    "NS-PLC": "PLC",
    "UKRAINE-EO13662": "SSI",
    "561-Related": "CAP",
    "561List": "CAP",
    "CAATSA - RUSSIA": "MBS",
    "BURMA-EO14014": "MBS",
    "ILLICIT-DRUGS-EO14059": "MBS",
    "FSE-IR": "FSE",
    "FSE-SY": "FSE",
    "FSE-WMD": "FSE",
}
_BY_DIRECTIVE = (
    (re.compile(r"EO 14024 Directive (?:1a|3)\)"), "MBS"),
    (re.compile(r"EO 14024 Directive 2\)"), "CAP"),
)


class UsList(msgspec.Struct, frozen=True, kw_only=True):
    """A list: its short code, its title, FollowTheMoney topics of who is on it."""

    code: str = ""
    title: str
    topics: tuple[str, ...]


class _Lists:
    """Owner of the table, read on first use, some 15 entries."""

    def __init__(self) -> None:
        self._held: dict[str, UsList] = {}

    def get(self, code: str) -> UsList | None:
        if not self._held:
            data = pkgutil.get_data("tieline.files.us", "lists.json") or b"{}"
            table = msgspec.json.decode(data, type=dict[str, UsList])
            self._held = {
                key: msgspec.structs.replace(value, code=key)
                for key, value in table.items()
            }
        return self._held.get(code)


_HELD = _Lists()


def us_list(code: str) -> UsList | None:
    """Return the list of this code, None when it is not known."""
    return _HELD.get(code)


def list_of_source(text: str) -> UsList | None:
    """Return the list that a `source` cell of the screening list names.

    >>> found = list_of_source("Entity List (EL) - Bureau of Industry and Security")
    >>> found.code if found else None
    'EL'
    """
    found = _SOURCE.match(text)
    if found is None:
        return None
    code = found["code"].removesuffix(" List")
    return us_list(_CODES.get(code, code))


def lists_of_programs(programs: tuple[str, ...], remarks: str) -> tuple[UsList, ...]:
    """Return the lists that an entry of the consolidated OFAC file stands on.

    That file does not name them: a programme has its list, and what a directive
    under Executive Order 14024 adds is told by the remarks.
    """
    codes = [_BY_PROGRAM[each] for each in programs if each in _BY_PROGRAM]
    codes += [code for mark, code in _BY_DIRECTIVE if mark.search(remarks)]
    found = [us_list(code) for code in dict.fromkeys(codes or ["NS"])]
    return tuple(each for each in found if each is not None)


def ofac_id(number: str) -> str:
    """Return the id of the entity that OFAC gave this number, whatever the file.

    >>> ofac_id("30882")
    'ofac-30882'
    """
    return f"ofac-{number.strip()}"


def keyed_id(code: str, name: str, *more: str) -> str:
    """Return the id of an entry on a list without numbers of its own.

    `more` is the start date, then whatever tells entries apart that share both.
    """
    return natural_id(f"us-{code.lower()}", name, *more)


def listing_id(subject_id: str, code: str) -> str:
    """Return the id of a subject's listing on one list: one for each pair."""
    return f"{subject_id}-{code.lower()}"
