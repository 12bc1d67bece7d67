"""Answer queries: candidates with reasons, as of a day, less what was decided."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import msgspec

from tieline.matching.profiling import profile_of
from tieline.matching.scoring import Scored
from tieline.model.errors import TielineError, UsageError
from tieline.model.judgement import Judgement
from tieline.model.profile import Profile
from tieline.model.query import EditionRef, Hit, Party, Query, Result
from tieline.workspace.fingerprints import entity_fingerprint, query_fingerprint
from tieline.workspace.standing import hit_of, standing

# A name is a line of text. Beyond this it is a paste gone wrong, and the cost of
# aligning it grows with the square of its length.
LONGEST_NAME = 2_000
LONGEST_VALUE = 20_000
# What a name is taken for where neither row nor option says: anything.
DEFAULT_SCHEMA = "Thing"
# Hits of the queries asked last that are kept, some kilobytes each: a table names its
# usual parties again and again.
_REMEMBERED = 30_000
_SPARE = 10
_NAME_PROPERTIES = frozenset({"name", "alias", "weakAlias", "previousName"})
_DECIDED = frozenset({"same", "different", "unsure"})
_RANK = {"match": 0, "candidate": 1, "no_match": 2}


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """How to screen; every field has a default that suits a first look.

    `as_of` is the day it was true (today when None), `known_on` a day or an edition.
    `countries` and `addresses` are those of a party whose row names none.
    `threshold` is the lowest score shown, `limit` the most hits a party.
    `with_decided` shows the pairs that a person has decided, too. `why` says how the
    batch was chosen. With `institutions` names and name columns are affiliations, whose
    institutions are screened, and persons only with `persons`.
    """

    as_of: str | None = None
    known_on: str | None = None
    threshold: float = 0.7
    limit: int = 10
    schema: str | None = None
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    with_decided: bool = False
    why: str | None = None
    institutions: bool = False
    persons: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if not 0 <= self.threshold <= 1:
            what = f"threshold {self.threshold} is not between 0 and 1"
            raise UsageError(what, hint="0.7 is the default")
        if self.limit < 1:
            raise UsageError(f"limit {self.limit} is below 1")
        if self.persons and not self.institutions:
            what = "persons are screened beside institutions"
            hint = "Add --institutions; without it a name is screened as it is"
            raise UsageError(what, where="--persons", hint=hint)
        if self.institutions and self.addresses:
            what = "an address is none of an affiliation's institutions"
            hint = "Screen addresses without --institutions"
            raise UsageError(what, where="--address", hint=hint)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its id, the parties named in it, its own cells.

    `role` is "" where the row is one party. `error` says why it cannot be screened,
    `note` why nobody is looked for where that is no error.
    """

    id: str
    parties: tuple[Party, ...] = ()
    row: dict[str, str] | None = None
    error: str | None = None
    note: str | None = None


class Searching(Protocol):
    """What can be searched: the editions in force, or a list of the user's own."""

    @property
    def editions(self) -> Mapping[str, EditionRef]:
        """The editions searched, by data set."""
        ...

    @property
    def entities(self) -> int:
        """How many entities are searched."""
        ...

    @property
    def notice(self) -> tuple[str, ...]:
        """What a reader has to know about the data."""
        ...

    def search(
        self, query: Profile, *, limit: int, threshold: float
    ) -> tuple[Scored, ...]:
        """Return the best entities, best first."""
        ...


class _Found(msgspec.Struct, frozen=True):
    """What a query found, before decisions: live and past, best first."""

    live: tuple[tuple[Hit, Profile], ...]
    history: tuple[Hit, ...]

    @property
    def weight(self) -> int:
        """What it counts for in memory: its hits, and one for itself."""
        return 1 + len(self.live) + len(self.history)


def _as_found(profile: Profile) -> Profile:
    return profile


