"""One edition of a data set: what it is and what was made of it."""

import re
from typing import Annotated

import msgspec

from tieline.model.errors import UsageError
from tieline.model.interval import first_day, is_date, last_day
from tieline.model.query import EditionRef

_DATASET = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DEVICES = re.compile(r"con|nul|aux|prn|com[0-9]|lpt[0-9]")
_SHORT = 8
_SHOWN = 80

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class EditionFile(msgspec.Struct, frozen=True, kw_only=True):
    """A data file of an edition, with the hash and size it must have."""

    name: str
    sha256: Sha256
    size: int


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge leaves behind: proof of what was taken out, and why.

    `removed_sha256` is the hash of the removed lines, `target_sha256` that of the
    id that was purged: whoever knows either can verify the removal, nobody can
    read it back.
    """

    target_sha256: Sha256
    removed_sha256: Sha256
    statements: int
    at: str
    by: str
    why: str


def check_dataset(name: str) -> None:
    """Refuse a data set name that the store cannot keep.

    Raises:
        UsageError: it is not made of what a folder's name may hold everywhere.
    """
    if not _DATASET.fullmatch(name) or _DEVICES.fullmatch(name):
        hint = "Use lower-case letters, digits, - and _, at most 64"
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
        raise UsageError(f"{shown!r} cannot name a data set", hint=hint)


class EditionMeta(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an edition before it is read.

    `sha256` is the snapshot's. `published` is a day or month, None when nobody
    told. `imported_at` is an ISO 8601 UTC time. `method` names the reader and its
    version. `superseded_by` are data sets of the user's that hide this one.
    `is_register` keeps it out of screenings that do not name it. `uses` says what it
    may be used for, empty where its source does not say.
    """

    dataset: str
    sha256: str
    imported_at: str
    imported_by: str = ""
    published: str | None = None
    title: str = ""
    publisher: str = ""
    licence: str = ""
    url: str = ""
    source_key: str = ""
    method: str = ""
    superseded_by: tuple[str, ...] = ()
    is_bundle: bool = False
    is_register: bool = False
    notice: str | None = None
    uses: str = ""

    def __post_init__(self) -> None:
        """Refuse names and dates that the store cannot keep.

        Raises:
            UsageError: a bad data set name or date.
        """
        check_dataset(self.dataset)
        if self.published is not None and not is_date(self.published):
            hint = "Write YYYY-MM-DD or YYYY-MM"
            raise UsageError(f"{self.published!r} is not a date", hint=hint)

    @property
    def day(self) -> str:
        """The day that orders it: of publication, else of import."""
        imported = self.imported_at[:10]
        if self.published is None:
            return imported
        # a month's list read before the month is over is no older than that
        last = last_day(self.published)
        return imported if first_day(self.published) <= imported < last else last


class Edition(EditionMeta, frozen=True, kw_only=True):
    """An edition in the store; its files never change.

    `folder` is relative to the project, or to the bundle for its editions.
    `entities` counts subjects, `listings` (list, id) pairs. `broken` names the
    records that a partial edition lacks. `removed` tells what was purged.
    """

    version: str
    folder: str
    is_partial: bool = False
    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    records_in: int = 0
    entities: int = 0
    listings: int = 0
    statements: int = 0
    files: tuple[EditionFile, ...] = ()
    parts: tuple[EditionFile, ...] = ()
    removed: tuple[Removal, ...] = ()

    @property
    def ref(self) -> EditionRef:
        """The edition as outputs name it."""
        return EditionRef(
            version=self.version,
            sha256=self.sha256,
            published=self.published,
            is_partial=self.is_partial,
        )

    def is_same(self, meta: EditionMeta) -> bool:
        """Tell whether reading `meta` again would make this edition again."""
        return (
            self.dataset == meta.dataset
            and self.sha256 == meta.sha256
            and self.method == meta.method
            and self.published == meta.published
        )


def version_of(meta: EditionMeta, taken: tuple[str, ...]) -> str:
    """Return the edition's version: its day and the start of its hash.

    `taken` are the versions that the data set has already.

    >>> meta = EditionMeta(
    ...     dataset="d", sha256="ab" * 32, imported_at="2026-01-02", published="2025-12"
    ... )
    >>> version_of(meta, ()), version_of(meta, ("2025-12-abababab",))
    ('2025-12-abababab', '2025-12-abababab-2')
    """
    day = meta.published or f"undated-{meta.imported_at[:10]}"
    plain = version = f"{day}-{meta.sha256[:_SHORT]}"
    number = 1
    while version in taken:
        number += 1
        version = f"{plain}-{number}"
    return version
