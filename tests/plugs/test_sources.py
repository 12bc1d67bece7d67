"""What every list has to do, tried on its samples; no list is named here."""

import hashlib
import html
import io
import json
import random
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline import registry
from tieline.files.pdf_pages import read_pages
from tieline.model import schema
from tieline.model.errors import SourceError, TielineError
from tieline.model.source import Part, Report, Snapshot

SAMPLES = Path(__file__).parents[1] / "samples"
CLOSING = b"\x1a"
PDF = b"%PDF-"
NEW = "brand_new"


class Sample:
    """The files of one edition in memory, and how many records they hold."""

    def __init__(self, path):
        self.key = path.parent.name
        self.name = path.name
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        self.files = {file.name: file.read_bytes() for file in files}
        expected = path.parent / "expected.json"
        self.records = json.loads(expected.read_text("utf-8"))[path.name]

    def __repr__(self):
        return f"{self.key}/{self.name}"

    def snapshot(self, files=None, *, partial=False):
        files = files or self.files
        name, data = next(iter(files.items()))
        found = registry.recognise(name, data[:65536])
        dataset = found[1] if found else registry.source(self.key).dataset
        return Snapshot(
            source_key=self.key,
            dataset=dataset,
            sha256=digest(b"".join(files.values())),
            parts=tuple(part(*each) for each in files.items()),
            partial=partial,
        )

    def read(self, files=None, *, partial=False):
        report = Report()
        snapshot = self.snapshot(files, partial=partial)
        entries = list(registry.source(self.key).parse(snapshot, report))
        return entries, report


def part(name, data):
    return Part(
        name=name, sha256=digest(data), size=len(data), open=lambda: io.BytesIO(data)
    )


def digest(data):
    return hashlib.sha256(data).hexdigest()


ALL = [
    Sample(path)
    for folder in sorted(SAMPLES.iterdir())
    if (folder / "expected.json").exists()
    for path in sorted(folder.iterdir())
    if path.name != "expected.json"
]
each_sample = pytest.mark.parametrize("sample", ALL, ids=repr)


def statements(entries):
    return [stated for entry in entries for stated in entry.statements]


def facts(entries):
    """What was said, wherever it stands."""
    found = {(one.statement.id, one.statement.value) for one in statements(entries)}
    return found | {pair for entry in entries for pair in entry.referents}


@pytest.mark.parametrize("key", registry.sources())
def test_a_list_has_samples(key):
    folder = SAMPLES / key

    names = json.loads((folder / "expected.json").read_text("utf-8"))

    assert names
    assert {path.name for path in folder.iterdir()} == {*names, "expected.json"}


@pytest.mark.parametrize("key", registry.sources())
def test_a_list_says_what_it_is(key):
    source = registry.source(key)

    said = (source.title, source.publisher, source.url, source.licence)

    assert all(said)
    assert source.key == key
    assert source.dataset in source.datasets
    assert source.natural_key


@each_sample
def test_its_files_are_recognised_as_it(sample):
    found = [
        registry.recognise(name, data[:65536]) for name, data in sample.files.items()
    ]

    assert {source.key for source, _ in found} == {sample.key}
    assert len({dataset for _, dataset in found}) == 1


@each_sample
def test_no_other_list_takes_its_files(sample):
    name, data = next(iter(sample.files.items()))

    takers = [
        source.key
        for source in registry.sources().values()
        if source.recognise(name, data[:65536]) is not None
    ]

    assert takers == [sample.key]


@each_sample
def test_every_record_of_the_file_comes_out(sample):
    entries, report = sample.read()

    assert report.records_in == sample.records
    assert len(entries) == sample.records
    assert not report.broken


@each_sample
def test_every_schema_and_property_is_known(sample):
    entries, _ = sample.read()

    for stated in statements(entries):
        statement = stated.statement
        assert schema.property_type(statement.schema, statement.prop)
        assert not schema.schema(statement.schema).is_abstract


