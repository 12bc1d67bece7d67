"""What a statement of the Beneficial Ownership Data Standard 0.4 may hold.

The fields are those of its schema; one that is not here stops the parse.
"""

from typing import Any

import msgspec


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A part of a statement; anything else in it stops the parse."""


class Country(Strict, frozen=True):
    """A country or a part of one: its name and perhaps its code."""

    name: str = ""
    code: str = ""


class Address(Strict, frozen=True):
    """An address; its postal code and country stand beside it."""

    type: str = ""
    address: str = ""
    post_code: str = ""
    country: Country | None = None


class Identifier(Strict, frozen=True):
    """A number and who gives it out, as a code or by name."""

    id: str = ""
    scheme: str = ""
    scheme_name: str = ""
    uri: str = ""


class Unspecified(Strict, frozen=True):
    """Why somebody is not named."""

    reason: str
    description: str = ""


class Name(Strict, frozen=True):
    """A person's name, whole and in parts."""

    type: str = ""
    full_name: str = ""
    family_name: str = ""
    given_name: str = ""
    patronymic_name: str = ""


class Asserter(Strict, frozen=True):
    """Who makes a statement."""

    name: str = ""
    uri: str = ""


class Origin(Strict, frozen=True):
    """Where a statement comes from."""

    type: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    retrieved_at: str = ""
    asserted_by: tuple[Asserter, ...] = ()


class Publisher(Strict, frozen=True):
    """Who publishes."""

    name: str = ""
    url: str = ""


class Publication(Strict, frozen=True):
    """When, by whom and in which version a statement was published."""

    publication_date: str = ""
    bods_version: str = ""
    license: str = ""
    publisher: Publisher = Publisher()


class Annotation(Strict, frozen=True):
    """A remark on a statement or a part of it."""

    statement_pointer_target: str = ""
    creation_date: str = ""
    created_by: Asserter | None = None
    motivation: str = ""
    description: str = ""
    transformed_content: str = ""
    url: str = ""


class EntityType(Strict, frozen=True):
    """The kind of an entity."""

    type: str
    subtype: str = ""
    details: str = ""


class Security(Strict, frozen=True):
    """A security that is traded."""

    id_scheme: str = ""
    id: str = ""
    ticker: str = ""


class SecuritiesListing(Strict, frozen=True):
    """Where a security is traded."""

    stock_exchange_jurisdiction: str = ""
    stock_exchange_name: str = ""
    market_identifier_code: str = ""
    operating_market_identifier_code: str = ""
    security: Security = Security()


class PublicListing(Strict, frozen=True):
    """Whether and where an entity's shares are traded."""

    has_public_listing: bool | None = None
    # The standard spells the last letters as capitals.
    company_filings_urls: tuple[str, ...] = msgspec.field(
        default=(), name="companyFilingsURLs"
    )
    securities_listings: tuple[SecuritiesListing, ...] = ()


class Statute(Strict, frozen=True):
    """The law that made an entity."""

    name: str = ""
    date: str = ""


class EntityDetails(Strict, frozen=True):
    """What is said of an entity."""

    entity_type: EntityType
    is_component: bool = False
    unspecified_entity_details: Unspecified | None = None
    name: str = ""
    alternate_names: tuple[str, ...] = ()
    jurisdiction: Country | None = None
    identifiers: tuple[Identifier, ...] = ()
    founding_date: str = ""
    dissolution_date: str = ""
    addresses: tuple[Address, ...] = ()
    uri: str = ""
    public_listing: PublicListing | None = None
    formed_by_statute: Statute | None = None


class ExposureDetail(Strict, frozen=True):
    """Why, where and when a person was politically exposed."""

    reason: str = ""
    missing_info_reason: str = ""
    jurisdiction: Country | None = None
    start_date: str = ""
    end_date: str = ""
    source: Origin | None = None


class Exposure(Strict, frozen=True):
    """Whether a person is politically exposed."""

    status: str
    details: tuple[ExposureDetail, ...] = ()


class PersonDetails(Strict, frozen=True):
    """What is said of a person."""

    person_type: str
    is_component: bool = False
    unspecified_person_details: Unspecified | None = None
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    nationalities: tuple[Country, ...] = ()
    place_of_birth: Address | None = None
    birth_date: str = ""
    death_date: str = ""
    place_of_residence: Address | None = None
    tax_residencies: tuple[Country, ...] = ()
    addresses: tuple[Address, ...] = ()
    political_exposure: Exposure | None = None


class ShareDetails(Strict, frozen=True):
    """A share in percent: exact, or between bounds that are in or out."""

    exact: int | float | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None


class Interest(Strict, frozen=True):
    """One interest that a party holds."""

    type: str = ""
    direct_or_indirect: str = ""
    beneficial_ownership_or_control: bool | None = None
    details: str = ""
    share: ShareDetails | None = None
    start_date: str = ""
    end_date: str = ""


class RelationshipDetails(Strict, frozen=True):
    """Who holds interests in whom; either may be left open, with a reason."""

    subject: str | Unspecified
    interested_party: str | Unspecified
    is_component: bool = False
    component_records: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()


class Bods(Strict, frozen=True):
    """A statement: what it is of, when it was made, and its details."""

    statement_id: str
    record_id: str
    record_type: str
    record_details: dict[str, Any]
    declaration_subject: str = ""
    declaration: str = ""
    statement_date: str = ""
    record_status: str = ""
    publication_details: Publication = Publication()
    source: Origin = Origin()
    annotations: tuple[Annotation, ...] = ()
