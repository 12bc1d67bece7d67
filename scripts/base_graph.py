"""Read the keyed tables of the base graph: bodies, names, facts and relations.

`bundle-src/system` holds six tables, a row a statement, each with the key of one
source; `docs/decisions/base-graph.md` says what is keyed and how it is graded.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tieline.model.entry import Entry
from tieline.model.evidence import Evidence
from tieline.model.ids import digest_id
from tieline.model.interval import last_day
from tieline.model.statement import Credibility, Reliability, Stated, Statement, Status

TABLES = ("sources", "bodies", "names", "facts", "relations", "entries")
METHOD = "base_graph/1"
# The systems kept, one data set each: the country and what the set is called.
SYSTEMS = {
    "cn": "China's system of military-civil fusion: its institutions",
    "ru": "Russia's defence research and industry, for comparison",
    "us": "The defence research system of the United States, for comparison",
}
# Relations that FollowTheMoney has a schema for; all others are ties of ours.
EDGES = {
    "member_of": ("Membership", "member", "organization"),
    "owned_by": ("Ownership", "asset", "owner"),
    "succeeded_by": ("Succession", "predecessor", "successor"),
}
TIE = ("Tie", "subject", "object")
# How we class a body: no source says it in these words.
OURS = frozenset({"country", "keywords", "topics"})
# The text was read: probably true. It was not: nothing can be said of its truth.
CREDIBILITY: dict[str, Credibility] = {"yes": "2", "no": "6"}


class Row(msgspec.Struct, frozen=True):
    """A keyed row: its table, its line there (the header is line 1), its cells."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell."""
        return self.cells[column]


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """All keyed rows; `sha256` is over the hashes of the files in order of name."""

    sha256: str
    rows: dict[str, tuple[Row, ...]]

    @property
    def sources(self) -> dict[str, Row]:
        """The sources by their key."""
        return {row["id"]: row for row in self.rows["sources"]}

    @property
    def bodies(self) -> dict[str, Row]:
        """The bodies by their id."""
        return {row["id"]: row for row in self.rows["bodies"]}


def read_tables(folder: Path) -> Tables:
    """Read the six tables of a folder; each row stands on one line."""
    found: dict[str, tuple[Row, ...]] = {}
    digest = hashlib.sha256()
    for name in sorted(TABLES):
        data = (folder / f"{name}.csv").read_bytes()
        digest.update(hashlib.sha256(data).digest())
        cells = list(
            csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
        )
        if data.count(b"\n") != len(cells) + 1:
            what = f"{name}.csv: a keyed row takes more than one line"
            raise SystemExit(what)
        found[name] = tuple(
            Row(name, number, held) for number, held in enumerate(cells, start=2)
        )
    return Tables(sha256=digest.hexdigest(), rows=found)


def dataset_of(country: str) -> str:
    """Name the data set of a country's system."""
    return f"bundle_system_{country}"


def published(tables: Tables, country: str) -> str:
    """Return the day of the youngest source that a country's rows rest on."""
    cited = {row["source"] for row in rows_of(tables, country)}
    days = (tables.sources[key]["date"] for key in cited)
    return max(last_day(day) for day in days if day)


def rows_of(tables: Tables, country: str) -> Iterator[Row]:
    """Yield the rows of a country's system; a relation is its subject's."""
    bodies = tables.bodies
    for table, column in (
        ("bodies", "id"),
        ("names", "body"),
        ("facts", "body"),
        ("relations", "subject"),
        ("entries", "body"),
    ):
        for row in tables.rows[table]:
            if bodies[row[column]]["country"] == country:
                yield row


