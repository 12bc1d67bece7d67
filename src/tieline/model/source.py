"""What a public list is, and one edition of it as bytes."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from tieline.model.entry import Entry, Provenance
from tieline.model.statement import Credibility, Reliability


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a snapshot: its bare name, hash, size in bytes, and an opener.

    `open` returns a fresh binary stream at the file's start each time it is
    called; the caller closes it.
    """

    name: str
    sha256: str
    size: int
    open: Callable[[], BinaryIO]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one edition, as they were got.

    `published` is the day given by the user, None when the source must tell it.
    `sha256` is the hash over the parts' hashes in order of name, or the part's own
    hash when there is one.
    """

    source_key: str
    dataset: str
    sha256: str
    parts: tuple[Part, ...]
    published: str | None = None
    partial: bool = False
    encoding: str | None = None


class Report(msgspec.Struct, kw_only=True):
    """What a parser noticed; filled while its entries are drawn.

    `records_in` counts the records of the file (headers and empty lines aside),
    `broken` names those that were left out under `partial`, `notes` holds
    anything else a person should know; `notice` is what every answer out of this
    edition has to say.
    """

    records_in: int = 0
    broken: list[str] = msgspec.field(default_factory=list[str])
    notes: list[str] = msgspec.field(default_factory=list[str])
    notice: str | None = None


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """An address that a list is published at, and the file name that it is kept under.

    `url` may hold names in braces, such as `{token}`, which the user has to set.
    `edition` groups the files that make one edition together: those of equal value.
    """

    url: str
    name: str
    edition: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A list that Tieline can read: one file of `tieline.sources`.

    * `key` equals the module's name; `dataset` is the default data set name, and
      `datasets` maps each data set that the source may become to its title.
    * `recognise(name, head)` returns the data set that a file of this name and
      first 64 KiB belongs to, or None.
    * `published(snapshot)` returns the edition's day from content or file name
      (`YYYY-MM-DD` or `YYYY-MM`), None when neither tells.
    * `parse(snapshot, report)` yields one entry per record, in file order, and
      raises `SourceError` for what it does not understand. With
      `snapshot.partial` it keeps the whole records and names the broken ones.
    * `part_of(name)`, for a list of several files, returns what the names of one
      edition's files have in common, and which of them this one is; None where each
      file is an edition.
    * `is_official` says that an edition without a day must be refused.
    * `is_register` says that it names everybody of a kind, suspect or not: it is
      searched and shown, but nobody is screened against it unless it is named.
    * `natural_key` documents where ids come from.
    * `downloads` are the addresses of the newest edition, none where it is a page
      for people only; `uses` says what the data may be used for, in a sentence.
    """

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    dataset: str
    datasets: dict[str, str]
    recognise: Callable[[str, bytes], str | None]
    published: Callable[[Snapshot], str | None]
    parse: Callable[[Snapshot, Report], Iterator[Entry]]
    natural_key: str
    version: str = "1"
    downloads: tuple[Download, ...] = ()
    uses: str = ""
    part_of: Callable[[str], tuple[str, str]] | None = None
    is_official: bool = True
    is_register: bool = False
    reliability: Reliability | None = None
    credibility: Credibility | None = None

    def provenance(self, snapshot: Snapshot) -> Provenance:
        """Return what holds of every statement drawn from an edition of this source."""
        return Provenance(
            dataset=snapshot.dataset,
            snapshot_sha256=snapshot.sha256,
            method=f"{self.key}/{self.version}",
            reliability=self.reliability,
            credibility=self.credibility,
        )
