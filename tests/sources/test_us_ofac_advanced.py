"""OFAC's advanced XML, on the composed samples: nothing real can be had here."""

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from tieline.files.us.advanced.dates import meant
from tieline.model.errors import SourceError, TruncatedError
from tieline.sources.us_ofac_advanced import SOURCE

SAMPLES = Path(__file__).parents[1] / "samples" / "us_ofac_advanced"
SDN, CONS = "sdn_advanced_synthetic.xml", "cons_advanced_synthetic.xml"
GROUP, PERSON, SHIP, SISTER = (f"ofac-900000{n}" for n in (1, 2, 3, 4))


_TWICE = "<DatePeriod /></DocumentDate>"


@pytest.fixture(scope="module")
def sdn(read):
    return read(SAMPLES / SDN)


@pytest.fixture(scope="module")
def text():
    return (SAMPLES / SDN).read_text("utf-8")


@pytest.fixture
def changed(written, text):
    """Read the sample with some of its text changed."""

    def changing(old, new, *, partial=False, name="sdn_advanced__xml"):
        assert old in text
        return written(partial=partial, **{name: text.replace(old, new)})

    return changing


def held(found, schema, subject):
    """The properties of the entities of a schema that one property ties to a party."""
    by_id = {}
    for one in found.statements:
        if one.schema == schema:
            by_id.setdefault(one.entity_id, {})[one.prop] = one.value
    return [each for each in by_id.values() if subject in each.values()]


def test_an_edition_of_either_format_is_of_the_same_list(sdn, read):
    legacy = read(SAMPLES.parent / "us_ofac_xml" / "sdn_2014-07-16.xml")

    assert sdn.snapshot.dataset == legacy.snapshot.dataset == "us_ofac_sdn"
    assert all(each.startswith("ofac-") for each in sdn.subjects() | legacy.subjects())


def test_the_same_party_in_csv_says_the_same(sdn, written):
    null = "-0- "
    main = ["9000003", '"EXAMPLE STAR"', '"vessel"', '"RUSSIA-EO14024"', null]
    main += ['"EXAM1"', '"General Cargo"', null, null, '"China"', null]
    main += ['"Vessel Registration Identification IMO 9000001."']
    alt = '9000003,1,"fka","EXAMPLE MOON",-0- '

    in_csv = written(
        sdn__csv=f"{','.join(main)}\r\n\x1a",
        alt__csv=f"{alt}\r\n\x1a",
    )

    said = {(one.id, one.value) for one in in_csv.statements}
    assert said <= {(one.id, one.value) for one in sdn.statements}


def test_the_day_is_that_of_issue(sdn):
    assert SOURCE.published(sdn.snapshot) == "2026-05-07"


def test_names_are_stated_in_their_scripts(sdn):
    assert sdn.values(GROUP, "name") == [
        "EXAMPLE PROPULSION RESEARCH GROUP",
        "示例推进研究集团",
    ]
    assert sdn.values(GROUP, "weakAlias") == ["EPRG"]
    assert sdn.values(GROUP, "previousName") == ["EXAMPLE INSTITUTE NO. 9"]


def test_a_person_is_written_last_name_first_and_in_parts(sdn):
    assert sdn.values(PERSON, "name") == [
        "Primerov, Ivan Ivanovich",
        "Примеров, Иван Иванович",
    ]
    assert sdn.values(PERSON, "lastName") == ["Primerov"]
    assert sdn.values(PERSON, "firstName") == ["Ivan"]
    assert sdn.values(PERSON, "weakAlias") == ["Vanya"]


def test_a_name_in_han_has_no_break(changed):
    found = changed('ScriptID="220"', 'ScriptID="501"')

    assert "ПримеровИванИванович" in found.values(PERSON, "name")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("1964-03-01", "1964-03-31", "1964-03"),
        ("1964-02-01", "1964-02-29", "1964-02"),
        ("1964-01-01", "1964-12-31", "1964"),
        ("1963-01-01", "1965-12-31", "1963 to 1965"),
        ("1964-03-01", "1964-03-01", "1964-03-01"),
        ("1964-03-02", "1964-03-31", "1964-03-02 to 1964-03-31"),
        ("1964", "1964", "1964"),
    ],
)
def test_a_span_is_written_no_longer_than_it_means(low, high, text):
    assert meant(low, high) == text


def test_a_birth_date_is_as_precise_as_it_says(sdn):
    assert sdn.values(PERSON, "birthDate") == ["1964-03", "1963", "1964", "1965"]


