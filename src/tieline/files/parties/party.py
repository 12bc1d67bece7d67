"""States what a list says of one party, each value with the cell it stands in.

`publisher` begins the ids of papers.
"""

import re
from collections.abc import Sequence

import msgspec

from tieline.files.dates_meant import dates_meant
from tieline.files.parties.kinds import property_for, sort_of
from tieline.files.xml_records import Leaf
from tieline.model.entry import EntryDraft
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id
from tieline.model.schema import is_a, schema
from tieline.text.countries import country_code
from tieline.text.dates import dates_in
from tieline.text.mending import mend

_CURRENCY = re.compile(r"^digital currency address - (\w+)$", re.IGNORECASE)
_CODE = 2
_LONGEST_NUMBER = 200  # characters: what is longer is no number with a place
# What stands around a number: a word before it, brackets, a place after it.
_LABEL = re.compile(r"^(?:#|(?:Booklet|No\.)(?::| )|(?!ISIN:)[A-Z]{2,5}:) ?(?=\S*\d)")
_BRACKETS = re.compile(r"^\((?P<number>\d+)\)$")
_PLACED = re.compile(
    r"^(?P<number>.*\d\S*),? (?:\((?P<place>[^()\d]+)\)|(?P<name>[A-Z][a-z]+))$"
)


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Where a value stands: its column and raw text, and the row if not the own."""

    column: str
    quote: str
    locator: str | None = None


def cells_of(*leaves: Leaf) -> tuple[Cell, ...]:
    """Return where the filled elements of an XML file stand."""
    return tuple(Cell(column=leaf.path, quote=leaf.raw) for leaf in leaves if leaf.text)


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """An identifier or fact as printed: kind, value, and what follows it.

    `place` is the part of a country, or the office, that a number was given in.
    """

    kind: str
    value: str
    country: str | None = None
    issued: str | None = None
    expires: str | None = None
    place: str | None = None


class Party:
    """One record's subject and its listings, being stated on a draft."""

    def __init__(
        self,
        draft: EntryDraft,
        *,
        subject: str,
        schema_name: str,
        listings: Sequence[str] = (),
        publisher: str = "us",
    ) -> None:
        self.subject = subject
        self.schema = schema_name
        self.listings = tuple(listings)
        self._draft = draft
        self._publisher = publisher

    def say(
        self,
        prop: str,
        value: str,
        cells: Sequence[Cell],
        *,
        original: str | None = None,
        lang: str | None = None,
    ) -> None:
        """State a property of the subject; `lang` is the language of a name.

        A property that its schema does not have goes to the notes with its name,
        so that nothing is lost.
        """
        if not value.strip():
            return
        if prop not in schema(self.schema).properties:
            prop, value = "notes", f"{_words(prop)}: {original or value}"
        said = (value, original)
        self._state(self.subject, self.schema, prop, said, cells, lang=lang)

    def rule(
        self,
        prop: str,
        value: str,
        cells: Sequence[Cell],
        *,
        original: str | None = None,
    ) -> None:
        """State a property of each listing."""
        for listing in self.listings:
            self._state(listing, "Sanction", prop, (value, original), cells)

    def date(self, prop: str, text: str, cells: Sequence[Cell]) -> None:
        """State every date that `text` may mean; text without any goes to the notes."""
        found = dates_meant(text)
        for each in found:
            self.say(prop, each, cells, original=text if text != each else None)
        if not found:
            self.say("notes", f"{_words(prop)}: {text}", cells)

    def country(self, prop: str, text: str, cells: Sequence[Cell]) -> None:
        """State a country by its code; what is no country goes to the notes."""
        code = country_code(text)
        if code is None:
            self.say("notes", f"{_words(prop)}: {text}", cells)
        else:
            self.say(prop, code, cells, original=text)

    def address(self, text: str, cells: Sequence[Cell], country: str = "") -> None:
        """State an address and its country, which ends it as a code or is given.

        A country alone is no address: it would agree with that of many others.
        """
        bare = text.removeprefix("and ")  # before the last address of several
        if country_code(bare) is not None:
            self.country("country", bare, cells)
            return
        prop = "full" if self.schema == "Address" else "address"
        self.say(prop, bare, cells, original=text if bare != text else None)
        last = country or text.rstrip(" ,.").rpartition(",")[2].strip()
        code = country_code(last)
        if code is not None and (len(last) > _CODE or last.isupper()):
            self.say("country", code, cells, original=last)

    def paper(self, paper: Paper, cells: Sequence[Cell]) -> None:
        """State an identifier or fact by its kind; an unknown kind is kept as is."""
        sort = sort_of(paper.kind)
        if sort is None:
            self._identify(paper, cells)
            return
        what, prop = sort
        if what == "fact":
            self._fact(prop, paper.value, cells)
        elif what == "rule":
            self._provide(prop, paper, cells)
        else:
            self._number(prop, paper, cells)

    def _number(self, prop: str, paper: Paper, cells: Sequence[Cell]) -> None:
        printed, paper = paper.value, _settled(paper)
        code = country_code(paper.country or "")
        exact = property_for(prop, paper.value, code)
        value = paper.value.replace("IMO ", "IMO").removeprefix("ISIN: ")
        is_known = exact in schema(self.schema).properties
        if is_known:
            original = printed if value != printed else None
            self.say(exact, value, cells, original=original)
        more = (paper.country, paper.issued, paper.expires, paper.place)
        if not is_known or any(more):
            self._identify(paper, cells)

    def _fact(self, prop: str, value: str, cells: Sequence[Cell]) -> None:
        kind = _type_of(self.schema, prop)
        if prop == "jurisdiction" and not is_a(self.schema, "Person"):
            self.country("country", value, cells)
            self.country(prop, value, cells)
        elif kind == "country":
            self.country(prop, value, cells)
        elif kind == "date":
            self.date(prop, value, cells)
        elif kind == "gender":
            self.say(prop, value.lower(), cells, original=value)
        else:
            self.say(prop, value, cells)

    def _provide(self, prop: str, paper: Paper, cells: Sequence[Cell]) -> None:
        """State what a list forbids or when; a date is read as such."""
        found = dates_in(paper.value)
        kind = paper.kind.rstrip(" :-")
        if prop == "provisions" or len(found) != 1:
            self.rule("provisions", f"{kind}: {paper.value}", cells)
            return
        original = paper.value if paper.value != found[0] else None
        self.rule(prop, found[0], cells, original=original)

    def _identify(self, paper: Paper, cells: Sequence[Cell]) -> None:
        """State a paper of its own: an identification, passport or wallet."""
        if not is_a(self.schema, "LegalEntity"):
            text = " ".join(filter(None, (paper.kind, paper.value, paper.country)))
            self.say("notes", text, cells)
            return
        kind = paper.kind.rstrip(" :-")
        parts = (self.subject, kind, paper.value, paper.country or "")
        currency = _CURRENCY.match(kind)
        if currency is not None:
            held = digest_id(f"{self._publisher}-wallet", *parts)
            self._part(held, "CryptoWallet", "holder", self.subject, cells)
            self._part(held, "CryptoWallet", "publicKey", paper.value, cells)
            self._part(held, "CryptoWallet", "currencySymbol", currency[1], cells)
            return
        held = digest_id(f"{self._publisher}-id", *parts)
        name = "Passport" if "passport" in kind.lower() else "Identification"
        self._part(held, name, "holder", self.subject, cells)
        self._part(held, name, "type", kind, cells)
        self._part(held, name, "number", paper.value, cells)
        code = country_code(paper.country or "")
        self._part(held, name, "country", code or "", cells)
        if paper.country and code is None:
            self._part(held, name, "authority", paper.country, cells)
        self._part(held, name, "authority", paper.place or "", cells)
        self._part_date(held, name, ("startDate", paper.issued), cells)
        self._part_date(held, name, ("endDate", paper.expires), cells)

    def _part_date(
        self,
        held: str,
        name: str,
        dated: tuple[str, str | None],
        cells: Sequence[Cell],
    ) -> None:
        prop, text = dated
        if not text:
            return
        found = dates_in(text)
        if found:
            original = text if text != found[0] else None
            self._state(held, name, prop, (found[0], original), cells)
        else:
            self._part(held, name, "summary", text, cells)

    def _part(
        self, held: str, name: str, prop: str, value: str, cells: Sequence[Cell]
    ) -> None:
        self._state(held, name, prop, (value, None), cells)

    def _state(
        self,
        entity: str,
        name: str,
        prop: str,
        value: tuple[str, str | None],
        cells: Sequence[Cell],
        *,
        lang: str | None = None,
    ) -> None:
        """State a value once for each cell it stands in; mended, the original kept."""
        text, original = value
        whole = mend(text)
        if original is None and whole != text.strip():
            original = text
        is_listing = name == "Sanction"
        for cell in cells:
            self._draft.add(
                entity,
                name,
                prop,
                whole,
                column=cell.column,
                quote=cell.quote,
                lang=lang,
                original_value=original,
                status="listed" if is_listing else None,
                locator=cell.locator,
            )


