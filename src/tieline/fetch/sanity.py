"""Whether what came looks like what was asked for."""

import codecs
import html
import re
from pathlib import PurePath

HEAD = 4096
"""How many bytes of each end are looked at."""

_LONGEST_TITLE = 120
_TITLE = re.compile(r"<title[^>]*>(.*?)(?:</title|\Z)", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|script|meta)\b", re.IGNORECASE)
# what may stand before the first element
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# how files of a kind begin, as bytes; and, of texts, how they begin and end
_MAGIC = {
    ".zip": (b"PK\x03\x04", b"PK\x05\x06"),
    ".xlsx": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".gz": (b"\x1f\x8b",),
    ".pdf": (b"%PDF",),
}
_TEXTS = {
    ".xml": ("<", ">"),
    ".json": ("{[", "}]"),
    ".ndjson": ("{", "}"),
    ".jsonl": ("{", "}"),
}
_TABLES = {".csv", ".tsv", ".txt"}
_PAGES = {".html", ".htm"}


def title_of_page(head: bytes) -> str | None:
    """Return the title of a web page, empty where it has none; None for no page.

    >>> title_of_page(b"<!DOCTYPE html><title>Sign &amp; in</title>")
    'Sign & in'
    >>> title_of_page(b"<list><title>Sign in</title></list>") is None
    True
    """
    text = _decoded(head)
    start = _PROLOG.match(text)
    if start is None or _PAGE.match(text, start.end()) is None:
        return None
    title = _TITLE.search(text)
    bare = "" if title is None else " ".join(html.unescape(title[1]).split())
    return bare if len(bare) <= _LONGEST_TITLE else bare[:_LONGEST_TITLE] + "…"


def complaint(name: str, head: bytes, tail: bytes) -> str | None:
    """Say why bytes are not what a file of this name holds; None where they may be.

    `head` and `tail` are the first and last `HEAD` bytes.

    >>> complaint("list.xml", b"<html><title>Down for repair</title>", b"</html>")
    'is a web page (“Down for repair”), not XML'
    >>> complaint("list.json", b"[1, 2]", b"[1, 2]") is None
    True
    """
    suffix = PurePath(name).suffix.casefold()
    kind = suffix[1:].upper() or "data"
    if not head.strip():
        return "is empty"
    if suffix in _MAGIC:
        window = head[:1024] if suffix == ".pdf" else head[:4]
        if any(magic in window for magic in _MAGIC[suffix]):
            return None
    title = None if suffix in _PAGES else title_of_page(head)
    if title is not None:
        quoted = f" (“{title}”)" if title else ""
        return f"is a web page{quoted}, not {kind}"
    if suffix in _MAGIC:
        return f"does not begin as {kind} does"
    return _complaint_of_text(suffix, kind, head, tail)


def _complaint_of_text(suffix: str, kind: str, head: bytes, tail: bytes) -> str | None:
    start, end = (
        _decoded(head).lstrip(),
        _decoded_end(head, tail).rstrip("\0\x1a \r\n\t"),
    )
    if suffix in _TABLES:
        return f"is markup, not {kind}" if start.startswith("<") else None
    if suffix not in _TEXTS:
        return None
    begins, ends = _TEXTS[suffix]
    if start[:1] not in begins:
        return f"does not begin as {kind} does"
    return None if end[-1:] in ends else f"ends in the middle, as no {kind} does"


def _encoding(head: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return bom, encoding
    return b"", "utf-8"


def _decoded(head: bytes) -> str:
    bom, encoding = _encoding(head)
    return head[len(bom) :].decode(encoding, "replace")


def _decoded_end(head: bytes, tail: bytes) -> str:
    return tail.decode(_encoding(head)[1], "replace")
