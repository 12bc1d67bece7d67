"""Search the editions in force; one entity an id, whatever lists it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from tieline.matching.address_hits import is_by_address
from tieline.matching.prepared import Preparer
from tieline.matching.profiling import index_keys, profile_of
from tieline.matching.scoring import Scored, explain
from tieline.matching.searching import Matcher, TokenMatcher
from tieline.model.errors import NotFoundError, UsageError
from tieline.model.interval import first_day
from tieline.model.query import EditionRef, Query, Run, Searched
from tieline.registry import features
from tieline.store.catalog import STATEMENTS
from tieline.workspace.redacting import Redactor, redactor_of
from tieline.workspace.shelves import Shelf, open_shelf

if TYPE_CHECKING:
    from tieline.matching.feature import Feature
    from tieline.model.profile import Profile
    from tieline.store.catalog import Catalog
    from tieline.store.edition import Edition
    from tieline.workspace.times import Times

T = TypeVar("T")


class Searcher:
    """The indexes of the editions in force; close it, or use it as a context.

    Editions of the user's own come before the bundle's, so that their words win
    where both hold an entity.
    """

    def __init__(
        self,
        shelves: Sequence[Shelf],
        *,
        as_of: str,
        known_on: str,
        redactor: Redactor,
        notice: Sequence[str] = (),
    ) -> None:
        self._shelves = tuple(shelves)
        self._features: tuple[Feature, ...] = features()
        preparer = Preparer()
        self._matchers: list[Matcher] = [
            TokenMatcher(shelf.index, self._features, preparer)
            for shelf in self._shelves
        ]
        self._redactor = redactor
        self._said = tuple(notice)
        self._as_of, self._known_on = as_of, known_on

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the indexes."""
        for shelf in self._shelves:
            shelf.index.close()

    @property
    def editions(self) -> dict[str, EditionRef]:
        """The editions searched, by data set."""
        held = {s.edition.dataset: s.edition.ref for s in self._shelves}
        return dict(sorted(held.items()))

    @property
    def entities(self) -> int:
        """How many entities are searched; one in two data sets counts twice."""
        return sum(len(shelf.index) for shelf in self._shelves)

    @property
    def registers(self) -> frozenset[str]:
        """The data sets searched that are registers, which list nobody."""
        editions = (shelf.edition for shelf in self._shelves)
        return frozenset(e.dataset for e in editions if e.is_register)

    @property
    def notice(self) -> tuple[str, ...]:
        """What a reader has to know about the data."""
        return (*self._said, *notices(shelf.edition for shelf in self._shelves))

    def run(self, **selection: Any) -> Run:
        """Return the first line of an answer; `selection` says how it was asked."""
        return Run(
            as_of=self._as_of,
            known_on=self._known_on,
            editions=self.editions,
            searched=Searched(datasets=len(self._shelves), entities=self.entities),
            notice=self.notice,
            selection=selection,
        )

    def search(
        self, query: Profile, *, limit: int, threshold: float
    ) -> tuple[Scored, ...]:
        """Return at most `limit` entities at or above `threshold`, best first.

        Equal scores come in order of the evidence for them, then of id.
        """
        ask = limit
        while True:
            found = [
                matcher.search(query, limit=ask, threshold=threshold)
                for matcher in self._matchers
            ]
            merged = self._merged(query, found, threshold=threshold)
            # what a redaction took out leaves room for the next
            is_whole = all(len(part) < ask for part in found)
            if is_whole or len(merged) >= limit or not self._redactor.is_active:
                return tuple(merged[:limit])
            ask *= 4

    def profile(self, entity_id: str) -> Profile | None:
        """Return the entity with this id or former id, None where nobody holds it."""
        held = [p for p in self._everywhere(entity_id) if p is not None]
        return merge(held) if held else None

    def numbered(self, text: str, *, limit: int) -> list[Profile]:
        """Return the entities that carry `text` as an identifier of any kind."""
        wanted = _bare(text)
        query = profile_of(
            Query(id=text, schema="Thing", properties={"registrationNumber": (text,)})
        )
        found: dict[str, Profile] = {}
        for shelf in self._shelves:
            numbers = {
                no for key in index_keys(query) for no in shelf.index.postings(key)
            }
            for number in sorted(numbers):
                held = self._redactor.profile(shelf.index.profile(number))
                if held is not None and _carries(held, wanted):
                    found.setdefault(held.id, self.profile(held.id) or held)
        return [found[key] for key in sorted(found)][:limit]

    def _merged(
        self, query: Profile, found: Iterable[tuple[Scored, ...]], *, threshold: float
    ) -> list[Scored]:
        best: dict[str, Scored] = {}
        for scored in (one for part in found for one in part):
            known = best.get(scored.profile.id)
            if known is None or _preference(scored) < _preference(known):
                best[scored.profile.id] = scored
        whole: dict[str, Scored] = {}
        for scored in sorted(best.values(), key=rank):
            kept = self._whole(query, scored)
            if kept is not None and kept.score >= threshold:
                whole.setdefault(kept.profile.id, kept)
        return _apart(sorted(whole.values(), key=rank))

    def _whole(self, query: Profile, scored: Scored) -> Scored | None:
        """Complete a hit with what the other data sets say of the entity."""
        if self._redactor.touches(scored.profile):
            left = self._redactor.profile(scored.profile)
            if left is None:
                return None
            if is_by_address(scored):
                from tieline.matching.premises import share_premises  # noqa: PLC0415 - seldom needed

                shared = share_premises(query, left)
                if shared is None:
                    return None
                scored = shared
            else:
                scored = explain(query, left, self._features)
        profile = self.profile(scored.profile.id)
        if profile is None:
            return None
        return msgspec.structs.replace(scored, profile=profile)

    def _everywhere(self, entity_id: str) -> Iterator[Profile | None]:
        for shelf in self._shelves:
            number = shelf.index.find_id(entity_id)
            if number is not None:
                yield self._redactor.profile(shelf.index.profile(number))


