"""A table in, a proposed mapping of it out, in a file that was not there."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tieline.files.mapping_file import decode_mapping
from tieline.files.tables import open_table
from tieline.model.errors import StorageError, UsageError
from tieline.workspace.proposal_text import mapping_text
from tieline.workspace.proposing import (
    SAMPLE_ROWS,
    Column,
    Proposal,
    propose,
    use_of,
)

__all__ = [
    "Column",
    "Proposal",
    "checked_text",
    "propose_mapping",
    "use_of",
    "write_mapping",
]


def propose_mapping(table: Path, *, encoding: str | None = None) -> Proposal:
    """Look at a table's header and first rows, and propose how to read it.

    Raises:
        UsageError: there is no such file, or no column may hold names.
        TableError: it cannot be read as a table.
    """
    opened = open_table(table, encoding=encoding)
    rows = [row.cells for row in islice(opened.rows(), SAMPLE_ROWS)]
    return propose(opened.columns, rows, stem=table.stem)


def checked_text(proposal: Proposal, table: Path) -> str:
    """Return the text of the mapping file, which was read back.

    Raises:
        MappingError: what a person chose does not go together; names the place.
    """
    text = mapping_text(proposal, table.name)
    decode_mapping(text.encode())
    return text


def write_mapping(proposal: Proposal, table: Path, target: Path) -> None:
    """Write the mapping to a file that is not there yet.

    Raises:
        UsageError: it is there.
        StorageError: the disk refuses.
        MappingError: what a person chose does not go together.
    """
    text = checked_text(proposal, table)
    is_made = False
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            is_made = True
            file.write(text)
    except FileExistsError as error:
        what = "the mapping is there already, and is not overwritten"
        hint = "Edit it, or name another with --map"
        raise UsageError(what, where=str(target), hint=hint) from error
    except OSError as error:
        if is_made:
            # half a mapping would stand in the way of the next try
            target.unlink(missing_ok=True)
        what = f"the mapping cannot be written ({error.strerror})"
        hint = "Name another place with --map"
        raise StorageError(what, where=str(target), hint=hint) from error
