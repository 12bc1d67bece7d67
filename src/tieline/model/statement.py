"""One value of one property of one entity, as one data set states it."""

import hashlib
from typing import Literal

import msgspec

from tieline.model.evidence import Evidence
from tieline.model.quantity import Quantity
from tieline.model.schema import property_type

# Values of these types are no text in a language: their tag is left out of the id.
_NO_LANGUAGE = frozenset(
    {
        "checksum",
        "country",
        "date",
        "email",
        "entity",
        "gender",
        "ip",
        "language",
        "mimetype",
        "phone",
        "topic",
        "url",
    }
)

Status = Literal[
    "listed", "alleged", "self-disclosed", "disputed", "removed", "enjoined", "expired"
]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value; columns and id as in FollowTheMoney, and what that lacks.

    Dates are ISO 8601 text. `canonical_id` is None while nothing was merged.
    `reliability` (source, A to F) and `credibility` (information, 1 to 6) are the
    two axes of the Admiralty grade (NATO AJP-2.1), never merged into one.
    `status` says how far the statement is established.
    """

    entity_id: str
    schema: str
    prop: str
    value: str
    dataset: str
    lang: str | None = None
    original_value: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    external: bool = False
    origin: str | None = None
    canonical_id: str | None = None
    status: Status | None = None
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    quantity: Quantity | None = None

    @property
    def id(self) -> str:
        """FollowTheMoney's statement id: SHA-1 over data set, entity, property, value.

        The language counts where the value is text; whether it is `external` counts.

        >>> s = Statement(
        ...     entity_id="e", schema="Person", prop="name", value="A", dataset="d"
        ... )
        >>> s.id
        'cc56b4f9aa6ed655abd0b009498306e606c0dc1a'

        Raises:
            SchemaError: `lang` is set and the schema or property is not known.
        """
        key = f"{self.dataset}.{self.entity_id}.{self.prop}.{self.value}"
        if self.lang is not None and self._is_text():
            key += f"@{self.lang}"
        if self.external:
            key += ".ext"
        return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()

    def _is_text(self) -> bool:
        if self.prop == "id":
            return False
        return property_type(self.schema, self.prop) not in _NO_LANGUAGE


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with the evidence for it, at least one span."""

    statement: Statement
    evidence: tuple[Evidence, ...]
