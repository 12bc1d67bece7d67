"""Hashes by which a row is known again when it comes back unchanged."""

import hashlib
import unicodedata
from collections.abc import Iterable

import msgspec

from tieline.model.listing import Listing
from tieline.model.profile import Profile
from tieline.model.query import Query

_DIGITS = 20


def query_fingerprint(query: Query) -> str:
    """Hash what is asked: schema and properties, whatever their order and spacing.

    >>> one = Query(id="1", schema="Company", properties={"name": ("ACME  Ltd",)})
    >>> two = Query(id="2", schema="Company", properties={"name": ("ACME Ltd",)})
    >>> query_fingerprint(one) == query_fingerprint(two)
    True
    """
    filled = {prop: _values(values) for prop, values in query.properties.items()}
    asked = sorted((prop, values) for prop, values in filled.items() if values)
    return _digest((query.schema, asked))


def query_id(query: Query) -> str:
    """Return the id of a query whose row carries none: the same in every run."""
    return f"q-{query_fingerprint(query)}"


def own_fingerprint(query_id: str) -> str | None:
    """Return the fingerprint that `query_id` was made of; None for a foreign id."""
    digits = query_id.removeprefix("q-")
    is_own = query_id.startswith("q-") and len(digits) == _DIGITS
    return digits if is_own and all(c in "0123456789abcdef" for c in digits) else None


def entity_fingerprint(profile: Profile) -> str:
    """Hash what is known of an entity, as a decision on it depends on it.

    Where it was read (row, data set, address of the list) is left out, so a new
    edition that says the same does not reopen a decision.
    """
    return _digest(
        (
            profile.schema,
            sorted({(name.text, name.kind) for name in profile.names}),
            sorted({(number.kind, number.value) for number in profile.identifiers}),
            sorted(set(profile.countries)),
            sorted(set(profile.dates)),
            _values(profile.addresses),
            sorted({_legal_words(listing) for listing in profile.listings}),
        )
    )


def _legal_words(listing: Listing) -> tuple[str, ...]:
    words = (
        listing.list,
        listing.program,
        listing.authority,
        listing.start,
        listing.end,
        listing.status,
        listing.licence_requirement,
        listing.licence_policy,
        listing.scope,
        listing.citation,
    )
    return tuple(word or "" for word in words)


def _values(values: Iterable[str]) -> list[str]:
    plain = (" ".join(unicodedata.normalize("NFC", value).split()) for value in values)
    return sorted({value for value in plain if value})


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:_DIGITS]
