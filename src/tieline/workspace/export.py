"""Write what is held in another form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec

from tieline.files.placing import PlacedFile, refused
from tieline.model.exchange import Heading
from tieline.model.query import Run, Searched
from tieline.store.exporting import ftm_entities, ftm_statements, own_export
from tieline.workspace.searcher import notices

if TYPE_CHECKING:
    from tieline.store.reading import Reader
    from tieline.workspace.times import Times
    from tieline.workspace.workspace import Workspace

Form = Literal["tieline", "ftm", "statements"]
FORMS: tuple[Form, ...] = ("tieline", "ftm", "statements")


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: what it was made of, and how many lines."""

    run: Run
    lines: int


def export(
    workspace: Workspace,
    times: Times,
    target: Path | BinaryIO,
    *,
    form: Form,
    datasets: Sequence[str] = (),
) -> Exported:
    """Write the editions in force to a file or stream; a file appears whole.

    `tieline` is our own form, which reads back without loss; `ftm` are entities of
    plain FollowTheMoney, a JSON object a line; `statements` is the CSV table of plain
    FollowTheMoney.

    Raises:
        UsageError: a data set or an edition is not held.
        StorageError: the disk refuses.
    """
    with workspace.reader(times, datasets=datasets) as reader:
        run = _run(workspace, times, reader)
        lines: Iterable[bytes]
        if form == "ftm":
            lines = ftm_entities(reader)
        elif form == "statements":
            lines = ftm_statements(reader)
        else:
            lines = own_export(reader, _heading(run))
        return Exported(run=run, lines=_write(lines, target))


def _run(workspace: Workspace, times: Times, reader: Reader) -> Run:
    editions = reader.editions
    return Run(
        as_of=times.as_of,
        known_on=times.known_on,
        editions={name: edition.ref for name, edition in editions.items()},
        searched=Searched(
            datasets=len(editions),
            entities=sum(edition.entities for edition in editions.values()),
        ),
        notice=(*workspace.notice(), *notices(editions.values())),
    )


def _write(lines: Iterable[bytes], target: Path | BinaryIO) -> int:
    if not isinstance(target, Path):
        return _pour(lines, target)
    file = PlacedFile(target)
    try:
        count = _pour(lines, file.stream)
    except OSError as error:
        file.discard()
        raise refused(str(target), error) from error
    except BaseException:
        file.discard()
        raise
    file.place()
    return count


def _pour(lines: Iterable[bytes], stream: BinaryIO) -> int:
    count = 0
    for count, line in enumerate(lines, start=1):  # noqa: B007 - the last count stays
        stream.write(line)
    return count


def _heading(run: Run) -> Heading:
    return Heading(
        editions={name: ref.version for name, ref in run.editions.items()},
        as_of=run.as_of,
        known_on=run.known_on,
        partial=tuple(name for name, ref in run.editions.items() if ref.is_partial),
        notice=run.notice,
    )
