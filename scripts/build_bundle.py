"""Make the bundled data sets from the keyed rows in `bundle-src`: lists, base graph.

    python scripts/build_bundle.py             write src/tieline/bundle
    python scripts/build_bundle.py --check     compare with it, byte by byte

Nothing is read but the keyed rows; no clock, no network. The same rows give the same
bytes on the same version of DuckDB, which `edition.json` names.
"""

import argparse
import csv
import filecmp
import hashlib
import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import base_graph
import msgspec

from tieline.engine.duck import DuckEngine
from tieline.matching.indexing import build_index
from tieline.model.entry import Entry
from tieline.model.evidence import Evidence
from tieline.model.source import Part, Report, Snapshot
from tieline.model.statement import Stated, Statement
from tieline.sources.us_csl import SOURCE
from tieline.store.catalog import EDITION, encode_edition
from tieline.store.edition import Edition, EditionMeta, version_of
from tieline.store.making import finish_folder, make_tables
from tieline.store.spooling import Spool

ROOT = Path(__file__).resolve().parents[1]
KEYED = ROOT / "bundle-src"
SYSTEM = KEYED / "system"
BUNDLE = ROOT / "src" / "tieline" / "bundle"
# Columns of ours beside those of the Consolidated Screening List.
OWN = ("record", "entity_id", "notice", "as_of", "keyed_from")
CITATION = "federal_register_notice"


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """A keyed list: its file and data set, and what they are called."""

    file: str
    dataset: str
    title: str
    publisher: str
    url: str
    superseded_by: tuple[str, ...] = ("us_csl",)
    method: str = f"{SOURCE.key}/{SOURCE.version}"


_BIS = "Bureau of Industry and Security, United States Department of Commerce"
_OFAC = "Office of Foreign Assets Control, United States Department of the Treasury"
_PARTIES = (
    "https://www.bis.doc.gov/index.php/policy-guidance/lists-of-parties-of-concern"
)
LISTS = (
    Keyed(
        file="us_cmic.csv",
        dataset="bundle_us_cmic",
        title="Non-SDN Chinese Military-Industrial Complex Companies List",
        publisher=_OFAC,
        url="https://ofac.treasury.gov/consolidated-sanctions-list/ns-cmic-list",
        superseded_by=("us_csl", "us_ofac_cons"),
    ),
    Keyed(
        file="us_el.csv",
        dataset="bundle_us_el",
        title="Entity List (China and Hong Kong)",
        publisher=_BIS,
        url=f"{_PARTIES}/entity-list",
        superseded_by=("us_csl", "us_el"),
    ),
    Keyed(
        file="us_meu.csv",
        dataset="bundle_us_meu",
        title="Military End-User List (China and Hong Kong)",
        publisher=_BIS,
        url=_PARTIES,
        superseded_by=("us_csl", "us_meu"),
    ),
    Keyed(
        file="us_uvl.csv",
        dataset="bundle_us_uvl",
        title="Unverified List (China and Hong Kong)",
        publisher=_BIS,
        url=f"{_PARTIES}/unverified-list",
        superseded_by=("us_csl", "us_uvl"),
    ),
)
DATASETS = (
    *(keyed.dataset for keyed in LISTS),
    *(base_graph.dataset_of(country) for country in base_graph.SYSTEMS),
)


def read_rows(data: bytes) -> list[dict[str, str]]:
    """Return the keyed rows; each stands on one line, as the locators assume."""
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
    if data.count(b"\n") != len(rows) + 1:
        what = "a keyed row takes more than one line"
        raise SystemExit(what)
    return rows


def as_published(rows: list[dict[str, str]], *, again: bool) -> bytes:
    """Write rows in the columns of the Consolidated Screening List, each in its line.

    Those that give a record `again` are left out, or they alone are written; the header
    takes the place of the others, which readers of that list pass over. The citation
    stays out: the row's notice, which holds it, takes its place.
    """
    columns = [column for column in rows[0] if column not in OWN]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        if bool(row["record"]) is again:
            writer.writerow({**row, CITATION: ""})
        else:
            writer.writeheader()
    return out.getvalue().encode()


