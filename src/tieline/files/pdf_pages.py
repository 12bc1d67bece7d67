"""Pages of a PDF as text, in reading order, with their numbers.

The library is loaded on first use. A file that breaks off is refused before it is
opened, since the library would repair it in silence; size and pages are bounded.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import msgspec

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part

LARGEST = 64 << 20
MOST_PAGES = 2_000
LONGEST_PAGE = 200_000
_MARK = b"%PDF-"
_END = b"%%EOF"
_TAIL = 1024
_AGAIN = "Get the file again from its publisher"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page: its number, from 1, and its text, its lines ended by a line feed."""

    number: int
    text: str


def is_pdf(head: bytes) -> bool:
    """Tell by the mark that a PDF begins with."""
    return head[:_TAIL].lstrip().startswith(_MARK)


def read_pages(part: Part) -> Iterator[Page]:
    """Yield the pages of a PDF.

    Raises:
        TruncatedError: the file ends without its closing mark.
        SourceError: it is no PDF that can be read, is locked, or is too large.
    """
    document = open_pdf(part)
    try:
        for index in range(len(document)):
            where = f"{part.name} page {index + 1}"
            with reading_page(where):
                text = str(document[index].get_textpage().get_text_range())
            if len(text) > LONGEST_PAGE:
                what = f"the page has more than {LONGEST_PAGE:,} characters"
                raise SourceError(what, where=where, hint="This is not such a list")
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            yield Page(number=index + 1, text=lines)
    finally:
        document.close()


@contextmanager
def reading_page(where: str) -> Generator[None]:
    """Turn the library's errors on a page into one of the project's own.

    Raises:
        SourceError: the library cannot read the page.
    """
    library: Any = import_module("pypdfium2")
    try:
        yield
    except library.PdfiumError as error:
        what = f"the page cannot be read: {error}"
        raise SourceError(what, where=where, hint=_AGAIN) from error


def open_pdf(part: Part) -> Any:
    """Return the opened document; the caller closes it.

    Raises:
        TruncatedError: the file ends without its closing mark.
        SourceError: it is no PDF that can be read, is locked, or is too large.
    """
    data = _whole(part)
    library: Any = import_module("pypdfium2")  # large, so on first use

    try:
        document = library.PdfDocument(data)
    except library.PdfiumError as error:
        what = f"the PDF cannot be read: {error}"
        raise SourceError(what, where=part.name, hint=_AGAIN) from error
    if len(document) > MOST_PAGES:
        document.close()
        what = f"the PDF has more than {MOST_PAGES:,} pages"
        raise SourceError(what, where=part.name, hint="This is not such a list")
    return document


def _whole(part: Part) -> bytes:
    if part.size > LARGEST:
        what = f"the PDF is larger than {LARGEST >> 20} MiB"
        raise SourceError(what, where=part.name, hint="This is not such a list")
    with part.open() as stream:
        data = stream.read(LARGEST + 1)
    if not is_pdf(data):
        what = "this is no PDF"
        raise SourceError(what, where=part.name, hint=_AGAIN)
    if _END not in data[-_TAIL:]:
        what = "the PDF breaks off: its closing mark is missing"
        raise TruncatedError(what, where=part.name, hint=_AGAIN)
    return data
