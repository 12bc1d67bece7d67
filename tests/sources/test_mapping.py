"""A mapping file makes a list of any table, and stops at what it does not say."""

import hashlib
import io
from pathlib import Path

import pytest
import xlsxwriter

from tieline.files.mapping_file import (
    LISTING,
    Condition,
    Dataset,
    IdRule,
    Mapping,
    Paper,
    Rule,
    TableSpec,
)
from tieline.model.errors import MappingError, SourceError
from tieline.model.source import Part, Report, Snapshot
from tieline.sources.mapping import mapped_source, read_mapping

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "us_csl_flat.toml"
HEAD = """
format_version = 1
id = ["id"]
schema = "Company"
[dataset]
name = "mine"
title = "Mine"
publisher = "Me"
licence = "own"
url = "https://example.org"
"""


def mapping(body, head=HEAD):
    return read_mapping((head + body).encode())


def snapshot(data, name="list.csv", **options):
    digest = hashlib.sha256(data).hexdigest()
    part = Part(name=name, sha256=digest, size=len(data), open=lambda: io.BytesIO(data))
    return Snapshot(
        source_key="mapping", dataset="mine", sha256=digest, parts=(part,), **options
    )


def parse(body, data, head=HEAD, report=None, **options):
    source = mapped_source(mapping(body, head))
    edition = snapshot(data, **options)
    return list(source.parse(edition, report if report is not None else Report()))


def values(entries, prop):
    return [
        (each.statement.entity_id, each.statement.value)
        for entry in entries
        for each in entry.statements
        if each.statement.prop == prop
    ]


def test_a_column_states_a_property_with_its_cell_as_evidence():
    entries = parse('[properties]\nname = "name"', b"id,name\n7, ACME \n")

    stated = entries[0].statements[0]
    assert stated.statement.entity_id == "mine-7"
    assert (stated.statement.schema, stated.statement.value) == ("Company", "ACME")
    assert stated.evidence[0].locator == "list.csv row 2, name"
    assert stated.evidence[0].quote == " ACME "


def test_rows_that_repeat_an_id_add_names_to_one_entity():
    entries = parse('[properties]\nname = "name"', b"id,name\n7,ACME\n7,Acme Co\n")

    assert values(entries, "name") == [("mine-7", "ACME"), ("mine-7", "Acme Co")]


def test_an_unread_column_stops_the_parse_with_its_name():
    with pytest.raises(MappingError, match=r"\['note'\] are not read"):
        parse('[properties]\nname = "name"', b"id,name,note\n7,ACME,x\n")


def test_a_column_is_dropped_on_purpose():
    head = HEAD.replace("[dataset]", 'drop = ["note"]\n[dataset]')

    entries = parse('[properties]\nname = "name"', b"id,name,note\n7,ACME,x\n", head)

    assert len(entries) == 1


def test_a_column_that_is_missing_is_named():
    with pytest.raises(MappingError, match="no column 'title', named in properties"):
        parse('[properties]\nname = "title"', b"id,name\n7,ACME\n")


def test_cells_are_split_joined_mapped_and_dated():
    body = """
    [properties]
    name = { column = "name", split = [";", "|"] }
    address = { columns = ["street", "city"], join = ", " }
    incorporationDate = { column = "made", formats = ["%d/%m/%Y", "%m.%Y"] }
    country = "land"
    status = { column = "state", map = { A = "active", X = "" } }
    topics = { constant = "sanction" }
    """
    data = (
        b"id,name,street,city,made,land,state\n"
        b"1,A; B | C,Main St 1,Bonn,02/01/1999,Germany,A\n"
        b"2,D,,Paris,05.2001,FR,X\n"
    )

    entries = parse(body, data)

    assert [value for _, value in values(entries, "name")] == ["A", "B", "C", "D"]
    assert [v for _, v in values(entries, "address")] == ["Main St 1, Bonn", "Paris"]
    dates = [value for _, value in values(entries, "incorporationDate")]
    assert dates == ["1999-01-02", "2001-05"]
    assert [value for _, value in values(entries, "country")] == ["de", "fr"]
    assert values(entries, "status") == [("mine-1", "active")]
    assert [value for _, value in values(entries, "topics")] == ["sanction"] * 2


def test_the_value_that_stood_there_is_kept_beside_the_value_read():
    entries = parse(
        '[properties]\nname = "name"\ncountry = "land"', b"id,name,land\n1,A,Germany\n"
    )

    [stated] = [s for s in entries[0].statements if s.statement.prop == "country"]
    assert (stated.statement.value, stated.statement.original_value) == (
        "de",
        "Germany",
    )


