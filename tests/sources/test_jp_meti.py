"""Japan's notices of bodies under an export ban: numbers, names, aliases, addresses."""

import re
import unicodedata
from pathlib import Path

import pytest

from tieline.files.jp.notice import read_entries, read_entry
from tieline.model.errors import SourceError, TruncatedError
from tieline.text.countries import country_code

SAMPLES = Path(__file__).parents[1] / "samples" / "jp_meti"
RUSSIA = SAMPLES / "list_russia_tokutei_synthetic.txt"
THIRD = SAMPLES / "list_daisangoku_tokutei_synthetic.txt"
FILES = [
    ("jp_meti_russia_2025-09.pdf.txt", 561),
    ("jp_meti_thirdcountry_2025-09.pdf.txt", 56),
]
COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
)
WORDS = {word: number for number, word in enumerate(re.split(" ", COUNTED), start=1)}
each_file = pytest.mark.parametrize(("name", "count"), FILES)


@pytest.fixture(scope="module")
def synthetic(read):
    return read(RUSSIA)


def named(found, name):
    """The id of the body of that name."""
    (entity,) = {
        one.entity_id
        for one in found.statements
        if one.prop == "name" and one.value == name
    }
    return entity


@each_file
def test_every_number_of_the_real_text_is_an_entry(read, lists, name, count):
    text = (lists / name).read_text("utf-8")
    printed = {int(unicodedata.normalize("NFKC", each)) for each in numbers(text)}

    real = read(lists / name)

    assert real.report.records_in == len(real.entries) == count
    assert len(real.subjects()) == len(real.listings()) == count
    assert set(range(1, count + 1)) <= printed


def numbers(text):
    """What may be a number of an entry: before Japanese, or before a Latin word."""
    return re.findall(r"([0-9\uff10-\uff19]{1,3})[ \u3000](?=[^\s0-9])", text)


@each_file
def test_every_address_of_the_real_text_is_read(lists, name, count):
    text = (lists / name).read_text("utf-8")
    labels = re.findall("\u6240\\s*\u5728\\s*\u5730\\s*[:\uff1a]", text)

    entries = [read_entry(*each) for each in read_entries(text)]

    assert len(labels) == count
    assert all(entry.addresses for entry in entries)
    countries = text.count("Russia;") + text.count("China;")
    assert sum(len(entry.addresses) for entry in entries) >= count + countries


@each_file
def test_the_real_entries_have_as_many_aliases_as_they_say(lists, name, count):
    text = (lists / name).read_text("utf-8")
    said = re.findall(r"follow(?:ing)?\s+([a-z]+?)\s*alias", text)

    entries = [read_entry(*each) for each in read_entries(text)]

    stated = [entry for entry in entries if entry.stated is not None]
    assert len(said) == len(stated)
    assert sum(WORDS[word] for word in said) == sum(
        len(entry.aliases) for entry in stated
    )
    assert all(entry.stated == len(entry.aliases) for entry in stated)
    assert count >= len(stated)


@each_file
def test_every_name_of_the_real_text_is_in_one_writing(lists, name, count):
    text = (lists / name).read_text("utf-8")

    entries = [read_entry(*each) for each in read_entries(text)]

    assert all(entry.english and entry.japanese for entry in entries)
    odd = [
        e for e in entries if re.search("[\u3041-\u30fa\u4e00-\u9fff]", e.english.value)
    ]
    assert not odd
    assert len(entries) == count


def test_the_edition_is_of_the_day_of_the_last_update(snapshot_of, lists):
    source, snapshot = snapshot_of([lists / FILES[0][0]])

    assert source.published(snapshot) == "2025-09-12"


def test_house_numbers_that_come_next_begin_no_entry(synthetic):
    subject = named(synthetic, "Fictional Institute of Communications")

    assert synthetic.values(subject, "address") == [
        "3 Sample Street, Building 3 bis, Moscow",
        "10 Example Quay, Moscow, Russia",
    ]


def test_a_number_glued_to_the_line_before_begins_an_entry(synthetic):
    subject = named(synthetic, "Hyohon Technology")

    assert synthetic.values(subject, "alias") == [
        "Hyohon Tek",
        "Hyohon Technology Co., Ltd.",
        "\u6a19\u672c\u30c6\u30af",
    ]


def test_bullets_are_parted_wherever_they_stand(synthetic):
    subject = named(synthetic, "Fictional Institute of Communications")

    aliases = synthetic.values(subject, "alias")

    assert {"Kakuu Institut Svyazi", "KIS Remservis", "FIC Solid-State"} <= set(aliases)
    assert not synthetic.report.notes[:-1]


def test_a_wrapped_bracket_stays_with_the_japanese_name(synthetic):
    subject = named(synthetic, "Fictional Institute of Communications")

    names = synthetic.values(subject, "name")

    assert names[1] == "\u67b6\u7a7a\u901a\u4fe1\u7814\u7a76\u6240"
    assert "FIC" in synthetic.values(subject, "alias")


