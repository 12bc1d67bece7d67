"""A proposed mapping as the text of a mapping file, with a comment on each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tieline.files.mapping_file import LISTING
from tieline.model.schema import property_type, schema
from tieline.workspace.proposing import DROP, ID, NAME, NOTES, SCHEMA, Column, Proposal

_LONGEST_SAMPLE = 40
_LISTING = "listing."
# Alone these make no list of a table.
_BESIDE = frozenset({"listing.record_id", "listing.source_url"})
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def mapping_text(proposal: Proposal, table: str) -> str:
    """Write a mapping file for the table of this name.

    >>> column = Column(label="Firm", use="name", reason="its label says name")
    >>> made = Proposal(
    ...     columns=(column,), default="Company", kinds={}, dataset="d", title="D"
    ... )
    >>> 'name = "Firm"' in mapping_text(made, "firms.csv")
    True
    """
    return "\n".join(_lines(proposal, table)) + "\n"


def _lines(proposal: Proposal, table: str) -> Iterator[str]:
    yield f"# How to read {_plain(table)}: what each column is, guessed from its label"
    yield "# and its first cells, which stand above it. Look through it before you rely"
    yield "# on it. Rules may split, map, join and more: docs/reference/mapping.md."
    yield "format_version = 1"
    yield ""
    yield from _id(proposal)
    dropped = [column.label for column in proposal.labelled(DROP)]
    if dropped:
        yield ""
        yield "# Left out on purpose."
        yield f"drop = {_list(dropped)}"
    yield ""
    yield "[dataset]"
    yield f"name = {_quoted(proposal.dataset)}"
    yield f"title = {_quoted(proposal.title)}"
    yield "# Who publishes it, under what licence, and where it can be had."
    yield f"publisher = {_quoted(proposal.publisher)}"
    yield f"licence = {_quoted(proposal.licence)}"
    yield f"url = {_quoted(proposal.url)}"
    yield "# true for an authority's own list: only then is anybody on it listed."
    yield "is_official = false"
    yield ""
    yield from _schema(proposal)
    yield ""
    yield from _properties(proposal)
    yield from _listing(proposal)


def _id(proposal: Proposal) -> Iterator[str]:
    found = proposal.labelled(ID)
    if found:
        yield from _comments(found)
        yield "# A row is one entity; rows of the same id are one."
        yield f"id = {_list([found[0].label])}"
        return
    uses = (NAME, "firstName", "lastName", "birthDate", "country")
    labels = [c.label for use in uses for c in proposal.labelled(use)[:1]]
    yield "# No column numbers the rows: those that agree in these are one entity."
    yield f"id = [{{ columns = {_list(labels)}, natural = true }}]"


def _schema(proposal: Proposal) -> Iterator[str]:
    found = proposal.labelled(SCHEMA)
    if not found:
        yield "# What every row is: Person, Company, Organization, LegalEntity, Vessel."
        yield "[schema]"
        yield f"constant = {_quoted(proposal.default)}"
        return
    yield from _comments(found)
    pairs = ", ".join(f"{_quoted(k)} = {_quoted(v)}" for k, v in proposal.kinds.items())
    yield "[[schema]]"
    yield f"column = {_quoted(found[0].label)}"
    yield f"map = {{ {pairs} }}"
    yield 'otherwise = "drop"'
    yield ""
    yield "# What all other rows are."
    yield "[[schema]]"
    yield f"constant = {_quoted(proposal.default)}"


def _properties(proposal: Proposal) -> Iterator[str]:
    yield "[properties]"
    groups: dict[str, list[Column]] = {NAME: list(proposal.labelled(NAME))}
    for column in proposal.columns:
        prop = _property(column, is_list=_is_list(proposal))
        if prop is not None and column not in groups[NAME]:
            groups.setdefault(prop, []).append(column)
    parts = [c for use in ("firstName", "lastName") for c in groups.get(use, ())]
    cities = groups.pop("city", [])
    if not groups.get("address"):
        groups[NOTES] = [*groups.get(NOTES, ()), *cities]
        cities = []
    for prop, columns in groups.items():
        if prop == NAME and not columns:
            labels = _list([column.label for column in parts])
            yield f'name = {{ columns = {labels}, join = " " }}'
        elif prop == "address" and cities:
            yield from _comments([*columns, *cities])
            labels = _list([column.label for column in (*columns, *cities)])
            yield f'address = {{ columns = {labels}, join = ", " }}'
        elif columns:
            yield from _comments(columns)
            yield f"{prop} = {_rules(columns, prop, proposal.schemata)}"


def _property(column: Column, *, is_list: bool) -> str | None:
    if column.use in {DROP, ID, SCHEMA}:
        return None
    if column.use.startswith(_LISTING):
        return None if is_list else NOTES
    return column.use


def _is_list(proposal: Proposal) -> bool:
    uses = {c.use for c in proposal.columns if c.use.startswith(_LISTING)}
    return bool(uses - _BESIDE)


def _listing(proposal: Proposal) -> Iterator[str]:
    code = proposal.dataset.upper()
    if not _is_list(proposal):
        yield ""
        yield "# For a list whose rows are listed with what it forbids:"
        yield "# [listing]"
        yield f"# list = {{ constant = {_quoted(code)} }}"
        return
    yield ""
    yield "[listing]"
    if not proposal.labelled("listing.list"):
        yield "# The list's short name."
        yield f"list = {{ constant = {_quoted(code)} }}"
    groups: dict[str, list[Column]] = {}
    for column in proposal.columns:
        if column.use.startswith(_LISTING):
            groups.setdefault(column.use.removeprefix(_LISTING), []).append(column)
    for field, columns in groups.items():
        yield from _comments(columns)
        yield f"{field} = {_rules(columns, LISTING[field], ('Sanction',))}"


def _rules(columns: Sequence[Column], prop: str, schemata: Sequence[str]) -> str:
    rules = [_rule(column, prop, schemata) for column in columns]
    return rules[0] if len(rules) == 1 else f"[{', '.join(rules)}]"


def _rule(column: Column, prop: str, schemata: Sequence[str]) -> str:
    """Write a rule; what may be other than it says is kept as a note."""
    types = {
        property_type(name, prop)
        for name in schemata
        if prop in schema(name).properties
    }
    is_missing = any(prop not in schema(name).properties for name in schemata)
    more = f", split = {_quoted(column.split)}" if column.split else ""
    if column.formats and "date" in types:
        more += f", formats = {_list(column.formats)}"
    if is_missing or types & {"date", "country", "gender", "url", "topic"}:
        more += ', otherwise = "notes"'
    if not more:
        return _quoted(column.label)
    return f"{{ column = {_quoted(column.label)}{more} }}"


def _comments(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        cells = " | ".join(_plain(cell) for cell in column.samples)
        shown = f": {cells}" if cells else ""
        yield f"# {_plain(column.label)}{shown} ({column.reason})"


def _plain(text: str) -> str:
    """Return a text as a comment may hold it: on one line, and short."""
    bare = " ".join(text.split())
    bare = "".join(char if char.isprintable() else " " for char in bare)
    return bare if len(bare) <= _LONGEST_SAMPLE else f"{bare[: _LONGEST_SAMPLE - 1]}…"


def _list(labels: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(label) for label in labels)}]"


def _quoted(text: str) -> str:
    r"""Write a text as TOML does.

    >>> _quoted('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
    return '"' + _CONTROL.sub(lambda c: f"\\u{ord(c[0]):04x}", escaped) + '"'
