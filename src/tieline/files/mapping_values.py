"""What the rules of a mapping make of one row."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tieline.files.dates_meant import dates_meant
from tieline.files.mapping_file import Columns, Condition, IdRule, Paper, Rule
from tieline.files.told_countries import country_told
from tieline.model.errors import MappingError
from tieline.model.ids import digest_id, natural_id
from tieline.model.interval import is_date

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
# What a date format leaves out is not known, and is left out of the date too.
_MONTHS, _DAYS = ("%m", "%b", "%B"), ("%d", "%j")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value, the columns it was read from, and how it stood there if otherwise.

    `is_note` marks one that goes to the notes instead of its property.
    """

    text: str
    columns: tuple[str, ...]
    original: str | None = None
    is_note: bool = False


class PaperValue(msgspec.Struct, frozen=True, kw_only=True):
    """An identity paper that a cell names."""

    column: str
    text: str
    number: str
    type: str = ""
    country: str = ""
    authority: str = ""


class PreparedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its patterns compiled, ready for many rows.

    `taken` are the patterns of the rules whose leavings a rest rule takes.
    """

    rule: Rule
    columns: tuple[str, ...]
    pattern: re.Pattern[str] | None
    taken: tuple[re.Pattern[str], ...]

    def values(self, cells: Mapping[str, str], kind: str) -> Iterator[Value]:
        """Yield what the rule reads from a row; `kind` is the property's type.

        Raises:
            MappingError: a value is not known and the rule says to refuse it.
        """
        rule = self.rule
        if rule.only_if is not None and not holds(rule.only_if, cells):
            return
        for columns, text in _raw(rule, self.columns, cells):
            pieces = split(text, rule.split)
            if not pieces and rule.map is not None and "" in rule.map:
                yield from _read(rule, "", columns, kind)
            for piece in pieces:
                found = self._pick(piece)
                if found:
                    yield from _read(rule, found, columns, kind)

    def _pick(self, piece: str) -> str:
        if self.rule.rest:
            return "" if any(each.fullmatch(piece) for each in self.taken) else piece
        if self.pattern is None:
            return piece
        found = self.pattern.fullmatch(piece)
        if found is None:
            return ""
        key: int | str = "value"
        if key not in self.pattern.groupindex:
            key = min(self.pattern.groups, 1)
        return (found[key] or "").strip()


class PreparedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A rule for identity papers with its pattern compiled."""

    paper: Paper
    pattern: re.Pattern[str]

    def values(self, cells: Mapping[str, str]) -> Iterator[PaperValue]:
        """Yield the identity papers that a row names."""
        paper = self.paper
        if paper.only_if is not None and not holds(paper.only_if, cells):
            return
        for piece in split(cells[paper.column], paper.split):
            found = self.pattern.fullmatch(piece)
            if found is None:
                continue
            groups = {key: (text or "").strip() for key, text in _groups(found)}
            yield PaperValue(
                column=paper.column,
                text=piece,
                number=groups["number"],
                type=groups.get("type") or paper.type or "",
                country=groups.get("country", ""),
                authority=groups.get("authority", ""),
            )


def prepare(rules: Sequence[Rule], papers: Sequence[Paper]) -> tuple[PreparedRule, ...]:
    """Compile rules, given with all the others that read the same columns."""
    taken: dict[str, list[re.Pattern[str]]] = {}
    for rule in rules:
        for column in rule.sources if rule.pattern is not None else ():
            taken.setdefault(column, []).append(re.compile(rule.pattern or ""))
    for paper in papers:
        taken.setdefault(paper.column, []).append(re.compile(paper.pattern))
    return tuple(
        PreparedRule(
            rule=rule,
            columns=rule.sources,
            pattern=None if rule.pattern is None else re.compile(rule.pattern),
            taken=tuple(each for name in rule.sources for each in taken.get(name, ())),
        )
        for rule in rules
    )


def prepare_papers(papers: Sequence[Paper]) -> tuple[PreparedPaper, ...]:
    """Compile the rules for identity papers."""
    return tuple(
        PreparedPaper(paper=paper, pattern=re.compile(paper.pattern))
        for paper in papers
    )


def _groups(found: re.Match[str]) -> Iterator[tuple[str, str | None]]:
    yield from found.groupdict().items()


def holds(condition: Condition, cells: Mapping[str, str]) -> bool:
    """Tell whether a condition holds for a row."""
    cell = cells[condition.column].strip()
    if condition.filled is not None:
        return bool(cell) == condition.filled
    if condition.pattern is not None:
        return re.fullmatch(condition.pattern, cell) is not None
    wanted = condition.equals or ()
    return cell == wanted if isinstance(wanted, str) else cell in wanted


