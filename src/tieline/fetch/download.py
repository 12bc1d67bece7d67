"""One address in, one whole file out; or what went wrong, and the rest another time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tieline.fetch.checksums import differing, sha256_of, told_digests
from tieline.fetch.door import Answer, BrokenError, Door
from tieline.fetch.part import Part, PartNote
from tieline.fetch.sanity import HEAD, complaint, title_of_page
from tieline.fetch.unpacking import ACCEPTED, is_packed, unpack
from tieline.fetch.waiting import asked_pause, pause
from tieline.model.errors import FetchError

if TYPE_CHECKING:
    from pathlib import Path

    from tieline.fetch.policy import Policy, Progress, Timing

_WHOLE, _PARTIAL, _UNCHANGED = 200, 206, 304
_GONE = {404, 410}
_DENIED = {401, 403, 407, 451}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_GZIP = b"\x1f\x8b"
# a server that breaks off again and again, though each time a little later
_MOST_TRIES = 50
_AGAIN = "Run it again later; what came is kept"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be had.

    `url` is asked; `shown` is how it is written for people, without what is secret.
    `etag` and `last_modified` are those of the copy held, None where it has to come in
    any case.
    """

    url: str
    shown: str
    target: Path
    etag: str | None = None
    last_modified: str | None = None


