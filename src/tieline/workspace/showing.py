"""Print one entity with its evidence; find entities by name, id or identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from tieline.matching.profiling import profile_of
from tieline.model.errors import NotFoundError
from tieline.model.ids import fold_key
from tieline.model.listing import Listing
from tieline.model.query import Query, Run
from tieline.model.statement import Stated, Status
from tieline.workspace.ages import stale
from tieline.workspace.relating import (
    Relation,
    cited,
    is_tie,
    other_ends,
    relations,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tieline.matching.scoring import Scored
    from tieline.model.entity import Entity
    from tieline.model.profile import Profile
    from tieline.store.reading import Reader
    from tieline.workspace.searcher import Searcher
    from tieline.workspace.times import Times
    from tieline.workspace.workspace import Workspace

# a surname alone is found too; every hit shows its score
_LOOSE = 0.1
_NEAR_NAMES = 10
_SHOWN_NAMES = 5


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact stands written, and its raw text there."""

    locator: str
    quote: str
    snapshot_sha256: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One value of an entity, who says so, and the evidence.

    `source` names what a keyed value rests on, `source_id` is that document's id, and
    `original_value` is what the value was made of.
    """

    statement_id: str
    prop: str
    value: str
    dataset: str
    lang: str | None = None
    status: Status | None = None
    reliability: str | None = None
    credibility: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    original_value: str | None = None
    source: str | None = None
    source_id: str | None = None
    evidence: tuple[Witness, ...] = ()


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A listing, paper or tie that belongs to an entity, with its own facts.

    What a tie says is among the entity's relations too.
    """

    id: str
    schema: str
    caption: str
    facts: tuple[Fact, ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="entity"):
    """An entity: what is stated of it, and its listings as they stood on the day.

    `not_begun` counts listings that began after that day. `is_register` tells that it
    is held from registers alone, which list nobody.
    """

    id: str
    caption: str
    schema: str
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    facts: tuple[Fact, ...]
    listings: tuple[Listing, ...]
    not_begun: int
    relations: tuple[Relation, ...]
    near: tuple[Near, ...]
    is_register: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="found"):
    """An entity that a text may mean; `by` says what agreed: id, identifier or name."""

    entity_id: str
    caption: str
    schema: str
    by: str
    score: float
    names: tuple[str, ...]
    countries: tuple[str, ...]
    datasets: tuple[str, ...]
    lists: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What `show` found: one entity, or the candidates of an ambiguous name.

    `also` are entities of registers that carry the name of the one shown as well.
    """

    run: Run
    entity: Shown | None = None
    candidates: tuple[Found, ...] = ()
    also: tuple[Found, ...] = ()
    stale: tuple[str, ...] = ()


def show(
    workspace: Workspace, times: Times, text: str, *, datasets: Sequence[str] = ()
) -> Answer:
    """Return the entity of an id, a former id or an unambiguous name.

    Raises:
        NotFoundError: nobody is called that in what was searched.
    """
    with workspace.searcher(times, datasets=datasets) as searcher:
        run = searcher.run(show=text)
        days = workspace.settings.max_age_days
        old = tuple(stale(run.editions, workspace.clock.today(), days))
        profile = searcher.profile(text)
        candidates: tuple[Found, ...] = ()
        also: tuple[Found, ...] = ()
        if profile is None:
            near = _near_names(searcher, text, _NEAR_NAMES)
            candidates = tuple(_by_name(hit) for hit in near)
            only, also = _only(near, text, searcher.registers)
            profile = None if only is None else searcher.profile(only.entity_id)
    with workspace.reader(times, datasets=datasets) as reader:
        if profile is not None:
            entity = _shown(reader, profile.id, profile, times.as_of)
            return Answer(run=run, entity=entity, also=also, stale=old)
        if candidates:
            return Answer(run=run, candidates=candidates, stale=old)
        return Answer(run=run, entity=_other(reader, text, run), stale=old)


def _only(
    near: Sequence[Scored], text: str, registers: frozenset[str]
) -> tuple[Found | None, tuple[Found, ...]]:
    """Return the one entity that carries the name itself, and others that do.

    All names of an entity count, not only those that a table has room for; spaces do
    not: pinyin is written with them and without. Who is on a list goes before those of
    registers, whose entry may be the same body's.
    """
    wanted = _key(text)
    exact = [
        _by_name(hit)
        for hit in near
        if any(_key(name.text) == wanted for name in hit.profile.names)
        or _key(hit.profile.caption) == wanted
    ]
    apart = [found for found in exact if not registers.issuperset(found.datasets)]
    chosen = apart or exact
    if len(chosen) != 1:
        return None, ()
    return chosen[0], tuple(found for found in exact if found is not chosen[0])


def _key(name: str) -> str:
    return fold_key(name).replace(" ", "")


def _other(reader: Reader, text: str, run: Run) -> Shown:
    """Show what has an id but no profile: a listing, a paper, a tie."""
    try:
        return _shown(reader, text, None, run.as_of)
    except NotFoundError as error:
        searched = ", ".join(run.editions) or "no data set"
        what = f"nobody is called {text!r} in what was searched ({searched})"
        hint = "Try `tieline search` with part of the name"
        raise NotFoundError(what, hint=hint) from error


def _shown(
    reader: Reader, entity_id: str, profile: Profile | None, as_of: str
) -> Shown:
    entity = reader.entity(entity_id)
    held = () if profile is None else profile.listings
    begun = (listing.as_of(as_of) for listing in held)
    listings = tuple(listing for listing in begun if listing is not None)
    registers = {e.dataset for e in reader.editions.values() if e.is_register}
    facts = reader.statements(entity.id)
    near = [one for one in reader.near(entity.id) if one[0].id != entity.id]
    ties = [one for one in near if is_tie(one[0].schema)]
    ends = other_ends(entity.id, (tie for tie, _ in ties))
    told = (facts, *(each for _, each in near))
    origins = {each.statement.origin for of_one in told for each in of_one}
    wanted = ends.union(origin for origin in origins if origin is not None)
    known = {key: other for key, (other, _) in reader.several(wanted).items()}
    return Shown(
        id=entity.id,
        caption=entity.caption,
        schema=entity.schema,
        datasets=entity.datasets,
        referents=entity.referents,
        first_seen=entity.first_seen,
        last_seen=entity.last_seen,
        facts=_facts(facts, known),
        listings=listings,
        not_begun=len(held) - len(listings),
        relations=relations(entity.id, ties, known, as_of),
        near=tuple(_near(other, stated, known) for other, stated in near),
        is_register=registers.issuperset(entity.datasets),
    )


def _near(entity: Entity, facts: Sequence[Stated], known: Mapping[str, Entity]) -> Near:
    return Near(
        id=entity.id,
        schema=entity.schema,
        caption=entity.caption,
        facts=_facts(facts, known),
    )


def _facts(
    statements: Iterable[Stated], known: Mapping[str, Entity]
) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            statement_id=stated.statement.id,
            prop=stated.statement.prop,
            value=stated.statement.value,
            dataset=stated.statement.dataset,
            lang=stated.statement.lang,
            status=stated.statement.status,
            reliability=stated.statement.reliability,
            credibility=stated.statement.credibility,
            first_seen=stated.statement.first_seen,
            last_seen=stated.statement.last_seen,
            original_value=stated.statement.original_value,
            source=cited(stated, known),
            source_id=stated.statement.origin,
            evidence=tuple(
                Witness(
                    locator=one.locator,
                    quote=one.quote,
                    snapshot_sha256=one.snapshot_sha256,
                )
                for one in stated.evidence
            ),
        )
        for stated in statements
    )


def search(searcher: Searcher, text: str, *, limit: int) -> tuple[Found, ...]:
    """Return the entities that a text may mean: by id, by identifier, by name."""
    exact = searcher.profile(text)
    found: dict[str, Found] = {}
    if exact is not None:
        found[exact.id] = _found(exact, by="id", score=1.0)
    for one in (*_numbered(searcher, text, limit), *_named(searcher, text, limit)):
        found.setdefault(one.entity_id, one)
    return tuple(found.values())[:limit]


def _named(searcher: Searcher, text: str, limit: int) -> tuple[Found, ...]:
    return tuple(_by_name(hit) for hit in _near_names(searcher, text, limit))


def _near_names(searcher: Searcher, text: str, limit: int) -> tuple[Scored, ...]:
    query = Query(id=text, schema="Thing", properties={"name": (text,)})
    return tuple(searcher.search(profile_of(query), limit=limit, threshold=_LOOSE))


def _by_name(hit: Scored) -> Found:
    return _found(hit.profile, by="name", score=hit.score)


def _numbered(searcher: Searcher, text: str, limit: int) -> tuple[Found, ...]:
    if not any(char.isdigit() for char in text):
        return ()
    return tuple(
        _found(profile, by="identifier", score=1.0)
        for profile in searcher.numbered(text, limit=limit)
    )


def _found(profile: Profile, *, by: str, score: float) -> Found:
    lists = (one.list for one in profile.listings if one.is_live or not one.status)
    return Found(
        entity_id=profile.id,
        caption=profile.caption,
        schema=profile.schema,
        by=by,
        score=score,
        names=tuple(name.text for name in profile.names[:_SHOWN_NAMES]),
        countries=profile.countries,
        datasets=profile.datasets,
        lists=tuple(dict.fromkeys(lists)),
    )
