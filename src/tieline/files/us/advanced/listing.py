"""States a party's entries on OFAC's lists, from the advanced XML."""

from collections.abc import Mapping, Sequence

from tieline.files.parties.party import Cell, Party
from tieline.files.us.advanced.reading import ListEntry
from tieline.files.us.advanced.values import Value
from tieline.files.us.lists import listing_id, lists_of_programs
from tieline.files.us.ofac_party import AUTHORITY, CONS, SDN
from tieline.model.entry import EntryDraft

# The list that an entry is on, by what its title says; the first that fits.
_TITLES = (
    ("SDN List", "SDN"),
    ("Sectoral Sanctions", "SSI"),
    ("Palestinian Legislative Council", "PLC"),
    ("Foreign Sanctions Evaders", "FSE"),
    ("Correspondent Account", "CAP"),
    ("Chinese Military-Industrial", "CMIC"),
    ("Menu-Based", "MBS"),
)
_UMBRELLA = "Consolidated List"
_CUT = {SDN: "SDN", CONS: "NS"}


def by_code(
    entries: Sequence[ListEntry], remarks: str, cut: str
) -> Mapping[str, tuple[ListEntry, ...]]:
    """Return a party's entries by the code of the list that each is on.

    The consolidated list is of several: which, the programmes and remarks tell. `cut`
    is the data set of a file that breaks off before its entries, else empty: a party
    of it is on the list that the data set is of.
    """
    found: dict[str, tuple[ListEntry, ...]] = {}
    for entry in entries:
        for code in _codes(entry, remarks):
            found[code] = (*found.get(code, ()), entry)
    if not found and cut in _CUT:
        found[_CUT[cut]] = ()
    return found


def _codes(entry: ListEntry, remarks: str) -> tuple[str, ...]:
    title = entry.on.text
    named = [code for words, code in _TITLES if words in title and title != _UMBRELLA]
    if named:
        # "Non-SDN ..." holds no "SDN List" unless it is the list itself.
        return (named[0],)
    if title != _UMBRELLA:
        return ("NS",)
    programs = tuple(each.text for each in entry.programs)
    return tuple(each.code for each in lists_of_programs(programs, remarks))


def state_entries(
    draft: EntryDraft,
    party: Party,
    listings: Mapping[str, tuple[ListEntry, ...]],
    number: Cell,
) -> None:
    """State a listing for each list: programmes, measures, legal bases, days."""
    for code, entries in listings.items():
        one = Party(
            draft,
            subject=party.subject,
            schema_name=party.schema,
            listings=(listing_id(party.subject, code),),
        )
        cited = tuple(cell for entry in entries for cell in entry.on.cells())
        one.rule("entity", party.subject, (number,))
        one.rule("list", code, cited or (number,))
        one.rule("authority", AUTHORITY, cited or (number,))
        one.rule("authorityId", number.quote, (number,))
        for entry in entries:
            _state_entry(one, entry)
        days = [day for entry in entries for day in entry.days]
        if days:
            first = min(days, key=lambda day: day.text)
            one.rule("startDate", first.text, first.cells())
        party.say("topics", "sanction", cited or (number,))


def _state_entry(one: Party, entry: ListEntry) -> None:
    def rule(prop: str, values: Sequence[Value]) -> None:
        for value in values:
            one.rule(prop, value.text, value.cells())

    rule("recordId", (entry.number,))
    rule("program", entry.programs or (entry.on,))
    rule("provisions", entry.measures)
    rule("citation", entry.bases)
    rule("listingDate", entry.days)
