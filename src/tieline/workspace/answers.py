"""A result as cells of a table: the best hit spelled out, the others named."""

from collections.abc import Iterable, Sequence

from tieline.files.formulas import escape_formula
from tieline.model.listing import Listing
from tieline.model.query import Hit, Query, Reason, Result, Run

Cell = str | float | int | None

ANSWER_COLUMNS = (
    "tieline_verdict",
    "tieline_score",
    "tieline_role",
    "tieline_entity_id",
    "tieline_caption",
    "tieline_lists",
    "tieline_licence_requirement",
    "tieline_citation",
    "tieline_source_url",
    "tieline_locator",
    "tieline_reasons",
    "tieline_decision",
    "tieline_hits",
    "tieline_other_hits",
    "tieline_ended",
    "tieline_suppressed",
    "tieline_query_id",
    "tieline_as_of",
    "tieline_known_on",
    "tieline_notice",
    "tieline_error",
)
HIT_COLUMNS = (
    "row",
    "query_id",
    "role",
    "asked",
    "verdict",
    "score",
    "lane",
    "entity_id",
    "caption",
    "schema",
    "decision",
    "is_past",
    "reasons",
    "dataset",
    "list",
    "program",
    "authority",
    "start",
    "end",
    "status",
    "licence_requirement",
    "licence_policy",
    "scope",
    "citation",
    "source_url",
    "locator",
)
RUN_COLUMNS = ("what", "value")


def safe_cell(cell: Cell) -> Cell:
    """Disarm a text that a spreadsheet would run as a formula, as files have it.

    >>> safe_cell("=1+1"), safe_cell(-1)
    ("'=1+1", -1)
    """
    return escape_formula(cell) if isinstance(cell, str) else cell


