"""Reading lists from disk, and counting them by other means."""

import csv
import hashlib
import subprocess
import sys
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from tieline import registry
from tieline.model.source import Part, Report, Snapshot


class Read:
    """What a source made of files: entries, report, and their statements by need."""

    def __init__(self, source, snapshot):
        self.report = Report()
        self.snapshot = snapshot
        self.entries = list(source.parse(snapshot, self.report))
        self.statements = [
            stated.statement for entry in self.entries for stated in entry.statements
        ]

    def values(self, entity_id, prop):
        """The values of one property, in order."""
        return [
            one.value
            for one in self.statements
            if one.entity_id == entity_id and one.prop == prop
        ]

    def subjects(self):
        return {each for entry in self.entries for each in entry.entity_ids}

    def listings(self):
        return {
            one.entity_id
            for one in self.statements
            if (one.schema, one.prop) == ("Sanction", "entity")
        }

    def props(self):
        return Counter((one.schema, one.prop) for one in self.statements)


def snapshot_from(paths, *, partial=False):
    parts = []
    for path in paths:
        data = path.read_bytes()
        part = Part(
            name=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            open=lambda path=path: path.open("rb"),
        )
        parts.append(part)
    head = paths[0].read_bytes()[:65536]
    source, dataset = registry.recognise(paths[0].name, head)
    snapshot = Snapshot(
        source_key=source.key,
        dataset=dataset,
        sha256=parts[0].sha256,
        parts=tuple(parts),
        partial=partial,
    )
    return source, snapshot


@pytest.fixture(scope="session")
def read():
    """Read the files of one edition."""

    def reading(*paths, partial=False):
        return Read(*snapshot_from(paths, partial=partial))

    return reading


@pytest.fixture(scope="session")
def lists(shared):
    return shared / "data" / "lists"


@pytest.fixture
def written(tmp_path, read):
    """Write files and read them."""

    def writing(*, partial=False, **files):
        paths = []
        for name, data in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            paths.append(path)
        return read(*paths, partial=partial)

    return writing


@pytest.fixture(scope="session")
def snapshot_of():
    """The source that knows the files, and their snapshot."""
    return snapshot_from


@pytest.fixture(scope="session")
def read_in_full():
    """Count the entries of a file, and the bytes that are held at most meanwhile.

    In a Python of its own: what other tests left alive would let garbage lie longer.
    """

    def read(path):
        command = (sys.executable, __file__, str(path))
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        count, peak = map(int, done.stdout.split())
        return count, peak

    return read


@pytest.fixture(scope="session")
def plain_rows():
    """The rows of a file by the csv module alone; the closing 0x1A is no row."""

    def rows(path):
        text = path.read_bytes().replace(b"\x1a", b"").decode("utf-8")
        return [row for row in csv.reader(text.splitlines(keepends=True)) if row]

    return rows


# Codes of two bytes that stand for themselves: the simplest font for any letter.
_MAP = (
    "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap "
)
_FONTS = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        "/DescendantFonts [5 0 R] /ToUnicode 6 0 R >>"
    ),
    (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
        "/FontDescriptor 7 0 R >>"
    ),
    f"<< /Length {len(_MAP)} >> stream\n{_MAP}endstream",
    (
        "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 1000 1000] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    ),
)


def show(text, x, y):
    """The operators that print a text at a place."""
    if text.isascii():
        bare = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"BT /F1 9 Tf {x} {y} Td ({bare}) Tj ET"
    return f"BT /F2 9 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def drawn(rows, widths, *, top):
    """The operators of a ruled table: its lines, and the text of its cells."""
    edges = [40]
    for width in widths:
        edges.append(edges[-1] + width)
    out, y = [], top
    for row in rows:
        out.append(f"{edges[0]} {y} m {edges[-1]} {y} l S")
        for text, x in zip(row, edges, strict=False):
            for line, piece in enumerate(text.split("\n")):
                if piece:
                    out.append(show(piece, x + 3, y - 12 * (line + 1)))
        y -= 12 * max(text.count("\n") + 1 for text in row) + 6
    out.append(f"{edges[0]} {y} m {edges[-1]} {y} l S")
    out += [f"{x} {top} m {x} {y} l S" for x in edges]
    return out


def pdf_of(pages):
    """A PDF whose pages show these operators, line by line."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *_FONTS]
    kids = []
    for operators in pages:
        text = "\n".join(operators) + "\n"
        objects.append(f"<< /Length {len(text)} >> stream\n{text}endstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources "
            f"<< /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


@pytest.fixture(scope="session")
def pdf_text():
    """Write pages of lines as a PDF."""

    def writing(*pages):
        return pdf_of(
            [
                [show(line, 40, 560 - 14 * at) for at, line in enumerate(lines)]
                for lines in pages
            ]
        )

    return writing


@pytest.fixture(scope="session")
def pdf_table():
    """Write pages of ruled rows as a PDF."""

    def writing(*pages, widths, title="Sample"):
        return pdf_of(
            [[show(title, 40, 575), *drawn(rows, widths, top=560)] for rows in pages]
        )

    return writing


def write_peak(path):
    """Write how many entries a file has, and the most bytes held while it is read."""
    source, snapshot = snapshot_from([path])
    tracemalloc.start()
    count = sum(1 for _ in source.parse(snapshot, Report()))
    _, peak = tracemalloc.get_traced_memory()
    sys.stdout.write(f"{count} {peak}\n")


if __name__ == "__main__":
    write_peak(Path(sys.argv[1]))
