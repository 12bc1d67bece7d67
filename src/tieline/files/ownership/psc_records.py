"""What a line of Companies House's snapshot of people with significant control holds.

The fields are those that its documentation names; another one stops the parse.
"""

from typing import Any

import msgspec


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a line; anything else in it stops the parse."""


class Line(Strict, frozen=True):
    """A line: the company, and what is said of its control."""

    company_number: str
    data: dict[str, Any]


class Address(Strict, frozen=True):
    """An address in parts."""

    care_of: str = ""
    po_box: str = ""
    premises: str = ""
    address_line_1: str = ""
    address_line_2: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


class Birth(Strict, frozen=True):
    """Month and year of birth; the day is not published."""

    year: int = 0
    month: int = 0
    day: int = 0


class NameElements(Strict, frozen=True):
    """A person's name in parts."""

    title: str = ""
    forename: str = ""
    middle_name: str = ""
    surname: str = ""
    honours: str = ""


class Identification(Strict, frozen=True):
    """How a corporate owner is registered where it comes from."""

    country_registered: str = ""
    legal_authority: str = ""
    legal_form: str = ""
    place_registered: str = ""
    registration_number: str = ""
    identification_type: str = ""


class Control(Strict, frozen=True):
    """A person or corporate entity with control.

    `identity_verification_details` are dates of the register's own checks, which say
    nothing of the control.
    """

    kind: str
    links: dict[str, str]
    name: str = ""
    name_elements: NameElements | None = None
    natures_of_control: tuple[str, ...] = ()
    notified_on: str = ""
    ceased_on: str = ""
    ceased: bool = False
    nationality: str = ""
    country_of_residence: str = ""
    date_of_birth: Birth | None = None
    address: Address | None = None
    principal_office_address: Address | None = None
    identification: Identification | None = None
    is_sanctioned: bool = False
    description: str = ""
    etag: str = ""
    address_same_as_registered_office_address: bool | None = None
    identity_verification_details: dict[str, Any] | None = None


class SuperSecure(Strict, frozen=True):
    """Somebody whose details the law protects."""

    kind: str
    links: dict[str, str]
    description: str = ""
    ceased: bool = False
    notified_on: str = ""
    ceased_on: str = ""
    etag: str = ""


class PscStatement(Strict, frozen=True):
    """What a company says where it names nobody."""

    kind: str
    statement: str
    links: dict[str, str] = {}
    linked_psc_name: str = ""
    restrictions_notice_withdrawal_reason: str = ""
    notified_on: str = ""
    ceased_on: str = ""
    etag: str = ""


class ExemptionItem(Strict, frozen=True):
    """A span of an exemption."""

    exempt_from: str = ""
    exempt_to: str = ""


class Exemption(Strict, frozen=True):
    """A kind of exemption and its spans."""

    exemption_type: str = ""
    items: tuple[ExemptionItem, ...] = ()


class Exemptions(Strict, frozen=True):
    """All exemptions of a company."""

    kind: str
    exemptions: dict[str, Exemption]
    links: dict[str, str] = {}
    etag: str = ""


class Totals(Strict, frozen=True):
    """The last line: how many records the whole snapshot holds."""

    kind: str
    persons_of_significant_control_count: int = 0
    statements_count: int = 0
    exemptions_count: int = 0
    generated_at: str = ""
