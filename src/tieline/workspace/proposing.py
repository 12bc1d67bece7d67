"""What the columns of a table may be, guessed for a mapping: each with the reason."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Sequence

import msgspec

from tieline.files.mapping_file import LISTING
from tieline.files.told_countries import country_told
from tieline.matching.check_digits import read_identifier
from tieline.model.errors import ProjectError, UsageError
from tieline.model.ids import fold_key
from tieline.model.schema import names as schema_names
from tieline.model.schema import property_type, schema
from tieline.text.dates import dates_in, dates_in_name
from tieline.workspace.column_words import ColumnWords
from tieline.workspace.date_forms import (
    date_formats,
    date_objection,
    is_date_cell,
    mostly,
)

SAMPLE_ROWS = 2_000
DROP, ID, SCHEMA, NOTES, NAME, ALIAS = "drop", "id", "schema", "notes", "name", "alias"
# What a row may be in the words of lists, and the schema that it then has.
KINDS = {
    "Person": "person|individual|individuals|natural person|i|p|individu|personne|"
    "persona|личность|физическое лицо|个人|自然人",
    "Company": "company|corporation|firm|firma|société|empresa|компания|公司|企业",
    "Organization": "organization|organisation|group|organización|организация|"
    "组织|机构",
    "LegalEntity": "entity|legal entity|legal person|e|entité|entidad|"
    "юридическое лицо|实体|法人",
    "Vessel": "vessel|ship|v|schiff|navire|buque|судно|船舶|船",
    "Airplane": "aircraft|airplane|plane|a|flugzeug|aéronef|воздушное судно|飞机",
}
_SHOWN = 3
_FEW = 0.2
_LONGEST_DATE = 16
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PERSONAL = frozenset({"firstName", "lastName", "middleName", "birthDate", "gender"})
_NUMBERS = ("leiCode", "uscCode")
# Parts of an address that are put together, in this order.
_ADDRESS = ("address", "city")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column, what it is used as, why, and some of its cells.

    `use` is a property of the schema, `listing.` and a field of the listing, `id`,
    `schema`, or `drop`. `split` is what stands between several values in a cell, and
    `formats` how it writes dates.
    """

    label: str
    use: str
    reason: str
    samples: tuple[str, ...] = ()
    split: str = ""
    formats: tuple[str, ...] = ()


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping to be: the columns in order, and what is to be said of the list.

    `kinds` maps the words of the column `schema` to schemata; `default` is the schema
    of all other rows.
    """

    columns: tuple[Column, ...]
    default: str
    kinds: dict[str, str]
    dataset: str
    title: str
    publisher: str = ""
    licence: str = ""
    url: str = ""

    def labelled(self, use: str) -> tuple[Column, ...]:
        """Return the columns of a use."""
        return tuple(column for column in self.columns if column.use == use)

    @property
    def schemata(self) -> tuple[str, ...]:
        """The schemata that rows may get."""
        return tuple(dict.fromkeys((*self.kinds.values(), self.default)))


def propose(
    labels: Sequence[str], rows: Sequence[Sequence[str]], *, stem: str
) -> Proposal:
    """Guess what each column is, from its label and its first cells.

    `stem` is the file's name without its suffix. What is not understood is kept as
    notes: a guess loses nothing.

    Raises:
        UsageError: there is no column that may hold names.
    """
    words, more = ColumnWords(), _more_words()
    columns: list[Column] = []
    for place, label in enumerate(labels):
        cells = [row[place].strip() for row in rows if place < len(row)]
        filled = [cell for cell in cells if cell]
        use, reason = _guess(label, filled, words, more)
        columns.append(
            Column(
                label=label,
                use=use,
                reason=reason,
                samples=tuple(dict.fromkeys(filled))[:_SHOWN],
                split=_separator(use, filled),
                formats=date_formats(filled) if _type(use) == "date" else (),
            )
        )
    columns = _one_id(_one_name(columns), rows)
    kinds = _kinds(columns, labels, rows)
    uses = {column.use for column in columns}
    default = "Person" if uses & _PERSONAL and not kinds else "LegalEntity"
    if "imoNumber" in uses and not kinds:
        default = "Vessel"
    return Proposal(
        columns=tuple(_fitting(columns, (*kinds.values(), default))),
        default=default,
        kinds=kinds,
        dataset=_dataset(stem),
        title=re.sub(r"[\W_]+", " ", stem).strip() or stem,
    )


def use_of(text: str) -> str:
    """Return the use that a person names.

    >>> use_of("Name"), use_of("listing.start"), use_of("-")
    ('name', 'listing.start', 'drop')

    Raises:
        UsageError: there is no such use.
    """
    wanted = text.strip()
    if wanted in {"-", DROP}:
        return DROP
    if wanted.casefold() in {ID, SCHEMA}:
        return wanted.casefold()
    if wanted.startswith("listing.") and wanted[8:] in LISTING:
        return wanted
    known = {
        p.casefold(): p for name in schema_names() for p in schema(name).properties
    }
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    fields = ", ".join(f"listing.{field}" for field in LISTING)
    what = f"there is no use {wanted!r}"
    hint = f"Write a property such as name, alias or country; id; schema; -; {fields}"
    raise UsageError(what, hint=hint)


def _guess(
    label: str, cells: Sequence[str], words: ColumnWords, more: dict[str, str]
) -> tuple[str, str]:
    spaced = _HUMP.sub(" ", label)
    use = more.get(fold_key(spaced), "") or _property_called(label)
    sense = words.sense(label)
    if not use and sense.is_record:
        use = ID
    elif not use and sense.field is not None:
        is_other = sense.role is not None and not sense.is_generic
        use = NOTES if is_other else sense.field
    if not use:
        return _by_content(cells)
    against = _objection(use, cells)
    if against:
        return NOTES, f"its label says {use}, but {against}"
    return use, f"its label says {use}"


def _by_content(cells: Sequence[str]) -> tuple[str, str]:
    """Tell a column by what is in it, where its label says nothing."""
    for kind in _NUMBERS:
        read = [read_identifier(kind, cell) for cell in cells]
        if mostly(found is not None and bool(found.is_valid) for found in read):
            return kind, "the check digits of what it holds are right"
    if mostly(_EMAIL.fullmatch(cell) is not None for cell in cells):
        return "email", "it holds addresses for mail"
    if mostly(_URL.match(cell) is not None for cell in cells):
        return "website", "it holds addresses of the web"
    if mostly(country_told(cell) is not None for cell in cells):
        return "country", "it holds countries"
    if mostly(len(cell) <= _LONGEST_DATE and is_date_cell(cell) for cell in cells):
        return NOTES, "it holds dates, and does not say of what"
    return NOTES, "its label says nothing that is known" if cells else "it is empty"


def _objection(use: str, cells: Sequence[str]) -> str:
    """Say why the cells are not what the label says; empty when they may be."""
    kind, said = _type(use), ""
    if not cells:
        return ""
    if kind == "date":
        said = date_objection(cells)
    elif kind == "country" and not mostly(_is_country(cell) for cell in cells):
        said = "it holds other than countries"
    elif use == SCHEMA and not mostly(_kind(cell) is not None for cell in cells):
        said = "it holds words for no kind of party"
    elif use == "listing.source_url" and not mostly(
        _URL.match(cell) is not None for cell in cells
    ):
        said = "it holds no addresses"
    elif use == "listing.status":
        said = "its words may be other than ours"
    return said


def _property_called(label: str) -> str:
    """Return the property whose exact name a label is."""
    named = ("LegalEntity", "Person", "Company", "Vessel")
    found = (p for name in named for p in schema(name).properties)
    return label if label in set(found) else ""


def _is_country(cell: str) -> bool:
    pieces = [piece for piece in re.split(r"[;|/]", cell) if piece.strip()]
    return bool(pieces) and all(country_told(piece.strip()) for piece in pieces)


def _type(use: str) -> str:
    name, prop = "Sanction", LISTING.get(use.removeprefix("listing."), "")
    if not use.startswith("listing."):
        name = next((s for s in ("Person", "Company", "Vessel") if _has(s, use)), "")
        prop = use
    return property_type(name, prop) if name and prop else ""


def _has(name: str, prop: str) -> bool:
    return prop in schema(name).properties


def _kind(cell: str) -> str | None:
    """Return the schema that a cell names."""
    known = {name.casefold(): name for name in schema_names()}
    folded = cell.strip().casefold()
    for name, words in KINDS.items():
        if folded in words.split("|"):
            return name
    return known.get(folded)


def _separator(use: str, cells: Sequence[str]) -> str:
    """Return what parts several values in a cell; names may hold a comma."""
    if use in {DROP, ID, SCHEMA, NOTES, "address"} or use.startswith("listing."):
        return ""
    for text in (";", "|", "\n"):
        if cells and sum(text in cell for cell in cells) > _FEW * len(cells):
            return text
    return ""


def _one_name(columns: list[Column]) -> list[Column]:
    """Let the first column of names be the name, and the others further names."""
    found = [c for c in columns if c.use == NAME]
    parts = {column.use for column in columns}
    if not found and "lastName" not in parts:
        first = next((c for c in columns if c.use == ALIAS), None)
        first = first or next((c for c in columns if _is_worded(c)), None)
        if first is None:
            what = "no column may hold names"
            labels = ", ".join(column.label for column in columns)
            raise UsageError(what, hint=f"The columns are {labels}")
        found = [first]
    named: list[Column] = []
    for column in columns:
        use, reason = column.use, column.reason
        if found and column is found[0]:
            reason = reason if use == NAME else "something has to be the name"
            use = NAME
        elif use == NAME:
            use, reason = ALIAS, "another column is the name"
        named.append(msgspec.structs.replace(column, use=use, reason=reason))
    return named


def _is_worded(column: Column) -> bool:
    return column.use == NOTES and any(
        sum(char.isalpha() for char in cell) > 1 and not dates_in(cell)
        for cell in column.samples
    )


def _one_id(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Let one column with a number of its own in each row be the id."""
    settled: list[Column] = []
    is_found = False
    for place, column in enumerate(columns):
        use, reason = column.use, column.reason
        if use == ID:
            cells = [row[place].strip() for row in rows if place < len(row)]
            is_number = bool(cells) and all(cells) and len(set(cells)) == len(cells)
            if is_found or not is_number:
                use = "listing.record_id"
                reason = "another column is the id" if is_found else "it repeats"
            is_found = is_found or is_number
        settled.append(msgspec.structs.replace(column, use=use, reason=reason))
    return settled


