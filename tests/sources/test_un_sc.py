"""The UN Security Council's list: what its elements say, and what is refused."""

import html
import re
import time
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from tieline.model.errors import SourceError, TruncatedError
from tieline.sources.un_sc import SOURCE

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROOT = '<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
BASE = (
    "<DATAID>7</DATAID><FIRST_NAME>JOHN</FIRST_NAME><SECOND_NAME>SPECIMEN</SECOND_NAME>"
    "<UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.999</REFERENCE_NUMBER>"
    "<LISTED_ON>2012-12-31</LISTED_ON>"
)
SUBJECT, LISTING = "un-7", "un-7-unsc"


def file(individuals="", entities="", head=HEAD):
    return (
        f"{head}{ROOT}<INDIVIDUALS>{individuals}</INDIVIDUALS>"
        f"<ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>\n"
    )


def person(more="", base=BASE):
    return f"<INDIVIDUAL>{base}{more}</INDIVIDUAL>"


def one(written, more):
    return written(un__xml=file(person(more)))


def birth(**fields):
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f"<INDIVIDUAL_DATE_OF_BIRTH>{inside}</INDIVIDUAL_DATE_OF_BIRTH>"


def alias(quality, name, more=""):
    return (
        f"<INDIVIDUAL_ALIAS>{quality}<ALIAS_NAME>{name}</ALIAS_NAME>{more}"
        "</INDIVIDUAL_ALIAS>"
    )


def document(**fields):
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f"<INDIVIDUAL_DOCUMENT>{inside}</INDIVIDUAL_DOCUMENT>"


def values_of(one, tags):
    """The filled elements of a name anywhere below, by the standard tree."""
    return [
        each for each in one.iter() if each.tag in tags and (each.text or "").strip()
    ]


@pytest.fixture(scope="module")
def path(lists):
    return lists / "un_sc_consolidated_2026-02-27.xml"


@pytest.fixture(scope="module")
def real(read, path):
    return read(path)


@pytest.fixture(scope="module")
def tree(path):
    return ET.parse(path).getroot()  # noqa: S314 - written by our own tests


def columns(real, props):
    """The cells that a property was read from, over all records."""
    return {
        evidence.locator
        for entry in real.entries
        for stated in entry.statements
        if stated.statement.prop in props
        for evidence in stated.evidence
    }


def test_every_record_of_the_real_list_is_a_listed_party(real, tree):
    individuals = len(tree.findall("INDIVIDUALS/INDIVIDUAL"))
    entities = len(tree.findall("ENTITIES/ENTITY"))

    assert (individuals, entities) == (730, 273)
    assert real.report.records_in == len(real.subjects()) == individuals + entities
    assert real.props()["Sanction", "entity"] == individuals + entities
    assert real.props()["Person", "topics"] == individuals


def test_every_alias_of_the_real_list_is_read(real, tree):
    filled = values_of(tree, {"ALIAS_NAME"})

    read = {
        each
        for each in columns(real, {"alias", "weakAlias", "previousName", "name"})
        if each.endswith("/ALIAS_NAME[1]")
    }

    assert len(read) == len(filled) == 2752


def test_every_number_of_a_paper_in_the_real_list_is_read(real, tree):
    filled = values_of(tree, {"NUMBER"})

    read = {
        each
        for each in columns(
            real,
            {
                "number",
                "passportNumber",
                "idNumber",
                "taxNumber",
                "socialSecurityNumber",
            },
        )
        if each.endswith("/NUMBER[1]")
    }

    assert len(read) == len(filled) == 454


def test_every_date_of_the_real_list_is_read(real, tree):
    births = values_of(tree, {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "DATE_OF_BIRTH"})

    read = columns(real, {"birthDate"})

    marks = ("/DATE[1]", "/YEAR[1]", "_YEAR[1]", "/DATE_OF_BIRTH[1]")
    assert len([each for each in read if each.endswith(marks)]) == len(births)
    assert real.props()["Sanction", "startDate"] == 1003


def test_every_address_of_the_real_list_is_read(real, tree):
    tags = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"}
    wanted = Counter(
        each.tag
        for each in tree.iter()
        if each.tag.endswith("_ADDRESS") and values_of(each, tags)
    )

    read = {
        each.rpartition("/")[0]
        for each in columns(real, {"address"})
        if "_ADDRESS[" in each and not each.endswith("/COUNTRY[1]")
    }

    assert len(read) == sum(wanted.values())