def _carries(profile: Profile, number: str) -> bool:
    return any(_bare(one.value) == number for one in profile.identifiers)


def _bare(number: str) -> str:
    return "".join(char for char in number.upper() if char.isalnum())


def _apart(hits: Iterable[Scored]) -> list[Scored]:
    """Drop a hit that is another one under its former id."""
    kept: dict[str, Scored] = {}
    former: set[str] = set()
    for hit in hits:
        if hit.profile.id in former or kept.keys() & set(hit.profile.referents):
            continue
        kept[hit.profile.id] = hit
        former.update(hit.profile.referents)
    return list(kept.values())


def _preference(scored: Scored) -> tuple[bool, tuple[float, float, int, str]]:
    """Return the sort key of the hits on one entity: a name says more than a place."""
    return is_by_address(scored), rank(scored)


def rank(scored: Scored) -> tuple[float, float, int, str]:
    """Return the sort key of a hit: score, evidence, listings, id."""
    profile = scored.profile
    return (-scored.score, -scored.points, -len(profile.listings), profile.id)


def merge(profiles: Sequence[Profile]) -> Profile:
    """Make one profile of what several data sets say; the first one's words win."""
    first = profiles[0]
    if len(profiles) == 1:
        return first
    others = {p.id for p in profiles if p.id != first.id}
    referents = (r for p in profiles for r in p.referents if r != first.id)
    return msgspec.structs.replace(
        first,
        names=_each(n for p in profiles for n in p.names),
        identifiers=_each(i for p in profiles for i in p.identifiers),
        countries=_each(c for p in profiles for c in p.countries),
        dates=_each(d for p in profiles for d in p.dates),
        addresses=_each(a for p in profiles for a in p.addresses),
        datasets=_each(d for p in profiles for d in p.datasets),
        listings=_each(one for p in profiles for one in p.listings),
        referents=_each((*sorted(others), *referents)),
        topics=_each(t for p in profiles for t in p.topics),
    )