@each_sample
def test_every_value_is_text_worth_stating(sample):
    entries, _ = sample.read()

    for stated in statements(entries):
        value = stated.statement.value
        assert value == value.strip()
        assert value


@each_sample
def test_every_statement_quotes_the_file(sample):
    raw = "\n".join(readable(*each) for each in sample.files.items())

    entries, _ = sample.read()

    for stated in statements(entries):
        assert stated.evidence
        for evidence in stated.evidence:
            assert evidence.quote
            assert evidence.locator
            assert any(form in raw for form in written(evidence.quote)), evidence


def readable(name, data):
    """The text of a file; that of a PDF page by page, as it is printed."""
    if not data.startswith(PDF):
        return data.decode("utf-8")
    return "\n".join(page.text for page in read_pages(part(name, data)))


def written(quote):
    """The ways in which a text stands in a CSV, JSON or XML file."""
    yield quote
    yield html.escape(quote, quote=False)
    yield quote.replace('"', '""')
    yield json.dumps(quote, ensure_ascii=False)[1:-1]
    yield json.dumps(quote)[1:-1]


@each_sample
def test_the_same_bytes_read_the_same(sample):
    first, _ = sample.read()

    second, _ = sample.read()

    assert first == second


@each_sample
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_changes_no_id(sample, seed):
    before, _ = sample.read()
    files = {
        name: shuffled(data, random.Random(seed))  # noqa: S311 - a seed of hypothesis, no secret
        for name, data in sample.files.items()
    }

    after, _ = sample.read(files)

    assert facts(after) == facts(before)


def shuffled(data, chance):
    """Put the records in another order; first and last lines keep their place."""
    if data.lstrip()[:1] in {b"{", b"["} and data.count(b'"schema"') < 2:
        return shuffled_json(data, chance)
    if is_xml(data):
        return shuffled_xml(data, chance)
    lines = data.splitlines(keepends=True)
    if data.lstrip()[:1] == b"[" or not has_columns(data):
        return data
    first = 0 if data[:1].isdigit() or data[:5] == b'{"id"' else headers(lines)
    last = len(lines) - (lines[-1] == CLOSING or b'"kind":"end"' in lines[-1])
    middle = lines[first:last]
    chance.shuffle(middle)
    return b"".join((*lines[:first], *middle, *lines[last:]))


def headers(lines):
    """How many lines stand before the records: a title has few cells."""
    is_title = b",,," in lines[0] or lines[0].count(b",") < lines[1].count(b",") // 2
    return 1 + is_title


def has_columns(data):
    """Tell a table from a text, whose first line parts nothing."""
    return re.search(rb"[,;\t|]", b"".join(data.split(b"\n", 2)[:2])) is not None


def is_xml(data):
    return data.lstrip()[:1] == b"<"


def shuffled_xml(data, chance):
    """Put the elements of the same name below the root's into another order."""
    root = ET.fromstring(data)  # noqa: S314 - written by our own tests
    ET.register_namespace("", root.tag.rpartition("}")[0].lstrip("{"))
    for section in root:
        records = list(section)
        chance.shuffle(records)
        section[:] = records
    return ET.tostring(root)


def shuffled_json(data, chance):
    try:
        whole = json.loads(data)
    except ValueError:
        return data
    lists = [whole] if isinstance(whole, list) else whole.values()
    for records in filter(lambda each: isinstance(each, list), lists):
        chance.shuffle(records)
    return json.dumps(whole, ensure_ascii=False).encode()


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_cut_never_loses_records_in_silence(data):
    sample = data.draw(st.sampled_from(ALL))
    name = data.draw(st.sampled_from(sorted(sample.files)))
    whole = sample.files[name]
    at = data.draw(st.integers(0, len(whole) - 1))
    files = {**sample.files, name: whole[:at]}
    full, _ = sample.read()

    try:
        entries, _ = sample.read(files)
    except TielineError:
        return

    lost = facts(full) - facts(entries)
    # Where a format has no closing mark, a cut between two lines cannot be seen.
    assert not lost or is_between_lines(whole, at)
    if is_between_lines(whole, at):
        texts = {one.statement.value for one in statements(full)}
        assert {one.statement.value for one in statements(entries)} <= texts