def read(
    keyed: Keyed, data: bytes, report: Report, *, again: bool = False
) -> Iterator[Entry]:
    """Read keyed rows as an import of the list would; see `as_published`."""
    published = as_published(read_rows(data), again=again)
    sha256 = hashlib.sha256(data).hexdigest()
    part = Part(
        name=keyed.file,
        sha256=sha256,
        size=len(published),
        open=lambda: io.BytesIO(published),
    )
    snapshot = Snapshot(
        source_key=SOURCE.key, dataset=keyed.dataset, sha256=sha256, parts=(part,)
    )
    return SOURCE.parse(snapshot, report)


def entries(keyed: Keyed, data: bytes, report: Report) -> Iterator[Entry]:
    """Read the keyed rows in their order; add each row's notice and day."""
    first = read(keyed, data, report)
    again = read(keyed, data, report, again=True)
    subjects: dict[str, str] = {}
    made: list[Entry] = []
    days: dict[str, list[str]] = {}
    for row in read_rows(data):
        if row["record"]:
            entry = renamed(next(again), subjects[row["record"]])
        else:
            entry = next(first)
            if row["entity_id"]:
                entry = renamed(entry, row["entity_id"])
            (subjects[row["_id"]],) = entry.entity_ids
        entry = with_notice(entry, row["notice"], keyed.method)
        made.append(entry)
        for stated in entry.statements:
            days.setdefault(stated.statement.id, []).append(row["as_of"])
    for entry in made:
        yield dated(entry, days)


def dated(entry: Entry, days: dict[str, list[str]]) -> Entry:
    """Date each statement by the first and the last edition that makes it."""

    def seen(stated: Stated) -> Stated:
        held = days[stated.statement.id]
        statement = msgspec.structs.replace(
            stated.statement, first_seen=min(held), last_seen=max(held)
        )
        return Stated(statement=statement, evidence=stated.evidence)

    return msgspec.structs.replace(entry, statements=tuple(map(seen, entry.statements)))


def renamed(entry: Entry, subject: str) -> Entry:
    """Give the subject of an entry, and its listing, the id that it has already."""
    (old,) = entry.entity_ids

    def new(text: str) -> str:
        return subject + text[len(old) :] if text.startswith(old) else text

    return msgspec.structs.replace(
        entry,
        entity_ids=(subject,),
        statements=tuple(
            Stated(
                statement=msgspec.structs.replace(
                    stated.statement,
                    entity_id=new(stated.statement.entity_id),
                    value=new(stated.statement.value),
                ),
                evidence=stated.evidence,
            )
            for stated in entry.statements
        ),
        referents=tuple((new(one), other) for one, other in entry.referents),
    )


def with_notice(entry: Entry, notice: str, method: str) -> Entry:
    """Cite the row's notice on its listing."""
    listed = next(
        stated for stated in entry.statements if stated.statement.schema == "Sanction"
    )
    held = listed.statement
    statement = Statement(
        entity_id=held.entity_id,
        schema="Sanction",
        prop="citation",
        value=notice,
        dataset=held.dataset,
        origin=held.origin,
        status=held.status,
        reliability=held.reliability,
        credibility=held.credibility,
    )
    evidence = Evidence(
        snapshot_sha256=listed.evidence[0].snapshot_sha256,
        locator=f"{entry.locator}, notice",
        quote=notice,
        method=method,
    )
    stated = Stated(statement=statement, evidence=(evidence,))
    return msgspec.structs.replace(entry, statements=(*entry.statements, stated))


def meta_of(keyed: Keyed, data: bytes) -> EditionMeta:
    """Describe the edition; its day is the last of those of its rows."""
    days = sorted({row["as_of"] for row in read_rows(data)})
    day = days[-1]
    return EditionMeta(
        dataset=keyed.dataset,
        sha256=hashlib.sha256(data).hexdigest(),
        imported_at=f"{day}T00:00:00Z",
        imported_by="scripts/build_bundle.py",
        published=day,
        title=keyed.title,
        publisher=keyed.publisher,
        licence="Work of the United States Government, public domain (17 U.S.C. 105)",
        url=keyed.url,
        source_key=SOURCE.key,
        method=keyed.method,
        superseded_by=keyed.superseded_by,
        is_bundle=True,
        notice=f"snapshot of {' to '.join(days)}, not for compliance decisions",
    )


