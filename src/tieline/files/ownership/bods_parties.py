"""What is said of an entity or a person in a beneficial ownership statement."""

import msgspec

from tieline.files.ownership.bods_records import (
    Address,
    Bods,
    Country,
    EntityDetails,
    Exposure,
    Identifier,
    Name,
    PersonDetails,
    PublicListing,
    Unspecified,
)
from tieline.files.ownership.shares import Share
from tieline.files.parties.party import Cell, Paper, Party
from tieline.model.entry import EntryDraft
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.statement import Status
from tieline.text.countries import country_code

_SCHEMATA = {
    "registeredEntity": "Company",
    "legalEntity": "Organization",
    "arrangement": "LegalEntity",
    "anonymousEntity": "LegalEntity",
    "unknownEntity": "LegalEntity",
    "state": "PublicBody",
    "stateBody": "PublicBody",
}
_PERSONS = frozenset({"knownPerson", "anonymousPerson", "unknownPerson"})
_NAMES = {
    "": "name",
    "legal": "name",
    "individual": "name",
    "translation": "alias",
    "transliteration": "alias",
    "alternative": "alias",
    "former": "previousName",
    "birth": "previousName",
}
_PAPERS = {"PASSPORT": "Passport", "TAXID": "Tax ID No.", "IDCARD": "National ID No."}
# Fields of the statement itself.
_OUTSIDE = (
    "annotations",
    "publicationDetails",
    "recordId",
    "recordStatus",
    "source",
    "statement",
)
_DAY = 10
_COUNTRY = 2
_NEWER = "The statement is of another version; a newer Tieline may read it"


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """One statement being read, and the draft that takes what it says.

    `replaced_by` is the id of the last statement about the record where this is an
    earlier one, "" where it counts; `names_now` are the names that one gives.
    """

    draft: EntryDraft
    subject: str
    statement: Bods
    where: str
    replaced_by: str = ""
    names_now: frozenset[str] = frozenset()

    @property
    def status(self) -> Status | None:
        """How far the statement is established: what was replaced or closed is over."""
        if self.replaced_by or self.statement.record_status == "closed":
            return "expired"
        kinds = self.statement.source.type
        return "self-disclosed" if "selfDeclaration" in kinds else None

    def state(
        self,
        tie: tuple[str, str],
        prop: str,
        value: str,
        column: str,
        *,
        quote: str = "",
        share: Share | None = None,
    ) -> None:
        """State a value of a tie, as established as the statement is."""
        self.draft.add(
            *tie,
            prop,
            value.strip(),
            column=_place(column),
            quote=quote or value,
            status=self.status,
            quantity=share.quantity(quote or value) if share is not None else None,
        )

    def day(self, text: str, column: str) -> str:
        """Return the day of a date or time.

        Raises:
            SourceError: it is none.
        """
        day = text.strip()[:_DAY]
        if day and not is_date(day):
            what = f"{column} {text!r} is not a date"
            raise SourceError(what, where=self.where, hint="Get the file again")
        return day


def _cell(column: str, quote: str) -> tuple[Cell, ...]:
    return (Cell(column=_place(column), quote=quote),) if quote.strip() else ()


def _place(column: str) -> str:
    """Return a field's place in the statement; most stand in the record's details."""
    is_outside = column.startswith(_OUTSIDE)
    return column if is_outside else f"recordDetails.{column}"


def _party(said: Statements, schema_name: str) -> Party:
    return Party(
        said.draft, subject=said.subject, schema_name=schema_name, publisher="bods"
    )


def state_entity(said: Statements, details: EntityDetails) -> None:
    """State what is said of an entity.

    Raises:
        SourceError: its kind is not known, or a date is none.
    """
    kind = details.entity_type
    if kind.type not in _SCHEMATA:
        what = f"type of entity {kind.type!r} is not known"
        raise SourceError(what, where=said.where, hint=_NEWER)
    party = _party(said, _SCHEMATA[kind.type])
    for field, text in (
        ("type", kind.type),
        ("subtype", kind.subtype),
        ("details", kind.details),
    ):
        party.say("classification", text, _cell(f"entityType.{field}", text))
    _state_name(said, party, ("name", details.name), "name")
    for number, name in enumerate(details.alternate_names):
        party.say("alias", name, _cell(f"alternateNames[{number}]", name))
    _state_unspecified(
        party, details.unspecified_entity_details, "unspecifiedEntityDetails"
    )
    _state_jurisdiction(party, details.jurisdiction, "jurisdiction")
    for prop, text, column in (
        ("incorporationDate", details.founding_date, "foundingDate"),
        ("dissolutionDate", details.dissolution_date, "dissolutionDate"),
    ):
        day = said.day(text, column)
        original = text if text != day else None
        party.say(prop, day, _cell(column, text), original=original)
    party.say("sourceUrl", details.uri, _cell("uri", details.uri))
    for number, each in enumerate(details.identifiers):
        _state_number(party, each, f"identifiers[{number}]")
    for number, place in enumerate(details.addresses):
        _state_address(party, place, f"addresses[{number}]")
    _state_securities(party, details.public_listing)
    law = details.formed_by_statute
    if law is not None:
        text = f"formed by statute: {law.name} {law.date}".strip()
        party.say("notes", text, _cell("formedByStatute.name", law.name or law.date))
    _state_upkeep(said, party)


