"""Which editions a project holds, and which are in force."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath

import msgspec

from tieline.model.errors import ProjectError
from tieline.store.choosing import find_edition, in_force
from tieline.store.disk import disk_errors, file_sha256, read_whole, write_whole
from tieline.store.edition import Edition, EditionMeta
from tieline.store.project import FORMAT_VERSION, Project

STATEMENTS = "statements.parquet"
EVIDENCE = "evidence.parquet"
REFERENTS = "referents.parquet"
INDEX = "profiles.tlx"
EDITION = "edition.json"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
BUNDLE = Path(__file__).resolve().parents[1] / "bundle"
_RESTORE = "Restore it from a copy, or import that edition again into a new project"


class _Written(msgspec.Struct, frozen=True, kw_only=True):
    """The catalog as its file has it."""

    format_version: int
    editions: tuple[Edition, ...] = ()


class _Version(msgspec.Struct, frozen=True, kw_only=True):
    """The one field that every format of the catalog has."""

    format_version: int


class Catalog:
    """The editions as they stood when the catalog was read.

    Whoever holds a catalog keeps seeing those editions, whatever is imported
    meanwhile.
    """

    def __init__(
        self,
        *,
        project: Project | None,
        own: tuple[Edition, ...],
        bundle: tuple[Edition, ...] = (),
        bundle_root: Path | None = None,
    ) -> None:
        self._project = project
        self._own = own
        self._bundle = bundle
        self._bundle_root = bundle_root

    @classmethod
    def read(
        cls,
        project: Project | None,
        *,
        bundle: bool = True,
        bundle_root: Path = BUNDLE,
    ) -> "Catalog":
        """Read the project's catalog and, below it, the bundle's.

        `bundle` says whether the bundle is wanted at all; a project may refuse it.

        Raises:
            ProjectError: a catalog is damaged or of a newer format.
        """
        own = () if project is None else own_editions(project)
        if not bundle or (project is not None and not project.has_bundle):
            return cls(project=project, own=own)
        held = tuple(_read_bundle(bundle_root))
        return cls(project=project, own=own, bundle=held, bundle_root=bundle_root)

    def history(self, dataset: str | None = None) -> tuple[Edition, ...]:
        """Return all editions, or those of one data set: bundle, then as imported."""
        everything = (*self._bundle, *self._own)
        if dataset is None:
            return everything
        return tuple(edition for edition in everything if edition.dataset == dataset)

    def editions(self, known_on: str | None = None) -> dict[str, Edition]:
        """Return the edition in force of each data set, as known on a day.

        Raises:
            UsageError: `known_on` is neither a day nor one known edition.
        """
        return in_force(self._own, self._bundle, known_on)

    def find(self, text: str) -> Edition:
        """Return the edition that `dataset@version`, a version or a hash names.

        Raises:
            UsageError: none, or more than one, is meant.
        """
        return find_edition(self.history(), text)

    def identical(self, meta: EditionMeta) -> Edition | None:
        """Return the project's edition that reading `meta` would only repeat."""
        return next((held for held in self._own if held.is_same(meta)), None)

    def before(self, meta: EditionMeta) -> tuple[Edition, ...]:
        """Return the project's editions before `meta`, newest first, to a whole one.

        What a partial edition lacks was not gone: that before it still tells.
        """
        return _before(self._own, meta)

    def path(self, edition: Edition) -> Path:
        """Return the folder of an edition's files."""
        root = self._bundle_root if edition.is_bundle else None
        if root is None and self._project is not None:
            root = self._project.root
        if root is None:
            raise ProjectError(f"edition {edition.version} belongs to no project")
        return root / edition.folder

    def check(self, edition: Edition, *, deep: bool = False) -> None:
        """Check that an edition's files are there, of the right size, and intact.

        `deep` compares the hashes too, which reads every byte.

        Raises:
            ProjectError: a file is missing or damaged.
        """
        for file in edition.files:
            path = self.path(edition) / file.name
            try:
                size = path.stat().st_size
                wrong = size != file.size or (deep and file_sha256(path) != file.sha256)
            except OSError as error:
                what = "the file is missing"
                raise ProjectError(what, where=str(path), hint=_RESTORE) from error
            if wrong:
                what = "the file is damaged"
                raise ProjectError(what, where=str(path), hint=_RESTORE)


