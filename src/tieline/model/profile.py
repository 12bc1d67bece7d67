"""What the matcher sees of a query or of an entity."""

from typing import Literal

import msgspec

from tieline.model.listing import Listing

NameKind = Literal["name", "alias", "weak"]


class NameValue(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A name as written; `weak` is a low-quality alias as its list marks it."""

    text: str
    kind: NameKind = "name"


class Identifier(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An identifier: its kind (a FollowTheMoney property, `leiCode`) and value."""

    kind: str
    value: str


class Profile(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One party: a query row or an entity of the store.

    `countries` are ISO 3166-1 alpha-2 codes, lower case, of address or
    registration, never of nationality or birth. `dates` pairs a property
    (`birthDate`, `incorporationDate`) with an ISO date. `listings` is empty for a
    query. `schema` is FollowTheMoney's name, `Thing` when unknown.
    """

    id: str
    schema: str = "Thing"
    names: tuple[NameValue, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    caption: str = ""
    datasets: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    referents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