def _each(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def notices(editions: Iterable[Edition]) -> tuple[str, ...]:
    """Say what a reader has to know of the editions: bundled, partial."""
    said: list[str] = []
    for edition in editions:
        notice = edition.notice
        if edition.is_bundle and notice is None:
            day = edition.published or "unknown day"
            notice = f"snapshot of {day}, not for compliance decisions"
        if notice is not None:
            said.append(f"{edition.dataset}: {notice}")
        if edition.is_partial:
            said.append(f"{edition.dataset} {edition.version} is partial")
    return _each(said)


def chosen(editions: dict[str, Edition], datasets: Sequence[str]) -> list[Edition]:
    """Return the editions of the data sets asked for (all where none is named).

    The user's own come first, then the bundle's.

    Raises:
        UsageError: a data set is not held.
    """
    for dataset in datasets:
        if dataset not in editions:
            hint = f"Held are: {', '.join(editions) or 'none'}"
            raise UsageError(f"there is no data set {dataset!r}", hint=hint)
    wanted = set(datasets or editions)
    held = [edition for name, edition in editions.items() if name in wanted]
    return sorted(held, key=lambda edition: (edition.is_bundle, edition.dataset))


def unpublished(
    catalog: Catalog,
    editions: dict[str, Edition],
    known_on: str,
    datasets: Sequence[str] = (),
    *,
    with_registers: bool = True,
) -> tuple[str, ...]:
    """Say which of the user's data sets had no edition yet.

    Without `with_registers` those are left out that nobody is screened against.

    Raises:
        NotFoundError: those are all that is asked for.
    """
    first: dict[str, Edition] = {}
    for edition in catalog.history():
        if edition.is_register and not with_registers:
            continue
        known = first.setdefault(edition.dataset, edition)
        first[edition.dataset] = min(known, edition, key=lambda held: held.day)
    late = {
        name: edition
        for name, edition in first.items()
        if name not in editions and name in (datasets or first)
    }
    if late and not any(name in editions for name in datasets or editions):
        earliest = min(late.values(), key=lambda edition: edition.day)
        what = f"no edition had been published by {known_on}"
        hint = f"The earliest is {earliest.dataset}@{earliest.version}"
        raise NotFoundError(what, where="--known-on", hint=hint)
    return tuple(
        f"{name}: no edition had been published by {known_on}, so it was not searched"
        for name, edition in sorted(late.items())
        if not edition.is_bundle
    )


def later(editions: Iterable[Edition], as_of: str) -> tuple[str, ...]:
    """Say which editions are younger than the day asked about.

    Most publishers drop what they take off, so that a later edition may lack what
    stood then.
    """
    names = [e.dataset for e in editions if first_day(e.day) > as_of]
    if not names:
        return ()
    said = f"{', '.join(names)}: published after {as_of}, so what was taken off between"
    return (f"{said} may be missing; --known-on {as_of} asks the editions of then",)


def unasked(editions: Iterable[Edition]) -> tuple[str, ...]:
    """Say which editions are registers, which nobody is screened against unasked.

    Of the bundle's, which everybody has, its pages tell.
    """
    return tuple(
        f"{name}: a register of everybody, not a list; --dataset {name} asks it"
        for name in (e.dataset for e in editions if e.is_register and not e.is_bundle)
    )


def open_searcher(
    catalog: Catalog,
    *,
    times: Times,
    datasets: Sequence[str] = (),
    redacted: Collection[str] = (),
    notice: Sequence[str] = (),
    with_registers: bool = True,
) -> Searcher:
    """Open the indexes of the editions in force.

    `redacted` are ids of entities and statements to be left out; `notice` is said of
    the search as a whole. Without `with_registers` a register is opened only where
    `datasets` names it.

    Raises:
        UsageError: a data set or an edition is not held.
        NotFoundError: nothing that is asked for had been published by then.
        ProjectError: an index is missing or damaged.
    """
    in_force = catalog.editions(times.known_on)
    with_registers = with_registers or bool(datasets)
    if not with_registers:
        notice = (*notice, *unasked(chosen(in_force, ())))
        in_force = {k: held for k, held in in_force.items() if not held.is_register}
    late = unpublished(
        catalog, in_force, times.known_on, datasets, with_registers=with_registers
    )
    notice = (*notice, *late)
    editions = chosen(in_force, datasets)
    notice = (*notice, *later(editions, times.as_of))
    folders = [catalog.path(edition) for edition in editions]
    with ExitStack() as stack:
        shelves: list[Shelf] = []
        for edition, folder in zip(editions, folders, strict=True):
            shelf = open_shelf(edition, folder)
            stack.callback(shelf.index.close)
            shelves.append(shelf)
        searcher = Searcher(
            shelves,
            as_of=times.as_of,
            known_on=times.known_on,
            redactor=redactor_of(redacted, [path / STATEMENTS for path in folders]),
            notice=(*notice, *(s.notice for s in shelves if s.notice is not None)),
        )
        stack.pop_all()
    return searcher