def checked(text: str, *, where: str, column: str) -> str:
    """Return a date cell as it stands.

    Raises:
        SourceError: it is filled and holds no single date.
    """
    found = dates_in(text)
    if len(found) != 1:
        hint = "The list changed; this version does not know how it writes dates now"
        raise SourceError(f"{column} {text!r} is not a date", where=where, hint=hint)
    return found[0]


def _settled(paper: Paper) -> Paper:
    """Part a number from what is printed around it.

    >>> found = _settled(Paper(kind="R", value="3934472 (New York)", country="US"))
    >>> found.value, found.place
    ('3934472', 'New York')
    """
    number, place, country = paper.value, paper.place, paper.country
    number = _LABEL.sub("", number)
    bracketed = _BRACKETS.match(number)
    if bracketed is not None:
        number = bracketed["number"]
    is_short = len(number) <= _LONGEST_NUMBER
    found = _PLACED.match(number) if is_short else None
    if found is not None:
        after = found["place"] or found["name"]
        is_country = country is None and country_code(after) is not None
        if is_country or found["place"]:
            number = found["number"].rstrip(",")
            if is_country:
                country = after
            else:
                place = after if place is None else f"{place}, {after}"
    return msgspec.structs.replace(paper, value=number, country=country, place=place)


def _type_of(schema_name: str, prop: str) -> str:
    found = schema(schema_name).properties.get(prop)
    return found.type if found is not None else "string"


def _words(prop: str) -> str:
    """Write a property's name as words.

    >>> _words("birthDate")
    'birth date'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", prop).lower()