def is_between_lines(whole, at):
    return whole[:at].endswith(b"\n") or whole[at : at + 2].lstrip(b"\r")[:1] == b"\n"


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_whole_is_kept_of_a_cut_file_on_demand(data):
    sample = data.draw(st.sampled_from(ALL))
    name = data.draw(st.sampled_from(sorted(sample.files)))
    whole = sample.files[name]
    at = data.draw(st.integers(len(whole) // 2, len(whole) - 1))
    files = {**sample.files, name: whole[:at]}
    full, _ = sample.read()

    entries, report = sample.read(files, partial=True)

    assert len(entries) == report.records_in
    assert len(entries) <= len(full)
    if facts(full) - facts(entries):
        assert report.broken or is_between_lines(whole, at)


@each_sample
def test_a_new_column_stops_the_parse_with_its_name(sample):
    name, data = next(iter(sample.files.items()))
    files = {**sample.files, name: widened(data)}

    with pytest.raises(SourceError) as caught:
        sample.read(files)

    assert NEW in str(caught.value) or "cells" in str(caught.value)


def widened(data):
    """Give the first record a field that nobody reads, or each row a column."""
    if data.lstrip()[:1] in {b"{", b"["}:
        at = first_record(data)
        return data[:at] + f'"{NEW}": "x", '.encode() + data[at:]
    if is_xml(data):
        leaf = re.search(rb"<(\w+)>[^<]+</\1>", data)
        more = f"<{NEW}>x</{NEW}>".encode()
        return data[: leaf.end()] + more + data[leaf.end() :]
    if data.startswith(PDF):  # of the same length, so that no place in it moves
        texts = re.compile(rb"\((?=[^()]{9})([^()]+)\)")
        return texts.sub(
            lambda text: b"(" + NEW.encode().ljust(len(text[1])) + b")", data
        )
    lines = data.splitlines()
    if not has_columns(data):  # a label of its own, in the first entry
        at = next(at for at, line in enumerate(lines) if line[:1].isdigit())
        label = f"{NEW}\uff1ax".encode()
        return b"\n".join((*lines[: at + 1], label, *lines[at + 1 :])) + b"\n"
    has_header = not lines[0][:1].isdigit()
    header = lines[headers(lines) - 1]
    out = []
    for line in lines:
        if line == CLOSING:
            out.append(line)
            continue
        is_header = has_header and line == header
        out.append(line + (f",{NEW}".encode() if is_header else b',"x"'))
    return b"\n".join(out) + (b"" if out[-1] == CLOSING else b"\n")


def first_record(data):
    """Where the fields of a JSON file's first record begin."""
    if b'"id"' in data:
        return data.index(b'"id"')
    try:
        json.loads(data.splitlines()[0])
    except ValueError:
        return data.index(b"{", data.index(b"[")) + 1
    return data.index(b"{") + 1


@each_sample
def test_an_empty_file_is_refused(sample):
    name = next(iter(sample.files))

    with pytest.raises(SourceError):
        sample.read({**sample.files, name: b""})


@each_sample
def test_a_listing_names_its_subject(sample):
    entries, _ = sample.read()

    listings = {
        one.statement.entity_id
        for one in statements(entries)
        if one.statement.schema == "Sanction"
    }
    tied = {
        one.statement.entity_id
        for one in statements(entries)
        if (one.statement.schema, one.statement.prop) == ("Sanction", "entity")
    }

    assert listings == tied


@each_sample
def test_only_an_official_list_says_listed_and_it_says_so(sample):
    entries, _ = sample.read()

    said = {
        one.statement.status
        for one in statements(entries)
        if one.statement.schema == "Sanction"
    }

    if registry.source(sample.key).is_official:
        assert said == {"listed"}
    elif sample.key == "ftm":
        assert said <= {None}
