"""OFAC's legacy XML: the same ids and values as the CSV files of the same list."""

import re
from collections import Counter

import pytest

from tieline.model.errors import SourceError, TruncatedError

FILES = ("ita_sdn.xml", "deriv_sample_ofac_consolidated.xml", "ita_consolidated.xml")


def entry(inside="", *, kind="Entity", program="SDGT", name="EXAMPLE"):
    return (
        f"<sdnEntry><uid>7</uid><lastName>{name}</lastName><sdnType>{kind}</sdnType>"
        f"<programList><program>{program}</program></programList>{inside}</sdnEntry>"
    )


def listing(*entries, count=None):
    held = len(entries) if count is None else count
    return (
        '<?xml version="1.0" standalone="yes"?>\n'
        '<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation>'
        f"<Publish_Date>07/16/2014</Publish_Date><Record_Count>{held}</Record_Count>"
        f"</publshInformation>{''.join(entries)}</sdnList>"
    )


def aka(name, kind="a.k.a.", category="strong", first=""):
    first = first and f"<firstName>{first}</firstName>"
    return (
        f"<aka><uid>1</uid><type>{kind}</type><category>{category}</category>"
        f"<lastName>{name}</lastName>{first}</aka>"
    )


@pytest.mark.parametrize(
    ("alias", "prop", "value"),
    [
        (aka("OTHER"), "alias", "OTHER"),
        (aka("OTHER", "n.k.a."), "alias", "OTHER"),
        (aka("OLDER", "f.k.a."), "previousName", "OLDER"),
        (aka("OLDER", "f.k.a.", "weak"), "previousName", "OLDER"),
        (aka("EX", category="weak"), "weakAlias", "EX"),
        (aka("DOE", first="Jo"), "alias", "DOE, Jo"),
    ],
)
def test_an_alias_is_stated_by_type_and_category(written, alias, prop, value):
    found = written(sdn__xml=listing(entry(f"<akaList>{alias}</akaList>")))

    assert found.values("ofac-7", prop) == [value]


def test_a_person_is_named_as_in_the_csv_files(written):
    text = entry("<firstName>Jo Ann</firstName>", kind="Individual", name="DOE")

    found = written(sdn__xml=listing(text))

    assert found.values("ofac-7", "name") == ["DOE, Jo Ann"]
    assert found.values("ofac-7", "firstName") == ["Jo Ann"]
    assert found.values("ofac-7", "lastName") == ["DOE"]


def test_the_same_entry_in_csv_and_xml_says_the_same(written):
    nothing = "-0- "
    row = ["7", '"EXAMPLE"', nothing, '"SDGT"', *[nothing] * 7]
    remarks = '"Tax ID No. 77440 (Panama); Linked To: SOMEBODY."'
    sdn = ",".join([*row, remarks])
    alt = '7,1,"aka","OTHER",-0- '
    add = '7,5,"1 Road, Tower 2","Dallas, TX 75081","United States",-0- '
    inside = (
        "<remarks>Linked To: SOMEBODY.</remarks><idList><id><uid>3</uid><idType>Tax ID "
        "No.</idType><idNumber>77440</idNumber><idCountry>Panama</idCountry></id>"
        f"</idList><akaList>{aka('OTHER')}</akaList><addressList><address><uid>5</uid>"
        "<address1>1 Road</address1><address2>Tower 2</address2><city>Dallas</city>"
        "<stateOrProvince>TX</stateOrProvince><postalCode>75081</postalCode>"
        "<country>United States</country></address></addressList>"
    )

    in_csv = written(
        sdn__csv=f"{sdn}\r\n\x1a", alt__csv=f"{alt}\r\n\x1a", add__csv=f"{add}\r\n\x1a"
    )
    in_xml = written(sdn__xml=listing(entry(inside)))

    assert in_csv.snapshot.dataset == in_xml.snapshot.dataset == "us_ofac_sdn"
    assert said(in_csv) == said(in_xml)


def said(found):
    return {(one.id, one.value) for one in found.statements}


def test_papers_have_their_dates_and_country(written):
    inside = (
        "<idList><id><uid>3</uid><idType>Passport</idType><idNumber>A1</idNumber>"
        "<idCountry>Iran</idCountry><issueDate>02 Jan 2001</issueDate>"
        "<expirationDate>02 Jan 2006</expirationDate></id></idList>"
    )

    found = written(sdn__xml=listing(entry(inside, kind="Individual")))

    held = {one.prop: one.value for one in found.statements if one.schema == "Passport"}
    assert held == {
        "holder": "ofac-7",
        "type": "Passport",
        "number": "A1",
        "country": "ir",
        "startDate": "2001-01-02",
        "endDate": "2006-01-02",
    }


def test_a_vessel_has_its_facts(written):
    inside = (
        "<vesselInfo><callSign>ABCD</callSign><vesselType>General Cargo</vesselType>"
        "<vesselFlag>Iran</vesselFlag><vesselOwner>EX LINES</vesselOwner>"
        "<tonnage>24065</tonnage></vesselInfo>"
    )

    found = written(sdn__xml=listing(entry(inside, kind="Vessel")))

    props = ("callSign", "type", "flag", "ownerName", "tonnage")
    assert [found.values("ofac-7", prop) for prop in props] == [
        ["ABCD"],
        ["General Cargo"],
        ["ir"],
        ["EX LINES"],
        ["24065"],
    ]