def answer_columns(own: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the added columns; none collides with the user's own."""
    return free_names(own, ANSWER_COLUMNS)


def free_names(own: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return names for columns to be added, numbered where a table has them already.

    >>> free_names(["name", "score", "score_2"], ["score", "verdict"])
    ('score_3', 'verdict')
    """
    taken = set(own)
    added: list[str] = []
    for column in wanted:
        name, number = column, 2
        while name in taken:
            name, number = f"{column}_{number}", number + 1
        added.append(name)
    return tuple(added)


def answer_cells(result: Result, run: Run) -> tuple[Cell, ...]:
    """Return the added cells of one row, in the order of `ANSWER_COLUMNS`."""
    best = result.hits[0] if result.hits else None
    return (
        verdict_of(result),
        *_spelled(best),
        len(result.hits),
        _more(result),
        _joined(_named(hit) for hit in result.history),
        result.suppressed,
        (best.query_id if best else None) or result.query.id,
        run.as_of,
        run.known_on,
        _joined(run.notice),
        result.error or "",
    )


def own_cells(result: Result, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the user's own cells of one row, in the order of the columns."""
    own = result.row or {}
    return tuple(str(own.get(column, "")) for column in columns)


def verdict_of(result: Result) -> str:
    """Return the best hit's verdict, `none_found`, or `error` where nothing was asked.

    Where all that was found is decided already it is `decided_same` or `decided`. No
    answer calls a party clear: nothing found says what was searched, no more.
    """
    if result.error is not None:
        return "error"
    if result.hits:
        return result.hits[0].verdict
    if result.confirmed:
        return "decided_same"
    return "decided" if result.suppressed else "none_found"


def in_words(reasons: Iterable[Reason]) -> str:
    """Say the reasons in one line, the weightiest first, with their points.

    >>> in_words([Reason(feature="country", points=-0.5, detail="countries differ")])
    'countries differ (-0.5)'
    """
    ordered = sorted(reasons, key=lambda reason: -abs(reason.points))
    return _joined(f"{reason.detail} ({reason.points:+.1f})" for reason in ordered)


def hit_rows(result: Result, number: int) -> Iterable[tuple[Cell, ...]]:
    """Yield one row a hit and listing, past hits last, in the order of `HIT_COLUMNS`.

    `number` is the row of the input, from 1.
    """
    asked = {party.query.id: party.query for party in result.parties}
    held = ((False, (*result.hits, *result.past)), (True, result.history))
    for is_past, hits in held:
        for hit in hits:
            query = asked.get(hit.query_id or "", result.query)
            start = (
                number,
                hit.query_id,
                hit.role,
                _joined(query.properties.get("name") or _places(query)),
                hit.verdict,
                round(hit.score, 4),
                hit.lane,
                hit.entity_id,
                hit.caption,
                hit.schema,
                hit.decision,
                "yes" if is_past else "no",
                in_words(hit.reasons),
            )
            for listing in hit.listings or (None,):
                yield (*start, *_listing_cells(listing))


def _places(query: Query) -> tuple[str, ...]:
    return query.properties.get("address", ())


def run_rows(run: Run, counts: Iterable[tuple[str, Cell]]) -> list[tuple[Cell, Cell]]:
    """Say in rows what was searched, as of when, and what came of it."""
    rows: list[tuple[Cell, Cell]] = [
        ("as of", run.as_of),
        ("known on", run.known_on),
        ("data sets searched", run.searched.datasets),
        ("entities searched", run.searched.entities),
    ]
    for dataset, edition in run.editions.items():
        partial = ", partial" if edition.is_partial else ""
        day = edition.published or "unknown"
        rows.append((f"edition of {dataset}", f"{edition.version}{partial}"))
        rows.append((f"{dataset} published", day))
        rows.append((f"{dataset} sha256", edition.sha256))
    rows += [("notice", notice) for notice in run.notice]
    rows += [
        (f"selection: {key}", _text(value)) for key, value in run.selection.items()
    ]
    rows += list(counts)
    return rows


def _spelled(best: Hit | None) -> tuple[Cell, ...]:
    if best is None:
        return (None, *("",) * 10)
    return (
        round(best.score, 4),
        best.role or "",
        best.entity_id,
        best.caption,
        _each(listing_words(listing) for listing in best.listings),
        _each(listing.licence_requirement for listing in best.listings),
        _each(listing.citation for listing in best.listings),
        _each(listing.source_url for listing in best.listings),
        _each(listing.locator for listing in best.listings),
        in_words(best.reasons),
        best.decision or "",
    )


def listing_words(listing: Listing) -> str:
    """Name a listing in a few words: list, program, days, status.

    >>> one = Listing(id="1", dataset="us_csl", list="EL", start="2001-05-14")
    >>> listing_words(one)
    'EL (from 2001-05-14, status not known)'
    """
    parts: list[str] = []
    if listing.program and listing.program != listing.list:
        parts.append(listing.program)
    if listing.start:
        parts.append(f"from {listing.start}")
    if listing.end:
        parts.append(f"to {listing.end}")
    if not listing.is_live:
        parts.append(listing.status or "status not known")
    return f"{listing.list} ({', '.join(parts)})" if parts else listing.list


def _more(result: Result) -> str:
    named = [_named(hit) for hit in result.hits[1:]]
    if result.is_cut:
        named.append("and more beyond --limit")
    return _joined(named)


def _named(hit: Hit) -> str:
    role = f"{hit.role}, " if hit.role else ""
    return f"{hit.entity_id} ({role}{hit.verdict}, {hit.score:.2f})"


def _listing_cells(listing: Listing | None) -> tuple[Cell, ...]:
    if listing is None:
        return (None,) * 13
    return (
        listing.dataset,
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
        listing.source_url,
        listing.locator,
    )


def _each(values: Iterable[str | None]) -> str:
    return _joined(dict.fromkeys(value for value in values if value))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _text(value: object) -> str:
    if isinstance(value, dict):
        return _joined(f"{key} = {_text(part)}" for key, part in value.items())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - selection is foreign data
    if isinstance(value, list | tuple):
        return _joined(_text(part) for part in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - as above
    return str(value)
