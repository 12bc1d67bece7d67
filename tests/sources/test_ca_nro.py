"""Canada's named research organizations: items of a page, countries in brackets."""

import re
from pathlib import Path

import pytest

from tieline.model.errors import SourceError, TruncatedError

SAMPLE = (
    Path(__file__).parents[1]
    / "samples"
    / "ca_nro"
    / "named-research-organizations_synthetic.html"
)


@pytest.fixture(scope="module")
def text():
    return SAMPLE.read_text("utf-8")


@pytest.fixture(scope="module")
def real(read):
    return read(SAMPLE)


def named(found, name):
    (entity,) = {
        one.entity_id
        for one in found.statements
        if one.prop == "name" and one.value == name
    }
    return entity


def test_the_edition_is_of_the_day_that_the_page_was_modified(snapshot_of):
    source, snapshot = snapshot_of([SAMPLE])

    assert source.published(snapshot) == "2024-01-16"


def test_every_item_in_bold_is_an_organization_with_a_country(real, text):
    bold = re.findall(r"<li><strong>([^<]+)</strong> \(([^)]+)\)", text)

    assert real.report.records_in == len(bold) == 3
    assert len(real.listings()) == 3
    codes = [one.value for one in real.statements if one.prop == "country"]
    assert codes == ["cn", "ru", "ir"]


def test_aliases_are_parted_at_semicolons(real):
    subject = named(real, "Academy of Invented Sciences")

    assert real.values(subject, "alias") == ["Invented Academy", "AIS", "虚构科学院"]


def test_an_entity_of_the_page_is_its_character(real):
    assert named(real, "Example Institute of Fiction & Optics")


def test_a_wrapped_item_is_read_whole(real):
    subject = named(real, "University of Nowhere")

    assert real.values(subject, "alias") == ["Nowhere University"]


def test_a_country_may_be_the_heading_above(written, text):
    page = text.replace(" (China)", "").replace("<ul class", "<h2>China</h2><ul class")

    found = written(page__html=page)

    subject = named(found, "Academy of Invented Sciences")
    assert found.values(subject, "country") == ["cn"]


def test_an_item_in_bold_without_a_country_is_left_out_and_named(written, text):
    found = written(page__html=text.replace(" (Russia)", ""))

    assert found.report.records_in == 2
    assert "Fiction & Optics' has no country" in found.report.notes[0]


def test_further_text_in_an_item_stops_the_parse(written, text):
    page = text.replace("<p>Known alias(es): Nowhere", "<p>Founded in 1900: Nowhere")

    with pytest.raises(SourceError, match="'Founded in 1900"):
        written(page__html=page)


def test_a_page_that_breaks_off_is_refused_and_its_whole_items_kept(written, text):
    cut = text[: text.index("University of Nowhere") + 5]

    with pytest.raises(TruncatedError, match="not closed"):
        written(page__html=cut)

    assert written(partial=True, page__html=cut).report.records_in == 2


def test_scripts_say_nothing(written, text):
    page = text.replace("<main>", "<script>var a = '<li><strong>x</strong>';</script>")

    assert written(page__html=page).report.records_in == 3


def test_an_organization_that_lost_its_bold_name_stops_the_parse(written, text):
    page = text.replace("<strong>University of Nowhere</strong>", "<i>University</i>")

    with pytest.raises(SourceError, match="no name in bold"):
        written(page__html=page)
