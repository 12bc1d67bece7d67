"""FollowTheMoney data comes in as it is, or names what it does not know."""

import json
from pathlib import Path

import pytest

from tieline.files import dates_within
from tieline.model.errors import SourceError, TruncatedError
from tieline.sources.ftm import SOURCE


def entity(**more):
    base = {"id": "e1", "schema": "Company", "properties": {"name": ["Example"]}}
    return base | more


def lines(*entities):
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in entities)


def test_an_entity_becomes_a_statement_a_value(written):
    found = written(
        a__json=lines(entity(properties={"name": ["A", "B"], "country": ["cn"]}))
    )

    assert found.values("e1", "name") == ["A", "B"]
    assert found.values("e1", "country") == ["cn"]


def test_an_array_is_read_like_lines(written):
    both = [entity(), entity(id="e2")]

    in_array = written(a__json=json.dumps(both))
    in_lines = written(b__json=lines(*both))

    assert in_array.statements == in_lines.statements


def test_days_seen_are_kept(written):
    seen = {"first_seen": "2024-01-02T03:04:05", "last_seen": "2024-03-14"}

    found = written(a__json=lines(entity(**seen)))

    assert found.statements[0].first_seen == seen["first_seen"]
    assert found.statements[0].last_seen == seen["last_seen"]


def test_referents_are_kept(written):
    found = written(a__json=lines(entity(referents=["old", "older"])))

    assert found.entries[0].referents == (("e1", "old"), ("e1", "older"))


@pytest.mark.parametrize(
    ("datasets", "dataset", "origin"),
    [(["one"], "one", None), (["one", "two"], "ftm", "one, two"), ([], "ftm", None)],
)
def test_the_data_set_is_named_where_it_is_told(written, datasets, dataset, origin):
    found = written(a__json=lines(entity(datasets=datasets)))

    assert found.statements[0].dataset == dataset
    assert found.statements[0].origin == origin


def test_a_nested_entity_states_itself(written):
    inner = {"id": "p1", "schema": "Person", "properties": {"name": ["Bo"]}}
    outer = {"director": [inner], "organization": ["e1"]}

    found = written(
        a__json=lines(entity(id="d", schema="Directorship", properties=outer))
    )

    assert found.values("d", "director") == ["p1"]
    assert found.values("p1", "name") == ["Bo"]


def test_statements_keep_all_their_columns(written):
    said = {
        "id": "x",
        "entity_id": "e1a",
        "canonical_id": "e1",
        "schema": "Company",
        "prop": "name",
        "value": "Example",
        "dataset": "one",
        "lang": "eng",
        "original_value": "Example ",
        "external": True,
        "first_seen": "2024-01-02",
        "last_seen": "2024-03-14",
        "origin": "page 1",
    }

    found = written(
        a__json=lines({"id": "e1", "schema": "Company", "statements": [said]})
    )

    (one,) = found.statements
    for field, value in said.items():
        assert field == "id" or getattr(one, field) == value


def test_a_statement_table_is_read_row_by_row(written):
    text = (
        "canonical_id,entity_id,prop,schema,value,dataset,lang,external\n"
        "e1,e1a,name,Company,Example,one,eng,t\n"
        "e1,e1a,id,Company,abcdef,one,,f\n"
    )

    found = written(a__csv=text)

    (one,) = found.statements
    assert (one.entity_id, one.canonical_id, one.lang, one.external) == (
        "e1a",
        "e1",
        "eng",
        True,
    )
    assert found.report.records_in == len(found.entries) == 2
    assert found.entries[0].referents == (("e1", "e1a"),)


def test_our_own_schemata_are_known(written):
    found = written(a__json=lines(entity(schema="Technology")))

    assert found.statements[0].schema == "Technology"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"schema": "Spaceship"}, "'Spaceship'"),
        ({"properties": {"shoeSize": ["44"]}}, "'shoeSize'"),
        ({"brand_new": 1}, "'brand_new'"),
        ({"properties": ["name"]}, "no object"),
        ({"referents": "old"}, "no list"),
    ],
)
def test_what_is_not_known_stops_the_parse_with_its_name(written, more, words):
    with pytest.raises(SourceError) as caught:
        written(a__json=lines(entity(), entity(**more)))

    assert words in caught.value.what
    assert caught.value.where == "a.json line 2"


