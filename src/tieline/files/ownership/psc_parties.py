"""What a line of the register of people with significant control says of somebody."""

import re

from tieline.files.ownership.psc_records import (
    Address,
    Control,
    Identification,
    NameElements,
)
from tieline.files.parties.party import Cell, Paper, Party
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.text.countries import country_code
from tieline.text.demonyms import nationality_code

_UK = frozenset(
    {
        "england",
        "england & wales",
        "england and wales",
        "england, united kingdom",
        "great britain",
        "northern ireland",
        "scotland",
        "united kingdom",
        "united kingdom (england)",
        "wales",
    }
)
_PARTIAL = "Get the file again, or import it with --partial to keep the whole records"


def cell_of(column: str, quote: str) -> tuple[Cell, ...]:
    """Return the cell of a value, none where it is empty."""
    return (Cell(column=column, quote=quote),) if quote.strip() else ()


def day_of(text: str, column: str, where: str) -> str:
    """Return a date as it stands.

    Raises:
        SourceError: it is filled and no date.
    """
    if text and not is_date(text):
        what = f"{column} {text!r} is not a date"
        raise SourceError(what, where=where, hint=_PARTIAL)
    return text


def state_party(party: Party, control: Control, where: str) -> None:
    """State who has control: as the record says, and no more.

    Raises:
        SourceError: there is no name, or the date of birth is none.
    """
    _state_name(party, control, where)
    born = control.date_of_birth
    if born is not None and born.year:
        month = f"-{born.month:02}" if born.month else ""
        day = f"-{born.day:02}" if born.day and month else ""
        text = day_of(f"{born.year}{month}{day}", "data.date_of_birth", where)
        party.say("birthDate", text, cell_of("data.date_of_birth", str(born.year)))
    for text in re.split(r"\s*[,/;]\s*", control.nationality):
        code = nationality_code(text) or country_code(text)
        cell = cell_of("data.nationality", control.nationality)
        if code is None:
            party.say("notes", f"nationality: {text}" if text else "", cell)
        else:
            party.say("nationality", code, cell, original=control.nationality)
    _state_country(
        party, "country", control.country_of_residence, "data.country_of_residence"
    )
    for column in ("address", "principal_office_address"):
        place: Address | None = getattr(control, column)
        if place is not None:
            _state_address(party, place, f"data.{column}")
    if control.identification is not None:
        _state_identification(party, control.identification)
    said = control.description
    party.say("notes", said, cell_of("data.description", said))
    if control.is_sanctioned:
        cell = cell_of("data.is_sanctioned", "true")
        party.say("notes", "the register marks this owner as sanctioned", cell)


def _state_name(party: Party, control: Control, where: str) -> None:
    whole, parts = control.name.strip(), control.name_elements or NameElements()
    if not whole:
        what = "the record has no name"
        raise SourceError(what, where=where, hint=_PARTIAL)
    title = parts.title.strip()
    bare = whole.removeprefix(f"{title} ").strip() if title else whole
    original = whole if bare != whole else None
    party.say("name", bare, cell_of("data.name", control.name), original=original)
    for prop, field, text in (
        ("title", "title", title),
        ("firstName", "forename", parts.forename),
        ("middleName", "middle_name", parts.middle_name),
        ("lastName", "surname", parts.surname),
        ("nameSuffix", "honours", parts.honours),
    ):
        party.say(prop, text, cell_of(f"data.name_elements.{field}", text))


def _state_country(party: Party, prop: str, text: str, column: str) -> None:
    if text.strip().lower() in _UK:
        party.say(prop, "gb", cell_of(column, text), original=text)
    elif text.strip():
        party.country(prop, text, cell_of(column, text))


def _state_address(party: Party, place: Address, column: str) -> None:
    first = f"{place.premises} {place.address_line_1}".strip()
    box = f"PO Box {place.po_box}" if place.po_box else ""
    lines = (
        place.care_of,
        box,
        first,
        place.address_line_2,
        place.locality,
        place.region,
        place.postal_code,
        place.country,
    )
    text = ", ".join(dict.fromkeys(line.strip() for line in lines if line.strip()))
    field, quote = next(
        (name, value)
        for name, value in (
            ("address_line_1", place.address_line_1),
            ("premises", place.premises),
            ("locality", place.locality),
            ("postal_code", place.postal_code),
            ("po_box", place.po_box),
            ("", ""),
        )
        if value or not name
    )
    party.say("address", text, cell_of(f"{column}.{field}", quote))
    _state_country(party, "country", place.country, f"{column}.country")


def _state_identification(party: Party, found: Identification) -> None:
    at = "data.identification"
    _state_country(
        party, "jurisdiction", found.country_registered, f"{at}.country_registered"
    )
    party.say(
        "legalForm", found.legal_form, cell_of(f"{at}.legal_form", found.legal_form)
    )
    law = found.legal_authority
    text = f"governing law: {law}" if law.strip() else ""
    party.say("notes", text, cell_of(f"{at}.legal_authority", law))
    kind = found.identification_type
    text = f"registered as: {kind}" if kind.strip() else ""
    party.say("notes", text, cell_of(f"{at}.identification_type", kind))
    number, place = found.registration_number.strip(), found.place_registered.strip()
    if number:
        paper = Paper(kind="registration number", value=number, place=place or None)
        cell = cell_of(f"{at}.registration_number", found.registration_number)
        party.paper(paper, cell)
    elif place:
        party.say(
            "notes", f"register: {place}", cell_of(f"{at}.place_registered", place)
        )
