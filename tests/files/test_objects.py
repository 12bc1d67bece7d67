"""NDJSON rows lose nothing: no doubled key, no digit."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.files.objects import object_columns, object_rows
from tieline.model.errors import TableError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def rows(data):
    data = data if isinstance(data, bytes) else data.encode()

    def opener():
        return io.BytesIO(data)

    columns = object_columns("a.ndjson", opener, "utf-8")
    return [
        dict(zip(columns, cells, strict=True))
        for _, cells in object_rows("a.ndjson", opener, "utf-8", columns)
    ]


@pytest.mark.parametrize(
    "line",
    [
        '{"name":"a","name":"b"}',
        '{"a":{"x":1,"x":2}}',
        '{"a.b":"one","a":{"b":"two"}}',
        '{"name":"a", "na\\u006de":"b"}',
    ],
)
def test_a_key_that_stands_twice_is_refused_by_its_line(line):
    with pytest.raises(TableError, match="twice") as caught:
        rows('{"name":"whole"}\n' + line + "\n")

    assert caught.value.where == "a.ndjson line 2"


def test_numbers_keep_every_digit():
    found = rows('{"id":123456789012345678901234567890,"share":1.10,"far":1e999}\n')

    assert found == [
        {"id": "123456789012345678901234567890", "share": "1.10", "far": "1e999"}
    ]


@given(wanted=st.dictionaries(texts, texts, min_size=1, max_size=5))
def test_an_object_of_distinct_keys_is_never_refused(wanted):
    found = rows(json.dumps(wanted) + "\n")

    assert found == ([wanted] if any(wanted.values()) else found)