def test_aliases_below_a_label_are_read_in_both_writings(synthetic):
    subject = named(synthetic, "Mihon SPB LLC")

    assert synthetic.values(subject, "alias") == [
        "LLC Company SPB",
        "Kompaniya SPB",
        "\u898b\u672c\u793e",
        "\u6709\u9650\u4f1a\u793e SPB",
    ]


def test_the_chinese_name_of_a_firm_is_a_name(read):
    found = read(THIRD)

    chinese = [one.value for one in found.statements if one.lang == "zh"]

    assert chinese == ["\u6837\u672c\u8d38\u6613\u6709\u9650\u516c\u53f8"]


def test_one_name_in_two_countries_is_two_bodies(read):
    found = read(THIRD)

    assert len(found.subjects()) == 2


def test_a_listing_says_its_notice_and_that_its_day_is_the_notices(synthetic):
    subject = named(synthetic, "Mihon JSC")
    listing = f"{subject}-meti-ru"

    assert synthetic.values(listing, "startDate") == ["2024-03-01"]
    assert synthetic.values(listing, "modifiedAt") == ["2024-09-12"]
    assert synthetic.values(listing, "recordId") == ["1"]
    assert "day of the notice" in synthetic.report.notes[-1]
    assert synthetic.values(subject, "country") == ["ru"]


def test_every_body_of_the_real_lists_has_a_country(read, lists):
    for name, count in FILES:
        real = read(lists / name)

        codes = {
            one.entity_id: one.value for one in real.statements if one.prop == "country"
        }
        assert len(codes) == count
        assert all(country_code(code) for code in codes.values())


def test_a_heading_of_designated_bodies_is_known_too(written):
    text = RUSSIA.read_text("utf-8").replace("の団体", "の特定団体", 1)

    assert written(list__txt=text).report.records_in == 4


def test_an_alias_too_few_is_noted(written):
    text = RUSSIA.read_text("utf-8").replace("following two", "following five")

    found = written(list__txt=text)

    assert "says 5 aliases, 2 were read" in found.report.notes[0]


def test_an_unknown_label_is_refused_by_name(written):
    label = "\u751f\u5e74\u6708\u65e5\uff1a1980"
    text = RUSSIA.read_text("utf-8").replace("\nMihon JSC\n", f"\nMihon JSC\n{label}\n")

    with pytest.raises(SourceError, match="\u751f\u5e74\u6708\u65e5"):
        written(list__txt=text)


def test_a_text_that_breaks_off_is_refused_and_its_whole_entries_kept(written):
    text = RUSSIA.read_text("utf-8")
    cut = text[: text.rindex("Saint Petersburg")]

    with pytest.raises(TruncatedError, match="does not end with a country"):
        written(list__txt=cut)

    assert written(partial=True, list__txt=cut).report.records_in == 3


def test_an_entry_may_begin_where_the_one_before_it_ends(written, synthetic):
    """Two of the real notice's entries stand on the line of an address before."""
    text = RUSSIA.read_text("utf-8")
    assert "Russia\n3 " in text

    found = written(list_russia_tokutei__txt=text.replace("Russia\n3 ", "Russia.3 "))

    assert found.report.records_in == synthetic.report.records_in


def test_a_text_that_breaks_off_in_a_next_entry_is_refused(written):
    text = RUSSIA.read_text("utf-8")
    at = text.index("\n3 ") + 1

    for end in (at + 1, at + 2, at + 3, at + 6):
        with pytest.raises(TruncatedError):
            written(list__txt=text[:end])


def test_a_pdf_of_the_notice_says_what_its_text_says(written, pdf_text, synthetic):
    text = RUSSIA.read_text("utf-8")
    lines = text.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("3 \u6a19"))

    found = written(
        list_russia_tokutei__pdf=pdf_text(lines[:at], lines[at:]),
    )

    def said(read):
        return {(one.entity_id, one.prop, one.value) for one in read.statements}

    assert found.report.records_in == 4
    assert said(found) == said(synthetic)
    pages = [entry.locator.partition(".pdf ")[2] for entry in found.entries]
    assert pages == [
        "page 1, No. 1",
        "page 1, No. 2",
        "page 2, No. 3",
        "page 2, No. 4",
    ]


def test_aliases_that_are_announced_and_missing_are_noted(written):
    text = RUSSIA.read_text("utf-8").replace("\n-Kakuu Institut Svyazi;", "")
    text = text.replace("-KIS Remservis; and-FIC\nSolid\n-State.", "")

    found = written(list__txt=text)

    assert "says 3 aliases, 0 were read" in found.report.notes[0]


def test_an_entry_of_absurd_length_is_refused(written):
    text = RUSSIA.read_text("utf-8").replace("\nMihon JSC\n", f"\nMihon{' x' * 6000}\n")

    with pytest.raises(SourceError, match="longer than 10,000"):
        written(list__txt=text)
