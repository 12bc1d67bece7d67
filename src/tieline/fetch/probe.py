"""Ask an address for its headers, and say what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from tieline.fetch.door import Answer, BrokenError, Door
from tieline.fetch.download import refusal
from tieline.fetch.sanity import HEAD, title_of_page
from tieline.fetch.unpacking import is_packed

if TYPE_CHECKING:
    from collections.abc import Mapping

Outcome = Literal[
    "unchanged", "newer", "moved", "gone", "html instead of data", "unreachable"
]
_DONE = {200, 206, 304}
_GONE = {404, 410}
_PAGES = ("text/html", "application/xhtml")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The copy held of an address: what its server said of it, and its size."""

    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None


class Probed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an address, and in words; `moved_to` is where it is now."""

    outcome: Outcome
    detail: str
    moved_to: str | None = None


def probe(door: Door, url: str, *, is_page: bool, known: Known | None) -> Probed:
    """Ask an address for its headers; nothing is downloaded but a few kilobytes.

    `is_page` says that a web page is what is published there, `known` is the copy
    held, None where there is none.

    Raises:
        OfflineError: the network is locked.
        FetchError: the address may not be asked.
    """
    try:
        with door.ask("HEAD", url, {"Accept-Encoding": "identity"}) as answer:
            is_clear = answer.status in _DONE and (is_page or not _says_page(answer))
            if is_clear:
                return _judged(answer, known)
        headers = {"Accept-Encoding": "identity", "Range": f"bytes=0-{HEAD - 1}"}
        with door.ask("GET", url, headers) as answer:
            return _looked_at(answer, known, is_page=is_page)
    except BrokenError as error:
        return Probed(outcome="unreachable", detail=error.what)


def _says_page(answer: Answer) -> bool:
    kind = answer.headers.get("Content-Type", "").strip().casefold()
    return kind.startswith(_PAGES)


def _looked_at(answer: Answer, known: Known | None, *, is_page: bool) -> Probed:
    if answer.status in _GONE:
        detail, moved = refusal(answer).what, answer.moved_to
        return Probed(outcome="gone", detail=detail, moved_to=moved)
    if answer.status not in _DONE:
        detail, moved = refusal(answer).what, answer.moved_to
        return Probed(outcome="unreachable", detail=detail, moved_to=moved)
    title = None if is_page else title_of_page(answer.head(HEAD))
    if title is not None:
        detail = f"a web page (“{title}”)" if title else "a web page"
        moved = answer.moved_to
        return Probed(outcome="html instead of data", detail=detail, moved_to=moved)
    return _judged(answer, known)


def _judged(answer: Answer, known: Known | None) -> Probed:
    outcome, detail = _compared(answer, known)
    if answer.moved_to is None:
        return Probed(outcome=outcome, detail=detail)
    detail = f"to {answer.moved_to}; {detail}"
    return Probed(outcome="moved", detail=detail, moved_to=answer.moved_to)


def _compared(
    answer: Answer, known: Known | None
) -> tuple[Literal["unchanged", "newer"], str]:
    """Compare what a server says with the copy held: by tag, else time, else size."""
    headers = answer.headers
    changed = headers.get("Last-Modified")
    since = f", changed {changed}" if changed else ""
    if known is None:
        return "newer", f"answers; nothing was downloaded from it yet{since}"
    etag = headers.get("ETag")
    if etag is not None and known.etag is not None:
        is_same = _bare(etag) == _bare(known.etag)
        return _said(is_same=is_same, by="ETag", since=since)
    if changed is not None and known.last_modified is not None:
        is_same = changed == known.last_modified
        return _said(is_same=is_same, by="Last-Modified", since=since)
    length = _length(headers)
    if length is not None and known.size is not None:
        return _said(is_same=length == known.size, by="its length only", since=since)
    return "newer", f"perhaps: the server tells neither tag nor time{since}"


def _said(
    *, is_same: bool, by: str, since: str
) -> tuple[Literal["unchanged", "newer"], str]:
    return ("unchanged" if is_same else "newer"), f"judged by {by}{since}"


def _bare(etag: str) -> str:
    """Return a tag without its weakness, and what a server adds when it packs."""
    return etag.removeprefix("W/").strip('"').removesuffix("-gzip")


def _length(headers: Mapping[str, str]) -> int | None:
    """Return the length of the whole file, from the end of a range where one came."""
    if is_packed(headers.get("Content-Encoding", "")):
        return None
    ranged = headers.get("Content-Range", "").rpartition("/")[2]
    text = ranged or headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else None