class Screener:
    """Answers queries, each distinct one once.

    `decisions` maps (query id, entity id) to the latest judgement on the pair.
    `whole` returns an entity as all data sets together hold it now, as it stood before
    the person who decided; a search may see less of it.
    """

    def __init__(
        self,
        searcher: Searching,
        how: Screening,
        day: str,
        decisions: Mapping[tuple[str, str], Judgement],
        *,
        whole: Callable[[Profile], Profile] = _as_found,
    ) -> None:
        self._searcher = searcher
        self._how = how
        self._day = day
        self._decisions = decisions
        self._whole = whole
        self._decided: dict[str, int] = {}
        for query_id, _ in decisions:
            self._decided[query_id] = self._decided.get(query_id, 0) + 1
        self._known: OrderedDict[tuple[str, int], _Found] = OrderedDict()
        self._weight = 0

    def result(self, order: Order) -> Result:
        """Answer one order: the hits of all its parties, best first.

        What cannot be screened comes back as the result's `error`; it stops nothing.
        """
        asked = _asked(order)
        if order.error is not None:
            return _failed(order, asked, order.error)
        try:
            pairs = [(party, self._answer(party)) for party in order.parties]
        except TielineError as error:
            return _failed(order, asked, str(error))
        answers = [answer for party, answer in pairs if not is_past(party)]
        bygone = [answer for party, answer in pairs if is_past(party)]
        several = order.parties if len(order.parties) != 1 or _role(order) else ()
        return Result(
            query=asked,
            hits=_sorted(hit for answer in answers for hit in answer.hits),
            history=_sorted(hit for answer in answers for hit in answer.history),
            past=_sorted(hit for answer in bygone for hit in answer.hits),
            suppressed=sum(answer.suppressed for _, answer in pairs),
            confirmed=sum(answer.confirmed for answer in answers),
            is_cut=any(answer.is_cut for _, answer in pairs),
            parties=several,
            row=dict(order.row) if order.row is not None else None,
            note=order.note,
        )

    def _answer(self, party: Party) -> Result:
        query, limit = party.query, self._how.limit
        check_query(query)
        fingerprint = query_fingerprint(query)
        need = limit + self._decided.get(query.id, 0)
        found = self._found(query, fingerprint, need)
        shown: list[Hit] = []
        suppressed = confirmed = 0
        for hit, profile in found.live:
            decision = self._decision(query.id, fingerprint, profile)
            if decision in _DECIDED and not self._how.with_decided:
                suppressed += 1
                confirmed += decision == "same"
                continue
            shown.append(_marked(hit, party, decision))
        return Result(
            query=query,
            hits=tuple(shown[:limit]),
            history=tuple(_marked(hit, party, None) for hit in found.history[:limit]),
            suppressed=suppressed,
            confirmed=confirmed,
            is_cut=len(shown) > limit or len(found.history) > limit,
        )

    def _decision(
        self, query_id: str, fingerprint: str, profile: Profile
    ) -> str | None:
        judged = self._judged(query_id, profile)
        if judged is None:
            return None
        is_same_row = judged.left_fingerprint in ("", fingerprint)
        fingerprint_now = entity_fingerprint(self._whole(profile))
        is_same_entity = judged.right_fingerprint in ("", fingerprint_now)
        if is_same_row and is_same_entity:
            return judged.verdict
        return f"reopened: was {judged.verdict}"

    def _judged(self, query_id: str, profile: Profile) -> Judgement | None:
        """Return the judgement on the pair, under the entity's former ids as well."""
        if query_id not in self._decided:
            return None
        for entity_id in (profile.id, *profile.referents):
            judged = self._decisions.get((query_id, entity_id))
            if judged is not None:
                return judged
        return None

    def _found(self, query: Query, fingerprint: str, need: int) -> _Found:
        key = (fingerprint, need)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        found = self._search(profile_of(query), need)
        self._known[key] = found
        self._weight += found.weight
        while self._weight > _REMEMBERED:
            _, oldest = self._known.popitem(last=False)
            self._weight -= oldest.weight
        return found

    def _search(self, profile: Profile, need: int) -> _Found:
        """Search until `need` live hits are in hand and one more is known of."""
        ask = need + _SPARE
        while True:
            scored = self._searcher.search(
                profile, limit=ask, threshold=self._how.threshold
            )
            live: list[tuple[Hit, Profile]] = []
            history: list[Hit] = []
            for found in scored:
                stands = standing(found.profile, self._day)
                if stands == "live":
                    live.append((hit_of(found, self._day), found.profile))
                elif stands == "history":
                    history.append(hit_of(found, self._day))
            if len(live) > need or len(scored) < ask:
                return _Found(tuple(live), tuple(history))
            ask *= 4


def is_past(party: Party) -> bool:
    """Tell whether an affiliation calls the party's institution past."""
    return party.institution is not None and party.institution.tense == "past"


def _asked(order: Order) -> Query:
    if len(order.parties) == 1 and not _role(order):
        return order.parties[0].query
    return Query(id=order.id, schema="Thing", properties={})


def _role(order: Order) -> str:
    return order.parties[0].role if order.parties else ""


def _failed(order: Order, asked: Query, error: str) -> Result:
    row = dict(order.row) if order.row is not None else None
    return Result(query=asked, hits=(), parties=(), row=row, error=error)


def _marked(hit: Hit, party: Party, decision: str | None) -> Hit:
    return msgspec.structs.replace(
        hit, role=party.role or None, query_id=party.query.id, decision=decision
    )


def _sorted(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Order hits: matches first, then by score; equals in the order of the parties."""
    return tuple(sorted(hits, key=lambda hit: (_RANK[hit.verdict], -hit.score)))


def check_query(query: Query) -> None:
    """Refuse what cannot be compared: no name at all, or a value beyond all bounds.

    Raises:
        UsageError: naming the property and its length.
    """
    telling = [v for p, vs in query.properties.items() if p != "country" for v in vs]
    if not any(value.strip() for value in telling):
        what = "the name is empty"
        raise UsageError(what, hint="Give a name to look for")
    if not any(char.isalnum() for value in telling for char in value):
        what = "the name holds no letter and no digit"
        raise UsageError(what, hint="Give a name to look for")
    for prop, values in query.properties.items():
        longest = LONGEST_NAME if prop in _NAME_PROPERTIES else LONGEST_VALUE
        for value in values:
            if len(value) > longest:
                what = f"the {prop} of {len(value):,} characters was not screened"
                hint = f"The longest is {longest:,}; check the column"
                raise UsageError(what, hint=hint)
