"""A project: the folder that holds `tieline.toml`."""

import tomllib
from pathlib import Path

import msgspec

from tieline.model.errors import ProjectError
from tieline.store.disk import disk_errors, write_whole

FORMAT_VERSION = 1
MARKER = "tieline.toml"
_FIRST = f"""\
# A Tieline project. Settings may follow; `tieline config` explains them.
format_version = {FORMAT_VERSION}
"""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project's files are; `has_bundle` says whether the bundle shows."""

    root: Path
    format_version: int = FORMAT_VERSION
    has_bundle: bool = True

    @property
    def editions(self) -> Path:
        """Folder of the editions: `<dataset>/<version>/`."""
        return self.root / "editions"

    @property
    def snapshots(self) -> Path:
        """Folder of the original bytes: `<sha256>/<part>.gz`."""
        return self.root / "snapshots"

    @property
    def scratch(self) -> Path:
        """Folder for unfinished work, swept by the next writer."""
        return self.root / "tmp"

    @property
    def catalog(self) -> Path:
        """The file that says which editions there are."""
        return self.root / "catalog.json"

    @property
    def state(self) -> Path:
        """The database of decisions, redactions and the audit log."""
        return self.root / "state.sqlite"

    @property
    def lock(self) -> Path:
        """The file that a writer holds."""
        return self.root / ".lock"


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds a project."""
    here = start.absolute()
    for folder in (here, *here.parents):
        if _is_file(folder / MARKER):
            return folder
    return None


def open_project(path: Path, *, create: bool) -> Project:
    """Open the project in folder `path`, or make one there.

    Raises:
        ProjectError: no project, a damaged marker, or a newer format.
        StorageError: the folder cannot be written.
    """
    root = path.absolute()
    marker = root / MARKER
    if not _is_file(marker):
        if not create:
            hint = "Import a list to start one, or name its folder with -C DIR"
            what = "no project here"
            raise ProjectError(what, where=str(root), hint=hint)
        with disk_errors(root):
            root.mkdir(parents=True, exist_ok=True)
            write_whole(marker, _FIRST.encode())
    return _read(root, marker)


def _is_file(path: Path) -> bool:
    """Tell whether a file is there; a folder we may not look into holds none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read(root: Path, marker: Path) -> Project:
    where = str(marker)
    try:
        written = tomllib.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        hint = (
            f"Correct it by hand; it needs at least format_version = {FORMAT_VERSION}"
        )
        raise ProjectError(
            f"cannot be read: {error}", where=where, hint=hint
        ) from error
    version = written.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        hint = f"Add the line format_version = {FORMAT_VERSION}"
        what = "format_version is missing"
        raise ProjectError(what, where=where, hint=hint)
    if version > FORMAT_VERSION:
        what = f"the project has format {version}, this Tieline reads {FORMAT_VERSION}"
        raise ProjectError(what, where=where, hint="Install a newer Tieline")
    has_bundle = written.get("bundle", True)
    if not isinstance(has_bundle, bool):
        hint = "Write bundle = true or bundle = false"
        what = "bundle is not a switch"
        raise ProjectError(what, where=where, hint=hint)
    return Project(root=root, format_version=version, has_bundle=has_bundle)