@pytest.mark.parametrize(
    ("otherwise", "prop", "expected"),
    [
        ("keep", "country", ["Mars"]),
        ("drop", "country", []),
        ("notes", "notes", ["country: Mars"]),
    ],
)
def test_what_is_not_understood_goes_where_the_rule_says(otherwise, prop, expected):
    rule = f'{{ column = "land", otherwise = "{otherwise}" }}'
    body = f'[properties]\nname = "name"\ncountry = {rule}'

    entries = parse(body, b"id,name,land\n1,A,Mars\n")

    assert [value for _, value in values(entries, prop)] == expected


def test_what_is_not_understood_is_refused_with_row_and_column():
    with pytest.raises(MappingError) as caught:
        parse('[properties]\nname = "name"\ncountry = "l"', b"id,name,l\n1,A,Mars\n")

    assert caught.value.where == "list.csv row 2, l"
    assert "'Mars'" in caught.value.what


def test_a_listing_is_one_for_each_list_and_id():
    body = """
    [properties]
    name = "name"
    [listing]
    list = "list"
    program = "program"
    start = "since"
    licence_requirement = { constant = "For all items" }
    """
    data = (
        b"id,name,list,program,since\n"
        b"1,A,EL,P,2020-01-02\n"
        b"1,A,UVL,Q,2021-03-04\n"
        b"2,B,,,\n"
    )

    entries = parse(body, data)

    assert values(entries, "entity") == [
        ("mine-1-el", "mine-1"),
        ("mine-1-uvl", "mine-1"),
    ]
    assert values(entries, "startDate") == [
        ("mine-1-el", "2020-01-02"),
        ("mine-1-uvl", "2021-03-04"),
    ]
    sanctions = [
        each.statement
        for entry in entries
        for each in entry.statements
        if each.statement.schema == "Sanction"
    ]
    assert {each.status for each in sanctions} == {None}
    assert [v for _, v in values(entries, "licenceRequirement")] == [
        "For all items"
    ] * 2


LISTED = """
[properties]
name = "name"
[listing]
list = "list"
"""


@pytest.mark.parametrize(
    ("official", "rule", "status"),
    [
        (False, "", None),
        (True, "", "listed"),
        (False, 'status = { constant = "listed" }', "listed"),
        (True, 'status = { constant = "removed" }', "removed"),
    ],
)
def test_only_an_official_list_or_its_word_makes_anybody_listed(official, rule, status):
    head = HEAD.replace(
        "[dataset]", f"[dataset]\nis_official = {str(official).lower()}"
    )

    entries = parse(LISTED + rule, b"id,name,list\n1,A,EL\n", head=head)

    stated = [each.statement for entry in entries for each in entry.statements]
    assert {one.status for one in stated if one.schema == "Sanction"} == {status}


def test_a_schema_comes_from_a_column():
    head = HEAD.replace(
        'schema = "Company"',
        'schema = { column = "kind", map = { P = "Person", "" = "LegalEntity" } }',
    )

    entries = parse('[properties]\nname = "name"', b"id,name,kind\n1,A,P\n2,B,\n", head)

    schemata = [entry.statements[0].statement.schema for entry in entries]
    assert schemata == ["Person", "LegalEntity"]


def test_the_first_id_rule_that_holds_makes_the_id():
    head = HEAD.replace(
        'id = ["id"]',
        "id = [{ columns = ['id'], prefix = 'ofac', "
        "only_if = { column = 'id', pattern = '\\d+' } }, "
        "{ columns = ['name'], prefix = 'x', natural = true }]",
    )

    entries = parse('[properties]\nname = "name"', b"id,name\n7,A\nabc,B co.\n", head)

    assert entries[0].entity_ids == ("ofac-7",)
    assert entries[1].entity_ids[0].startswith("x-")


def test_pieces_go_by_pattern_and_the_rest_to_the_notes():
    body = r"""
    [properties]
    name = "name"
    website = { column = "more", split = ";", pattern = '(?P<value>.+), Website' }
    notes = { column = "more", split = ";", rest = true }
    [[papers]]
    column = "more"
    split = ";"
    pattern = '(?P<country>[A-Z]{2}), (?P<number>\d+), (?P<type>Tax ID)'
    """
    data = b'id,name,more\n1,A,"a.example, Website; RU, 77, Tax ID; odd"\n'

    entries = parse(body, data)

    assert [value for _, value in values(entries, "website")] == ["a.example"]
    assert [value for _, value in values(entries, "notes")] == ["odd"]
    assert [value for _, value in values(entries, "number")] == ["77"]
    assert [value for _, value in values(entries, "holder")] == ["mine-1"]


