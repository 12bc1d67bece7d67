"""What affiliations named, as cells: in the rows of a table, and one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tieline.workspace.answers import Cell, free_names, in_words

if TYPE_CHECKING:
    from tieline.model.query import Hit, Institution, NamedOrganisation, Party, Result

INSTITUTION_COLUMNS = (
    "tieline_institutions",
    "tieline_past_institutions",
    "tieline_past_hits",
)
SHEET_COLUMNS = (
    "row",
    "role",
    "written",
    "start",
    "end",
    "tense",
    "guest",
    "ror",
    "institution",
    "country",
    "types",
    "parents",
    "may_be",
    "score",
    "reasons",
    "hits",
    "query_id",
)
_MAIN = ("institution", "past institution")


def institution_columns(own: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns of institutions; none is one of the user's."""
    return free_names(own, INSTITUTION_COLUMNS)


def institution_cells(result: Result) -> tuple[Cell, ...]:
    """Return the cells of one row, in the order of `INSTITUTION_COLUMNS`."""
    named: dict[bool, list[str]] = {True: [], False: []}
    for party, one in named_parties(result):
        if party.role in _MAIN:
            named[one.tense == "past"].append(institution_words(one))
    past = (
        f"{hit.entity_id} {hit.caption} ({hit.role}, {hit.verdict}, {hit.score:.2f})"
        for hit in result.past
    )
    present = named[False]
    cut = next(filter(None, (cut_words(one) for _, one in named_parties(result))), None)
    notes = [f"({note})" for note in (cut, result.note) if note is not None]
    present = [*present, *notes]
    return ("; ".join(present), "; ".join(named[True]), "; ".join(past))


def cut_words(one: Institution) -> str | None:
    """Say that the text was too long to be read whole; None where it was not."""
    from tieline.matching.institutions import CUT  # noqa: PLC0415 - most answers have no institution

    return next((it.detail for it in one.reasons if it.feature == CUT), None)


def named_parties(result: Result) -> Iterator[tuple[Party, Institution]]:
    """Yield the parties that stand in an affiliation, in its order."""
    for party in result.parties:
        if party.institution is not None:
            yield party, party.institution


def is_main(party: Party) -> bool:
    """Tell whether a party is an institution itself, and no unit or parent of one."""
    return party.role in _MAIN


def hits_of(party: Party, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits on one party."""
    for hit in hits:
        if (hit.query_id, hit.role) == (party.query.id, party.role):
            yield hit


def sheet_rows(result: Result, number: int) -> Iterator[tuple[Cell, ...]]:
    """Yield one row a party of an affiliation, in the order of `SHEET_COLUMNS`.

    `number` is the row of the input, from 1.
    """
    hits = (*result.hits, *result.history, *result.past)
    for party, one in named_parties(result):
        yield (
            number,
            party.role,
            one.written,
            one.start,
            one.end,
            one.tense,
            one.guest,
            one.ror,
            one.name,
            one.country,
            "; ".join(one.types),
            "; ".join(map(organisation_words, one.parents)),
            "; ".join(map(organisation_words, one.candidates)),
            one.score,
            in_words(one.reasons),
            sum(1 for _ in hits_of(party, hits)),
            party.query.id,
        )


def organisation_words(one: NamedOrganisation) -> str:
    """Name an organisation in a few words.

    >>> from tieline.model.query import NamedOrganisation
    >>> organisation_words(NamedOrganisation(ror="https://ror.org/x", name="Y"))
    'Y [https://ror.org/x]'
    """
    country = f" ({one.country})" if one.country else ""
    return f"{one.name}{country} [{one.ror}]"


def institution_words(one: Institution) -> str:
    """Say who an institution is: registered, one of several, or as it is written."""
    if one.ror is not None:
        country = f" ({one.country})" if one.country else ""
        return f"{one.name}{country} [{one.ror}]"
    if one.candidates:
        return f"{one.written} [one of {len(one.candidates)}]"
    return f"{one.written} [not in the registry]"


def found_words(one: Institution) -> str:
    """Say how an institution was found, or that it was not."""
    if one.candidates:
        named = "; ".join(map(organisation_words, one.candidates))
        return f"may be one of {len(one.candidates)}: {named}"
    told = [reason.detail for reason in one.reasons]
    if one.ror is None and told == [cut for cut in [cut_words(one)] if cut]:
        told.insert(0, "not in the registry; looked for as it is written")
    return "; ".join(told)
