"""The readers of whole families of formats, each with sound files to damage."""

import bz2
import contextlib
import gzip
import hashlib
import io
import itertools
import lzma
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from tieline.files import html_items
from tieline.files.archives import unpack
from tieline.files.json_items import read_items
from tieline.files.json_lines import read_objects
from tieline.files.packed_streams import Limits
from tieline.files.pdf_pages import read_pages
from tieline.files.pdf_tables import read_table_pages
from tieline.files.tables import open_table
from tieline.files.workbooks import WorkbookWriter
from tieline.files.xml_records import read_xml
from tieline.model.errors import TielineError
from tieline.model.source import Part, Report
from tieline.workspace.guiding import checked_text, propose_mapping

MOST_ROWS = 10_000
XML = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<LIST day="2024-05-01"><FIRMS>'
    b'<FIRM id="1"><NAME lang="zh">\xe4\xb8\xad\xe5\x9b\xbd</NAME>'
    b"<ALIAS>A &amp; B<![CDATA[ <C> ]]></ALIAS></FIRM>"
    b'<FIRM id="2"><NAME/></FIRM></FIRMS></LIST>\n'
)
JSON = b'{"n": 1, "results": [{"id": "1", "x": [1.5, null, "\\u4e2d"]}, {"id": "2"}]}'
LINES = b'{"id": "1", "name": "Acme"}\n{"id": "2", "name": ["B", "\\u4e2d"]}\n'
HTML = (
    b"<!doctype html><html><body><h2>A</h2><ul><li><b>Acme</b> (aka <i>ACM</i>)</li>"
    b"<li>Beta &amp; Co<br>x</li></ul></body></html>"
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 99]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length 41>>stream\nBT /F1 12 Tf 9 50 Td (1 Acme Ltd) Tj ET   \n"
    b"endstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class Reader(Protocol):
    """Reads the records of a file; `partial` keeps the whole ones of a damaged one."""

    def __call__(self, part: Part, /, *, partial: bool) -> Iterable[object]:
        """Yield the records."""
        ...


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A reader, and the sound files that the damaged ones are made of."""

    name: str
    read: Callable[[Path, Path], object]
    seeds: tuple[Path, ...]


def part_of(name: str, data: bytes) -> Part:
    """Return bytes as a file of an edition."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Part(name=name, sha256=sha256, size=len(data), open=lambda: io.BytesIO(data))


def drain(rows: Iterable[object]) -> None:
    """Draw rows, as far as a fair test needs."""
    for _ in itertools.islice(rows, MOST_ROWS):
        pass


def _table(path: Path, _: Path) -> None:
    drain(open_table(path).rows())


def _proposal(path: Path, _: Path) -> None:
    checked_text(propose_mapping(path), path)


def _archive(path: Path, _: Path) -> None:
    few = Limits(members=100, size=64 << 20, free=1 << 20, ratio=100)
    with tempfile.TemporaryDirectory() as folder:
        drain(unpack(path, Path(folder), limits=few))


def _read(reader: Reader) -> Callable[[Path, Path], None]:
    def read(path: Path, sound: Path) -> None:
        data = path.read_bytes()
        with contextlib.suppress(TielineError):
            drain(reader(part_of(sound.name, data), partial=False))
        drain(reader(part_of(sound.name, data), partial=True))

    return read


def _xml(part: Part, /, *, partial: bool) -> Iterable[object]:
    for record in read_xml(part, {"/LIST/FIRMS": "FIRM"}, Report(), partial=partial):
        yield record.where


def _packed(folder: Path) -> Iterator[Path]:
    text = LINES * 20
    for name, pack in (("gz", gzip), ("bz2", bz2), ("xz", lzma)):
        path = folder / f"a.csv.{name}"
        path.write_bytes(pack.compress(text))
        yield path
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("x/one.csv", text)
        package.writestr("two.gz", gzip.compress(text))
    yield path
    for mode in ("", ":gz", ":xz"):
        path = folder / f"a{mode.replace(':', '.')}.tar"
        with tarfile.open(path, f"w{mode}") as tape:
            info = tarfile.TarInfo("x/one.csv")
            info.size = len(text)
            tape.addfile(info, io.BytesIO(text))
        yield path


def _seed(folder: Path, name: str, data: bytes) -> tuple[Path, ...]:
    path = folder / name
    path.write_bytes(data)
    return (path,)


def _workbook(folder: Path) -> Path:
    path = folder / "made.xlsx"
    with WorkbookWriter(path, {"Parties": ("id", "name", "country")}) as book:
        book.write("Parties", ("1", "Acme", "DE"))
        book.write("Parties", ("2", "示例公司", "CN"))
    return path


def families(folder: Path, samples: Iterable[Path]) -> Iterator[Target]:
    """Yield a reader for each family of formats; what must be made lies in `folder`."""
    held = tuple(samples)
    by_suffix = {
        suffix: tuple(path for path in held if path.suffix == suffix)
        for suffix in (".csv", ".ndjson")
    }
    yield Target(name="format csv", read=_table, seeds=by_suffix[".csv"])
    yield Target(name="format xlsx", read=_table, seeds=(_workbook(folder),))
    yield Target(name="format ndjson", read=_table, seeds=by_suffix[".ndjson"])
    seeds = _seed(folder, "list.xml", XML)
    yield Target(name="format xml", read=_read(_xml), seeds=seeds)

    def items(part: Part, /, *, partial: bool) -> Iterable[object]:
        return read_items(part, "results", Report(), partial=partial)

    seeds = _seed(folder, "list.json", JSON)
    yield Target(name="format json", read=_read(items), seeds=seeds)

    def objects(part: Part, /, *, partial: bool) -> Iterable[object]:
        return read_objects(part, Report(), partial=partial)

    seeds = _seed(folder, "list.jsonl", LINES)
    yield Target(name="format json lines", read=_read(objects), seeds=seeds)

    def html(part: Part, /, *, partial: bool) -> Iterable[object]:
        return html_items.read_items(part, Report(), partial=partial)

    seeds = _seed(folder, "list.html", HTML)
    yield Target(name="format html", read=_read(html), seeds=seeds)

    def pdf(part: Part, /, *, partial: bool) -> Iterable[object]:
        del partial
        return itertools.chain(read_pages(part), read_table_pages(part))

    seeds = _seed(folder, "list.pdf", PDF)
    yield Target(name="format pdf", read=_read(pdf), seeds=seeds)
    yield Target(name="format archive", read=_archive, seeds=tuple(_packed(folder)))
    yield Target(name="proposal", read=_proposal, seeds=by_suffix[".csv"])
