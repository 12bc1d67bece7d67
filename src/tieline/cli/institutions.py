"""Rows for people to read: the institutions of affiliations, and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tieline.workspace.answers import in_words, listing_words, verdict_of
from tieline.workspace.institution_answers import (
    found_words,
    hits_of,
    is_main,
    named_parties,
)

if TYPE_CHECKING:
    from tieline.cli.output import Cell
    from tieline.model.query import Hit, Institution, Party, Result

COLUMNS = (
    "role",
    "written",
    "institution",
    "country",
    "ror",
    "verdict",
    "score",
    "id",
    "name",
    "lists",
    "reasons",
)


def telling_institution_rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a result that says more than that nothing was found."""
    if result.hits or result.history or result.past or result.error:
        yield from institution_rows(result)


def institution_rows(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Yield one row a hit, and one an institution where there is none.

    Units and parents without a hit are left out; persons, where they were asked about,
    stand as in any screening. The past comes behind the present.
    """
    named = list(named_parties(result))
    for is_past in (False, True):
        for party, one in named:
            if (one.tense == "past") == is_past:
                yield from _party_rows(result, party, one)
    persons = [party for party in result.parties if party.institution is None]
    for party in persons:
        for hit in hits_of(party, (*result.hits, *result.history)):
            yield (
                hit.role,
                "; ".join(party.query.properties.get("name", ())),
                "",
                "",
                "",
                *_hit_cells(hit, hit.verdict),
            )
    if not named:
        text = "; ".join(str(value) for value in (result.row or {}).values())
        said = result.error or result.note or "no institution is named"
        yield ("", text, "", "", "", verdict_of(result), None, "", "", "", said)


def _party_rows(
    result: Result, party: Party, one: Institution
) -> Iterator[tuple[Cell, ...]]:
    start = (party.role, one.written, one.name or "", one.country or "", one.ror or "")
    live = [*hits_of(party, result.hits), *hits_of(party, result.past)]
    ended = list(hits_of(party, result.history))
    for hit in live:
        yield (*start, *_hit_cells(hit, hit.verdict))
    for hit in ended:
        yield (*start, *_hit_cells(hit, "ended"))
    if not live and not ended and is_main(party):
        verdict = "error" if result.error else "none_found"
        said = result.error or found_words(one)
        yield (*start, verdict, None, "", "", "", said)


def _hit_cells(hit: Hit, verdict: str) -> tuple[Cell, ...]:
    marked = f"{verdict} ({hit.decision})" if hit.decision else verdict
    return (
        marked,
        hit.score,
        hit.entity_id,
        hit.caption,
        "; ".join(dict.fromkeys(map(listing_words, hit.listings))),
        in_words(hit.reasons),
    )
