"""UFLPA Entity List (forced labour), as a table transcribed from its page."""

import re
from collections.abc import Iterator

from tieline.files.delimited import header_of
from tieline.files.us.lists import keyed_id
from tieline.files.us.single_lists import (
    CHANGED,
    LICENCE,
    USES,
    ListRow,
    begin,
    known_list,
    name_of,
    read_list,
    state_listing,
    state_name,
)
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.source import Report, Snapshot, Source
from tieline.text.dates import date_in_names
from tieline.text.mending import mend

_DATASET = "us_uflpa"
_SECTION, _NAME, _DAY = "UFLPA Section", "Name of Entity", "Effective Date"
_COLUMNS = (_SECTION, _NAME, _DAY)
_OPTIONAL = {"Federal Register Notice": "citation", "Source Url": "sourceUrl"}
_AUTHORITY = "Department of Homeland Security"
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ALIASES = re.compile(
    r"^(?:(?:and|including) )?"
    r"(?:(?:\w+ )?alias(?:es)?:|(?:also|formerly) known as:?) ?",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"^(?:and )?(?:also )?formerly known as:? ?|^(?:and )?also known as:? ?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r";\s*(?:and )?|,? and (?=(?:also |formerly )+known as)", re.IGNORECASE
)
_SCOPE = re.compile(
    r",?\s+(?P<scope>(?:and|including) (?:its |their )?(?:[\w-]+ )*"
    r"(?:subsidiaries|entities)\b.*)$",
    re.IGNORECASE,
)


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the header."""
    del name
    return _DATASET if set(_COLUMNS) <= set(header_of(head)) else None


def published(snapshot: Snapshot) -> str | None:
    """Return the date in the file's name; the list carries none of its own."""
    return date_in_names(part.name for part in snapshot.parts)


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a row: an entity under one limb of the Act."""
    held = SOURCE.provenance(snapshot)
    for row in read_list(snapshot, report, _COLUMNS, optional=tuple(_OPTIONAL)):
        yield _entry(row, held)


def _entry(row: ListRow, held: Provenance) -> Entry:
    on, named = known_list("UFLPA"), row.cells(_NAME)
    text = mend(row.text_of(_NAME))
    brackets = [each for each in _BRACKET.finditer(text) if _ALIASES.match(each[1])]
    for each in reversed(brackets):
        text = text[: each.start()] + text[each.end() :]
    scope = _SCOPE.search(text)
    name = name_of(row, _NAME, text=_SCOPE.sub("", text))
    subject = keyed_id(on.code, name.names[0][1])
    draft = EntryDraft(row.where, held)
    party = begin(draft, subject, on, is_person=name.is_individual)
    state_listing(party, on, _AUTHORITY, named)
    section, start = row.take(_SECTION), row.date(_DAY)
    if not section or not start:
        what = f"the record has no {_SECTION} or no {_DAY}"
        raise SourceError(what, where=row.where, hint=CHANGED)
    party.rule("program", on.title, named)
    party.rule("provisions", section, row.cells(_SECTION))
    party.rule("startDate", start, row.cells(_DAY))
    for column, prop in _OPTIONAL.items():
        party.rule(prop, row.take(column), row.cells(column))
    state_name(party, name, named)
    party.rule("scope", scope["scope"] if scope is not None else "", named)
    for each in brackets:
        for prop, other in split_names(each["inside"]):
            party.say(prop, other, named, original=row.cells(_NAME)[0].quote)
    row.finish()
    return draft.finish(subject)


def split_names(inside: str) -> tuple[tuple[str, str], ...]:
    """Split what stands in brackets behind a name, each with its property.

    >>> split_names("including two aliases: EX; and Ex Corps")
    (('alias', 'EX'), ('alias', 'Ex Corps'))
    >>> split_names("also known as A Co. and formerly known as B Co., Ltd.")
    (('alias', 'A Co.'), ('previousName', 'B Co., Ltd.'))
    """
    found: list[tuple[str, str]] = []
    prop = "alias"
    for piece in _BETWEEN.split(inside):
        mark = _FORMER.match(piece)
        if mark is not None:
            prop = "previousName" if "former" in mark[0].lower() else "alias"
        name = _ALIASES.sub("", _FORMER.sub("", piece)).strip(" ,;")
        if name:
            found.append((prop, name))
    return tuple(found)


SOURCE = Source(
    key="us_uflpa",
    title="Entity List of the Uyghur Forced Labor Prevention Act (United States)",
    publisher="US Department of Homeland Security",
    url="https://www.dhs.gov/uflpa-entity-list",
    licence=LICENCE,
    dataset=_DATASET,
    datasets={_DATASET: "US UFLPA Entity List"},
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=(
        "The folded name, without further names in brackets and without the words on "
        "subsidiaries: the list has no numbers."
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