def test_the_day_of_the_edition_is_the_day_it_was_generated(real):
    assert SOURCE.published(real.snapshot) == "2026-02-27"


def test_evidence_tells_the_record_and_the_element_by_path(written):
    found = one(written, alias("<QUALITY>Good</QUALITY>", "JACK"))

    (stated,) = [
        each for each in found.entries[0].statements if each.statement.prop == "alias"
    ]

    assert stated.evidence[0].locator == (
        "un.xml /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[1], "
        "INDIVIDUAL_ALIAS[1]/ALIAS_NAME[1]"
    )


def test_a_listing_says_on_which_list_and_under_which_number(written):
    found = one(written, "<SUBMITTED_BY>Specimenland</SUBMITTED_BY>")

    assert found.values(SUBJECT, "name") == ["JOHN SPECIMEN"]
    assert found.values(LISTING, "recordId") == ["CDi.999"]
    assert found.values(LISTING, "program") == ["DRC"]
    assert found.values(LISTING, "startDate") == ["2012-12-31"]
    assert found.values(LISTING, "summary") == ["submitted by: Specimenland"]


@pytest.mark.parametrize(
    ("quality", "prop"),
    [
        ("", "alias"),
        ("<QUALITY/>", "alias"),
        ("<QUALITY>Good</QUALITY>", "alias"),
        ("<QUALITY>a.k.a.</QUALITY>", "alias"),
        ("<QUALITY>Low</QUALITY>", "weakAlias"),
        ("<QUALITY>f.k.a.</QUALITY>", "previousName"),
    ],
)
def test_the_quality_of_an_alias_tells_its_kind(written, quality, prop):
    found = one(written, alias(quality, "JACK"))

    assert found.values(SUBJECT, prop) == ["JACK"]


def test_an_unknown_quality_is_refused_by_name(written):
    with pytest.raises(SourceError, match=r"'Fair' is not known"):
        one(written, alias("<QUALITY>Fair</QUALITY>", "JACK"))


def test_an_empty_alias_is_none(written):
    found = one(written, "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>")

    assert not found.values(SUBJECT, "alias")


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        ({"TYPE_OF_DATE": "EXACT", "DATE": "1978-04-28"}, ["1978-04-28"]),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "1971"}, ["1971"]),
        ({"TYPE_OF_DATE": "APPROXIMATELY", "YEAR": "1966"}, ["1966"]),
        (
            {"TYPE_OF_DATE": "BETWEEN", "FROM_YEAR": "1973", "TO_YEAR": "1975"},
            ["1973", "1974", "1975"],
        ),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "Nov. 1973"}, ["1973-11"]),
        ({"TYPE_OF_DATE": "EXACT", "YEAR": "1958", "NOTE": "Sep."}, ["1958-09"]),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "Between Aug. and Sep. 1977"}, ["1977"]),
        ({"TYPE_OF_DATE": "EXACT", "NOTE": "24/06/1402 (Hijri Calendar)"}, []),
        ({"TYPE_OF_DATE": ""}, []),
    ],
)
def test_a_date_of_birth_is_no_more_precise_than_the_list(written, fields, dates):
    found = one(written, birth(**fields))

    assert found.values(SUBJECT, "birthDate") == dates


def test_na_is_no_country(written):
    found = one(written, "<NATIONALITY><VALUE>na</VALUE></NATIONALITY>")

    assert not found.values(SUBJECT, "nationality")


def test_a_paper_carries_who_gave_it_and_how_long_it_holds(written):
    paper = document(
        TYPE_OF_DOCUMENT="Passport",
        NUMBER="AB123456",
        ISSUING_COUNTRY="Sudan",
        DATE_OF_ISSUE="2013-06-11",
        NOTE="expires on 10 June 2018",
    )

    found = one(written, paper)

    assert found.values(SUBJECT, "passportNumber") == ["AB123456"]
    said = {one.prop: one.value for one in found.statements if one.schema == "Passport"}
    assert said["country"] == "sd"
    assert (said["startDate"], said["endDate"]) == ("2013-06-11", "2018-06-10")


