"""What OFAC's files have in common, whatever their format: types, lists, listings."""

import re
from collections.abc import Sequence

import msgspec

from tieline.files.parties.party import Cell, Party
from tieline.files.us.lists import UsList, listing_id, lists_of_programs, us_list
from tieline.model.entry import EntryDraft

SDN, CONS = "us_ofac_sdn", "us_ofac_cons"
DATASETS = {
    SDN: "OFAC Specially Designated Nationals",
    CONS: "OFAC Consolidated Non-SDN Lists",
}
PUBLISHER = "US Department of the Treasury, Office of Foreign Assets Control"
LICENCE = "US Government work, public domain in the United States"
USES = (
    "Screening and research, also commercial. OFAC changes the lists without notice: "
    "a decision rests on the list as it stands with OFAC on that day."
)
NATURAL_KEY = "OFAC's number, the same in every file of OFAC's."
# where OFAC hands out the files, whatever their format
DOWNLOADS = "https://www.treasury.gov/ofac/downloads/"
AUTHORITY = "Treasury Department"
_NOT_SDN = re.compile(
    r'["> ](?:NS-PLC|CMIC-EO\d*|CCMC-EO13959|561-Related|561List|UKRAINE-EO13662|'
    r'FSE-\w+)["<\]]'
)
_COMPANY = re.compile(
    r"\b(?:ISIN|Equity Ticker|Target Type (?:Public|Private) Company)\b"
)


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """A programme and the cell that names it."""

    text: str
    cell: Cell


def names_other_lists(head: str) -> bool:
    """Tell whether a file's head has a programme of which no SDN is.

    >>> names_other_lists("<program>NS-PLC</program>"), names_other_lists('"SDGT"')
    (True, False)
    """
    return _NOT_SDN.search(head) is not None


def special_schema(schema_name: str, remarks: str) -> str:
    """Return `Company` for an organisation of which shares are traded.

    >>> special_schema("Organization", "Equity Ticker 00941 HK")
    'Company'
    """
    is_company = schema_name == "Organization" and _COMPANY.search(remarks)
    return "Company" if is_company else schema_name


def lists_of(dataset: str, programs: Sequence[str], remarks: str) -> tuple[UsList, ...]:
    """Return the lists that an entry of the SDN or of the consolidated file is on."""
    if dataset == CONS:
        return lists_of_programs(tuple(programs), remarks)
    found = us_list("SDN")
    return (found,) if found is not None else ()


def state_listings(
    draft: EntryDraft,
    subject: str,
    lists: Sequence[UsList],
    *,
    programs: Sequence[Program],
    number: Cell,
) -> None:
    """State an entry's listing on each of its lists.

    The lists are told by the programmes, which are cited for them; without any, the
    number is.
    """
    cited = tuple(dict.fromkeys(each.cell for each in programs)) or (number,)
    for on in lists:
        one = Party(
            draft,
            subject=subject,
            schema_name="LegalEntity",
            listings=(listing_id(subject, on.code),),
        )
        one.rule("entity", subject, (number,))
        one.rule("list", on.code, cited)
        one.rule("authority", AUTHORITY, cited)
        for each in programs:
            one.rule("program", each.text, (each.cell,))
        if not programs:
            one.rule("program", on.title, cited)
        one.rule("authorityId", number.quote, (number,))
        one.rule("recordId", number.quote, (number,))