def build_list(keyed: Keyed, target: Path, scratch: Path) -> None:
    """Write one keyed list to `target/<dataset>`."""
    data = (KEYED / keyed.file).read_bytes()
    report = Report()
    made = entries(keyed, data, report)
    write_edition(meta_of(keyed, data), made, report, target, scratch)


def system_meta(tables: base_graph.Tables, country: str) -> EditionMeta:
    """Describe a system of the base graph; its day is that of its youngest source."""
    day = base_graph.published(tables, country)
    return EditionMeta(
        dataset=base_graph.dataset_of(country),
        sha256=tables.sha256,
        imported_at=f"{day}T00:00:00Z",
        imported_by="scripts/build_bundle.py",
        published=day,
        title=base_graph.SYSTEMS[country],
        publisher="The Tieline developers, from the sources that each row names",
        licence="Apache-2.0; facts re-keyed, each with its source",
        method=base_graph.METHOD,
        uses="A first look at what a body is and belongs to; no compliance decision.",
        is_bundle=True,
        is_register=True,
        notice=f"base graph, sources up to {day}: that it names a body lists nobody",
    )


def build_system(country: str, target: Path, scratch: Path) -> None:
    """Write one system of the base graph to its folder in `target`."""
    tables = base_graph.read_tables(SYSTEM)
    report = Report(records_in=sum(1 for _ in base_graph.rows_of(tables, country)))
    made = base_graph.Keying(tables=tables, country=country).entries()
    write_edition(system_meta(tables, country), made, report, target, scratch)


def write_edition(
    meta: EditionMeta,
    made: Iterable[Entry],
    report: Report,
    target: Path,
    scratch: Path,
) -> None:
    """Write the entries of an edition to `target/<dataset>`."""
    folder = target / meta.dataset
    folder.mkdir(parents=True)
    spool = Spool(scratch)
    for entry in made:
        spool.add(entry)
    spool.close()
    with DuckEngine(scratch) as engine:
        make_tables(engine, spool, folder, day=meta.day, previous=())
        counts, files = finish_folder(engine, folder, build_index)
    edition = Edition(
        **msgspec.structs.asdict(meta),
        version=version_of(meta, ()),
        folder=meta.dataset,
        notes=(f"tables written by DuckDB {version('duckdb')}",),
        records_in=report.records_in,
        entities=counts.entities,
        listings=counts.listings,
        statements=counts.statements,
        files=files,
    )
    (folder / EDITION).write_bytes(encode_edition(edition))


def build(target: Path) -> None:
    """Write all data sets to the folder `target`, which must hold none of them."""
    for keyed in LISTS:
        with tempfile.TemporaryDirectory() as scratch:
            build_list(keyed, target, Path(scratch))
    for country in base_graph.SYSTEMS:
        with tempfile.TemporaryDirectory() as scratch:
            build_system(country, target, Path(scratch))


def differences(made: Path, held: Path) -> list[str]:
    """Name the files of two bundles that are not the same bytes."""
    names = {
        str(path.relative_to(root))
        for root in (made, held)
        for dataset in DATASETS
        for path in (root / dataset).glob("*")
    }
    _, wrong, missing = filecmp.cmpfiles(made, held, sorted(names), shallow=False)
    return sorted([*wrong, *missing])


def main() -> int:
    """Build the bundle, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        build(made)
        if arguments.check:
            wrong = differences(made, BUNDLE)
            for name in wrong:
                sys.stdout.write(f"differs: {name}\n")
            return 1 if wrong else 0
        for dataset in DATASETS:
            shutil.rmtree(BUNDLE / dataset, ignore_errors=True)
            shutil.copytree(made / dataset, BUNDLE / dataset)
    return 0


if __name__ == "__main__":
    sys.exit(main())