def split(text: str, separators: Columns) -> list[str]:
    """Split a text at any of the separators, and strip the pieces.

    >>> split("a; b | c;", (";", "|"))
    ['a', 'b', 'c']
    """
    if not separators:
        bare = text.strip()
        return [bare] if bare else []
    each = (separators,) if isinstance(separators, str) else separators
    pieces = [text]
    for separator in each:
        pieces = [part for piece in pieces for part in piece.split(separator)]
    return [piece.strip() for piece in pieces if piece.strip()]


def row_id(rules: Sequence[IdRule], dataset: str, cells: Mapping[str, str]) -> str:
    """Return the id that the first rule which holds makes of a row.

    An id of plain characters stays readable (`ofac-306`); any other is a digest.

    Raises:
        MappingError: no rule holds, or the cells it needs are all empty.
    """
    for rule in rules:
        if rule.only_if is not None and not holds(rule.only_if, cells):
            continue
        parts = [cells[column].strip() for column in rule.columns]
        if not any(parts):
            named = ", ".join(rule.columns)
            raise MappingError(f"the id is empty: {named}", hint="Name other columns")
        prefix = rule.prefix if rule.prefix is not None else dataset
        if rule.natural:
            return natural_id(prefix, *parts)
        if all(_PLAIN.fullmatch(part) for part in parts):
            return "-".join(filter(None, (prefix, *parts)))
        return digest_id(prefix, *parts)
    what = "no rule for the id holds"
    raise MappingError(what, hint="Add one without only_if")


def _raw(
    rule: Rule, columns: tuple[str, ...], cells: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if rule.constant is not None:
        yield (), rule.constant
    elif rule.join is not None:
        filled = tuple(name for name in columns if cells[name].strip())
        if filled:
            yield filled, rule.join.join(cells[name].strip() for name in filled)
    else:
        for name in columns:
            yield (name,), cells[name]


def _read(
    rule: Rule, piece: str, columns: tuple[str, ...], kind: str
) -> Iterator[Value]:
    texts, problem = _mapped(rule, piece)
    if problem is None and kind == "date":
        texts, problem = _dates(rule, piece, texts)
    elif problem is None and kind == "country":
        texts, problem = _countries(piece, texts)
    if problem is not None:
        yield from _otherwise(rule, piece, columns, problem)
        return
    for text in texts:
        original = piece if text != piece else None
        yield Value(text=text, columns=columns, original=original)


def _otherwise(
    rule: Rule, piece: str, columns: tuple[str, ...], problem: str
) -> Iterator[Value]:
    if rule.otherwise == "refuse":
        hint = 'Map it, or say otherwise = "keep", "drop" or "notes"'
        where = ", ".join(columns)
        raise MappingError(problem, where=where, hint=hint)
    if rule.otherwise != "drop":
        is_note = rule.otherwise == "notes"
        yield Value(text=piece, columns=columns, is_note=is_note)


def _mapped(rule: Rule, piece: str) -> tuple[tuple[str, ...], str | None]:
    if rule.map is None:
        return (piece,), None
    if piece not in rule.map:
        return (), f"{piece!r} is not in the map"
    return tuple(filter(None, (rule.map[piece],))), None


def _dates(
    rule: Rule, piece: str, texts: Sequence[str]
) -> tuple[tuple[str, ...], str | None]:
    found: list[str] = []
    for text in texts:
        dates = (text,) if is_date(text) else _formatted(text, rule.formats)
        if not dates and not rule.formats:
            dates = dates_meant(text)
        if not dates:
            return (), f"{piece!r} is no date that is understood"
        found.extend(dates)
    return tuple(found), None


def _formatted(text: str, formats: Sequence[str]) -> tuple[str, ...]:
    for form in formats:
        try:
            day = dt.datetime.strptime(text, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        iso = day.date().isoformat()
        if not any(code in form for code in (*_MONTHS, "%c", "%x", "%j")):
            return (iso[:4],)
        return (iso if any(code in form for code in (*_DAYS, "%c", "%x")) else iso[:7],)
    return ()


def _countries(piece: str, texts: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    codes: list[str] = []
    for text in texts:
        code = country_told(text)
        if code is None:
            return (), f"{piece!r} is no country that is known"
        codes.append(code)
    return tuple(codes), None
