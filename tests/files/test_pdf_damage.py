"""A PDF whose page is damaged is refused like any other damaged file."""

import hashlib
import io

import pytest

from tieline.files.pdf_pages import read_pages
from tieline.files.pdf_tables import read_table_pages
from tieline.model.errors import SourceError
from tieline.model.source import Part

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.mark.parametrize("read", [read_pages, read_table_pages])
def test_a_page_that_is_not_there_is_named(read):
    sha256 = hashlib.sha256(PDF).hexdigest()
    part = Part(
        name="l.pdf", sha256=sha256, size=len(PDF), open=lambda: io.BytesIO(PDF)
    )

    with pytest.raises(SourceError) as caught:
        list(read(part))

    assert caught.value.where == "l.pdf page 1"
    assert caught.value.hint