@pytest.mark.parametrize(
    ("cell", "number", "country"),
    [
        ("Afghan passport number SE 012820", "SE 012820", ["af"]),
        ("Libya B/002210", "B/002210", ["ly"]),
        ("OB 0243318", "OB 0243318", []),
    ],
)
def test_words_around_a_number_are_no_part_of_it(written, cell, number, country):
    found = one(written, document(TYPE_OF_DOCUMENT="Passport", NUMBER=cell))

    assert found.values(SUBJECT, "passportNumber") == [number]
    papers = [each.value for each in found.statements if each.prop == "country"]
    assert papers == country


def test_a_number_inside_the_kind_of_a_paper_is_read(written):
    kind = "Afghan national identification card (tazkira) number 545167"

    found = one(written, document(TYPE_OF_DOCUMENT2=kind))

    assert found.values(SUBJECT, "idNumber") == ["545167"]


def test_an_element_nobody_knows_stops_the_parse_even_deep_inside(written):
    with pytest.raises(SourceError, match=r"INDIVIDUAL_ALIAS\[1\]/SCRIPT\[1\]"):
        one(written, alias("", "JACK", "<SCRIPT>Latn</SCRIPT>"))


def test_text_where_an_element_should_stand_stops_the_parse(written):
    with pytest.raises(SourceError, match="NATIONALITY"):
        one(written, "<NATIONALITY>Sudan</NATIONALITY>")


def test_a_cut_file_is_refused_with_the_record_it_breaks_off_in(written):
    whole = file(person() + person(base=BASE.replace("7", "8", 1)))

    with pytest.raises(TruncatedError, match=r"INDIVIDUAL\[2\].*breaks off"):
        written(un__xml=whole[: whole.rindex("<LISTED_ON>")])


def test_whole_records_of_a_cut_file_are_kept_on_demand(written):
    whole = file(person() + person(base=BASE.replace("7", "8", 1)))

    found = written(partial=True, un__xml=whole[: whole.rindex("<LISTED_ON>")])

    assert found.subjects() == {SUBJECT}
    assert "INDIVIDUAL[2]" in found.report.broken[0]


def test_a_damaged_file_is_refused_with_line_and_column(written):
    with pytest.raises(SourceError, match=r"damaged at line 2, column \d+: mismatched"):
        written(un__xml=file(person("<TITLE></TITEL>")))


def test_a_file_that_declares_entities_is_refused(written):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

    with pytest.raises(SourceError, match="document type"):
        written(un__xml=file(person(), head=HEAD + laughs))


def test_a_file_that_points_outside_is_refused(written):
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'

    with pytest.raises(SourceError, match="document type"):
        written(un__xml=file(person(), head=HEAD + outside))


def test_elements_nested_beyond_measure_are_refused(written):
    with pytest.raises(SourceError, match="nested"):
        one(written, "<A>" * 30 + "</A>" * 30)


def test_a_record_beyond_measure_is_refused(written):
    with pytest.raises(SourceError, match="longer than"):
        one(written, f"<COMMENTS1>{'x' * (1 << 20)}</COMMENTS1>")


def test_an_unknown_section_is_refused(written):
    text = file(person()).replace("<ENTITIES>", "<SHIPS><SHIP/></SHIPS><ENTITIES>")

    with pytest.raises(SourceError, match="'SHIPS' is not known"):
        written(un__xml=text)


def test_the_sample_of_2024_is_read_whole(read, shared):
    path = shared / "data" / "formats" / "deriv_sample_unsc.xml"
    text = path.read_text("utf-8")

    real = read(path)

    assert real.report.records_in == text.count("<DATAID>") == 7
    assert real.snapshot.dataset == "un_sc"
    numbers = set(re.findall(r"<NUMBER>([^<]+)</NUMBER>", text))
    stated = {one.value for one in real.statements}
    assert numbers <= stated
    names = set(re.findall(r"<ALIAS_NAME>([^<]+)</ALIAS_NAME>", text))
    assert {html.unescape(name) for name in names} <= stated


def test_a_number_of_absurd_length_is_read_as_it_stands(written):
    number = "a" * 100_000
    papers = (
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
        f"<NUMBER>{number}</NUMBER></INDIVIDUAL_DOCUMENT>"
    )
    begun = time.process_time()

    found = written(un__xml=file(person(papers)))

    assert number in [one.value for one in found.statements]
    assert time.process_time() - begun < 5