def test_a_value_that_ofac_calls_false_is_a_note(sdn):
    assert "Birthdate (false): 1950-05-05" in sdn.values(PERSON, "notes")
    assert "1950-05-05" not in sdn.values(PERSON, "birthDate")


def test_an_address_is_joined_in_each_script(sdn):
    assert sdn.values(GROUP, "address") == [
        "1 Invented Road, Tower 2, Exville, Hebei 100001, China"
    ]
    assert sdn.values(PERSON, "address") == [
        "5 Made-Up Street, Primerovo, Russia",
        "ул. Вымышленная, 5, Примерово",
    ]
    assert sdn.values(GROUP, "country") == ["cn"]


def test_a_place_of_which_nothing_is_known_is_a_note(sdn):
    assert sdn.values(SISTER, "notes") == ["Location: undetermined"]
    assert sdn.values(SISTER, "address") == []


def test_an_address_in_a_country_that_is_not_known_ends_before_it(changed):
    found = changed('CountryID="11171" Country', 'CountryID="11291" Country')

    assert found.values(PERSON, "address")[0] == "5 Made-Up Street, Primerovo"


def test_a_document_has_its_dates_place_and_remarks(sdn):
    (passport,) = held(sdn, "Passport", PERSON)

    assert passport == {
        "holder": PERSON,
        "type": "Passport",
        "number": "EX1234567",
        "country": "ru",
        "authority": "Moscow region, Russia",
        "startDate": "2001-01-02",
        "endDate": "2006-01-02",
    }
    notes = sdn.values(PERSON, "notes")
    assert {"Passport EX1234567: Expired", "Passport EX1234567: Fraudulent"} <= {*notes}
    assert sdn.values(PERSON, "innCode") == ["770000000001"]
    assert sdn.values(GROUP, "uscCode") == ["91110000MA00EXAM1X"]


def test_a_listing_has_programmes_measures_and_days(sdn):
    listing = f"{GROUP}-sdn"

    assert sdn.values(listing, "program") == ["NPWMD", "RUSSIA-EO14024"]
    assert "Block" in sdn.values(listing, "provisions")
    assert sdn.values(listing, "startDate") == ["2005-06-28"]
    assert sdn.values(listing, "listingDate") == ["2005-06-28", "2022-03-24"]
    assert sdn.values(listing, "citation") == [
        "Executive Order 13382 (Non-proliferation)",
        "Executive Order 14024 (Russia)",
    ]


def test_entries_on_the_consolidated_list_are_on_the_list_of_their_programme(sdn, read):
    cons = read(SAMPLES / CONS)

    assert f"{GROUP}-ssi" in sdn.listings()
    assert cons.listings() == {"ofac-9000011-cmic", "ofac-9000012-plc"}


@pytest.mark.parametrize(
    ("schema", "here", "there", "ends"),
    [
        ("Ownership", "asset", "owner", (SHIP, GROUP)),
        ("Representation", "agent", "client", (PERSON, GROUP)),
        ("Directorship", "director", "organization", (PERSON, GROUP)),
        ("Family", "person", "relative", (SISTER, PERSON)),
        ("UnknownLink", "subject", "object", (GROUP, "ofac-9000099")),
    ],
)
def test_a_relation_is_a_tie_of_its_kind(sdn, schema, here, there, ends):
    (tie,) = held(sdn, schema, ends[0])

    assert (tie[here], tie[there]) == ends


def test_a_former_relation_says_so_with_its_days(sdn):
    (tie,) = held(sdn, "Directorship", PERSON)

    assert tie["status"] == "former"
    assert (tie["startDate"], tie["endDate"]) == ("2015-01-19", "2020-04-14")
    assert tie["description"] == "Deputy head"
    assert tie["role"] == "Leader or official of"


def test_a_person_who_is_owned_or_controlled_is_only_linked(changed):
    found = changed(
        'From-ProfileID="9000003" To-ProfileID="9000001"',
        'From-ProfileID="9000002" To-ProfileID="9000001"',
    )

    assert not held(found, "Ownership", PERSON)
    (tie,) = [
        each for each in held(found, "UnknownLink", PERSON) if each["subject"] == PERSON
    ]
    assert tie["role"] == "Owned or Controlled By"


def test_a_tie_says_nothing_of_a_share(sdn):
    props = {prop for schema, prop in sdn.props() if schema == "Ownership"}

    assert "percentage" not in props