def _kinds(
    columns: Sequence[Column], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    label = next((c.label for c in columns if c.use == SCHEMA), None)
    if label is None:
        return {}
    place = list(labels).index(label)
    cells = dict.fromkeys(row[place].strip() for row in rows if place < len(row))
    found = ((cell, _kind(cell)) for cell in cells)
    return {cell: name for cell, name in found if name is not None}


def _fitting(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Keep as notes what no schema of the rows has a property for."""
    fitting: list[Column] = []
    for column in columns:
        is_free = column.use in {DROP, ID, SCHEMA} or column.use.startswith("listing.")
        is_known = is_free or column.use in _ADDRESS
        if not is_known and not any(_has(name, column.use) for name in names):
            reason = f"{column.reason}, which {names[-1]} does not have"
            column = msgspec.structs.replace(column, use=NOTES, reason=reason)  # noqa: PLW2901 - settled
        fitting.append(column)
    return fitting


def _dataset(stem: str) -> str:
    """Name the data set after the file.

    >>> _dataset("My list 2024-05"), _dataset("清单")
    ('my_list', 'own_list')
    """
    plain = stem.casefold()
    for day in dates_in_name(stem):
        plain = plain.replace(day, " ")
    text = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    if not text or not text[0].isalpha():
        text = f"own_{text}".strip("_") if text else "own_list"
    return text


def _more_words() -> dict[str, str]:
    data = pkgutil.get_data("tieline.workspace", "mapping_words.tsv")
    if data is None:
        what = "the words of lists are missing"
        raise ProjectError(
            what, where="mapping_words.tsv", hint="Install Tieline again"
        )
    found: dict[str, str] = {}
    for line in data.decode().splitlines():
        use, tab, words = line.partition("\t")
        if tab and not line.startswith("#") and use != "use":
            found.update(dict.fromkeys((fold_key(w) for w in words.split("|")), use))
    return found
