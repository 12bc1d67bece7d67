"""Where a statement stands written."""

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A verbatim span of a list edition or of a document.

    `snapshot_sha256` is the hash of the bytes that were read. For a list,
    `locator` names file, row and column (`sdn.csv row 17, name`) or an XPath, and
    `quote` is the raw text of that cell. For a document, `start` and `end` are
    code points and `text[start:end] == quote`. `method` names the reader and its
    version.
    """

    snapshot_sha256: str
    locator: str
    quote: str
    method: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