@pytest.mark.parametrize(
    ("program", "lists"),
    [
        ("CMIC-EO13959", ["cmic"]),
        ("NS-PLC", ["plc"]),
        ("UKRAINE-EO13662", ["ssi"]),
        ("561List", ["cap"]),
    ],
)
def test_the_consolidated_file_is_known_by_its_programmes(written, program, lists):
    found = written(anything__xml=listing(entry(program=program)))

    assert found.snapshot.dataset == "us_ofac_cons"
    assert sorted(found.listings()) == [f"ofac-7-{code}" for code in lists]


def test_a_value_is_cited_by_its_path(written):
    found = written(sdn__xml=listing(entry(f"<akaList>{aka('OTHER')}</akaList>")))

    (alias,) = [
        each for each in found.entries[0].statements if each.statement.prop == "alias"
    ]
    assert alias.evidence[0].locator == (
        "sdn.xml /sdnList/sdnEntry[1], akaList[1]/aka[1]/lastName[1]"
    )


def test_the_day_is_written_month_first(written):
    from tieline.sources.us_ofac_xml import SOURCE  # noqa: PLC0415 - loaded when it is used

    found = written(sdn__xml=listing(entry()))

    assert SOURCE.published(found.snapshot) == "2014-07-16"


def test_a_file_that_holds_fewer_records_than_it_says_is_refused(written):
    with pytest.raises(SourceError) as caught:
        written(sdn__xml=listing(entry(), count=5))

    assert "says that it holds 5 records; it holds 1" in caught.value.what
    assert "--partial" in caught.value.hint


def test_partial_keeps_what_is_there_of_it_and_says_so(written):
    found = written(sdn__xml=listing(entry(), count=5), partial=True)

    assert len(found.entries) == 1
    assert "holds 5 records" in found.report.broken[0]


def test_a_cut_file_is_refused(written):
    with pytest.raises(TruncatedError) as caught:
        written(sdn__xml=listing(entry(), entry())[:-30])

    assert "--partial" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (entry(kind="Spacecraft"), "Spacecraft"),
        (entry(name=""), "no name"),
        (entry(f"<akaList>{aka('X', 'also')}</akaList>"), "also"),
        (entry(f"<akaList>{aka('X', category='odd')}</akaList>"), "odd"),
        (entry("<newThing>1</newThing>"), "newThing"),
        (entry().replace("<uid>7<", "<uid>seven<"), "seven"),
    ],
)
def test_what_is_not_understood_stops_the_parse(written, text, words):
    with pytest.raises(SourceError) as caught:
        written(sdn__xml=listing(text))

    assert words in str(caught.value)
    assert "/sdnList/sdnEntry[1]" in caught.value.where


@pytest.fixture(scope="module", params=FILES)
def real(request, shared, read):
    """A real extract, and its text; each says that it is the whole list."""
    path = shared / "data" / "formats" / request.param
    return read(path, partial=True), path.read_text("utf-8")


def test_an_extract_that_says_it_is_the_list_is_refused(shared, read):
    with pytest.raises(SourceError) as caught:
        read(shared / "data" / "formats" / "ita_sdn.xml")

    assert "5704" in caught.value.what


def test_every_record_comes_out(real):
    found, text = real

    assert len(found.entries) == found.report.records_in == text.count("<sdnEntry>")


def test_every_further_name_comes_out(real):
    found, text = real
    counted = Counter(
        f"{last}, {first}" if first else last
        for last, first in re.findall(
            r"<category>\w*</category>\s*<lastName>(.*?)</lastName>"
            r"(?:\s*<firstName>(.*?)</firstName>)?",
            text,
        )
    )

    said = Counter()
    for stated in (each for one in found.entries for each in one.statements):
        if stated.statement.prop in {"alias", "weakAlias", "previousName"}:
            places = {each.locator.rpartition("/")[0] for each in stated.evidence}
            said[stated.statement.value] += sum("akaList" in each for each in places)

    assert {unescaped(name): n for name, n in counted.items()} == +said


def unescaped(text):
    return text.replace("&amp;", "&").strip()


def test_every_number_address_and_date_comes_out(real):
    found, text = real
    quotes = {
        evidence.quote
        for one in found.entries
        for stated in one.statements
        for evidence in stated.evidence
    }

    for tag in ("idNumber", "idType", "address1", "city", "country", "dateOfBirth"):
        values = set(re.findall(f"<{tag}>(.*?)</{tag}>", text))
        values = {each.replace("&amp;", "&") for each in values}
        assert values
        assert values <= quotes


def test_every_address_is_one_statement_or_a_country(real):
    found, text = real
    cited = {
        evidence.locator.rpartition("/")[0]
        for one in found.entries
        for stated in one.statements
        if stated.statement.prop in {"address", "country"}
        for evidence in stated.evidence
        if "addressList" in evidence.locator
    }

    assert len(cited) == text.count("<address>")