def test_a_number_is_cited_with_the_value_that_it_stands_for(sdn):
    (kind,) = [
        stated
        for stated in sdn.entries[2].statements
        if (stated.statement.entity_id, stated.statement.prop) == (SHIP, "type")
    ]

    quotes = {each.quote for each in kind.evidence}
    places = " ".join(each.locator for each in kind.evidence)
    assert quotes == {"General Cargo", "VESSEL TYPE"}
    assert "/Sanctions/ReferenceValueSets[1], DetailReferenceValues[1]/" in places


def test_every_name_document_place_and_entry_of_the_sample_comes_out(sdn):
    root = ET.parse(SAMPLES / SDN).getroot()  # noqa: S314 - written by our own tests

    def many(tag):
        return sum(each.tag.rpartition("}")[2] == tag for each in root.iter())

    names = {"name", "alias", "weakAlias", "previousName"}
    subjects = sdn.subjects()
    counts = Counter(
        one.prop
        for one in sdn.statements
        if one.entity_id in subjects and one.prop in names
    )
    papers = {one.entity_id for one in sdn.statements if one.prop == "holder"}
    ties = {
        one.entity_id for one in sdn.statements if one.entity_id.startswith("ofac-tie-")
    }
    records = [one for one in sdn.statements if one.prop == "recordId"]

    assert len(sdn.entries) == many("DistinctParty")
    assert sum(counts.values()) == many("DocumentedName")
    # A vessel has no papers: its number is its own. One more is the wallet.
    assert len(papers) == many("IDRegDocument") - 1 + 1
    assert len(ties) == many("ProfileRelationship")
    assert len(records) == many("SanctionsEntry") + many("ProfileRelationship")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('PartySubTypeID="3"', 'PartySubTypeID="77"', "no PartySubType"),
        ('LocationID="101"', 'LocationID="777"', "no Location"),
        ('AliasTypeID="1401"', 'AliasTypeID="9"', "no AliasType"),
        (">A.K.A.<", ">Also<", "'Also'"),
        (">Individual<", ">Spirit<", "'Spirit'"),
        (">Gregorian<", ">Hijri<", "calendar"),
        ("<Year>1964</Year>", "<Year>64</Year>", "is not a date"),
        ("<Profile ID", "<Odd>1</Odd><Profile ID", "Odd"),
        ("<IssuingAuthority />", "<Odd>1</Odd>", "Odd"),
        ("<SanctionsEntryLinks />", "<Odd />", "Odd"),
        (">EPRG<", "> <", "without a text"),
        ("</DatePeriod></DocumentDate>", f"</DatePeriod>{_TWICE}", "a second period"),
        ("<Start ", "<Comment>about noon</Comment><Start ", "Comment"),
    ],
)
def test_what_is_not_understood_stops_the_parse(changed, old, new, words):
    with pytest.raises(SourceError) as caught:
        changed(old, new)

    assert words in str(caught.value)


def test_the_list_under_the_name_of_another_is_refused(changed):
    with pytest.raises(SourceError) as caught:
        changed(">Consolidated List<", ">Other List<", name="cons_advanced__xml")

    assert "no entry is on the Consolidated List" in caught.value.what
    assert "--dataset" in caught.value.hint


def test_a_file_that_breaks_off_is_refused(written, text):
    with pytest.raises(TruncatedError):
        written(sdn_advanced__xml=text[: text.index("<SanctionsEntries>")])


def test_partial_keeps_parties_as_listed_and_says_what_is_lost(written, text):
    cut = text[: text.index("<SanctionsEntries>")]

    found = written(partial=True, sdn_advanced__xml=cut)

    assert len(found.entries) == 4
    assert f"{SISTER}-sdn" in found.listings()
    assert "listings" in " ".join(found.report.broken)


def test_a_party_that_no_entry_is_of_is_not_listed(changed):
    found = changed('ProfileID="9000004" ListID', 'ProfileID="9000077" ListID')

    assert SISTER in found.subjects()
    assert f"{SISTER}-sdn" not in found.listings()
    assert found.values(SISTER, "topics") == []


def test_memory_does_not_grow_with_the_parties(tmp_path, text, read_in_full):
    first, last = text.index("    <DistinctParty "), text.index("  </DistinctParties>")

    def peak_of(times):
        path = tmp_path / f"sdn_advanced_{times}.xml"
        path.write_text(text[:first] + text[first:last] * times + text[last:], "utf-8")
        count, peak = read_in_full(path)
        assert count == 4 * times
        return peak

    small, large = peak_of(50), peak_of(300)  # by then the caches are full

    assert large < small * 1.2
