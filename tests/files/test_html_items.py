"""Items of a web page: what is in them, what is above them, what is refused."""

import io

import pytest

from tieline.files.html_items import DEEPEST, LARGEST, read_items
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report


def part(data, size=None):
    return Part(
        name="a.html",
        sha256="0" * 64,
        size=len(data) if size is None else size,
        open=lambda: io.BytesIO(data),
    )


def items(body, *, report=None, partial=False):
    page = f"<html><body>{body}</body></html>".encode()
    return list(read_items(part(page), report or Report(), partial=partial))


def test_an_item_has_its_line_and_its_texts_by_element():
    (item,) = items("<ul>\n<li>A <b>B &amp; C</b><p>D\n E</p></li></ul>")

    assert item.line == 2
    assert [(each.inside, each.text) for each in item.pieces] == [
        ((), "A"),
        (("b",), "B & C"),
        (("p",), "D E"),
    ]
    assert item.tags == {"b", "p"}


def test_only_the_innermost_items_are_items():
    found = items("<ul><li>Outer<ul><li>One</li><li>Two</li></ul></li></ul>")

    assert [item.pieces[0].text for item in found] == ["One", "Two"]


def test_an_item_that_was_left_open_ends_where_the_next_begins():
    found = items("<ul><li>One<li><p>Two</ul>")

    assert [item.pieces[0].text for item in found] == ["One", "Two"]


def test_the_heading_above_is_known():
    found = items(
        "<h2>First <i>land</i></h2><ul><li>A</li></ul><h2>Other</h2><ol><li>B</ol>"
    )

    assert [item.heading for item in found] == ["First land", "Other"]


def test_scripts_and_empty_elements_say_nothing():
    (item,) = items("<script>'<li>x'</script><ul><li>A<br>B<img src='x'></li></ul>")

    assert [each.text for each in item.pieces] == ["AB"]


def test_a_page_that_is_nested_too_deep_is_refused():
    with pytest.raises(SourceError, match=f"more than {DEEPEST} deep"):
        items("<div>" * (DEEPEST + 1))


def test_a_page_that_is_too_large_is_refused_unread():
    with pytest.raises(SourceError, match="larger than"):
        list(read_items(part(b"", LARGEST + 1), Report(), partial=False))


def test_bytes_that_are_no_utf8_are_refused_with_their_place():
    with pytest.raises(SourceError, match="0xff is not UTF-8"):
        list(read_items(part(b"<html>\xff</html>"), Report(), partial=False))


def test_a_page_that_breaks_off_is_refused_or_named():
    report = Report()
    cut = part(b"<html><ul><li>A</li><li>B")

    with pytest.raises(TruncatedError, match="line 1"):
        list(read_items(cut, Report(), partial=False))

    assert len(list(read_items(cut, report, partial=True))) == 1
    assert "not closed" in report.broken[0]


def test_a_damaged_declaration_is_refused_with_its_line():
    with pytest.raises(SourceError) as caught:
        items("<ul>\n<li>A</li></ul><![\x00\x00DOCTYPE ht")

    assert caught.value.where == "a.html line 2"
    assert "declaration" in caught.value.what
