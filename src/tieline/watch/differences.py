"""What changed from one edition to the next: entity by entity, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

import msgspec

from tieline.model.errors import SchemaError
from tieline.model.schema import property_type, schema

Kind = Literal["added", "removed", "changed"]
What = Literal["added", "removed", "reworded", "started", "ended"]
Aspect = Literal["name", "address", "identifier", "date", "listing", "paper", "other"]

_ASPECTS: dict[str, Aspect] = {
    "name": "name",
    "address": "address",
    "identifier": "identifier",
    "date": "date",
}
_HOME = {"addressEntity": "address", "full": "address"}
_PARTS: dict[str, Aspect] = {
    "Sanction": "listing",
    "Identification": "paper",
    "Passport": "paper",
    "CryptoWallet": "paper",
}
# What a part is called by, best first; a listing also by the law that it stands on.
_CALLED = {
    "listing": ("list", "program", "authority"),
    "paper": ("type", "number", "currencySymbol", "publicKey"),
}
_LINKS = frozenset({"entity", "holder"})
_STATUS = "status"
# (schema, property, value) of what is stated, and how the list prints it
_Facts = dict[tuple[str, str, str], str]


class Row(NamedTuple):
    """A statement of an edition: `target` is the subject that it belongs to.

    `original` is what the list prints, where that is not the value.
    """

    target: str
    entity_id: str
    schema: str
    prop: str
    value: str
    status: str | None
    original: str | None = None


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One value that came or went.

    `aspect` says what sort of value it is. A listing that is there in one edition
    only has `started` or `ended` as a whole, and so has a paper that was added or
    removed; `of` is the id of the listing or paper that a value is on, else empty.
    A value is `reworded` where the list prints the same one in other words: `value`
    is then what it prints now.
    """

    what: What
    aspect: Aspect
    prop: str
    value: str
    of: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="change"):
    """An entity that came, went or changed.

    `was` are its ids in the edition before, where they were others. `lists` are the
    codes of the lists that it is on, or was on where it went.
    """

    what: Kind
    id: str
    schema: str
    caption: str
    lists: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()


class _State(msgspec.Struct):
    """One entity in one edition."""

    rows: list[Row]

    @property
    def schema(self) -> str:
        own = {row.schema for row in self.rows if row.entity_id == row.target}
        return max(own or {row.schema for row in self.rows}, key=_depth)

    @property
    def caption(self) -> str:
        """The first of the properties that its schema names entities by."""
        own = [row for row in self.rows if row.entity_id == row.target]
        for prop in (*_caption(self.schema), "name"):
            for row in own:
                if row.prop == prop:
                    return row.value
        return self.rows[0].target

    @property
    def lists(self) -> tuple[str, ...]:
        found = {
            r.value for r in self.rows if (r.schema, r.prop) == ("Sanction", "list")
        }
        return tuple(sorted(found))

    def facts(self) -> dict[str, _Facts]:
        """Return what is stated of the entity and of each of its parts, by id."""
        found: dict[str, _Facts] = {}
        for row in self.rows:
            held = found.setdefault(row.entity_id, {})
            if row.prop in _LINKS and row.value == row.target:
                continue
            held[row.schema, row.prop, row.value] = row.original or row.value
            if row.status is not None and row.schema == "Sanction":
                held[row.schema, _STATUS, row.status] = row.status
        return found


