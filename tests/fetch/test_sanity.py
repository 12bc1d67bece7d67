"""Bytes that are what their name says, and bytes that are not."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.fetch.checksums import told_digests
from tieline.fetch.sanity import complaint, title_of_page
from tieline.fetch.unpacking import unpack
from tieline.fetch.waiting import asked_pause, pause
from tieline.model.errors import FetchError


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", b"<?xml version='1.0'?><list><html>x</html></list>\n"),
        ("a.xml", "\ufeff<list/>".encode()),
        ("a.xml", "\ufeff<list/>".encode("utf-16-le")),
        ("a.json", b'{"head": "<html>"}\n'),
        ("a.ndjson", b'{"a": 1}\n{"a": 2}\n'),
        ("a.csv", b'"name"\n"<html> Ltd"\n'),
        ("a.csv", b"1,a\n\x1a"),
        ("a.zip", b"PK\x03\x04rest"),
        ("a.pdf", b"%PDF-1.7 rest"),
        ("a.html", b"<!doctype html><title>x</title>"),
        ("a.dat", b"anything"),
    ],
)
def test_data_of_its_kind_is_taken(name, data):
    assert complaint(name, data, data) is None


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xml", b"<!-- x --><html><body>", "web page"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE html><html>', "web page"),
        ("a.xml", b"name,list\n", "does not begin as XML"),
        ("a.xml", b"<list><entry>", None),
        ("a.xml", b"<list><entry>Firm", "ends in the middle"),
        ("a.json", b'[{"a": 1},', "ends in the middle"),
        ("a.json", b"oops", "does not begin as JSON"),
        ("a.csv", b"<Error><Code>AccessDenied</Code></Error>", "markup"),
        ("a.zip", b"name,list\n", "does not begin as ZIP"),
        ("a.pdf", b"<html><title>Gone</title>", "Gone"),
        ("a.csv", b" \n", "is empty"),
    ],
)
def test_data_of_another_kind_is_refused_with_the_reason(name, data, said):
    found = complaint(name, data, data)

    assert found is None if said is None else said in found


def test_a_title_is_short_and_on_one_line():
    page = b"<html><title>" + b"Very\n  long " * 40 + b"</title>"

    title = title_of_page(page)

    assert title.startswith("Very long Very long")
    assert len(title) <= 121


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_a_fault(data):
    for name in ("a.xml", "a.json", "a.csv", "a.zip", "a.pdf", "a"):
        assert complaint(name, data, data) is None or complaint(name, data, data)


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_packing_is_undone_whole(tmp_path_factory, pieces):
    folder = tmp_path_factory.mktemp("packed")
    whole = b"".join(pieces)
    raw = zlib.compressobj(wbits=-15)
    forms = {
        "gzip": b"".join(gzip.compress(piece) for piece in pieces)
        or gzip.compress(b""),
        "deflate": zlib.compress(whole),
        "deflate ": raw.compress(whole) + raw.flush(),
    }

    for encoding, packed in forms.items():
        (folder / "packed").write_bytes(packed)
        unpack(folder / "packed", folder / "whole", encoding, largest=10_000)
        assert (folder / "whole").read_bytes() == whole


@given(st.binary(min_size=1, max_size=300), st.data())
def test_packing_that_was_cut_is_never_taken_for_whole(tmp_path_factory, whole, data):
    folder = tmp_path_factory.mktemp("cut")
    packed = gzip.compress(whole)
    kept = data.draw(st.integers(0, len(packed) - 1))
    (folder / "packed").write_bytes(packed[:kept])

    with pytest.raises(FetchError, match="damaged"):
        unpack(folder / "packed", folder / "whole", "gzip", largest=10_000)


@given(st.integers(1, 100), st.floats(0, 1))
def test_a_pause_grows_and_has_an_end(tries, jitter):
    assert 0.5 <= pause(tries, jitter) <= 60
    assert pause(tries, jitter) <= pause(tries + 1, jitter)


@given(st.text(max_size=30))
def test_a_pause_that_makes_no_sense_is_no_pause(text):
    asked = asked_pause(text, datetime(2025, 1, 1, tzinfo=UTC))

    assert asked is None or asked >= 0


@given(st.text(max_size=60))
def test_checksums_that_make_no_sense_are_none(text):
    found = told_digests({"Digest": text, "Repr-Digest": text})

    assert set(found) <= {"sha256", "sha512", "md5"}