class Keying(msgspec.Struct, frozen=True, kw_only=True):
    """States what rows say; one for each data set."""

    tables: Tables
    country: str

    def entries(self) -> Iterator[Entry]:
        """Yield the sources cited, then each body with its rows, then the relations."""
        rows = list(rows_of(self.tables, self.country))
        cited = {row["source"] for row in rows}
        for row in self.tables.rows["sources"]:
            if row["id"] in cited:
                yield self._source(row)
        held: dict[str, list[Row]] = {}
        for row in rows:
            if row.table in ("names", "facts"):
                held.setdefault(row["body"], []).append(row)
        for row in rows:
            if row.table == "bodies":
                yield self._body(row, held.get(row["id"], ()))
            elif row.table == "relations":
                yield self._relation(row)
            elif row.table == "entries":
                yield self._entry(row)

    def _source(self, row: Row) -> Entry:
        """State a source as the document that it is."""
        said = (
            ("title", "title"),
            ("fileName", "title"),
            ("author", "publisher"),
            ("publisher", "publisher"),
            ("date", "date"),
            ("summary", "citation"),
            ("sourceUrl", "address"),
            ("notes", "kind"),
        )
        subject = source_id(row["id"])
        stated = tuple(
            self._stated(row, subject, "Document", prop, column)
            for prop, column in said
            if row[column]
        )
        return Entry(locator=_where(row), entity_ids=(), statements=stated)

    def _body(self, row: Row, more: "list[Row] | tuple[()]") -> Entry:
        kind, subject = row["schema"], row["id"]
        said = (
            ("name", "name"),
            ("country", "country"),
            ("topics", "topic"),
            ("keywords", "class"),
        )
        stated = [
            self._stated(row, subject, kind, prop, column)
            for prop, column in said
            if row[column]
        ]
        for other in more:
            if other.table == "facts":
                stated += self._fact(other, kind)
                continue
            prop, lang = other["kind"], other["lang"]
            stated.append(self._stated(other, subject, kind, prop, "name", lang=lang))
            if other["pinyin"]:
                romanised = self._stated(
                    other, subject, kind, "alias", "pinyin", lang=lang, of=other["name"]
                )
                stated.append(romanised)
        return Entry(
            locator=_where(row), entity_ids=(subject,), statements=tuple(stated)
        )

    def _fact(self, row: Row, kind: str) -> list[Stated]:
        """State a fact; an id in the registry is a paper, as in an import of it."""
        if row["property"] != "ror":
            return [self._stated(row, row["body"], kind, row["property"], "value")]
        paper = digest_id("ror-id", row["body"], "ror", row["value"])
        said = (("holder", "body"), ("type", "property"), ("number", "value"))
        return [
            self._stated(row, paper, "Identification", prop, column)
            for prop, column in said
        ]

    def _entry(self, row: Row) -> Entry:
        """Tie a body to the entry of a list that it was keyed from."""
        subject = digest_id("base-graph-entry", row["body"], row["entry"])
        said = ((TIE[1], "body"), (TIE[2], "entry"), ("tieType", "tie"))
        stated = tuple(
            self._stated(row, subject, TIE[0], prop, column) for prop, column in said
        )
        return Entry(locator=_where(row), entity_ids=(), statements=stated)

    def _relation(self, row: Row) -> Entry:
        schema, tail, head = EDGES.get(row["relation"], TIE)
        ends = (row["subject"], row["relation"], row["object"], row["start"])
        subject = digest_id("base-graph-tie", *ends)
        said = [
            (tail, "subject"),
            (head, "object"),
            ("startDate", "start"),
            ("endDate", "end"),
        ]
        said.append(("role", "role"))
        if schema == "Tie":
            said.append(("tieType", "relation"))
        stated = tuple(
            self._stated(row, subject, schema, prop, column)
            for prop, column in said
            if row[column]
        )
        return Entry(locator=_where(row), entity_ids=(), statements=stated)

    def _stated(  # noqa: PLR0913 - one argument per part of a statement
        self,
        row: Row,
        subject: str,
        schema: str,
        prop: str,
        column: str,
        *,
        lang: str | None = None,
        of: str | None = None,
    ) -> Stated:
        source = row if row.table == "sources" else self.tables.sources[row["source"]]
        statement = Statement(
            entity_id=subject,
            schema=schema,
            prop=prop,
            value=row[column],
            dataset=dataset_of(self.country),
            lang=lang or None,
            original_value=of,
            origin=source_id(source["id"]),
            status=None if prop in OURS else self._status(row, source),
            reliability=_reliability(source["reliability"]),
            credibility=CREDIBILITY[row.cells.get("verified", "yes")],
        )
        evidence = Evidence(
            snapshot_sha256=self.tables.sha256,
            locator=f"{_where(row)}, {column}",
            quote=row[column],
            method=METHOD,
        )
        return Stated(statement=statement, evidence=(evidence,))

    def _status(self, row: Row, source: Row) -> Status | None:
        """Tell what a state or body says of itself from what another says of it."""
        if row.table == "sources" or source["voice"] == "register":
            return None
        return "self-disclosed" if source["voice"] == self.country else "alleged"


def source_id(key: str) -> str:
    """Return the id of the document that a source's key names."""
    return f"source-{key}"


def _where(row: Row) -> str:
    return f"system/{row.table}.csv row {row.line}"


def _reliability(text: str) -> Reliability:
    if text == "A":
        return "A"
    return "B"
