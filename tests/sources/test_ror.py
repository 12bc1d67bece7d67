"""The Research Organization Registry: its records, and its real names and ties."""

import json
from collections import Counter, defaultdict

import duckdb
import pytest

from tieline.model.errors import SourceError, TruncatedError

AT = "https://ror.org/"


def record(number="0muster01", **fields):
    change = {"date": "2024-01-02", "schema_version": "2.0"}
    return {
        "id": f"{AT}{number}",
        "names": [{"value": "Muster", "types": ["ror_display"], "lang": None}],
        "status": "active",
        "types": ["education"],
        "locations": [],
        "admin": {"created": change, "last_modified": change},
    } | fields


def lines(*records):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


@pytest.fixture(scope="module")
def tables(shared):
    folder = shared / "data" / "ownership"

    def rows(name):
        return duckdb.sql(f"from '{folder}/{name}.parquet'").fetchall()

    return rows("ror_names"), rows("ror_relationships")


@pytest.fixture(scope="module")
def whole(tables, read, tmp_path_factory):
    """The real names and ties, written as the registry writes its dump."""
    names, ties = tables
    made = {}
    for at, name, lang, kinds, country, types, status in names:
        if at not in made:
            place = {"name": "", "country_code": country}
            made[at] = record(
                at.removeprefix(AT),
                names=[],
                types=types.split(","),
                status=status,
                relationships=[],
                locations=[{"geonames_id": 1, "geonames_details": place}],
            )
        one = {"value": name, "types": kinds.split(","), "lang": lang}
        made[at]["names"].append(one)
    for at, kind, target, label in ties:
        one = {"type": kind, "id": target, "label": label or ""}
        made[at]["relationships"].append(one)
    path = tmp_path_factory.mktemp("ror") / "v1-2025-01-01-ror-data.json"
    path.write_text(json.dumps(list(made.values()), ensure_ascii=False), "utf-8")
    return read(path)


def test_every_real_organisation_is_an_entry_and_an_entity(whole, tables):
    names, _ = tables

    numbers = {row[0] for row in names}

    assert len(whole.entries) == len(whole.subjects()) == len(numbers) == 51_370


def test_every_real_name_comes_in_with_its_language(whole, tables):
    names, _ = tables
    props = {"name", "alias", "weakAlias"}

    said = {
        (one.entity_id, one.value, one.lang)
        for one in whole.statements
        if one.prop in props
    }

    wanted = {
        (f"ror-{at.removeprefix(AT)}", " ".join(name.split()), lang)
        for at, name, lang, *_ in names
    }
    assert said == wanted


def test_every_real_tie_comes_in_once_whichever_end_states_it(whole, tables):
    _, ties = tables
    wanted = defaultdict(set)
    for at, kind, target, _ in ties:
        ends = (at, target)
        if kind == "related":
            wanted["related to"].add(frozenset(ends))
        elif kind in {"child", "parent"}:
            wanted["child of"].add(ends if kind == "parent" else ends[::-1])
        else:
            wanted["succession"].add(ends if kind == "successor" else ends[::-1])

    ids = {(one.entity_id, one.value) for one in whole.statements if one.prop == "role"}
    successions = {
        one.entity_id for one in whole.statements if one.schema == "Succession"
    }

    assert Counter(role for _, role in ids) == {
        role: len(ends) for role, ends in wanted.items() if role != "succession"
    }
    assert len(successions) == len(wanted["succession"])


def test_the_chinese_organisations_are_as_many_as_in_the_table(whole, tables):
    names, _ = tables

    found = {
        one.entity_id
        for one in whole.statements
        if (one.prop, one.value) == ("country", "cn")
    }

    assert len(found) == len({row[0] for row in names if row[4] == "CN"}) == 2_263


def test_a_real_record_of_the_registry_is_used_up(shared, written):
    path = shared / "data" / "formats" / "ror_v2_or_v1_01y0j0j86.json"

    found = written(dump__json=b"[" + path.read_bytes() + b"]")

    (subject,) = found.subjects()
    assert subject == "ror-01y0j0j86"
    assert found.values(subject, "name") == [
        "Northwestern Polytechnical University",
        "西北工业大学",
    ]
    assert found.values(subject, "weakAlias") == ["NPU", "NWPU"]
    assert found.values(subject, "country") == ["cn"]
    assert found.values(subject, "website") == ["https://www.nwpu.edu.cn"]
    assert found.values(subject, "incorporationDate") == ["1938"]
    assert found.values(subject, "wikidataId") == ["Q832550"]
    numbers = {one.value for one in found.statements if one.prop == "number"}
    assert numbers == {
        "01y0j0j86",
        "501100002663",
        "grid.440588.5",
        "0000 0001 0307 1240",
    }