def state_person(said: Statements, details: PersonDetails) -> None:
    """State what is said of a person, and no more.

    Raises:
        SourceError: the kind or a name's is not known, or a date is none.
    """
    if details.person_type not in _PERSONS:
        what = f"type of person {details.person_type!r} is not known"
        raise SourceError(what, where=said.where, hint=_NEWER)
    party = _party(said, "Person")
    kind = details.person_type
    if kind != "knownPerson":
        party.say("notes", f"person: {kind}", _cell("personType", kind))
    _state_unspecified(
        party, details.unspecified_person_details, "unspecifiedPersonDetails"
    )
    for number, name in enumerate(details.names):
        _state_person_name(said, party, name, f"names[{number}]")
    for prop, text, column in (
        ("birthDate", details.birth_date, "birthDate"),
        ("deathDate", details.death_date, "deathDate"),
    ):
        day = said.day(text, column)
        original = text if text != day else None
        party.say(prop, day, _cell(column, text), original=original)
    _state_places(party, details)
    for number, each in enumerate(details.identifiers):
        _state_number(party, each, f"identifiers[{number}]")
    if details.political_exposure is not None:
        _state_exposure(party, details.political_exposure)
    _state_upkeep(said, party)


def _state_places(party: Party, details: PersonDetails) -> None:
    """State nationalities, residences and the place of birth, as given."""
    for number, country in enumerate(details.nationalities):
        _state_country(party, "nationality", country, f"nationalities[{number}]")
    for number, country in enumerate(details.tax_residencies):
        text = country.name or country.code
        cell = _cell(f"taxResidencies[{number}]", text)
        party.say("notes", f"tax residency: {text}", cell)
    born, home = details.place_of_birth, details.place_of_residence
    if born is not None:
        _state_address(party, born, "placeOfBirth", is_birth=True)
    if home is not None:
        _state_address(party, home, "placeOfResidence")
    for number, place in enumerate(details.addresses):
        is_birth = place.type == "placeOfBirth"
        _state_address(party, place, f"addresses[{number}]", is_birth=is_birth)


def _state_name(
    said: Statements, party: Party, name: tuple[str, str], column: str
) -> None:
    """State a name; one that a later statement no longer gives is a former one."""
    prop, text = name
    is_former = bool(said.names_now) and text.strip() not in said.names_now
    prop = "previousName" if is_former and prop == "name" else prop
    party.say(prop, text, _cell(column, text))


def _state_person_name(said: Statements, party: Party, name: Name, at: str) -> None:
    if name.type not in _NAMES:
        what = f"type of name {name.type!r} is not known"
        raise SourceError(what, where=said.where, hint=_NEWER)
    parts = (
        ("firstName", "givenName", name.given_name),
        ("middleName", "patronymicName", name.patronymic_name),
        ("lastName", "familyName", name.family_name),
    )
    whole = name.full_name.strip()
    if whole:
        _state_name(said, party, (_NAMES[name.type], whole), f"{at}.fullName")
    elif any(part for _, _, part in parts):
        joined = " ".join(part.strip() for _, _, part in parts if part.strip())
        column, quote = next((c, part) for _, c, part in parts if part.strip())
        party.say(_NAMES[name.type], joined, _cell(f"{at}.{column}", quote))
    if _NAMES[name.type] == "name":
        for prop, column, part in parts:
            party.say(prop, part, _cell(f"{at}.{column}", part))


def _state_unspecified(party: Party, found: Unspecified | None, at: str) -> None:
    if found is None:
        return
    text = f"not specified: {found.reason}"
    if found.description:
        text += f" ({found.description})"
    party.say("notes", text, _cell(f"{at}.reason", found.reason))


