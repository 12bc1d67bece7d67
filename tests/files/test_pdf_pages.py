"""Pages of a PDF: what is refused before it is opened."""

import io

import pytest

from tieline.files.pdf_pages import LARGEST, is_pdf, read_pages
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part


def part(data, size=None):
    return Part(
        name="a.pdf",
        sha256="0" * 64,
        size=len(data) if size is None else size,
        open=lambda: io.BytesIO(data),
    )


def test_a_pdf_is_known_by_its_mark():
    assert is_pdf(b"\n%PDF-1.4\n")
    assert not is_pdf(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("given", "error", "what"),
    [
        (part(b"no"), SourceError, "this is no PDF"),
        (part(b"%PDF-1.7\n1 0 obj"), TruncatedError, "closing mark is missing"),
        (part(b"%PDF-1.7\n%%EOF"), SourceError, "cannot be read"),
        (part(b"%PDF-1.7\n%%EOF", LARGEST + 1), SourceError, "larger than"),
    ],
)
def test_what_is_no_whole_pdf_is_refused_with_its_reason(given, error, what):
    with pytest.raises(error, match=what):
        list(read_pages(given))