class Got(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a download: `is_new` says that the file is in its place.

    `size` and `sha256` are the file's, unpacked. `moved_to` is where the address has
    moved to for good.
    """

    is_new: bool
    size: int = 0
    sha256: str = ""
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


def download(door: Door, wanted: Wanted, timing: Timing, progress: Progress) -> Got:
    """Get a file, whole and checked, into its place.

    What broke off is gone on with, at once and in the next call. The place itself is
    written in one step.

    Raises:
        OfflineError: the network is locked.
        FetchError: it cannot be had, or is something else.
        OSError: the disk refuses.
    """
    part = Part(wanted.target)
    run = _Run(wanted, part, door.policy, timing, progress)
    tries = 0
    for _ in range(_MOST_TRIES):
        before = part.size
        try:
            return _attempt(door, run)
        except BrokenError as error:
            tries = 1 if part.size > before else tries + 1
            if tries >= door.policy.attempts:
                raise
            timing.sleep(_pause(error, tries, door.policy, timing))
    what = "breaks off again and again"
    raise FetchError(what, hint=_AGAIN)


def _pause(error: BrokenError, tries: int, policy: Policy, timing: Timing) -> float:
    asked = asked_pause(error.retry_after, timing.now())
    if asked is None:
        return pause(tries, timing.jitter())
    if asked > policy.longest_wait:
        hint = f"Run it again in {round(asked):,} seconds"
        raise FetchError(f"{error.what}, and asks for a pause", hint=hint) from error
    return asked


class _Run(msgspec.Struct, frozen=True):
    """What every step of one download needs."""

    wanted: Wanted
    part: Part
    policy: Policy
    timing: Timing
    progress: Progress


def _attempt(door: Door, run: _Run) -> Got:
    note = run.part.note(run.wanted.shown)
    with door.ask("GET", run.wanted.url, _headers(run, note)) as answer:
        moved_to = answer.moved_to
        if answer.status == _UNCHANGED and note is None and _is_held(run.wanted):
            return Got(is_new=False, moved_to=moved_to)
        if answer.status == _PARTIAL and note is not None:
            note = _continued(answer, run.part, note)
        elif answer.status == _WHOLE:
            note = _begin(answer, run)
        elif note is not None and answer.status not in _PASSING:
            # some servers do not know what a range is, and the whole may still come
            run.part.discard()
            what = "does not go on where it broke off"
            raise BrokenError(what, hint=_AGAIN)
        else:
            raise refusal(answer)
        _take(answer, run, note)
    return _finish(run, note, moved_to)


def _is_held(wanted: Wanted) -> bool:
    return wanted.etag is not None or wanted.last_modified is not None


def _headers(run: _Run, note: PartNote | None) -> dict[str, str]:
    headers = {"Accept": "*/*", "Accept-Encoding": ACCEPTED}
    if note is not None:
        headers["Range"] = f"bytes={run.part.size}-"
        headers["If-Range"] = note.condition or ""
        return headers
    if run.wanted.etag is not None:
        headers["If-None-Match"] = run.wanted.etag
    if run.wanted.last_modified is not None:
        headers["If-Modified-Since"] = run.wanted.last_modified
    return headers


def _continued(answer: Answer, part: Part, note: PartNote) -> PartNote:
    """Return what is known of a file that a piece goes on with, where it broke off.

    Raises:
        BrokenError: it does not; the part is given up.
    """
    told = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    etag = answer.headers.get("ETag", note.etag)
    changed = answer.headers.get("Last-Modified", note.last_modified)
    is_next = told is not None and int(told[1]) == part.size
    is_same = etag == note.etag and changed == note.last_modified
    is_same = is_same and answer.headers.get("Content-Encoding", "") == note.encoding
    if told is not None and told[3] != "*" and note.total is not None:
        is_same = is_same and int(told[3]) == note.total
    if not is_next or not is_same:
        part.discard()
        what = "changed while it was downloaded" if is_next else "goes on elsewhere"
        raise BrokenError(what, hint=_AGAIN)
    if told is not None and told[3] != "*":
        # who sent the start in pieces may not have said how much there is
        return msgspec.structs.replace(note, total=int(told[3]))
    return note


def _begin(answer: Answer, run: _Run) -> PartNote:
    """Start the file anew: a server may ignore that only the rest was wanted."""
    note = PartNote(
        address=run.wanted.shown,
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
        encoding=answer.headers.get("Content-Encoding", ""),
        total=answer.length,
        digests=told_digests(answer.headers),
    )
    _check_size(note.total or 0, run)
    run.part.begin(note)
    return note


def _check_size(size: int, run: _Run) -> None:
    if size > run.policy.largest:
        run.part.discard()
        what = f"is larger than {run.policy.largest:,} bytes"
        hint = "Raise the setting `largest_download` if it may be as large"
        raise FetchError(what, hint=hint)


def _take(answer: Answer, run: _Run, note: PartNote) -> None:
    """Add what comes to the part.

    Raises:
        BrokenError: it broke off, or came too slowly; what came is kept.
        FetchError: there is no end to it.
    """
    tick, policy = run.timing.tick, run.policy
    done = run.part.size
    since, counted = tick(), done
    what = f"Downloading {run.wanted.target.name}"
    with run.part.path.open("ab", buffering=0) as file:
        for chunk in answer.chunks():
            file.write(chunk)
            done += len(chunk)
            run.progress(what, done, note.total)
            _check_size(done, run)
            if tick() - since > policy.read_seconds:
                if done - counted < policy.slowest:
                    what = "comes too slowly"
                    raise BrokenError(what, hint=_AGAIN)
                since, counted = tick(), done


def _finish(run: _Run, note: PartNote, moved_to: str | None) -> Got:
    """Check the whole file and put it into its place."""
    part, target = run.part, run.wanted.target
    if note.total is not None and part.size != note.total:
        what = f"is said to have {note.total:,} bytes, and {part.size:,} came"
        part.discard()
        raise BrokenError(what, hint=_AGAIN)
    whole = part.path
    if is_packed(note.encoding):
        whole = target.with_name(f"{target.name}.whole")
    try:
        if whole is not part.path:
            unpack(part.path, whole, note.encoding, largest=run.policy.largest)
            if target.suffix == ".gz" and _ends(whole)[0][:2] != _GZIP:
                # the server tells of the packing that the file itself is
                whole.unlink()
                whole = part.path
        _check_whole(part.path, whole, target.name, note)
    except FetchError:
        part.discard()
        whole.unlink(missing_ok=True)
        raise
    size, sha256 = whole.stat().st_size, sha256_of(whole)
    part.finish(whole, target)
    return Got(
        is_new=True,
        size=size,
        sha256=sha256,
        etag=note.etag,
        last_modified=note.last_modified,
        moved_to=moved_to,
    )


def _check_whole(raw: Path, whole: Path, name: str, note: PartNote) -> None:
    """Refuse a file that is damaged, or no file of its kind."""
    differs = differing(raw, note.digests)
    # some servers tell the checksum of what they packed
    if differs is not None and (raw == whole or differing(whole, note.digests)):
        what = f"does not have the checksum that its server tells ({differs})"
        raise BrokenError(what, hint=_AGAIN)
    said = complaint(name, *_ends(whole))
    if said is not None:
        hint = "Look at the address in a browser; nothing was imported"
        raise FetchError(f"what came {said}", hint=hint)


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, path.stat().st_size - HEAD))
        return head, file.read()


def refusal(answer: Answer) -> FetchError:
    """Return the error that a status means, with the title of the page that came."""
    status = answer.status
    title = title_of_page(answer.head(HEAD))
    said = f" (“{title}”)" if title else ""
    if status in _PASSING:
        error = BrokenError(f"answers {status}{said}", hint=_AGAIN)
        error.retry_after = answer.headers.get("Retry-After")
        return error
    if status in _GONE:
        hint = "Look on the publisher's page for the new address"
        return FetchError(f"is gone: answers {status}{said}", hint=hint)
    if status in _DENIED:
        hint = "See whether the publisher asks for a key, or refuses your network"
        return FetchError(f"is refused: answers {status}{said}", hint=hint)
    hint = "Look at the address in a browser"
    return FetchError(f"answers {status}{said}", hint=hint)
