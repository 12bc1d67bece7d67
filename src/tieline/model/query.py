"""A question, its answer, and the lines a screening writes."""

from typing import Any, Literal

import msgspec

from tieline.model.listing import Listing

MatchVerdict = Literal["match", "candidate", "no_match"]
Lane = Literal["listed", "owned", "tied"]
Tense = Literal["past", "present", "unknown"]
Meeting = Literal[
    "equal",
    "similar",
    "sound",
    "joined",
    "initial",
    "acronym",
    "synonym",
    "alone",
    "different",
]
SCHEMA_VERSION = 1


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asked about: FollowTheMoney properties, each with its values."""

    id: str
    schema: str
    properties: dict[str, tuple[str, ...]]


class AlignedPart(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One piece of an alignment: what met what, or what stands alone.

    `query` or `candidate` is None where the other side has nothing to set beside it.
    `points` are its share of the reason's points. `query_origin` and `candidate_origin`
    are what the names have themselves where words were translated, or stand for a known
    body; None where they are written so.
    """

    query: str | None
    candidate: str | None
    how: Meeting
    points: float
    query_origin: str | None = None
    candidate_origin: str | None = None

    def side(self, *, of_query: bool) -> str | None:
        """Return one side as it may be shown: the words, and what they stand for."""
        text = self.query if of_query else self.candidate
        origin = self.query_origin if of_query else self.candidate_origin
        return text if text is None or origin is None else f"{text} ({origin})"


class Reason(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One feature's verdict: signed log-odds, above 0 for the same entity.

    `query` and `candidate` are the values compared, `detail` says it in words,
    `parts` is their alignment, in the order of the query; their points add up to the
    reason's.
    """

    feature: str
    points: float
    detail: str
    query: str | None = None
    candidate: str | None = None
    parts: tuple[AlignedPart, ...] = ()


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An entity that may be the one asked about.

    `score` (0 to 1) is calibrate(sum of the reasons' points). `role` names the
    party column that was asked about, in rows with several. `path` holds the steps
    when the hit is not direct.
    """

    entity_id: str
    caption: str
    schema: str
    score: float
    verdict: MatchVerdict
    lane: Lane | None
    reasons: tuple[Reason, ...]
    listings: tuple[Listing, ...]
    path: tuple[str, ...] = ()
    role: str | None = None
    query_id: str | None = None
    decision: str | None = None


class EditionRef(msgspec.Struct, frozen=True, kw_only=True):
    """Which edition of a data set was used."""

    version: str
    sha256: str
    published: str | None
    is_partial: bool = False


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """How much was searched: data sets and entities."""

    datasets: int
    entities: int


class Run(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="run"):
    """The first line: what was searched, as of when, as known when.

    `selection` records how the batch was chosen: input, columns, options.
    """

    schema_version: int = SCHEMA_VERSION
    as_of: str
    known_on: str
    editions: dict[str, EditionRef]
    searched: Searched
    notice: tuple[str, ...] = ()
    selection: dict[str, Any] = {}


class NamedOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation by its id and name; `ror` is its address in the registry."""

    ror: str
    name: str
    country: str | None = None


class Institution(msgspec.Struct, frozen=True, kw_only=True):
    """One institution of a text: `text[start:end] == written`, in code points.

    `ror` is None where no registered organisation is found, or several could be meant;
    `candidates` names those. `names` are all names of the organisation but its short
    forms, the one shown first, and `parents` what it belongs to, the nearest first.
    `tense` is `past` where the text says that it is over; `guest` is the word that says
    that somebody was no ordinary member. `score`, 0 to 1, is made of the points of
    `reasons`. `units` are departments and laboratories inside the institution.
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


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One party of an order: its role, and the query made of it.

    `institution` says where it stands in an affiliation, and who it is.
    """

    role: str
    query: Query
    institution: Institution | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="result"):
    """The answer for one query or one order; no hit is an answer.

    `history` holds hits whose listings all ended before the day asked about: they
    raise no flag. `suppressed` counts hits left out since a person decided them,
    `confirmed` those among them that were decided to be the same.
    `is_cut` says that more was found than the limit lets through. `past` holds hits on
    institutions that an affiliation calls past: they say nothing of the present.
    `note` tells why nobody was looked for where that is no error: an empty affiliation.
    """

    query: Query
    hits: tuple[Hit, ...]
    history: tuple[Hit, ...] = ()
    past: tuple[Hit, ...] = ()
    suppressed: int = 0
    confirmed: int = 0
    is_cut: bool = False
    parties: tuple[Party, ...] = ()
    row: dict[str, Any] | None = None
    error: str | None = None
    note: str | None = None


class End(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end"):
    """The last line; a stream without it was cut."""

    rows: int
    errors: int
    suppressed: int = 0
    hits: int = 0
