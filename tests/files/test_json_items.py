"""A long JSON array is read object by object, and a cut one is noticed."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.files import json_items
from tieline.files.json_items import read_items
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.source import Part, Report

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
items = st.lists(st.dictionaries(texts, texts | st.integers() | st.none()), max_size=6)


def read(data, key="results", *, partial=False):
    report = Report()
    data = data if isinstance(data, bytes) else data.encode()
    part = Part(
        name="a.json", sha256="0", size=len(data), open=lambda: io.BytesIO(data)
    )
    return list(read_items(part, key, report, partial=partial)), report


@given(wanted=items, before=texts, after=texts, indent=st.none() | st.integers(0, 2))
def test_the_array_is_found_among_other_members(wanted, before, after, indent):
    whole = {"total": before, "results": wanted, "zz": {"a": [after]}}

    found, _ = read(json.dumps(whole, indent=indent, ensure_ascii=False))

    assert found == list(enumerate(wanted))


@given(wanted=items)
def test_a_bare_array_is_read(wanted):
    found, _ = read(json.dumps(wanted), None)

    assert [item for _, item in found] == wanted


@given(data=st.data())
def test_every_cut_is_noticed(data):
    wanted = data.draw(items)
    whole = json.dumps({"results": wanted, "zz": 1}, ensure_ascii=False).encode()
    at = data.draw(st.integers(0, len(whole) - 1))

    with pytest.raises(SourceError):
        read(whole[:at])


def test_partial_keeps_what_is_whole():
    found, report = read('{"results": [{"a": 1}, {"a": 2}, {"a"', partial=True)

    assert [item["a"] for _, item in found] == [1, 2]
    assert "record 2" in report.broken[0]


@pytest.mark.parametrize(
    "broken",
    ['{"a" 1}', '{"a": tru, "b": 2}', "[" * 100_000, '{"a": ' + "9" * 5000 + "}"],
    ids=["no colon", "no literal", "too deep", "number too long"],
)
def test_a_record_that_is_wrong_in_its_midst_is_no_cut_file(broken):
    rest = ", ".join(['{"b": "sound and long enough"}'] * 10)
    text = '{"results": [{"a": 1}, ' + broken + ", " + rest + "]}"

    with pytest.raises(SourceError) as caught:
        read(text)
    found, report = read(text, partial=True)

    assert not isinstance(caught.value, TruncatedError)
    assert caught.value.where == "a.json record 1"
    assert [item for _, item in found] == [{"a": 1}]
    assert "record 1" in report.broken[0]


def test_records_longer_than_what_is_read_at_once_are_read(monkeypatch):
    monkeypatch.setattr(json_items, "_CHUNK", 3)

    found, _ = read('{"n": 12345, "results": [{"a": "é漢\\u00e9"}, {"b": [1, 2]}]}')

    assert [item for _, item in found] == [{"a": "é漢é"}, {"b": [1, 2]}]


def test_an_endless_record_is_refused(monkeypatch):
    monkeypatch.setattr(json_items, "_CHUNK", 64)
    monkeypatch.setattr(json_items, "LONGEST_ITEM", 500)

    with pytest.raises(SourceError) as caught:
        read('{"results": [{"a": "' + "x" * 5000 + '"}]}')

    assert "longer" in caught.value.what


@pytest.mark.parametrize(
    "text", ['{"other": []}', "[1]", '{"results": {}}', '{"results": [1]}', "x"]
)
def test_what_is_no_such_file_is_refused(text):
    with pytest.raises(SourceError):
        read(text)


def test_a_wrong_encoding_is_refused():
    with pytest.raises(SourceError) as caught:
        read('{"results": [{"a": "é"}]}'.encode("latin-1"))

    assert not isinstance(caught.value, TruncatedError)
    assert "UTF-8" in caught.value.what


def test_a_whole_pair_of_escapes_is_a_character_and_half_of_one_is_refused():
    whole, half = '[{"a": "\\ud83d\\ude00"}]', '[{"a": "\\ud83d"}]'

    ((_, item),), _ = read(whole, None)

    assert item == {"a": "\U0001f600"}
    with pytest.raises(SourceError, match="half of a character"):
        read(half, None)