def test_partial_leaves_out_what_is_not_known_and_names_it(written):
    text = lines(entity(), entity(id="e2", properties={"shoeSize": ["44"]}))

    found = written(partial=True, a__json=text)

    assert found.subjects() == {"e1"}
    assert "shoeSize" in found.report.broken[0]
    assert found.report.records_in == 1


def test_a_cut_line_is_refused(written):
    with pytest.raises(TruncatedError) as caught:
        written(a__json=lines(entity(), entity(id="e2"))[:-9])

    assert caught.value.where == "a.json line 2"


def test_the_day_is_the_last_that_an_entity_was_seen(written):
    text = lines(
        entity(last_seen="2024-01-02"), entity(last_seen="2024-03-14T11:31:42")
    )

    found = written(a__json=text)

    assert SOURCE.published(found.snapshot) == "2024-03-14"


def test_the_day_is_found_across_the_pieces_of_an_endless_line(written, monkeypatch):
    text = json.dumps([entity(last_seen="2024-01-02"), entity(last_seen="2024-03-14")])
    found = written(a__json=text)

    monkeypatch.setattr(dates_within, "_CHUNK", 7)

    assert SOURCE.published(found.snapshot) == "2024-03-14"


@pytest.mark.parametrize(
    "more",
    [
        {"properties": {"name": ["A", None]}},
        {"properties": {"name": [True]}},
        {"first_seen": 5},
        {"statements": 5},
        {"statements": [5]},
        {"statements": [{"prop": "name"}]},
        {"statements": [{"schema": "Company", "prop": "name", "value": 5}]},
    ],
    ids=str,
)
def test_what_is_no_text_where_text_belongs_is_refused_and_named(written, more):
    with pytest.raises(SourceError) as caught:
        written(a__json=lines(entity(**more)))

    assert "line 1" in caught.value.where


def test_a_line_nested_beyond_all_bounds_is_refused(written):
    deep = '{"id":"e1","schema":"Company","properties":' + "[" * 20_000
    line = deep + "]" * 20_000 + "}"

    with pytest.raises(SourceError) as caught:
        written(a__json=line + "\n")

    assert caught.value.where == "a.json line 1"


@pytest.mark.parametrize(
    "name", ["ftm_donations.ijson", "ftm_eu_authorities.json", "ftm_parteispenden.json"]
)
def test_real_files_come_in_whole(shared, read, name):
    path = shared / "data" / "ownership" / name
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    values = {
        (each["id"], prop, value)
        for each in entities
        for prop, many in each["properties"].items()
        for value in many
    }

    found = read(path)

    assert len(found.entries) == found.report.records_in == len(entities)
    assert {(one.entity_id, one.prop, one.value) for one in found.statements} == values


def test_a_real_file_with_invented_properties_is_refused_or_partial(shared, read):
    path = shared / "data" / "ownership" / "ftm_os_sample_2024-03.json"
    with pytest.raises(SourceError) as caught:
        read(path)

    found = read(path, partial=True)

    assert "deathPlace" in caught.value.what
    total = len(path.read_text("utf-8").splitlines())
    assert len(found.entries) + len(found.report.broken) == total


def test_statements_as_lines_of_json_say_what_the_table_says(read):
    folder = Path(__file__).parents[1] / "samples" / "ftm"

    table = read(folder / "statements_synthetic.csv")
    lines = read(folder / "statements_synthetic.ndjson")

    assert lines.statements == table.statements
    assert [one.referents for one in lines.entries] == [
        one.referents for one in table.entries
    ]


def test_a_line_with_a_field_that_no_statement_has_is_refused(written):
    line = {"entity_id": "e", "prop": "name", "schema": "Person", "value": "A"}
    line |= {"dataset": "d", "mood": "good"}

    with pytest.raises(SourceError, match="mood"):
        written(a__json=json.dumps(line) + "\n")
