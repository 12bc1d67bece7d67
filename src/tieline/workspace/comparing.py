"""Two editions of one data set in, what changed between them out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import UsageError
from tieline.model.interval import is_date, last_day
from tieline.store.choosing import find_edition, newest
from tieline.watch.differences import (
    Change,
    FieldChange,
    Kind,
    Row,
    differences,
    is_tie,
)

if TYPE_CHECKING:
    from tieline.store.catalog import Catalog
    from tieline.store.edition import Edition
    from tieline.workspace.workspace import Workspace

KINDS: tuple[Kind, ...] = ("added", "removed", "changed")

__all__ = ["KINDS", "Change", "Compared", "FieldChange", "compared"]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two editions."""

    version: str
    published: str | None
    sha256: str
    entities: int
    is_partial: bool


class DiffRun(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="run"):
    """What is compared, and what a reader has to know about it."""

    dataset: str
    title: str
    before: Side
    after: Side
    notice: tuple[str, ...] = ()


class DiffEnd(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end"):
    """How many entities came, went and changed.

    `renamed` are among the changed; `ties` are those of all that tie two others.
    """

    added: int
    removed: int
    changed: int
    renamed: int
    ties: int


class Compared:
    """The changes between two editions, to be drawn once; then `end` counts them."""

    def __init__(self, run: DiffRun, changes: Iterator[Change]) -> None:
        self.run = run
        self._changes = changes
        self._counts = dict.fromkeys(KINDS, 0)
        self._renamed = self._ties = 0

    def changes(self, only: Sequence[str] = ()) -> Iterator[Change]:
        """Yield the changes of the kinds in `only`, all where it is empty."""
        for change in self._changes:
            self._counts[change.what] += 1
            self._renamed += bool(change.was)
            self._ties += is_tie(change.schema)
            if not only or change.what in only:
                yield change

    def end(self) -> DiffEnd:
        """Count what was drawn."""
        return DiffEnd(**self._counts, renamed=self._renamed, ties=self._ties)


@contextmanager
def compared(
    workspace: Workspace,
    source: str,
    *,
    start: str | None = None,
    end: str | None = None,
) -> Generator[Compared]:
    """Compare two editions of a data set: the last two where none is named.

    `source` is a data set, or a list of which one data set is held. `start` and
    `end` are days, or versions; a day stands for what was in force on it. Only
    `start` compares with the newest, only `end` with the one before it.

    Raises:
        UsageError: there is no such data set or edition, or only one.
    """
    from tieline.engine.duck import DuckEngine  # noqa: PLC0415 - only here
    from tieline.store.comparing import renamed, state_rows  # noqa: PLC0415 - only here

    catalog = workspace.catalog()
    before, after = _chosen(catalog, _dataset(catalog, source), start, end)
    old, new = catalog.path(before), catalog.path(after)
    hidden = workspace.redacted()
    # two: the rows of one edition are drawn while those of the other are
    limit = workspace.settings.memory_limit
    with (
        DuckEngine(memory_limit=limit) as left,
        DuckEngine(memory_limit=limit) as right,
    ):
        names = {
            new_id: tuple(one for one in olds if one not in hidden)
            for new_id, olds in renamed(left, old, new).items()
            if new_id not in hidden
        }
        changes = differences(
            map(Row._make, state_rows(left, old, redacted=hidden)),
            map(Row._make, state_rows(right, new, redacted=hidden)),
            renamed={new_id: olds for new_id, olds in names.items() if olds},
        )
        yield Compared(_run(before, after), changes)


def _dataset(catalog: Catalog, source: str) -> str:
    held = catalog.history()
    if any(edition.dataset == source for edition in held):
        return source
    found = sorted({each.dataset for each in held if each.source_key == source})
    if len(found) == 1:
        return found[0]
    if found:
        what = f"{source!r} holds several data sets"
        raise UsageError(what, hint=f"Name one: {', '.join(found)}")
    names = ", ".join(sorted({each.dataset for each in held})) or "none"
    what = f"there is no data set {source!r}"
    raise UsageError(what, hint=f"Held are: {names}")


def _chosen(
    catalog: Catalog, dataset: str, start: str | None, end: str | None
) -> tuple[Edition, Edition]:
    history = catalog.history(dataset)
    line = in_line(history)
    after = line[-1] if end is None else _named(history, dataset, end)
    if start is not None:
        before = _named(history, dataset, start)
    else:
        earlier = [each for each in line if each.day < after.day]
        if not earlier:
            what = f"{dataset} has no edition before {after.version}"
            hint = "Import another edition of it, or name two with --from and --to"
            raise UsageError(what, hint=hint)
        before = earlier[-1]
    if before.version == after.version:
        what = f"both are {dataset}@{before.version}"
        raise UsageError(what, hint="Name another with --from or --to")
    return before, after


def in_line(history: Sequence[Edition]) -> list[Edition]:
    """Return the editions that were in force one after another, by day."""
    days = sorted({edition.day for edition in history})
    of_day = (newest([e for e in history if e.day == day], None) for day in days)
    return [edition for edition in of_day if edition is not None]


def _named(history: Sequence[Edition], dataset: str, text: str) -> Edition:
    if is_date(text):
        found = newest(history, last_day(text))
        if found is None:
            what = f"{dataset} has no edition of {text} or before"
            first = min(edition.day for edition in history)
            raise UsageError(what, hint=f"The first is of {first}")
        return found
    return find_edition(history, text)


def _run(before: Edition, after: Edition) -> DiffRun:
    return DiffRun(
        dataset=after.dataset,
        title=after.title,
        before=_side(before),
        after=_side(after),
        notice=tuple(_notice(before, after)),
    )


def _side(edition: Edition) -> Side:
    return Side(
        version=edition.version,
        published=edition.published,
        sha256=edition.sha256,
        entities=edition.entities,
        is_partial=edition.is_partial,
    )


def _notice(before: Edition, after: Edition) -> Iterator[str]:
    for edition in (before, after):
        if edition.is_partial:
            yield (
                f"{edition.version} is partial: what it lacks was not removed or added"
            )
        if edition.notice:
            yield f"{edition.version}: {edition.notice}"
    if before.method != after.method:
        yield (
            f"read by {before.method} and {after.method}: some of this may be a change"
            " of the reader, not of the list"
        )
    if before.day > after.day:
        yield f"{before.version} is the newer one"
