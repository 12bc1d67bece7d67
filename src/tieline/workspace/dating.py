"""The day of an edition: given, told by its content or its names, or looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tieline.model.errors import MappingError, SourceError, TableError, UsageError
from tieline.model.interval import first_day, is_date
from tieline.text.dates import dates_in_name
from tieline.workspace.gathering import HEAD, Gathered, Importing, bare_snapshot
from tieline.workspace.given import archives_of

if TYPE_CHECKING:
    from tieline.model.source import Part, Snapshot, Source
    from tieline.store.catalog import Catalog
    from tieline.store.edition import EditionMeta

_SHORTEST_DATE = 7


def check_day(published: str, today: str, *, where: str) -> None:
    """Check that a day or month is one, and not to come.

    Raises:
        UsageError: it is none, or lies in the future.
    """
    if not is_date(published) or len(published) < _SHORTEST_DATE:
        hint = "Write YYYY-MM-DD, or YYYY-MM"
        raise UsageError(f"{published!r} is not a day", where=where, hint=hint)
    # somewhere it is tomorrow already
    if first_day(published) > _tomorrow(today):
        hint = "Give the day it was published with --published"
        raise UsageError(f"{published} lies in the future", where=where, hint=hint)


def _tomorrow(today: str) -> str:
    from datetime import date, timedelta  # noqa: PLC0415 - only here

    return (date.fromisoformat(today) + timedelta(days=1)).isoformat()


def dated_by(one: Gathered, how: Importing, today: str) -> Gathered:
    """Settle the day of an edition; where that fails it comes back with the error.

    A list that is not official may stay without one; `how.unless_told` dates any.
    """
    source, snapshot = one.source, one.snapshot
    if source is None or snapshot is None:
        return one
    try:
        day = _told(source, snapshot, today) or how.unless_told
    except (SourceError, TableError, MappingError) as error:
        return msgspec.structs.replace(one, error=error)
    if day is None and source.is_official:
        what = f"nothing tells when this edition of {source.title} was published"
        hint = f"Say the day: {one.call} --published YYYY-MM-DD"
        if not any(_is_like(source, part) for part in snapshot.parts):
            what = f"does not look like {source.title}, and nothing tells its day"
            hint = (
                f"Look whether it is that list; if it is, {hint[:1].lower()}{hint[1:]}"
            )
        undated = SourceError(what, where=", ".join(one.files), hint=hint)
        return msgspec.structs.replace(one, error=undated)
    snapshot = msgspec.structs.replace(snapshot, published=day)
    return msgspec.structs.replace(one, snapshot=snapshot)


def _is_like(source: Source, part: Part) -> bool:
    """Say whether the list itself would take the file for its own."""
    with part.open() as stream:
        head = stream.read(HEAD)
    return source.recognise(part.name, head) is not None


def _told(source: Source, snapshot: Snapshot, today: str) -> str | None:
    """Return the day that was given, or that content, names or archives tell.

    Raises:
        SourceError: what they tell lies in the future.
    """
    if snapshot.published is not None:
        return snapshot.published
    told = source.published(bare_snapshot(snapshot)) or _of_archive(snapshot)
    if told is not None:
        where = ", ".join(part.name for part in snapshot.parts)
        try:
            check_day(told, today, where=where)
        except UsageError as error:
            raise SourceError(error.what, where=where, hint=error.hint) from error
    return told


def _of_archive(snapshot: Snapshot) -> str | None:
    """Return the one day in the name of the archive or folder; two are a span."""
    for name in archives_of(snapshot.parts[0].name):
        found = dates_in_name(name)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def settled(meta: EditionMeta, catalog: Catalog, today: str) -> EditionMeta:
    """Give an edition that nobody dates the day that it was first imported on."""
    if meta.published is not None:
        return meta
    for held in reversed(catalog.history(meta.dataset)):
        dated = msgspec.structs.replace(meta, published=held.published)
        if held.is_same(dated):
            return dated
    return msgspec.structs.replace(meta, published=today)