def replace_catalog(project: Project, editions: Iterable[Edition]) -> None:
    """Put the list of editions in place, in one step; hold the writer lock.

    Raises:
        StorageError: the disk refuses; the former list still holds.
    """
    written = _Written(format_version=FORMAT_VERSION, editions=tuple(editions))
    data = msgspec.json.format(msgspec.json.encode(written), indent=1)
    with disk_errors(project.catalog):
        write_whole(project.catalog, data + b"\n")


def own_editions(project: Project) -> tuple[Edition, ...]:
    """Return the project's editions in the order of their import.

    Raises:
        ProjectError: the catalog is damaged or of a newer format.
    """
    path = project.catalog
    if not path.exists():
        if project.editions.is_dir() and any(project.editions.glob("*/*/" + EDITION)):
            what = "the catalog is missing though there are editions"
            raise ProjectError(what, where=str(path), hint=_RESTORE)
        return ()
    data = read_whole(path, hint=_RESTORE)
    try:
        version = msgspec.json.decode(data, type=_Version).format_version
        if version > FORMAT_VERSION:
            what = f"the catalog has format {version}, "
            what += f"this Tieline reads {FORMAT_VERSION}"
            raise ProjectError(what, where=str(path), hint="Install a newer Tieline")
        editions = msgspec.json.decode(data, type=_Written).editions
    except msgspec.DecodeError as error:
        what = f"the catalog is damaged: {error}"
        raise ProjectError(what, where=str(path), hint=_RESTORE) from error
    for edition in editions:
        if not _is_inside(edition):
            what = "the catalog is damaged: an edition of "
            what += f"{edition.dataset} lies outside the project"
            raise ProjectError(what, where=str(path), hint=_RESTORE)
    return editions


def _is_inside(edition: Edition) -> bool:
    """Tell whether all places of an edition lie where editions are kept.

    A purge deletes them, so that a catalog from elsewhere must not lead it astray.
    """
    start, _, version = edition.folder.rpartition("/")
    names = [file.name for file in (*edition.files, *edition.parts)]
    return (
        start == f"editions/{edition.dataset}"
        and _VERSION.fullmatch(version) is not None
        and _SHA256.fullmatch(edition.sha256) is not None
        and all(name != ".." and PurePath(name).name == name != "" for name in names)
    )


def encode_edition(edition: Edition) -> bytes:
    """Return the bytes of an `edition.json`."""
    return msgspec.json.format(msgspec.json.encode(edition), indent=1) + b"\n"


def _read_bundle(root: Path) -> Iterable[Edition]:
    for path in sorted(root.glob("*/" + EDITION)):
        data = read_whole(path, hint="Install Tieline again")
        try:
            edition = msgspec.json.decode(data, type=Edition)
        except msgspec.DecodeError as error:
            what = f"the bundled edition is damaged: {error}"
            hint = "Install Tieline again"
            raise ProjectError(what, where=str(path), hint=hint) from error
        yield msgspec.structs.replace(edition, folder=path.parent.name, is_bundle=True)


def _before(editions: Iterable[Edition], meta: EditionMeta) -> tuple[Edition, ...]:
    earlier = [
        (edition.day, number, edition)
        for number, edition in enumerate(editions)
        if edition.dataset == meta.dataset and edition.day <= meta.day
    ]
    found: list[Edition] = []
    for _, _, edition in sorted(earlier, reverse=True):
        found.append(edition)
        if not edition.is_partial:
            break
    return tuple(found)
