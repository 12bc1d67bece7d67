"""The bundle: keyed from official lists, each row with its notice."""

import csv
import importlib.util
import io
import json
import re
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

import msgspec
import pytest

from tieline.engine.duck import DuckEngine
from tieline.kernel.flat_index import FlatIndex
from tieline.model.errors import NotFoundError
from tieline.model.source import Part, Report, Snapshot
from tieline.sources.us_csl import SOURCE
from tieline.store.catalog import INDEX, STATEMENTS, Catalog
from tieline.store.project import open_project
from tieline.workspace.export import export
from tieline.workspace.gathering import Importing
from tieline.workspace.ingest import import_files
from tieline.workspace.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[1]
KEYED = ROOT / "bundle-src"
BUNDLE = ROOT / "src" / "tieline" / "bundle"
COUNTS = {"cmic": 68, "meu": 71, "uvl": 99, "el": 618}
DATASETS = {f"bundle_us_{code}" for code in COUNTS}
# The base graph has tests of its own.
SYSTEMS = {path.name for path in BUNDLE.glob("bundle_system_*")}
NOTICES = {
    "cmic": r"^E\.O\. 13959 .*85 FR 73185.* 14032 .*86 FR 30145.* "
    r"OFAC NS-CMIC List, listing of \d{4}-\d\d-\d\d$",
    "meu": r"^Supplement No\. 7 to 15 CFR part 744 .*, 8[56] FR \d+",
    "uvl": r"^Supplement No\. 6 to 15 CFR part 744 \(Unverified List\)$",
    "el": r"^Supplement No\. 4 to 15 CFR part 744 \(Entity List\)(, \d\d ?FR|$)",
}
# Editions of the Consolidated Screening List, a publication of the US Government.
KEYED_FROM = {
    "CSL 2023-11-30",
    "CSL 2022-05-05",
    "CSL 2022-05-05; citation and licence terms: CSL 2019-12",
    "CSL 2022-05-05; citation: CSL 2025-06",
}
CSL = "lists/us_csl_2023-11_partial_4228rows.csv"
FLAT = "lists/us_csl_2022-05-05_flat_namerows.csv"


@pytest.fixture(scope="module")
def keyed():
    return {
        code: list(
            csv.DictReader(
                io.StringIO((KEYED / f"us_{code}.csv").read_text("utf-8"), newline="")
            )
        )
        for code in COUNTS
    }


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(ROOT / "scripts"))
    path = ROOT / "scripts" / "build_bundle.py"
    spec = importlib.util.spec_from_file_location("build_bundle", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(ROOT / "scripts"))
    return module


@pytest.fixture(scope="module")
def bundled():
    held = Catalog.read(None, bundle=BUNDLE).editions()
    return {name: edition for name, edition in held.items() if name not in SYSTEMS}


