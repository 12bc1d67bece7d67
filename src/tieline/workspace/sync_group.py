"""One edition's files: fetched, and imported when they are all there and new."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import msgspec

from tieline.fetch.places import host_of, known_hosts, proxy_for, telling_host
from tieline.model.errors import FetchError, OfflineError
from tieline.store.disk import disk_errors, remove_folder
from tieline.store.downloads import (
    AddressState,
    Attempt,
    Copy,
    SourceState,
    group_folder,
    read_state,
    write_state,
)
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import Imported, import_files
from tieline.workspace.sync_results import Fetched, Synced, Syncing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tieline.fetch.download import Got
    from tieline.fetch.policy import Progress
    from tieline.workspace.sync_network import Network
    from tieline.workspace.sync_plan import Address, Planned
    from tieline.workspace.workspace import Workspace


class GroupSync:
    """Fetches and imports, with one door and one way of doing so."""

    def __init__(
        self,
        workspace: Workspace,
        network: Network,
        how: Syncing,
        progress: Progress,
    ) -> None:
        self._workspace = workspace
        self._network = network
        self._how = how
        self._progress = progress

    def tried(self, one: Planned, group: str) -> Synced:
        """Say what would be asked, and by which way; nothing is."""
        files = tuple(self._planned(address) for address in one.groups[group])
        missing = [file for file in files if file.outcome == "skipped"]
        return Synced(
            source=one.source.key,
            outcome="skipped" if missing else "would ask",
            files=files,
            reason=missing[0].error if missing else None,
            hint=missing[0].hint if missing else None,
        )

    def _planned(self, address: Address) -> Fetched:
        if address.url is None:
            return _skipped(address)
        policy = self._network.policy
        proxy = proxy_for(address.url, policy.proxies, policy.no_proxy)
        way = "directly" if proxy is None else "through the proxy"
        host = host_of(address.url)
        told = telling_host(host, known_hosts())
        way += "" if told is None else f"; it belongs to {told.reason}: you are asked"
        return Fetched(
            url=address.shown,
            name=address.name,
            outcome="would ask",
            hint=f"{host}, {way}",
        )

    def confirmed(self, one: Planned, group: str) -> Iterator[Synced]:
        """Import what is held of a group; none where nothing is."""
        state = self._state(one)
        if group not in state.held:
            return
        for address in one.groups[group]:
            known = state.of(address.shown, address.name)
            if not _is_ready(known, self._place(one, address)):
                hint = f"Fetch it again: tieline sync {one.source.key}"
                what = f"{address.name} is not there any more"
                raise FetchError(what, hint=hint)
        files = tuple(_waiting(address) for address in one.groups[group])
        yield from self._imported(one, group, files, least_share=0.0)

    def fetched(self, one: Planned, group: str) -> Iterator[Synced]:
        """Fetch the files of a group, and import them where something is new."""
        addresses = one.groups[group]
        files = tuple(self._fetch(one, address) for address in addresses)
        stopped = [f for f in files if f.outcome in ("failed", "skipped")]
        if stopped:
            first = next((f for f in stopped if f.outcome == "failed"), stopped[0])
            yield Synced(
                source=one.source.key,
                outcome="failed" if first.outcome == "failed" else "skipped",
                files=files,
                reason=first.error,
                hint=first.hint,
            )
            return
        if not self._is_new(one, addresses):
            self._settle(one, group)
            yield Synced(source=one.source.key, outcome="unchanged", files=files)
            return
        yield from self._judged(one, group, files)

    def _judged(
        self, one: Planned, group: str, files: tuple[Fetched, ...]
    ) -> Iterator[Synced]:
        """Import a group of which something is new, unless it waits for a person."""
        why = self._state(one).held.get(group)
        came = any(file.outcome == "fetched" for file in files)
        if why is not None and not came and not self._how.yes:
            yield _held(one, files, why)
            return
        files = tuple(
            self._completed(one, address, file)
            for address, file in zip(one.groups[group], files, strict=True)
        )
        failed = [file for file in files if file.outcome == "failed"]
        if failed:
            yield Synced(
                source=one.source.key,
                outcome="failed",
                files=files,
                reason=failed[0].error,
                hint=failed[0].hint,
            )
            return
        share = 0.0 if self._how.yes else self._workspace.settings.get("least_share")
        yield from self._imported(one, group, files, least_share=float(share))

    def _state(self, one: Planned) -> SourceState:
        return read_state(self._workspace.create(), one.source.key)

    def _known(self, one: Planned, address: Address) -> AddressState:
        return self._state(one).of(address.shown, address.name)

    def _keep(self, one: Planned, address: Address, known: AddressState) -> None:
        state = self._state(one).with_address(address.shown, known)
        write_state(self._workspace.create(), one.source.key, state)

    def _place(self, one: Planned, address: Address) -> Path:
        project = self._workspace.create()
        return group_folder(project, one.source.key, address.group) / address.name

    def _fetch(
        self, one: Planned, address: Address, *, anyway: bool = False
    ) -> Fetched:
        """Ask one address for what is new, or (`anyway`) for all of it."""
        if address.url is None:
            skipped = _skipped(address)
            self._note(one, address, "skipped", skipped.error or "")
            return skipped
        from tieline.fetch.download import Wanted, download  # noqa: PLC0415 - only for the network

        door = self._network.door
        if door is None:
            what = "the network is locked"
            raise OfflineError(what)
        place = self._place(one, address)
        known = self._known(one, address)
        copy = None if anyway else self._copy_held(known, place)
        wanted = Wanted(
            url=address.url,
            shown=address.shown,
            target=place,
            etag=None if copy is None else copy.etag,
            last_modified=None if copy is None else copy.last_modified,
        )
        try:
            with disk_errors(place.parent):
                place.parent.mkdir(parents=True, exist_ok=True)
                got = download(door, wanted, self._network.timing, self._progress)
        except FetchError as error:
            reason = address.masked(error.what)
            self._note(one, address, "failed", reason)
            return Fetched(
                url=address.shown,
                name=address.name,
                outcome="failed",
                error=reason,
                hint=address.masked(error.hint),
            )
        if not got.is_new and copy is not known.incoming:
            # what was said to wait is not there, or no longer as it came
            known = msgspec.structs.replace(known, incoming=None)
        return self._came(one, address, known, got)

    def _came(
        self, one: Planned, address: Address, known: AddressState, got: Got
    ) -> Fetched:
        now = self._workspace.clock.now()
        moved_to = None if got.moved_to is None else address.masked(got.moved_to)
        copy = known.incoming
        if got.is_new:
            copy = Copy(
                sha256=got.sha256,
                size=got.size,
                fetched_at=now,
                etag=got.etag,
                last_modified=got.last_modified,
            )
        outcome = "fetched" if got.is_new else "unchanged"
        if not got.is_new and copy is not None:
            outcome = "waiting"
        tried = Attempt(at=now, outcome=outcome, moved_to=moved_to)
        known = msgspec.structs.replace(known, incoming=copy, tried=tried)
        self._keep(one, address, known)
        return Fetched(
            url=address.shown,
            name=address.name,
            outcome=outcome,
            size=got.size if got.is_new else None,
            moved_to=moved_to,
        )

    def _note(self, one: Planned, address: Address, outcome: str, why: str) -> None:
        tried = Attempt(at=self._workspace.clock.now(), outcome=outcome, detail=why)
        known = msgspec.structs.replace(self._known(one, address), tried=tried)
        self._keep(one, address, known)

    def _copy_held(self, known: AddressState, place: Path) -> Copy | None:
        """Return the copy that a server may call unchanged; None for none.

        One that came last and waits counts before that in force. What was taken out of
        the project since, or is no longer as it came, is fetched again.
        """
        return known.incoming if _is_ready(known, place) else self._in_force(known)

    def _in_force(self, known: AddressState) -> Copy | None:
        """Return the copy in force, if the project still holds what was made of it."""
        return known.copy_held(self._workspace.catalog().history())

    def _is_new(self, one: Planned, addresses: Sequence[Address]) -> bool:
        """Tell whether a file came whose bytes are not those in force."""
        for address in addresses:
            known = self._known(one, address)
            copy, last = known.incoming, self._in_force(known)
            if copy is None or not _is_ready(known, self._place(one, address)):
                continue
            if last is None or copy.sha256 != last.sha256:
                return True
        return False

    def _completed(self, one: Planned, address: Address, file: Fetched) -> Fetched:
        """Fetch a file that did not change, and is needed beside one that did."""
        if _is_ready(self._known(one, address), self._place(one, address)):
            return file
        return self._fetch(one, address, anyway=True)

    def _imported(
        self,
        one: Planned,
        group: str,
        files: tuple[Fetched, ...],
        *,
        least_share: float,
    ) -> Iterator[Synced]:
        addresses = one.groups[group]
        how = Importing(
            source=one.source.key,
            by=self._how.by or self._workspace.settings.by or "tieline sync",
            unless_told=self._day(one, addresses),
            least_share=least_share,
        )
        paths = [self._place(one, address) for address in addresses]
        results = list(
            import_files(self._workspace, paths, how, progress=self._progress)
        )
        held = [done for done in results if done.outcome == "held"]
        if held:
            self._hold(one, group, held[0].error or "")
        elif all(done.outcome != "refused" for done in results):
            editions = tuple(f"{done.dataset}@{done.version}" for done in results)
            self._settle(one, group, editions)
        for done in results:
            yield _synced(one, files, done)

    def _day(self, one: Planned, addresses: Sequence[Address]) -> str:
        """Return the day that the servers say of the newest file, else today."""
        today = self._workspace.clock.today()
        copies = [self._known(one, address).incoming for address in addresses]
        told = [None if copy is None else copy.last_modified for copy in copies]
        days = [_day_of(text) for text in told if text is not None]
        known = [day for day in days if day is not None and day <= today]
        return max(known, default=today)

    def _hold(self, one: Planned, group: str, why: str) -> None:
        state = self._state(one).with_held(group, why)
        write_state(self._workspace.create(), one.source.key, state)

    def _settle(
        self, one: Planned, group: str, editions: tuple[str, ...] | None = None
    ) -> None:
        """Say that what came is in force; its bytes are kept with the editions."""
        state = self._state(one).with_held(group, None)
        for address in one.groups[group]:
            known = state.of(address.shown, address.name)
            if known.incoming is not None:
                known = msgspec.structs.replace(
                    known, in_force=known.incoming, incoming=None
                )
            if editions is not None:
                known = msgspec.structs.replace(known, editions=editions)
            state = state.with_address(address.shown, known)
        project = self._workspace.create()
        write_state(project, one.source.key, state)
        remove_folder(group_folder(project, one.source.key, group))


def _is_ready(known: AddressState, place: Path) -> bool:
    """Tell whether the file that came last is there, as far as its size tells."""
    copy = known.incoming
    if copy is None or not place.is_file():
        return False
    return place.stat().st_size == copy.size


def _day_of(header: str) -> str | None:
    """Return the day of an HTTP date.

    >>> _day_of("Sat, 31 May 2025 22:00:00 GMT")
    '2025-05-31'
    """
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except ValueError:
        return None


def _skipped(address: Address) -> Fetched:
    return Fetched(
        url=address.shown,
        name=address.name,
        outcome="skipped",
        error=f"the address needs {', '.join(address.missing)}",
        hint=address.hint,
    )


def _waiting(address: Address) -> Fetched:
    return Fetched(url=address.shown, name=address.name, outcome="waiting")


def _held(one: Planned, files: tuple[Fetched, ...], why: str) -> Synced:
    return Synced(
        source=one.source.key,
        outcome="held",
        files=files,
        reason=why,
        hint=_confirm(one.source.key),
    )


def _confirm(source: str) -> str:
    return f"If it is the whole list: tieline sync --confirm {source}"


def _synced(one: Planned, files: tuple[Fetched, ...], done: Imported) -> Synced:
    if done.outcome == "held":
        return msgspec.structs.replace(
            _held(one, files, done.error or ""), dataset=done.dataset
        )
    where = f"{done.where}: " if done.where else ""
    return Synced(
        source=one.source.key,
        outcome=done.outcome,
        dataset=done.dataset,
        version=done.version,
        published=done.published,
        records_in=done.records_in,
        entities=done.entities,
        files=files,
        reason=None if done.error is None else f"{where}{done.error}",
        hint=done.hint,
        warnings=done.warnings,
        notes=done.notes,
    )
