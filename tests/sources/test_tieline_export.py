"""Our own export comes back as it was, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.errors import SourceError, TruncatedError
from tieline.model.evidence import Evidence
from tieline.model.exchange import (
    Heading,
    Referent,
    decode,
    encode,
    export_lines,
    line_of,
)
from tieline.model.quantity import Quantity
from tieline.model.statement import Stated, Statement

SHA = "a" * 64
EVIDENCE = Evidence(
    snapshot_sha256=SHA, locator="a.csv row 2", quote="Ex", method="a/1"
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
dates = st.none() | st.dates().map(str)
statements = st.builds(
    Statement,
    entity_id=texts,
    schema=st.just("Company"),
    prop=st.just("name"),
    value=texts,
    dataset=texts,
    lang=st.none() | st.just("zho"),
    original_value=st.none() | texts,
    first_seen=dates,
    last_seen=dates,
    external=st.booleans(),
    origin=st.none() | texts,
    canonical_id=st.none() | texts,
    status=st.none() | st.sampled_from(["listed", "disputed", "removed"]),
    reliability=st.none() | st.sampled_from("ABCDEF"),
    credibility=st.none() | st.sampled_from("123456"),
    quantity=st.none()
    | st.builds(Quantity, low=st.none() | texts, high=st.none(), unit=texts),
)
evidence = st.builds(
    Evidence,
    snapshot_sha256=st.just(SHA),
    locator=texts,
    quote=texts,
    method=texts,
    page=st.none() | st.integers(1, 99),
    start=st.none() | st.integers(0, 99),
    end=st.none() | st.integers(0, 99),
)
stated = st.builds(
    Stated,
    statement=statements,
    evidence=st.lists(evidence, min_size=1, max_size=3).map(tuple),
)


def fact(value="Example"):
    statement = Statement(
        entity_id="e", schema="Company", prop="name", value=value, dataset="d"
    )
    return Stated(statement=statement, evidence=(EVIDENCE,))


def export(*facts, referents=()):
    return b"".join(export_lines(Heading(), facts, referents))


@given(one=stated)
def test_a_line_is_read_back_equal_to_the_byte(one):
    line = encode(line_of(one))

    back = decode(line)

    assert back == line_of(one)
    assert encode(back) == line


def test_statements_and_referents_come_back(written):
    referent = Referent(entity_id="e", other_id="old", dataset="d")

    found = written(a__ndjson=export(fact(), referents=[referent]))

    assert found.entries[0].statements == (fact(),)
    assert found.entries[1].referents == (("e", "old"),)


@pytest.mark.parametrize("lines", range(1, 4))
def test_an_export_without_its_last_line_is_refused(written, lines):
    whole = export(fact(), fact("Other")).splitlines(keepends=True)

    with pytest.raises(TruncatedError):
        written(a__ndjson=b"".join(whole[:lines]))


def test_partial_keeps_the_whole_lines(written):
    whole = export(fact(), fact("Other"))

    found = written(partial=True, a__ndjson=whole[:-30])

    assert len(found.entries) == 2
    assert found.report.broken


def test_a_lost_line_is_noticed(written):
    whole = export(fact(), fact("Other")).splitlines(keepends=True)
    del whole[1]

    with pytest.raises(SourceError) as caught:
        written(a__ndjson=b"".join(whole))

    assert "1 statements" in caught.value.what
    assert "2" in caught.value.what


def test_a_changed_value_is_noticed_by_its_id(written):
    changed = export(fact()).replace(b'"value":"Example"', b'"value":"Exemplar"')

    with pytest.raises(SourceError) as caught:
        written(a__ndjson=changed)

    assert "a value was changed" in caught.value.what
    assert caught.value.where == "a.ndjson line 2"


def test_a_newer_format_is_refused(written):
    newer = export(fact()).replace(b'"format_version":1', b'"format_version":2')

    with pytest.raises(SourceError) as caught:
        written(a__ndjson=newer)

    assert "newer" in caught.value.what


def test_a_line_after_the_last_is_refused(written):
    with pytest.raises(SourceError):
        written(a__ndjson=export(fact()) + export(fact()))
