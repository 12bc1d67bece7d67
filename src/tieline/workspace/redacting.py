"""What is not to be shown, taken out of what the indexes hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

    from tieline.model.listing import Listing
    from tieline.model.profile import Profile

_STATEMENT_ID = re.compile(r"[0-9a-f]{40}")
# what names a listing rather than says something about it
_LISTING_KEYS = frozenset({"id", "dataset", "list", "status"})
_VALUES = """
SELECT DISTINCT target, value FROM {rows}
WHERE id IN (SELECT unnest($ids)) ORDER BY 1, 2
"""


class Redactor:
    """Leaves out entities, listings and values.

    `hidden` are ids of entities and listings; `values` are what single statements
    said, by the entity that they belong to. The same value stated by another list
    goes too: better one fact less than one that was to be gone.
    """

    def __init__(
        self,
        hidden: Collection[str] = (),
        values: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._hidden = frozenset(hidden)
        self._values = dict(values or {})

    @property
    def is_active(self) -> bool:
        """Whether there is anything to leave out."""
        return bool(self._hidden or self._values)

    def touches(self, profile: Profile) -> bool:
        """Tell whether a profile is not to be shown as it is."""
        if not self.is_active:
            return False
        ids = (profile.id, *profile.referents, *(one.id for one in profile.listings))
        return profile.id in self._values or not self._hidden.isdisjoint(ids)

    def profile(self, profile: Profile) -> Profile | None:
        """Return what may be shown of a profile, None where it is hidden whole."""
        if not self.touches(profile):
            return profile
        if profile.id in self._hidden:
            return None
        gone = self._values.get(profile.id, frozenset())
        listings = (one for one in profile.listings if one.id not in self._hidden)
        names = tuple(name for name in profile.names if name.text not in gone)
        caption = profile.caption
        # The caption of a listed address holds its number and its text.
        is_place = profile.schema == "Address"
        if caption in gone or (is_place and any(one in caption for one in gone)):
            caption = names[0].text if names else profile.id
        return msgspec.structs.replace(
            profile,
            names=names,
            identifiers=tuple(i for i in profile.identifiers if i.value not in gone),
            countries=_left(profile.countries, gone),
            dates=tuple(date for date in profile.dates if date[1] not in gone),
            addresses=_left(profile.addresses, gone),
            caption=caption,
            listings=tuple(_bare(one, gone) for one in listings),
            referents=_left(profile.referents, self._hidden),
            topics=_left(profile.topics, gone),
        )


def _left(values: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in gone)


def _bare(listing: Listing, gone: frozenset[str]) -> Listing:
    blank: dict[str, Any] = {
        field: None
        for field in listing.__struct_fields__
        if field not in _LISTING_KEYS and getattr(listing, field) in gone
    }
    return msgspec.structs.replace(listing, **blank) if blank else listing


def redactor_of(redacted: Collection[str], statements: Iterable[Path]) -> Redactor:
    """Return the redactor for ids; `statements` are the tables of the editions.

    The tables are read only where a single statement is to be left out.
    """
    single = sorted(one for one in redacted if _STATEMENT_ID.fullmatch(one))
    values: dict[str, set[str]] = {}
    if single:
        from tieline.engine.duck import DuckEngine  # noqa: PLC0415 - seldom needed

        with DuckEngine() as engine:
            for path in statements:
                sql = _VALUES.format(rows=engine.parquet(path))
                for target, value in engine.query(sql, {"ids": single}):
                    values.setdefault(target, set()).add(value)
    frozen = {target: frozenset(held) for target, held in values.items()}
    return Redactor(redacted, frozen)