def _state_country(party: Party, prop: str, country: Country, at: str) -> None:
    code = country_code(country.code[:_COUNTRY]) or country_code(country.name)
    text, field = (country.code, "code") if country.code else (country.name, "name")
    if code is None:
        party.say("notes", f"{prop}: {text}" if text else "", _cell(at, text))
        return
    party.say(prop, code, _cell(f"{at}.{field}", text), original=country.name or text)


def _state_jurisdiction(party: Party, found: Country | None, at: str) -> None:
    if found is not None:
        _state_country(party, "jurisdiction", found, at)


def _state_number(party: Party, number: Identifier, at: str) -> None:
    by = number.scheme or number.scheme_name.strip()
    if number.uri:
        party.say("sourceUrl", number.uri, _cell(f"{at}.uri", number.uri))
    if not number.id.strip():
        party.say("notes", f"register: {by}" if by else "", _cell(at, by))
        return
    cell = _cell(f"{at}.id", number.id)
    if number.scheme == "XI-LEI":
        party.say("leiCode", number.id, cell)
        return
    kind, country = "registration number", None
    if party.schema == "Person":
        kind = _PAPERS.get(number.scheme.rpartition("-")[2], by or "number")
    else:
        country = country_code(number.scheme[:_COUNTRY]) if number.scheme else None
    party.paper(
        Paper(kind=kind, value=number.id.strip(), country=country, place=by or None),
        cell,
    )


def _state_address(
    party: Party, place: Address, at: str, *, is_birth: bool = False
) -> None:
    land = place.country
    name = "" if land is None else (land.name or land.code).strip()
    parts = (place.address.strip(" ,"), place.post_code.strip(), name)
    lines = [part for part in parts if part]
    text = ", ".join(dict.fromkeys(lines))
    column = "address" if place.address.strip() else "postCode"
    quote = place.address if place.address.strip() else place.post_code
    if is_birth:
        party.say("birthPlace", text, _cell(at, quote or name))
        return
    if quote.strip():
        party.say("address", text, _cell(f"{at}.{column}", quote))
    if land is not None:
        _state_country(party, "country", land, f"{at}.country")


def _state_securities(party: Party, listing: PublicListing | None) -> None:
    if listing is None:
        return
    at = "publicListing"
    for number, address in enumerate(listing.company_filings_urls):
        party.say(
            "sourceUrl", address, _cell(f"{at}.companyFilingsURLs[{number}]", address)
        )
    for number, each in enumerate(listing.securities_listings):
        where, held = f"{at}.securitiesListings[{number}]", each.security
        cell = _cell(f"{where}.security.ticker", held.ticker)
        party.say("ticker", held.ticker, cell)
        if held.id:
            kind = "ISIN" if held.id_scheme == "isin" else held.id_scheme or "security"
            paper = Paper(kind=kind, value=held.id)
            party.paper(paper, _cell(f"{where}.security.id", held.id))
        traded = each.stock_exchange_name
        text = f"traded at: {traded}" if traded else ""
        party.say("notes", text, _cell(f"{where}.stockExchangeName", traded))


def _state_exposure(party: Party, exposure: Exposure) -> None:
    at = "politicalExposure"
    text = f"political exposure: {exposure.status}"
    party.say("notes", text, _cell(f"{at}.status", exposure.status))
    for number, each in enumerate(exposure.details):
        said = each.reason or each.missing_info_reason
        land = each.jurisdiction.name if each.jurisdiction is not None else ""
        span = " to ".join(filter(None, (each.start_date, each.end_date)))
        text = ", ".join(filter(None, (said, land, span)))
        quote = said or land or each.start_date or each.end_date
        note = f"political exposure: {text}" if text else ""
        party.say("notes", note, _cell(f"{at}.details[{number}]", quote))


def _state_upkeep(said: Statements, party: Party) -> None:
    """State who published the statement, and what became of it."""
    found = said.statement
    publisher = found.publication_details.publisher
    at = "publicationDetails.publisher"
    party.say("publisher", publisher.name, _cell(f"{at}.name", publisher.name))
    party.say("publisherUrl", publisher.url, _cell(f"{at}.url", publisher.url))
    day = said.day(found.statement_date, "statementDate")
    original = found.statement_date if found.statement_date != day else None
    party.say(
        "modifiedAt",
        day,
        _cell("statementDate", found.statement_date),
        original=original,
    )
    party.say("sourceUrl", found.source.url, _cell("source.url", found.source.url))
    if found.record_status == "closed":
        cell = _cell("recordStatus", found.record_status)
        party.say("notes", f"record closed: {day}", cell)
    for number, each in enumerate(found.annotations):
        text = each.description or each.transformed_content or each.url
        cell = _cell(f"annotations[{number}]", text)
        party.say("notes", f"annotation: {text}" if text else "", cell)
