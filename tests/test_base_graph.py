"""The base graph: every statement has a named official source, dates and names hold."""

import csv
import importlib.util
import io
import json
import re

import pytest
from click.testing import CliRunner
from tests.test_bundle import BUNDLE, KEYED, ROOT

from tieline.cli.main import face
from tieline.engine.duck import DuckEngine
from tieline.kernel.flat_index import FlatIndex
from tieline.model.interval import first_day, is_date, last_day
from tieline.model.schema import names as schema_names
from tieline.model.schema import schema
from tieline.store.catalog import INDEX, STATEMENTS, Catalog
from tieline.text.pinyin import readings_of
from tieline.workspace.showing import search, show
from tieline.workspace.workspace import open_workspace

HIERARCHY = {"part_of", "reports_to", "supervised_by"}
KINDS = {"name", "alias", "abbreviation", "previousName", "weakAlias"}
HAN = re.compile(r"[\u3007\u4e00-\u9fff]")
NEUTRAL = {"zi", "de", "men", "tou"}
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# What no statement may rest on: the article that the work began with, encyclopaedias
# and blogs, code repositories, and compilations under a non-commercial licence.
BARRED = re.compile(
    r"idstch|idst|wikipedia|baike|github|gitlab|opensanctions|aspi|sayari|"
    r"globalsecurity|janes|seed|article\.txt|blog",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def script():
    path = ROOT / "scripts" / "base_graph.py"
    spec = importlib.util.spec_from_file_location("base_graph", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(script):
    return script.read_tables(KEYED / "system")


@pytest.fixture(scope="module")
def keyed(tables):
    """All rows that state something of a body."""
    return [
        row for name in tables.rows if name != "sources" for row in tables.rows[name]
    ]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    return open_workspace(folder, project=folder, env={})


def shown(workspace, text, *, as_of=None):
    return show(workspace, workspace.times(as_of=as_of, known_on=None), text)


def said(entity, kind):
    """Return the ids at the other end of an entity's relations that read so."""
    return {one.other_id for one in entity.relations if one.says == kind}


def test_every_row_names_one_source_that_is_described(tables, keyed):
    unnamed = [
        (row.table, row.line) for row in keyed if row["source"] not in tables.sources
    ]

    assert unnamed == []
    assert all(
        row["publisher"] and row["title"] and row["kind"] and row["voice"]
        for row in tables.rows["sources"]
    )


def test_no_source_is_the_first_article_a_repository_or_a_compilation(tables):
    barred = [
        row["id"]
        for row in tables.rows["sources"]
        if BARRED.search(" ".join(row.cells.values()))
    ]

    assert barred == []


def test_every_source_is_cited_and_has_a_date_citation_or_address(tables, keyed):
    cited = {row["source"] for row in keyed}

    assert set(tables.sources) == cited
    assert [
        row["id"]
        for row in tables.rows["sources"]
        if not (row["date"] or row["citation"] or row["address"])
    ] == []


def test_every_row_says_whether_its_source_was_read(keyed):
    assert {row["verified"] for row in keyed} <= {"yes", "no"}


def bare_words(text):
    return re.sub(r"[\W_]+", "", text).casefold()


def test_names_keyed_from_the_lists_that_come_along_stand_there(tables):
    texts = [
        f"{row['name']} | {row['alt_names']}"
        for name in ("us_el", "us_meu", "us_cmic")
        for row in csv.DictReader(
            io.StringIO((KEYED / f"{name}.csv").read_text("utf-8"), newline="")
        )
    ]
    listed = bare_words(" | ".join(texts))
    keyed = [
        row["name"]
        for row in tables.rows["names"]
        if re.match(r"us-(el|meu|cmic)", row["source"])
    ]

    assert len(keyed) > 100
    assert [name for name in keyed if bare_words(name) not in listed] == []


def test_every_entry_of_a_list_that_a_body_names_is_in_the_bundle(tables):
    editions = Catalog.read(None, bundle=BUNDLE).editions()
    missing = {row["entry"] for row in tables.rows["entries"]}
    for edition in editions.values():
        if not edition.is_register:
            with FlatIndex.open(BUNDLE / edition.dataset / INDEX) as index:
                missing -= {one for one in missing if index.find_id(one) is not None}

    assert len(tables.rows["entries"]) > 100
    assert missing == set()
    assert {row["tie"] for row in tables.rows["entries"]} == {"recorded_as"}


def test_a_body_leads_to_its_entry_on_a_list_and_back(workspace):
    body = shown(workspace, "cn-cetc").entity
    (entry,) = said(body, "has an entry on a list")

    listed = shown(workspace, entry).entity

    assert [one.list for one in listed.listings] == ["CMIC"]
    assert said(listed, "is in the base graph") == {"cn-cetc"}
    assert not listed.is_register


def test_the_systems_hold_what_they_are_asked_for(tables):
    held = {row["id"] for row in tables.rows["bodies"]}
    counted = {
        country: sum(row["country"] == country for row in tables.rows["bodies"])
        for country in ("cn", "us", "ru")
    }

    organs = [one for one in held if one.startswith("cn-cmc-")]
    assert counted["cn"] > 300
    assert min(counted.values()) > 20
    assert len(organs) == 15
    assert held >= {f"cn-pla-{one}" for one in ("etc", "stc", "wtc", "ntc", "ctc")}


def test_every_body_has_an_id_of_its_country_and_a_schema_that_is_known(script, tables):
    wrong = [
        row["id"]
        for row in tables.rows["bodies"]
        if not row["id"].startswith(f"{row['country']}-")
        or row["country"] not in script.SYSTEMS
        or row["schema"] not in schema_names()
        or not row["class"]
    ]

    assert wrong == []
    assert len(tables.bodies) == len(tables.rows["bodies"])


def test_names_facts_and_relations_are_of_bodies_that_are_keyed(tables):
    bodies = tables.bodies
    ends = [
        *(
            row["body"]
            for name in ("names", "facts", "entries")
            for row in tables.rows[name]
        ),
        *(
            row[end]
            for row in tables.rows["relations"]
            for end in ("subject", "object")
        ),
    ]

    assert [end for end in ends if end not in bodies] == []


def test_no_value_is_keyed_twice(tables):
    told = [
        *((row["id"], "name", row["name"]) for row in tables.rows["bodies"]),
        *((row["body"], "name", row["name"]) for row in tables.rows["names"]),
        *((row["body"], row["property"], row["value"]) for row in tables.rows["facts"]),
        *((row["body"], "entry", row["entry"]) for row in tables.rows["entries"]),
        *(
            (row["subject"], row["relation"], row["object"], row["start"])
            for row in tables.rows["relations"]
        ),
    ]

    assert sorted({one for one in told if told.count(one) > 1}) == []


def test_facts_are_properties_of_their_body_and_names_of_a_known_kind(tables):
    bodies = tables.bodies
    wrong = [
        (row["body"], row["property"])
        for row in tables.rows["facts"]
        if row["property"] != "ror"
        and row["property"] not in schema(bodies[row["body"]]["schema"]).properties
    ]

    unfit = [
        (row["body"], row["kind"])
        for row in tables.rows["names"]
        if row["kind"] not in schema(bodies[row["body"]]["schema"]).properties
    ]
    assert (wrong, unfit) == ([], [])
    assert {row["kind"] for row in tables.rows["names"]} <= KINDS


def test_every_chinese_body_is_named_in_english_characters_and_pinyin(tables):
    han, pinyin = set(), set()
    for row in tables.rows["names"]:
        if HAN.search(row["name"]):
            han.add(row["body"])
            if row["pinyin"]:
                pinyin.add(row["body"])
    chinese = {row["id"] for row in tables.rows["bodies"] if row["country"] == "cn"}

    assert chinese - han == set()
    assert chinese - pinyin == set()
    assert [
        row["id"] for row in tables.rows["bodies"] if not row["name"].strip().isascii()
    ] == []


def test_every_russian_body_is_named_in_russian(tables):
    named = {
        row["body"] for row in tables.rows["names"] if CYRILLIC.search(row["name"])
    }
    russian = {row["id"] for row in tables.rows["bodies"] if row["country"] == "ru"}

    assert russian - named == set()


def bare(pinyin):
    """Take the tones off a syllable."""
    marks = dict(
        zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv", strict=True)
    )
    return "".join(marks.get(char, char) for char in pinyin)


def test_pinyin_is_a_reading_of_the_characters_beside_it(tables):
    wrong = []
    for row in tables.rows["names"]:
        characters = HAN.findall(row["name"])
        syllables = [one for one in row["pinyin"].split() if not one.isascii()]
        plain = [one for one in row["pinyin"].split() if one in NEUTRAL]
        if not row["pinyin"]:
            continue
        if len(characters) != len(syllables) + len(plain):
            wrong.append((row["name"], row["pinyin"]))
        spoken = [one for one in row["pinyin"].split() if one in {*syllables, *plain}]
        for char, syllable in zip(characters, spoken, strict=False):
            ways = ["ling"] if char == "〇" else readings_of(char, is_person=False)[0]
            if bare(syllable) not in {way.replace("lyu", "lv") for way in ways}:
                wrong.append((row["name"], char, syllable))

    assert wrong == []


def test_dates_are_dates_and_no_end_is_before_its_start(tables):
    wrong = []
    spans = [(row["start"], row["end"], row.line) for row in tables.rows["relations"]]
    held = {}
    for row in tables.rows["facts"]:
        if row["property"] in ("incorporationDate", "startDate"):
            held.setdefault(row["body"], ["", ""])[0] = row["value"]
        if row["property"] in ("dissolutionDate", "endDate"):
            held.setdefault(row["body"], ["", ""])[1] = row["value"]
    spans += [(*span, body) for body, span in held.items()]
    dated = [row["date"] for row in tables.rows["sources"] if row["date"]]
    for start, end, where in spans:
        is_dated = all(is_date(day) for day in (start, end) if day)
        if not is_dated or (start and end and last_day(end) < first_day(start)):
            wrong.append(where)

    assert wrong == []
    assert [day for day in dated if not is_date(day)] == []


# What a body writes may set a day that is still to come: a law its coming into force, a
# plan its end, a notice a change.
AHEAD = {"law", "plan", "decision", "notice", "regulation", "decree"}
COMING = {"startDate", "endDate"}


def test_no_day_of_a_body_is_after_the_source_that_tells_it(tables):
    wrong = []
    for row in tables.rows["facts"]:
        source = tables.sources[row["source"]]
        is_ahead = source["kind"] in AHEAD and row["property"] in COMING
        is_day = row["property"].endswith("Date") and source["date"]
        if row["source"] == "ru-ukaz666":  # it abolishes from the first of January on
            continue
        if (
            is_day
            and not is_ahead
            and first_day(row["value"]) > last_day(source["date"])
        ):
            wrong.append((row["body"], row["property"], row["value"], source["date"]))

    assert wrong == []


def test_no_tie_begins_after_the_source_that_tells_it(tables):
    wrong = [
        (row["subject"], row["relation"], row["object"], row["start"])
        for row in tables.rows["relations"]
        if row["start"]
        and row["source"] != "ru-ukaz666"
        and (day := tables.sources[row["source"]]["date"])
        and first_day(row["start"]) > last_day(day)
    ]

    assert wrong == []


def test_what_was_only_reorganised_is_not_said_to_be_founded_then(workspace):
    early = [
        [
            one.is_open
            for one in shown(workspace, body, as_of="2015-01-01").entity.relations
            if one.other_id == "cn-pla" and one.says == "part of"
        ]
        for body in ("cn-ams", "cn-ndu", "cn-nudt")
    ]

    assert early == [[True]] * 3


def test_a_hierarchy_has_no_circle_on_any_day(tables):
    ties = [row for row in tables.rows["relations"] if row["relation"] in HIERARCHY]
    days = {first_day(row[end]) for row in ties for end in ("start", "end") if row[end]}
    circles = set()
    for day in sorted(days):
        above = {}
        for row in ties:
            start = first_day(row["start"]) if row["start"] else "0001-01-01"
            end = first_day(row["end"]) if row["end"] else "9999-12-31"
            if start <= day < end:
                above.setdefault(row["subject"], set()).add(row["object"])
        for body in above:
            reached, edge = set(), {body}
            while edge:
                edge = {up for one in edge for up in above.get(one, ())} - reached
                reached |= edge
            if body in reached:
                circles.add((day, body))

    assert circles == set()


def test_nothing_succeeds_itself(tables):
    after = {}
    for row in tables.rows["relations"]:
        if row["relation"] == "succeeded_by":
            after.setdefault(row["subject"], set()).add(row["object"])
    circles = set()
    for body, next_ones in after.items():
        reached, edge = set(), set(next_ones)
        while edge - reached:
            reached |= edge
            edge = {one for each in edge for one in after.get(each, ())}
        if body in reached:
            circles.add(body)

    assert circles == set()


def test_a_successor_begins_no_earlier_than_the_change(tables):
    begun = {
        row["body"]: row["value"]
        for row in tables.rows["facts"]
        if row["property"] == "incorporationDate"
    }

    wrong = [
        row.line
        for row in tables.rows["relations"]
        if row["relation"] == "succeeded_by"
        and row["start"]
        and first_day(begun.get(row["object"], "0001-01-01")) > last_day(row["start"])
    ]

    assert wrong == []


def test_the_editions_hold_the_rows_and_are_registers(script, tables):
    editions = Catalog.read(None, bundle=BUNDLE).editions()
    held = {country: editions[script.dataset_of(country)] for country in script.SYSTEMS}

    counted = {country: edition.records_in for country, edition in held.items()}

    assert counted == {
        country: sum(1 for _ in script.rows_of(tables, country)) for country in held
    }
    assert all(edition.is_register and edition.is_bundle for edition in held.values())
    assert [edition.listings for edition in held.values()] == [0] * len(held)
    assert {edition.sha256 for edition in held.values()} == {tables.sha256}


def test_each_statement_of_the_editions_names_its_source_and_none_is_a_listing(script):
    wrong = []
    for country in script.SYSTEMS:
        path = BUNDLE / script.dataset_of(country) / STATEMENTS
        with DuckEngine() as engine:
            columns, rows = engine.read_parquet_rows(path)
            kept = [dict(zip(columns, row, strict=True)) for row in rows]
        documents = {row["entity_id"] for row in kept if row["schema"] == "Document"}
        wrong += [
            row["id"]
            for row in kept
            if row["origin"] not in documents
            or row["status"] not in (None, "self-disclosed", "alleged")
            or row["schema"] == "Sanction"
            or row["credibility"] not in ("2", "6")
        ]

    assert wrong == []


def test_the_strategic_support_force_is_shown_whole(workspace):
    entity = shown(workspace, "PLA Strategic Support Force").entity

    values = {fact.prop: fact.value for fact in entity.facts}
    names = {fact.value for fact in entity.facts if fact.lang == "zho"}
    assert said(entity, "part of") == {"cn-pla"}
    assert said(entity, "succeeded by") == {"cn-pla-isf", "cn-pla-asf", "cn-pla-csf"}
    assert (values["incorporationDate"], values["dissolutionDate"]) == (
        "2015-12-31",
        "2024-04-19",
    )
    assert names >= {"战略支援部队", "zhàn lüè zhī yuán bù duì"}
    assert all(fact.source for fact in entity.facts)
    assert all(one.source for one in entity.relations)
    assert entity.is_register


def test_a_relation_is_open_on_the_days_between_its_dates(workspace):
    answers = [
        shown(workspace, "cn-pla-ssf", as_of=day).entity
        for day in ("2015-12-30", "2020-01-01", "2024-04-19")
    ]

    parents = [
        [one.is_open for one in entity.relations if one.says == "part of"]
        for entity in answers
    ]

    assert parents == [[False], [True], [False]]


def test_both_ends_show_a_relation(workspace):
    parent = shown(workspace, "cn-pla").entity
    successor = shown(workspace, "cn-pla-isf").entity

    assert "cn-pla-ssf" in said(parent, "has part")
    assert said(successor, "successor of") == {"cn-pla-ssf"}


@pytest.mark.parametrize(
    "text",
    [
        "PLA Rocket Force",
        "火箭军",
        "中国人民解放军火箭军",
        "huo jian jun",
        "huǒ jiàn jūn",
    ],
)
def test_a_body_is_found_in_any_script(workspace, text):
    times = workspace.times(as_of=None, known_on=None)

    with workspace.searcher(times) as searcher:
        found = search(searcher, text, limit=5)

    assert "cn-pla-rf" in {one.entity_id for one in found}


def screened(*words):
    """Screen on the command line; return the run and its hits."""
    done = CliRunner().invoke(face(), ["screen", *words, "-f", "ndjson"])
    run, result, _ = (json.loads(line) for line in done.stdout.splitlines())
    return run, result["hits"]


def test_a_body_is_found_by_its_number_in_the_registry(workspace):
    times = workspace.times(as_of=None, known_on=None)

    with workspace.searcher(times) as searcher:
        found = search(searcher, "0098hst83", limit=5)

    assert [one.entity_id for one in found if one.by == "identifier"] == ["cn-cetc"]


def test_nobody_is_screened_against_the_base_graph_unasked():
    run, hits = screened("PLA Rocket Force")

    assert not any(name.startswith("bundle_system_") for name in run["editions"])
    assert hits == []


def test_a_hit_on_the_base_graph_is_no_listing():
    run, hits = screened("PLA Rocket Force", "--dataset", "bundle_system_cn")

    assert "lists nobody" in run["notice"][0]
    assert [hit["entity_id"] for hit in hits][:1] == ["cn-pla-rf"]
    assert {(hit["verdict"], hit["lane"]) for hit in hits} == {("candidate", None)}
    assert [hit["listings"] for hit in hits] == [[]] * len(hits)


def test_a_listed_body_is_shown_before_its_entry_in_the_base_graph(workspace):
    answer = shown(workspace, "China Electronics Technology Group Corporation")

    assert [one.list for one in answer.entity.listings] == ["CMIC"]
    assert not answer.entity.is_register
    assert [one.entity_id for one in answer.also] == ["cn-cetc"]


def test_the_page_of_a_body_gives_its_names_by_language_and_its_sources():
    done = CliRunner().invoke(face(), ["show", "cn-pla-rf", "-f", "table"])

    assert "  zho: 中国人民解放军火箭军; 火箭军" in done.stdout
    assert "  zho, romanised: zhōng guó" in done.stdout
    assert "  source-cn-mnd-2024-04-19: Ministry of National Defense" in done.stdout


def test_the_page_of_a_listed_party_names_no_language_that_is_not_told():
    done = CliRunner().invoke(face(), ["show", "Beihang University", "-f", "table"])

    assert "listed on EL" in done.stdout
    assert "tieline show cn-beihang" in done.stdout
    assert "None" not in done.stdout.partition("As of")[0]


def test_the_page_of_a_body_does_not_call_it_unlisted():
    done = CliRunner().invoke(face(), ["show", "cn-pla-ssf", "-f", "table"])

    assert "On no list" not in done.stdout
    assert "which lists nobody" in done.stdout


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("SASTIND", "cn-sastind"),
        ("DARPA", "us-darpa"),
        ("zhanlue zhiyuan budui", "cn-pla-ssf"),
        ("Seven Sons of National Defence", "cn-seven-sons"),
    ],
)
def test_a_body_is_shown_by_any_of_its_names(workspace, text, body):
    assert shown(workspace, text).entity.id == body


def test_a_single_near_name_is_not_called_several():
    done = CliRunner().invoke(face(), ["show", "SASTINDE", "-f", "table"])

    assert "several" not in done.stderr
    assert "show it by its id: cn-sastind" in done.stderr
