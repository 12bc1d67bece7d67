"""`tieline show`: print an entity with its facts, listings, relations and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from tieline.cli.options import (
    GlobalOptions,
    TielineCommand,
    age_option,
    dataset_option,
    time_options,
)
from tieline.cli.output import Cell, Shape, form_of, write_answer
from tieline.cli.talk import printable, say, warn
from tieline.workspace.relating import UNREAD, is_tie
from tieline.workspace.showing import Answer, Fact, Found, Shown, show

if TYPE_CHECKING:
    from tieline.workspace.relating import Relation

_FACTS = (
    "of",
    "property",
    "value",
    "status",
    "dataset",
    "first_seen",
    "last_seen",
    "written in",
    "as",
)
_NAMES = frozenset({"name", "alias", "previousName", "weakAlias", "abbreviation"})
_CANDIDATES = ("entity_id", "caption", "schema", "score", "countries", "lists")


@click.command("show", cls=TielineCommand)
@click.argument("entity", metavar="ID|NAME")
@time_options
@dataset_option
@age_option
@click.pass_obj
def COMMAND(  # noqa: N802 - as every command
    options: GlobalOptions,
    *,
    entity: str,
    as_of: str | None,
    known_on: str | None,
    datasets: tuple[str, ...],
    max_age_days: int | None,
) -> int:
    """Print an entity: its facts, relations and listings, each with its source.

    \b
    tieline show ofac-30946              by its id, as a screening gives it
    tieline show "Beihang University"    by name, where only one carries it
    tieline show ofac-30946 -f json      all that is held on it
    tieline show 战略支援部队            a body of the base graph, its parent and parts

    A name that several entities carry lists them; then name one by its id.
    """  # noqa: D301 - click reads \b
    workspace = options.workspace(max_age_days=max_age_days)
    times = workspace.times(as_of=as_of, known_on=known_on)
    answer = show(workspace, times, entity, datasets=datasets)
    if answer.entity is None:
        _candidates(options, answer)
        warn(f"{entity!r} {_unclear(answer.candidates)}")
        return 1
    _entity(options, answer, answer.entity)
    for said in answer.stale:
        warn(f"{said}; import a newer edition")
    return 1 if answer.stale else 0


def _unclear(candidates: Sequence[Found]) -> str:
    if len(candidates) == 1:
        return f"is no name of it; show it by its id: {candidates[0].entity_id}"
    return "may mean several; name one by its id"


def _candidates(options: GlobalOptions, answer: Answer) -> None:
    write_answer(
        options,
        answer.run,
        answer.candidates,
        shape=Shape(columns=_CANDIDATES, rows=_candidate),
        end=lambda: {"kind": "end", "rows": len(answer.candidates), "errors": 0},
    )


def _candidate(one: Found) -> Iterator[tuple[Cell, ...]]:
    yield (
        one.entity_id,
        one.caption,
        one.schema,
        one.score,
        "; ".join(one.countries),
        "; ".join(one.lists),
    )


def _entity(options: GlobalOptions, answer: Answer, shown: Shown) -> None:
    if form_of(options) == "table":
        for line in (*_headline(shown), *_also(answer), *_sources(shown)):
            click.echo(printable(line))
    write_answer(
        options,
        answer.run,
        [shown],
        shape=Shape(columns=_FACTS, rows=_rows),
        end=lambda: {"kind": "end", "rows": 1, "errors": 0},
    )
    say(options, f"`tieline show {shown.id} -f json` prints everything")


def _headline(shown: Shown) -> Iterator[str]:
    yield f"{shown.caption} ({shown.schema}, {shown.id})"
    yield from _names(shown)
    if shown.referents:
        yield f"Other ids: {', '.join(shown.referents)}"
    for one in shown.listings:
        since = f" from {one.start}" if one.start else ""
        until = f" to {one.end}" if one.end else ""
        status = one.status or "status not known,"
        yield (
            f"{status} on {one.list} ({one.dataset}){since}{until}"
            f": {one.program or one.authority or 'no program stated'}"
        )
        if one.licence_requirement:
            yield f"  licence requirement: {one.licence_requirement}"
    if shown.is_register:
        yield "From a register, which lists nobody; `tieline screen` asks the lists"
    elif not shown.listings:
        yield "On no list on that day"
    if shown.not_begun:
        yield f"{shown.not_begun} listings began later"


def _names(shown: Shown) -> Iterator[str]:
    """Yield the names by language, romanised ones apart; nothing where none is told."""
    found: dict[str, list[str]] = {}
    for fact in shown.facts:
        if fact.prop in _NAMES and fact.lang:
            kind = f"{fact.lang}{', romanised' if fact.original_value else ''}"
            found.setdefault(kind, []).append(fact.value)
    for kind, names in found.items():
        yield f"  {kind}: {'; '.join(names)}"


def _also(answer: Answer) -> Iterator[str]:
    for one in answer.also:
        yield f"A register has one of that name too: tieline show {one.entity_id}"


def _sources(shown: Shown) -> Iterator[str]:
    """Yield the sources that facts and relations are keyed from, each once."""
    found: dict[str, str] = {}
    told: tuple[Fact | Relation, ...] = (*shown.facts, *shown.relations)
    for one in told:
        if one.source_id and one.source:
            found.setdefault(one.source_id, one.source.removesuffix(UNREAD))
    for key, text in found.items():
        yield f"  {key}: {text}"


def _rows(shown: Shown) -> Iterator[tuple[Cell, ...]]:
    for fact in shown.facts:
        yield _row("", fact)
    for one in shown.relations:
        yield _relation(one)
    for other in shown.near:
        if not is_tie(other.schema):
            for fact in other.facts:
                yield _row(f"{other.schema} {other.id}", fact)


def _relation(one: Relation) -> tuple[Cell, ...]:
    since = f" from {one.start}" if one.start else ""
    until = f" to {one.end}" if one.end else ""
    role = f" ({one.role})" if one.role else ""
    return (
        "",
        one.says,
        f"{one.other} [{one.other_id}]{since}{until}{role}",
        one.status,
        "; ".join(one.datasets),
        None,
        None,
        _source(one),
        None,
    )


def _source(one: Fact | Relation) -> str | None:
    """Name the document that a value was keyed from, and say if nobody read it."""
    if one.source is None or one.source_id is None:
        return None
    return f"{one.source_id}{UNREAD if one.source.endswith(UNREAD) else ''}"


def _row(of: str, fact: Fact) -> tuple[Cell, ...]:
    first = fact.evidence[0] if fact.evidence else None
    written = None if first is None else first.locator
    return (
        of,
        fact.prop,
        fact.value,
        fact.status,
        fact.dataset,
        fact.first_seen,
        fact.last_seen,
        _source(fact) or written,
        None if first is None else first.quote,
    )