@pytest.fixture(scope="module")
def csl(shared):
    """The screening list of 2023-11: its rows, and what an import reads in them."""
    path = shared / "data" / CSL
    text = path.read_bytes().decode()
    rows = {row["_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    part = Part(
        name=path.name,
        sha256="0" * 64,
        size=path.stat().st_size,
        open=lambda: path.open("rb"),
    )
    snapshot = Snapshot(
        source_key="us_csl",
        dataset="us_csl",
        sha256="0" * 64,
        parts=(part,),
        partial=True,
    )
    entries = list(SOURCE.parse(snapshot, Report()))
    return rows, entries


def subjects(entries):
    """Map each record's own id to the subject that was made of it."""
    return {
        stated.statement.value: entry.entity_ids[0]
        for entry in entries
        for stated in entry.statements
        if stated.statement.prop == "recordId"
    }


def bundle_entries(script):
    return [
        entry
        for each in script.LISTS
        for entry in script.entries(each, (KEYED / each.file).read_bytes(), Report())
    ]


def test_each_list_has_its_rows(keyed):
    counts = {code: len(rows) for code, rows in keyed.items()}

    assert counts == COUNTS
    assert sum(counts.values()) == 856


def test_every_row_names_its_official_notice(keyed):
    unnamed = [
        row["_id"]
        for code, rows in keyed.items()
        for row in rows
        if not re.match(NOTICES[code], row["notice"])
    ]

    assert unnamed == []


def test_a_notice_holds_the_citation_of_its_row_and_no_other(keyed):
    rows = [row for code in ("meu", "uvl", "el") for row in keyed[code]]

    wrong = [
        row["_id"]
        for row in rows
        if ")"
        + bool(row["federal_register_notice"]) * ", "
        + row["federal_register_notice"]
        != row["notice"][row["notice"].index(")") :]
    ]

    assert wrong == []


def test_every_row_is_keyed_from_a_government_list(keyed):
    sources = {row["keyed_from"] for rows in keyed.values() for row in rows}

    assert sources == KEYED_FROM


def test_rows_have_the_columns_of_the_official_list(keyed, csl):
    rows, _ = csl

    columns = {tuple(rows_[0]) for rows_ in keyed.values()}

    ours = ("record", "entity_id", "notice", "as_of", "keyed_from")
    assert columns == {(*next(iter(rows.values())), *ours)}


def test_rows_keyed_from_the_2023_list_say_what_it_says(keyed, csl):
    official, _ = csl

    wrong = [
        (row["_id"], column)
        for rows in keyed.values()
        for row in rows
        if row["keyed_from"] == "CSL 2023-11-30"
        for column, text in official[row["_id"]].items()
        if " ".join(text.split()) != " ".join(row[column].split())
    ]

    assert wrong == []


def test_rows_keyed_from_the_2022_list_say_what_it_says(keyed, shared):
    lines = {}
    with (shared / "data" / FLAT).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            lines.setdefault(line["list_internal_id"], []).append(line)

    wrong = []
    for row in keyed["el"]:
        if not row["keyed_from"].startswith("CSL 2022-05-05"):
            continue
        found = lines[row["_id"]]
        names = [line["full_name"].strip() for line in found]
        held = [row["name"], *filter(None, row["alt_names"].split("; "))]
        if set(held) != {part for name in names for part in name.split("; ")}:
            wrong.append((row["_id"], "names"))
        if row["name"] != names[-1] or row["start_date"] != found[0]["date_added"]:
            wrong.append((row["_id"], "entry"))
        if row["addresses"] != found[0]["address"].strip():
            wrong.append((row["_id"], "addresses"))

    assert wrong == []


def test_two_rows_of_one_record_carry_one_name(keyed):
    names = {row["_id"]: row["name"].strip() for row in keyed["el"]}
    paired = [row for row in keyed["el"] if row["record"]]

    wrong = [
        row["_id"]
        for row in paired
        if re.sub(r"\W+", "", names[row["record"]])
        != re.sub(r"\W+", "", row["name"].strip())
    ]

    assert len(paired) == 72
    assert wrong == []


def test_each_data_set_says_its_day_and_that_it_is_a_snapshot(bundled):
    told = {name: (held.published, held.notice) for name, held in bundled.items()}

    day = "2023-11-30"
    plain = f"snapshot of {day}, not for compliance decisions"
    mixed = f"snapshot of 2022-05-05 to {day}, not for compliance decisions"
    assert told == {
        "bundle_us_cmic": (day, plain),
        "bundle_us_el": (day, mixed),
        "bundle_us_meu": (day, plain),
        "bundle_us_uvl": (day, plain),
    }


def test_a_row_is_as_old_as_the_edition_it_was_keyed_from(keyed):
    days = {
        (row["keyed_from"][:14], row["as_of"])
        for rows in keyed.values()
        for row in rows
    }

    assert days == {
        ("CSL 2023-11-30", "2023-11-30"),
        ("CSL 2022-05-05", "2022-05-05"),
    }


def test_every_row_is_a_record_and_every_party_has_one_listing(bundled):
    counted = {
        name: (held.records_in, held.entities, held.listings)
        for name, held in bundled.items()
    }

    assert counted == {
        "bundle_us_cmic": (68, 68, 68),
        "bundle_us_el": (618, 546, 546),
        "bundle_us_meu": (71, 71, 71),
        "bundle_us_uvl": (99, 99, 99),
    }


def test_every_listing_cites_its_notice_from_the_keyed_cell(script, keyed):
    entries = bundle_entries(script)
    rows = [row for each in script.LISTS for row in keyed[each.file[3:-4]]]

    wrong = []
    for row, entry in zip(rows, entries, strict=True):
        cited = [s for s in entry.statements if s.statement.prop == "citation"]
        (evidence,) = cited[0].evidence
        told = (cited[0].statement.value, evidence.quote, len(cited))
        if told != (row["notice"], row["notice"], 1):
            wrong.append(row["_id"])

    assert wrong == []


def test_evidence_points_into_the_keyed_file(script):
    each = next(each for each in script.LISTS if each.file == "us_el.csv")
    data = (KEYED / each.file).read_bytes()
    lines = list(csv.DictReader(io.StringIO(data.decode(), newline="")))

    wrong = []
    for entry in script.entries(each, data, Report()):
        for stated in entry.statements:
            for evidence in stated.evidence:
                where = re.fullmatch(r"us_el\.csv row (\d+), (\w+)", evidence.locator)
                cell = lines[int(where[1]) - 2][where[2]]
                if evidence.quote not in cell:
                    wrong.append((evidence.locator, evidence.quote, cell))

    assert wrong == []


def test_ids_are_those_of_an_import_of_the_list(script, keyed, csl):
    _, imported = csl
    theirs = subjects(imported)
    rows = [row for each in script.LISTS for row in keyed[each.file[3:-4]]]

    ours = {
        row["_id"]: entry.entity_ids[0]
        for row, entry in zip(rows, bundle_entries(script), strict=True)
        if row["keyed_from"] == "CSL 2023-11-30"
    }

    assert len(ours) == 387
    assert {key: theirs[key] for key in ours} == ours


def test_a_rebuild_gives_the_same_bytes(script, tmp_path):
    notes = json.loads((BUNDLE / "bundle_us_el" / "edition.json").read_bytes())["notes"]
    if notes[-1] != f"tables written by DuckDB {version('duckdb')}":
        pytest.skip(f"needs the DuckDB that wrote the bundle: {notes[-1]}")

    script.build(tmp_path)

    assert script.differences(tmp_path, BUNDLE) == []


def test_the_bundle_is_data_and_adds_little_to_the_wheel():
    files = [path for path in BUNDLE.rglob("*") if path.is_file()]

    packed = sum(len(zlib.compress(path.read_bytes())) for path in files)

    assert [path for path in files if path.suffix == ".py"] == []
    # Four of them are the register of research organisations.
    assert packed < 6_300_000


def test_the_files_are_those_that_the_editions_name(bundled):
    catalog = Catalog.read(None, bundle=BUNDLE)

    for edition in bundled.values():
        catalog.check(edition, deep=True)

    assert set(bundled) == DATASETS


def test_the_index_holds_every_party(bundled):
    counted = {}
    for name in bundled:
        with FlatIndex.open(BUNDLE / name / INDEX) as index:
            counted[name] = len(index)

    assert counted == {name: held.entities for name, held in bundled.items()}


def test_statements_are_dated_by_the_editions_that_make_them(bundled):
    seen = {}
    with DuckEngine() as engine:
        for name in bundled:
            columns, rows = engine.read_parquet_rows(BUNDLE / name / STATEMENTS)
            first, last = columns.index("first_seen"), columns.index("last_seen")
            seen[name] = {(row[first], row[last]) for row in rows}

    old, new = "2022-05-05", "2023-11-30"
    only_new = {(new, new)}
    assert seen == {
        "bundle_us_cmic": only_new,
        "bundle_us_el": {(old, old), (old, new), (new, new)},
        "bundle_us_meu": only_new,
        "bundle_us_uvl": only_new,
    }


def test_a_whole_import_hides_the_bundle_and_a_partial_one_does_not(bundled):
    whole = msgspec.structs.replace(
        bundled["bundle_us_el"],
        dataset="us_csl",
        published="2024-01-01",
        superseded_by=(),
        is_bundle=False,
    )
    partial = msgspec.structs.replace(whole, is_partial=True)

    def shown(edition):
        return set(
            Catalog(
                project=None, own=(edition,), bundle=tuple(bundled.values())
            ).editions()
        )

    assert shown(whole) == {"us_csl"}
    assert shown(partial) == {"us_csl", *DATASETS}


def test_ofacs_own_file_hides_the_cmic_list_alone(bundled):
    ofac = msgspec.structs.replace(
        bundled["bundle_us_cmic"],
        dataset="us_ofac_cons",
        published="2025-12",
        superseded_by=(),
        is_bundle=False,
    )

    catalog = Catalog(project=None, own=(ofac,), bundle=tuple(bundled.values()))

    assert set(catalog.editions()) == {"us_ofac_cons", *DATASETS} - {"bundle_us_cmic"}


def test_a_switch_removes_the_bundle(tmp_path):
    (tmp_path / "tieline.toml").write_text("format_version = 1\nbundle = false\n")
    project = open_project(tmp_path, create=False)

    catalog = Catalog.read(project, bundle=BUNDLE)

    assert catalog.editions() == {}


def test_a_search_of_the_bundle_says_what_it_is(tmp_path, bundled):
    (tmp_path / "tieline.toml").write_text("format_version = 1\n")
    workspace = open_workspace(tmp_path, project=tmp_path, env={})
    times = workspace.times(as_of=None, known_on=None)

    with workspace.searcher(times, with_registers=False) as searcher:
        run = searcher.run()

    assert set(run.editions) == DATASETS
    assert run.searched.entities == 784
    assert run.notice == tuple(
        f"{name}: {held.notice}" for name, held in sorted(bundled.items())
    )


def test_nothing_of_the_bundle_was_known_before_its_day(tmp_path):
    (tmp_path / "tieline.toml").write_text("format_version = 1\n")
    workspace = open_workspace(tmp_path, project=tmp_path, env={})
    times = workspace.times(as_of=None, known_on="2023-11-29")

    with pytest.raises(NotFoundError, match="had been published by 2023-11-29"):
        workspace.searcher(times, with_registers=False)


def test_the_bundle_exported_and_imported_is_exported_the_same(tmp_path):
    def opened(name, *, has_bundle):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        switch = str(has_bundle).lower()
        (folder / "tieline.toml").write_text(f"format_version = 1\nbundle = {switch}\n")
        return open_workspace(folder, project=folder, env={})

    def exported(workspace, target):
        times = workspace.times(as_of=None, known_on=None)
        export(workspace, times, target, form="tieline")
        return target.read_bytes().split(b"\n", 1)[1]

    first = exported(opened("first", has_bundle=True), tmp_path / "first.ndjson")
    second = opened("second", has_bundle=False)
    done = list(import_files(second, [tmp_path / "first.ndjson"], Importing()))
    again = exported(opened("second", has_bundle=False), tmp_path / "second.ndjson")

    assert [one.error for one in done] == [None]
    assert again == first
