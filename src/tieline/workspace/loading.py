"""The verb `ingest` as a Python function."""

from __future__ import annotations

from pathlib import Path

from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import Imported, import_files
from tieline.workspace.workspace import Workspace, open_workspace


def ingest(
    *files: str | Path,
    how: Importing | None = None,
    workspace: Workspace | None = None,
) -> tuple[Imported, ...]:
    """Load lists into the project; return what came of each edition.

    A file is recognised by what it holds; `how` names the list, or a mapping, where
    it is none that is known. A refused file changes nothing and says why in `error`.

    Raises:
        UsageError: a file is missing or named twice, or there is no such list.
        LockedError: somebody else is importing.
    """
    held = workspace or open_workspace(Path.cwd())
    paths = [Path(file) for file in files]
    return tuple(import_files(held, paths, how or Importing()))