def test_only_if_holds_a_rule_back():
    body = """
    [properties]
    name = "name"
    leiCode = { column = "no", only_if = { column = "kind", equals = ["LEI"] } }
    """

    entries = parse(body, b"id,name,no,kind\n1,A,X1,LEI\n2,B,X2,VAT\n")

    assert values(entries, "leiCode") == [("mine-1", "X1")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("properties = {", "cannot be read"),
        ("[properties]\nnam = 'x'", "no such property"),
        ("[properties]\nalias = 'x'", "name is missing"),
        ("[properties]\nname = { colum = 'x' }", "colum"),
        ("[properties]\nname = { column = 'x', constant = 'y' }", "one of column"),
        ("[properties]\nname = { column = 'x', pattern = '(' }", "regular expression"),
        (
            f"[properties]\nname = {{ column = 'x', pattern = 'a{{{'9' * 5000}}}' }}",
            "regular expression",
        ),
        ("[properties]\nname = 'x'\n[listing]\nlist='a'\nlst = 'x'", "no such field"),
        ("[properties]\nname = 'x'\n[listing]\nprogram = 'x'", "list is missing"),
        ("[properties]\nname = 'x'\n[[papers]]\ncolumn='x'\npattern='x'", "number"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(body, said):
    with pytest.raises(MappingError) as caught:
        mapping(body)

    assert said in caught.value.what
    assert caught.value.where.startswith("mapping")


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5000])
def test_a_mapping_beyond_reason_is_refused(value):
    with pytest.raises(MappingError) as caught:
        read_mapping(f"id = {value}".encode())

    assert caught.value.where == "mapping"


def test_an_unknown_schema_is_refused():
    with pytest.raises(MappingError, match="Spaceship"):
        mapping('[properties]\nname = "n"', HEAD.replace('"Company"', '"Spaceship"'))


def test_a_cut_table_is_refused_and_partial_keeps_the_whole_rows():
    body = '[properties]\nname = "name"\naddress = "city"'
    data = b'id,name,city\n1,A,Bonn\n2,B,Paris\n3,"C'
    report = Report()

    with pytest.raises(SourceError, match="--partial"):
        parse(body, data)
    entries = parse(body, data, report=report, partial=True)

    assert [entry.entity_ids for entry in entries] == [("mine-1",), ("mine-2",)]
    assert report.records_in == 3
    assert "list.csv line 4" in report.broken[0]


def test_partial_leaves_out_a_ragged_row_in_the_middle():
    report = Report()

    entries = parse(
        '[properties]\nname = "name"',
        b"id,name\n1,A\n2,B,C\n3,D\n",
        report=report,
        partial=True,
    )

    assert len(entries) == 2
    assert report.records_in == 3
    assert len(report.broken) == 1


def test_a_header_that_is_repeated_is_no_record():
    report = Report()

    entries = parse(
        '[properties]\nname = "name"', b"id,name\n1,A\nid,name\n2,B\n", report=report
    )

    assert len(entries) == report.records_in == 2
    assert report.notes == ["list.csv row 3: the header again"]


def test_a_workbook_is_read_with_its_sheets_named():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("May")
    for number, row in enumerate([["Parties"], ["id", "name"], ["1", "ACME"]]):
        sheet.write_row(number, 0, row)
    book.close()

    entries = parse('[properties]\nname = "name"', stream.getvalue(), name="list.xlsx")

    assert entries[0].locator == "list.xlsx sheet May row 3"


def test_the_version_changes_with_the_mapping():
    one = mapped_source(mapping('[properties]\nname = "a"'))
    other = mapped_source(mapping('[properties]\nname = "b"'))
    again = mapped_source(mapping('[properties]\nname = "a"'))

    assert one.version == again.version != other.version


def test_a_day_comes_from_option_mapping_or_file_name():
    body = '[properties]\nname = "name"'
    dated = HEAD + 'published = "2020-01-01"\n'
    plain = mapped_source(mapping(body))

    given = snapshot(b"", published="2021-02-03")
    assert mapped_source(mapping(body, dated)).published(given) == "2021-02-03"
    assert mapped_source(mapping(body, dated)).published(snapshot(b"")) == "2020-01-01"
    assert plain.published(snapshot(b"", name="x_2022-05-05.csv")) == "2022-05-05"
    assert plain.published(snapshot(b"")) is None


def test_the_flat_screening_list_has_every_listing_and_every_id(shared):
    path = shared / "data" / "lists" / "us_csl_2022-05-05_flat_namerows.csv"
    source = mapped_source(read_mapping(EXAMPLE.read_bytes()))
    report = Report()

    rows, ids, listings = 0, set(), set()
    for entry in source.parse(snapshot(path.read_bytes(), name=path.name), report):
        rows += 1
        ids.update(entry.entity_ids)
        for each in entry.statements:
            if each.statement.prop == "list":
                listings.add(each.statement.entity_id)

    assert rows == report.records_in == 38_331
    assert len(listings) == 14_158
    assert len(ids) == 14_047


def test_every_key_of_a_mapping_is_documented():
    page = (EXAMPLE.parents[1] / "reference" / "mapping.md").read_text("utf-8")
    keys = {
        field
        for struct in (Mapping, Dataset, TableSpec, IdRule, Rule, Condition, Paper)
        for field in struct.__struct_fields__
    }

    missing = [key for key in sorted(keys | set(LISTING)) if key not in page]

    assert missing == []