@pytest.mark.parametrize(
    ("types", "schema"),
    [
        (["education", "funder"], "Organization"),
        (["company", "funder"], "Company"),
        (["funder", "government"], "PublicBody"),
    ],
)
def test_its_kind_makes_the_schema(written, types, schema):
    found = written(d__ndjson=lines(record(types=types)))

    schemata = {one.schema for one in found.statements}
    assert schemata == {schema, "Identification"}


@pytest.mark.parametrize(
    ("types", "prop"),
    [
        (["acronym"], "weakAlias"),
        (["alias", "acronym"], "alias"),
        (["acronym", "label", "ror_display"], "name"),
        (["alias", "ror_display"], "name"),
    ],
)
def test_a_name_of_several_types_counts_as_the_strongest(written, types, prop):
    name = {"value": "MUST", "types": types, "lang": "de"}
    shown = record()["names"][0]

    found = written(d__ndjson=lines(record(names=[shown, name])))

    (said,) = [one for one in found.statements if one.value == "MUST"]
    assert (said.prop, said.lang) == (prop, "de")


def test_a_parent_is_a_link_and_no_ownership(written):
    parent = {"type": "parent", "id": f"{AT}0muster02", "label": "Muster Group"}
    child = {"type": "child", "id": f"{AT}0muster01", "label": "Muster"}

    found = written(
        d__ndjson=lines(
            record(relationships=[parent]),
            record("0muster02", relationships=[child]),
        )
    )

    (tie,) = {one.entity_id for one in found.statements if one.prop == "role"}
    assert set(found.values(tie, "subject")) == {"ror-0muster01"}
    assert set(found.values(tie, "object")) == {"ror-0muster02"}
    assert "Ownership" not in {one.schema for one in found.statements}


def test_an_organisation_that_is_gone_keeps_its_status_without_a_date(written):
    found = written(d__ndjson=lines(record(status="withdrawn")))

    (subject,) = found.subjects()
    assert found.values(subject, "status") == ["withdrawn"]
    assert found.values(subject, "dissolutionDate") == []


def test_a_town_is_a_note_and_no_address(written):
    details = {"name": "Musterstadt", "country_code": "DE"}
    place = {"geonames_id": 1, "geonames_details": details}

    found = written(d__ndjson=lines(record(locations=[place])))

    (subject,) = found.subjects()
    assert found.values(subject, "address") == []
    assert found.values(subject, "notes") == ["location: Musterstadt (GeoNames 1)"]


def test_its_day_is_that_of_the_file_name(tmp_path, snapshot_of):
    path = tmp_path / "v1.63-2025-04-03-ror-data_schema_v2.json"
    path.write_text(json.dumps([record()]), "utf-8")

    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == "2025-04-03"


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "https://example.org/1"},
        {"names": []},
        {"names": [{"value": "M", "types": ["nickname"], "lang": None}]},
        {"relationships": [{"type": "twin", "id": f"{AT}0muster02", "label": ""}]},
        {"brand_new": "x"},
        {"established": "long ago"},
    ],
)
def test_a_record_of_another_form_is_refused_and_named_in_part(written, wrong):
    text = lines(record("0muster02"), record(**wrong), record("0muster03"))

    with pytest.raises(SourceError, match="line 2"):
        written(d__ndjson=text)
    found = written(d__ndjson=text, partial=True)

    assert len(found.entries) == found.report.records_in == 2
    assert "line 2" in found.report.broken[0]


def test_a_dump_cut_short_is_refused_and_kept_in_part(written):
    text = json.dumps([record("0muster02"), record("0muster03")])[:-40]

    with pytest.raises(TruncatedError):
        written(d__json=text)
    found = written(d__json=text, partial=True)

    assert len(found.entries) == 1
    assert len(found.report.broken) == 1
