"""One writer at a time."""

import contextlib
import os
from collections.abc import Generator

import msgspec

from tieline.model.errors import LockedError
from tieline.store.disk import disk_errors
from tieline.store.project import Project


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the lock, since when, in which process."""

    by: str
    since: str
    process: int


@contextlib.contextmanager
def writer_lock(project: Project, *, by: str, at: str) -> Generator[None, None, None]:
    """Hold the project's writer lock; it falls when the process ends, however.

    `by` and `at` (ISO 8601 UTC) are shown to whoever finds it held.

    Raises:
        LockedError: somebody else holds it; at once, without waiting.
        StorageError: the folder cannot be written.
    """
    import filelock  # noqa: PLC0415 - readers never need it

    lock = filelock.FileLock(project.lock, timeout=0)
    note = project.root / ".lock.json"
    with disk_errors(project.lock):
        try:
            lock.acquire()
        except filelock.Timeout as error:  # an OSError too
            raise _held(project) from error
    try:
        holder = Holder(by=by, since=at, process=os.getpid())
        with disk_errors(note):
            note.write_bytes(msgspec.json.encode(holder))
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def _held(project: Project) -> LockedError:
    hint = "Wait until it is done, or end that process, and run the command again"
    note = project.root / ".lock.json"
    try:
        holder = msgspec.json.decode(note.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        what = "somebody else is writing to the project"
    else:
        what = f"{holder.by} (process {holder.process}) has been writing to the "
        what += f"project since {holder.since}"
    return LockedError(what, where=str(project.root), hint=hint)
