"""Which columns of a table hold which party, guessed or told, with the reason."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from tieline.model.errors import UsageError
from tieline.model.schema import names as schema_names
from tieline.workspace.column_words import ColumnWords, Sense

SAMPLE_ROWS = 200
# Properties whose columns hold words, so a column of numbers is none of them.
_WORDED = frozenset({"name", "alias", "firstName", "lastName", "country"})
# Properties that make a party: without one of them there is nobody to ask about.
_NAMING = frozenset({"name", "lastName"})
_NAMELESS = frozenset({"address"})
_SCHEMATA = {
    "person": "Person",
    "company": "Company",
    "vessel": "Vessel",
    "affiliation": "LegalEntity",
}
_NUMBER_OR_DATE = re.compile(r"[\d\s.,:/()%+-]*")
_TOLD = "named by --column"
_OPTION = 'Name the columns: --column name="COLUMN", --column buyer.name="COLUMN"'

# A message names so many columns; a sheet may have thousands.
_MOST_NAMED = 30


class PartyColumns(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of one party: a property (`name`, `country`) and its columns.

    `role` is None where a row has one party only; `schema` is what the role tells.
    """

    role: str | None
    fields: dict[str, tuple[str, ...]]
    schema: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the party, each once."""
        each = (column for columns in self.fields.values() for column in columns)
        return tuple(dict.fromkeys(each))


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Why a column is used as it is, or is not used."""

    column: str
    use: str
    reason: str


class ColumnPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns mean what; `choices` has one entry a column, in table order.

    `id` is the column that numbers the rows and `schema` the one that holds the
    schema, each None when there is none.
    """

    parties: tuple[PartyColumns, ...]
    id: str | None
    schema: str | None
    choices: tuple[Choice, ...]

    def describe(self) -> tuple[str, ...]:
        """Say the plan in words, one line a party and one for the rest."""
        lines: list[str] = []
        for party in self.parties:
            fields = (
                f"{field} from {_quoted(columns)}"
                for field, columns in party.fields.items()
            )
            lines.append(f"{party.role or 'party'}: {', '.join(fields)}")
        if self.id is not None:
            lines.append(f"id of the row: {_quoted((self.id,))}")
        if self.schema is not None:
            lines.append(f"schema: {_quoted((self.schema,))}")
        unused = tuple(choice.column for choice in self.choices if not choice.use)
        if unused:
            lines.append(f"not used: {_quoted(unused)}")
        return tuple(lines)


class _Column(msgspec.Struct, frozen=True, kw_only=True):
    """A use of a column; an empty `field` is none, an empty `name` takes away.

    `kind` is the role that the label said, also where the row has one party only.
    """

    name: str
    role: str | None = None
    kind: str | None = None
    field: str = ""
    reason: str
    is_generic: bool = False


def guess_columns(
    columns: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    *,
    assigned: Sequence[str] = (),
) -> ColumnPlan:
    """Guess the parties of a table from its labels and its first rows.

    `assigned` are `FIELD=COLUMN` or `ROLE.FIELD=COLUMN` and go before any guess; an
    empty column takes the field away. Where a name is assigned, only the parties
    with an assigned name stay.

    >>> plan = guess_columns(["No", "Buyer", "Buyer country"], [["1", "ACME", "CN"]])
    >>> plan.describe()[0]
    'buyer: name from "Buyer", country from "Buyer country"'

    Raises:
        UsageError: no column holds names, or an assignment is not understood; lists
            the columns and shows the option.
    """
    words = ColumnWords()
    told = [_read_assignment(words, each, columns) for each in assigned]
    texts = {
        column: [row[place].strip() for row in sample_rows if place < len(row)]
        for place, column in enumerate(columns)
    }
    settled = {column.name for column in told}
    guessed = [
        _overrule(told, _sense_column(words, name, cells))
        for name, cells in texts.items()
        if name not in settled
    ]
    if not any(column.field in _NAMING for column in [*told, *guessed]):
        guessed = _without_name(guessed, told, texts)
    return _plan(columns, _settle([*(c for c in told if c.name), *guessed]))


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return shown if more <= 0 else f"{shown} and {more:,} more"


def _read_assignment(words: ColumnWords, text: str, columns: Sequence[str]) -> _Column:
    left, equals, wanted = text.partition("=")
    role, _, field = left.strip().rpartition(".")
    known = ("id", *words.fields)
    folded = {name.casefold(): name for name in known}
    found = folded.get(field.strip().casefold())
    if not equals or found is None:
        hint = f"Use one of the fields {', '.join(known)}, as in buyer.name=COLUMN"
        raise UsageError(f"{text!r} names no field", where="--column", hint=hint)
    column = _find_column(wanted.strip(), columns)
    role_key = re.sub(r"\W+", "_", role.strip().casefold()) or None
    return _Column(name=column, role=role_key, field=found, reason=_TOLD)


def _find_column(wanted: str, columns: Sequence[str]) -> str:
    if wanted in columns or not wanted:
        return wanted
    alike = [name for name in columns if name.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    hint = f"The columns are {_quoted(columns)}"
    raise UsageError(f"there is no column {wanted!r}", where="--column", hint=hint)


def _sense_column(words: ColumnWords, name: str, cells: Sequence[str]) -> _Column:
    sense = words.sense(name)
    if sense.is_record:
        return _Column(name=name, field="id", reason="its label numbers the rows")
    if sense.field is None:
        reason = "its label says nothing of a party"
        if sense.role is not None:
            reason = f"its label says something else of the {_spoken(sense.role)}"
        return _Column(name=name, role=sense.role, reason=reason)
    objection = _objection(sense, [cell for cell in cells if cell])
    if objection:
        return _Column(name=name, role=sense.role, reason=objection)
    return _Column(
        name=name,
        role=sense.role,
        kind=sense.role,
        field=sense.field,
        is_generic=sense.is_generic,
        reason=f"its label says {_said(sense.field, sense.role)}",
    )


def _spoken(role: str | None) -> str:
    return (role or "").replace("_", " ")


def _objection(sense: Sense, filled: Sequence[str]) -> str:
    """Say why the cells are not what the label says; empty when they may be."""
    if not filled:
        return ""
    if sense.field in _WORDED:
        words = sum(_NUMBER_OR_DATE.fullmatch(cell) is None for cell in filled)
        if words * 2 < len(filled):
            return f"its label says {sense.field}, but it holds numbers"
    elif sense.field == "birthDate":
        if not any(char.isdigit() for cell in filled for char in cell):
            return "its label says birth date, but it holds no digit"
    elif sense.field == "schema":
        known = {name.casefold() for name in schema_names()}
        if sum(cell.casefold() in known for cell in filled) * 2 < len(filled):
            return "its label says schema, but it holds other words"
    return ""


def _overrule(told: Sequence[_Column], guess: _Column) -> _Column:
    """Let what was told replace what was guessed."""
    names = {column.role for column in told if column.field in _NAMING and column.name}
    is_told = any((c.role, c.field) == (guess.role, guess.field) for c in told)
    is_other = bool(names) and guess.field in _NAMING and guess.role not in names
    if not guess.field or not (is_told or is_other):
        return guess
    reason = "--column names others"
    return _Column(name=guess.name, role=guess.role, reason=reason)


def _without_name(
    guessed: Sequence[_Column],
    told: Sequence[_Column],
    texts: Mapping[str, Sequence[str]],
) -> list[_Column]:
    """Find the names in a column that its label does not tell, or do without.

    Raises:
        UsageError: there are neither names nor addresses.
    """
    try:
        return _only_words(guessed, texts)
    except UsageError:
        if not any(column.field in _NAMELESS for column in (*told, *guessed)):
            raise
        return list(guessed)


def _only_words(
    guessed: Sequence[_Column], texts: Mapping[str, Sequence[str]]
) -> list[_Column]:
    """Take the only column of words for the name, beside others that are understood.

    Raises:
        UsageError: there are several such columns, or none.
    """
    candidates = [
        column
        for column in guessed
        if not column.field and column.role is None and _holds_words(texts[column.name])
    ]
    is_understood = any(column.field for column in guessed)
    is_nameless = all(re.fullmatch(r"column \d+", column.name) for column in guessed)
    if len(candidates) != 1 or not (is_understood or is_nameless):
        raise _no_name(list(texts), candidates)
    reason = "it is the only column of words"
    name = _Column(name=candidates[0].name, field="name", reason=reason)
    return [name if column is candidates[0] else column for column in guessed]


def _holds_words(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    words = [cell for cell in filled if sum(char.isalpha() for char in cell) > 1]
    return len(words) * 2 > len(filled)


def _no_name(columns: Sequence[str], candidates: Sequence[_Column]) -> UsageError:
    if len(columns) == 1:
        what = f"the label {columns[0]!r} does not say that its column holds names"
        hint = (
            f'If it is a label, say --column name="{columns[0]}"; '
            "if it is a name itself, say --header 0"
        )
        return UsageError(what, where="columns", hint=hint)
    what = "no column is surely that of the names"
    if len(candidates) > 1:
        what += f" ({_quoted([column.name for column in candidates])} may be)"
    hint = f"The columns are {_quoted(columns)}. {_OPTION}"
    return UsageError(what, where="columns", hint=hint)


def _settle(columns: Sequence[_Column]) -> list[_Column]:
    """Give the columns without a role to the party that they surely belong to."""
    naming = [column for column in columns if column.field in _NAMING]
    # A table of addresses alone: whoever is there is asked about.
    naming = naming or [column for column in columns if column.field in _NAMELESS]
    roles = list(dict.fromkeys(column.role for column in naming))
    generic = {column.role for column in naming if column.is_generic}
    only = roles[0] if len(roles) == 1 else None
    is_plain = len(roles) == 1 and only in generic
    settled: list[_Column] = []
    for column in columns:
        role, field, reason = column.role, column.field, column.reason
        if field in {"", "id"} or (field == "schema" and role is None):
            settled.append(column)
            continue
        if role is None and len(roles) == 1:
            role = only
        if role not in roles:
            whose = f"the {_spoken(role)} has no name" if role else "it says not whose"
            field, reason = "", f"{reason}, but {whose}"
        role = None if is_plain else role
        changed = msgspec.structs.replace(column, role=role, field=field, reason=reason)
        settled.append(changed)
    return settled


def _plan(columns: Sequence[str], uses: Sequence[_Column]) -> ColumnPlan:
    places = {name: place for place, name in enumerate(columns)}
    in_order = sorted(uses, key=lambda use: places[use.name])
    number = min((use for use in uses if use.field == "id"), key=_rank, default=None)
    schema = next((u for u in uses if u.field == "schema" and u.role is None), None)
    parties: dict[str | None, list[_Column]] = {}
    choices: list[Choice] = []
    for use in in_order:
        said, reason = use.field, use.reason
        if use.field == "id" and use is not number:
            said, reason = "", "another column numbers the rows"
        elif use.field and use not in (number, schema):
            parties.setdefault(use.role, []).append(use)
            said = _said(use.field, use.role)
        choices.append(Choice(column=use.name, use=said, reason=reason))
    return ColumnPlan(
        parties=tuple(_party(role, held) for role, held in parties.items()),
        id=None if number is None else number.name,
        schema=None if schema is None else schema.name,
        choices=tuple(choices),
    )


def _rank(use: _Column) -> int:
    """Prefer the id that was told, then one that is labelled so."""
    if use.reason == _TOLD:
        return 0
    return 1 if use.name.strip().casefold() == "id" else 2


def _party(role: str | None, held: Sequence[_Column]) -> PartyColumns:
    fields: dict[str, tuple[str, ...]] = {}
    # The name first: it is what the party is.
    for use in sorted(held, key=lambda use: use.field != "name"):
        fields[use.field] = (*fields.get(use.field, ()), use.name)
    kind = next((use.kind for use in held if use.field in _NAMING), None)
    return PartyColumns(role=role, fields=fields, schema=_SCHEMATA.get(kind or ""))


def _said(field: str, role: str | None) -> str:
    return f"{field} of the {_spoken(role)}" if role else field
