"""An institution that an affiliation names: what is written, and who it is."""

from typing import Literal

import msgspec

from tieline.model.query import Reason

Tense = Literal["past", "present", "unknown"]


class NamedOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation by its id and name; `ror` is its address in the registry."""

    ror: str
    name: str
    country: str | None = None


class Institution(msgspec.Struct, frozen=True, kw_only=True):
    """One institution of a text: `text[start:end] == written`, in code points.

    `ror` is None where no registered organisation is found, or several could be meant;
    `candidates` names those. `names` are all names of the organisation, the one shown
    first, and `parents` what it belongs to, the nearest first. `tense` is `past` where
    the text says that it is over; `guest` is the word that says that somebody was no
    ordinary member. `score`, 0 to 1, is made of the points of `reasons`. `units` are
    departments' and laboratories' own entries, which stand inside the institution.
    """

    written: str
    start: int
    end: int
    tense: Tense
    guest: str = ""
    ror: str | None = None
    name: str | None = None
    country: str | None = None
    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parents: tuple[NamedOrganisation, ...] = ()
    candidates: tuple[NamedOrganisation, ...] = ()
    score: float | None = None
    reasons: tuple[Reason, ...] = ()
    units: tuple["Institution", ...] = ()
