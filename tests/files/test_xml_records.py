"""Reading XML: names without namespaces, several kinds, sections passed over."""

import io

import pytest

from tieline.files.xml_records import DEEPEST, read_xml
from tieline.model.errors import SourceError
from tieline.model.source import Part, Report


def read(text, records, **how):
    data = text.encode()
    part = Part(
        name="a.xml", sha256="0" * 64, size=len(data), open=lambda: io.BytesIO(data)
    )
    return list(read_xml(part, records, Report(), partial=False, **how))


@pytest.mark.parametrize(
    "text",
    [
        '<list xmlns="http://example.org/a"><firm><name>X</name></firm></list>',
        '<a:list xmlns:a="urn:a"><a:firm><a:name>X</a:name></a:firm></a:list>',
        "<list><firm><name>X</name></firm></list>",
    ],
)
def test_names_are_read_without_their_namespace(text):
    (record,) = read(text, {"/list": "firm"})

    assert record.node.leaf("name").text == "X"
    assert record.where == "a.xml /list/firm[1]"


def test_attributes_are_read_without_their_namespace():
    text = '<list xmlns:x="http://example.org/x"><firm x:id="7"/></list>'

    (record,) = read(text, {"/list": "firm"})

    assert record.node.leaf("@id").text == "7"


def test_records_of_several_names_come_in_the_order_of_the_file():
    text = "<list><about>1</about><firm>2</firm><about>3</about></list>"

    records = read(text, {"/list": frozenset({"about", "firm"})})

    assert [each.node.tag for each in records] == ["about", "firm", "about"]
    assert records[2].where == "a.xml /list/about[2]"


def test_a_section_that_is_passed_over_yields_nothing():
    text = "<list><notes>text<deep><x>1</x></deep></notes><firm>2</firm></list>"

    (record,) = read(text, {"/list": "firm"}, skipping={"/list/notes"})

    assert record.node.tag == "firm"


def test_a_section_that_is_passed_over_is_bounded_in_depth():
    text = "<list><notes>" + "<x>" * DEEPEST + "</x>" * DEEPEST + "</notes></list>"

    with pytest.raises(SourceError) as caught:
        read(text, {"/list": "firm"}, skipping={"/list/notes"})

    assert "deep" in caught.value.what


def test_an_element_that_nobody_knows_is_refused():
    with pytest.raises(SourceError) as caught:
        read("<list><notes/></list>", {"/list": "firm"})

    assert "notes" in caught.value.what


def test_a_prefix_without_a_namespace_is_refused():
    with pytest.raises(SourceError) as caught:
        read("<list><a:firm/></list>", {"/list": "firm"})

    assert "unbound prefix" in caught.value.what


def test_an_encoding_that_nobody_knows_is_refused():
    text = '<?xml version="1.0" encoding="utf-none"?><list><firm>1</firm></list>'

    with pytest.raises(SourceError, match="encoding that cannot be read"):
        read(text, {"/list": "firm"})


def test_a_second_element_where_one_is_read_stops_the_read():
    text = "<list><firm><name>X</name><name>Y</name></firm></list>"
    (record,) = read(text, {"/list": "firm"})

    record.node.leaf("name")

    with pytest.raises(SourceError, match=r"name\[1\]', 'name\[2\]"):
        record.finish()


def test_an_empty_element_beside_a_filled_one_is_none():
    text = "<list><firm><name/><name>Y</name></firm></list>"
    (record,) = read(text, {"/list": "firm"})

    assert record.node.leaf("name").text == "Y"
    record.finish()