def differences(
    before: Iterable[Row],
    after: Iterable[Row],
    *,
    renamed: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[Change]:
    """Yield what differs between two editions, both sorted by `target`.

    `renamed` maps an id of `after` to those of `before` that are its own former or
    foreign ids: such an entity changed, and was not removed and added; who points at
    it did not change by that. They come last, sorted by id; until then only they are
    held in memory. All others come in order of id, one in memory at a time.
    """
    new_ids = {old: new for new, olds in (renamed or {}).items() for old in olds}
    held: dict[str, tuple[list[_State], list[_State]]] = {
        new: ([], []) for new in renamed or {}
    }
    pointing = (_pointing(row, new_ids) for row in before)
    for target, old, new in _side_by_side(pointing, after):
        home = held.get(new_ids.get(target, target))
        if home is None:
            yield from _compared(target, old, new)
            continue
        home[0].extend([] if old is None else [old])
        home[1].extend([] if new is None else [new])
    for target, (olds, news) in sorted(held.items()):
        was = tuple(old.rows[0].target for old in olds)
        former = [_as(old, target) for old in olds]
        rows = [row for state in former for row in state.rows]
        now = _State([row for state in news for row in state.rows])
        others = tuple(old_id for old_id in was if old_id != target)
        yield from _compared(
            target,
            _State(rows) if rows else None,
            now if now.rows else None,
            was=others,
        )


def _side_by_side(
    before: Iterable[Row], after: Iterable[Row]
) -> Iterator[tuple[str, _State | None, _State | None]]:
    """Walk both editions in step; yields each id with its states."""
    target = itemgetter(0)
    left, right = groupby(before, key=target), groupby(after, key=target)
    old, new = _next(left), _next(right)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            assert old is not None  # noqa: S101 - the loop's own condition
            yield old[0], old[1], None
            old = _next(left)
        elif old is None or new[0] < old[0]:
            yield new[0], None, new[1]
            new = _next(right)
        else:
            yield old[0], old[1], new[1]
            old, new = _next(left), _next(right)


def _next(groups: Iterator[tuple[str, Iterator[Row]]]) -> tuple[str, _State] | None:
    for target, rows in groups:
        return target, _State(list(rows))
    return None


def _pointing(row: Row, new_ids: Mapping[str, str]) -> Row:
    """Return a row that points at an entity by the id that it has now."""
    new_id = new_ids.get(row.value)
    if new_id is None or not _is_link(row.schema, row.prop):
        return row
    return row._replace(value=new_id)


def _as(state: _State, target: str) -> _State:
    """Return a state under another id, which the ids of its listings contain."""
    old = state.rows[0].target

    def other(text: str) -> str:
        return text.replace(old, target) if old in text else text

    rows = [
        row._replace(
            target=target,
            entity_id=other(row.entity_id),
        )
        for row in state.rows
    ]
    return _State(rows)


def _compared(
    target: str,
    old: _State | None,
    new: _State | None,
    *,
    was: tuple[str, ...] = (),
) -> Iterator[Change]:
    state = new or old
    if state is None:
        return
    fields = tuple(_fields(target, old, new))
    kind: Kind = "changed"
    if old is None or new is None:
        kind = "added" if old is None else "removed"
    elif not fields and not was:
        return
    yield Change(
        what=kind,
        id=target,
        schema=state.schema,
        caption=state.caption,
        lists=state.lists,
        was=was,
        fields=fields,
    )


def _fields(
    target: str, old: _State | None, new: _State | None
) -> Iterator[FieldChange]:
    former = {} if old is None else old.facts()
    current = {} if new is None else new.facts()
    if old is not None and new is not None and old.schema != new.schema:
        yield FieldChange(
            what="removed", aspect="other", prop="schema", value=old.schema
        )
        yield FieldChange(what="added", aspect="other", prop="schema", value=new.schema)
    for part in sorted({*former, *current}, key=lambda each: (each != target, each)):
        gone, come = former.get(part, {}), current.get(part, {})
        if part != target and not (part in former and part in current):
            yield _whole(part, gone or come, is_new=part in current)
            continue
        of = "" if part == target else part
        yield from _values(gone, come, "removed", of)
        yield from _values(come, gone, "added", of)


def _values(here: _Facts, there: _Facts, what: What, of: str) -> Iterator[FieldChange]:
    """Tell which values are in `here` only, and what came in other words."""
    others = {(prop, value): printed for (_, prop, value), printed in there.items()}
    for (name, prop, value), printed in sorted(here.items(), key=_by_property):
        aspect, other = _aspect(name, prop), others.get((prop, value))
        if other is None:
            yield FieldChange(what=what, aspect=aspect, prop=prop, value=value, of=of)
        elif what == "added" and other != printed:
            yield FieldChange(
                what="reworded", aspect=aspect, prop=prop, value=printed, of=of
            )


def _by_property(fact: tuple[tuple[str, str, str], str]) -> tuple[str, str]:
    return fact[0][1:]


def _whole(part: str, facts: _Facts, *, is_new: bool) -> FieldChange:
    """Tell of a listing or paper that is there in one edition only."""
    name = next((held for held, _, _ in sorted(facts)), "")
    aspect = _PARTS.get(name, "other")
    values: dict[str, list[str]] = {}
    for _, prop, value in sorted(facts):
        values.setdefault(prop, []).append(value)
    called = [", ".join(values[p]) for p in _CALLED.get(aspect, ()) if p in values]
    dates = [f"{word} {values[prop][0]}" for word, prop in _SPAN if prop in values]
    text = "; ".join((*called, *dates)) or part
    if aspect == "listing":
        what: What = "started" if is_new else "ended"
    else:
        what = "added" if is_new else "removed"
    return FieldChange(what=what, aspect=aspect, prop=name, value=text, of=part)


_SPAN = (("from", "startDate"), ("to", "endDate"))


def _aspect(name: str, prop: str) -> Aspect:
    if name in _PARTS:
        return _PARTS[name]
    if prop in _HOME:
        return "address"
    try:
        return _ASPECTS.get(property_type(name, prop), "other")
    except SchemaError:
        return "other"


def _depth(name: str) -> tuple[int, str]:
    """Tell how special a schema is; the name settles ties."""
    try:
        return len(schema(name).ancestors), name
    except SchemaError:
        return 0, name


def is_tie(name: str) -> bool:
    """Tell whether entities of a schema tie two others together.

    >>> is_tie("Ownership"), is_tie("Company")
    (True, False)
    """
    try:
        return schema(name).is_edge
    except SchemaError:
        return False


def _is_link(name: str, prop: str) -> bool:
    try:
        return property_type(name, prop) == "entity"
    except SchemaError:
        return False


def _caption(name: str) -> tuple[str, ...]:
    try:
        return schema(name).caption
    except SchemaError:
        return ()
