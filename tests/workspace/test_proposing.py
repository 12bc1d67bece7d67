"""A table in, a mapping that imports it out."""

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.files.mapping_file import columns_of, decode_mapping
from tieline.model.errors import StorageError, UsageError
from tieline.workspace.gathering import Importing
from tieline.workspace.guiding import propose_mapping, write_mapping
from tieline.workspace.ingest import import_files
from tieline.workspace.proposal_text import mapping_text
from tieline.workspace.proposing import propose, use_of


def uses(labels, *rows):
    found = propose(labels, rows, stem="list")
    return {column.label: column.use for column in found.columns}


@pytest.mark.parametrize(
    ("label", "cell", "use"),
    [
        ("Firma", "Muster KG", "name"),
        ("名称", "示例公司", "name"),
        ("Land", "AT", "country"),
        ("страна", "RU", "country"),
        ("国家", "CN", "country"),
        ("Adresse", "Hauptstr. 1, Wien", "address"),
        ("Geburtsdatum", "1.2.1970", "birthDate"),
        ("fecha de inclusión", "2024-01-02", "listing.start"),
        ("Date removed", "2024-01-02", "listing.end"),
        ("Federal Register Notice", "85 FR 1", "listing.citation"),
        ("原因", "军民融合", "listing.reason"),
        ("Source URL", "https://a.example/1", "listing.source_url"),
        ("aliases", "MKG", "alias"),
        ("ogrnCode", "1027700132195", "ogrnCode"),
        ("x1", "5493001KJTIIGC8Y1R12", "leiCode"),
        ("x2", "91110000600037341L", "uscCode"),
        ("x3", "a@b.example", "email"),
        ("x4", "Germany", "country"),
        ("x5", "something else", "notes"),
    ],
)
def test_a_column_is_told_by_its_label_or_by_what_it_holds(label, cell, use):
    found = uses(["full name", label], ["Acme", cell], ["Beta", cell])

    assert found[label] == ("alias" if use == "name" else use)


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("Country", "see remarks"),
        ("Start date", "unknown to us"),
        ("Start date", "03/04/2021"),
        ("Type", "strange"),
        ("Source URL", "a book"),
    ],
)
def test_a_label_that_its_cells_contradict_is_kept_as_notes(label, cell):
    assert uses(["Name", label], ["Acme", cell])[label] == "notes"


def test_the_first_column_of_names_is_the_name_and_others_are_further_names():
    found = uses(["Name", "Chinese name", "No"], ["Acme", "示例", "1"])

    assert found == {"Name": "name", "Chinese name": "alias", "No": "id"}


def test_a_number_that_repeats_is_no_id():
    assert uses(["Name", "No"], ["A", "1"], ["B", "1"])["No"] == "listing.record_id"


def test_a_table_without_words_cannot_be_mapped():
    with pytest.raises(UsageError):
        propose(["a", "b"], [["1", "2"]], stem="numbers")


@pytest.mark.parametrize(
    ("text", "use"),
    [("name", "name"), ("BIRTHDATE", "birthDate"), ("-", "drop"), ("ID", "id")],
)
def test_a_use_is_named_as_people_write_it(text, use):
    assert use_of(text) == use


@pytest.mark.parametrize("text", ["nome", "listing.x", "listing", "?"])
def test_a_use_that_is_none_says_which_there_are(text):
    with pytest.raises(UsageError) as caught:
        use_of(text)

    assert "listing.start" in caught.value.hint


TABLE = (
    "Nr;Firma;Kurzname;Typ;Land;Straße;Stadt;Seit;Grund;Bemerkung\n"
    "7;Muster Optik KG;MOK; company;AT;Hauptstr. 1;Wien;1.5.2024;Umgehung;\n"
    "8;Max Muster;MM;person;DE;;Bonn;2.5.2024;;gesehen\n"
)


def test_the_proposal_of_a_whole_table_imports_it(house, tmp_path):
    table, target = tmp_path / "Sperrliste_2024-06-01.csv", tmp_path / "m.toml"
    table.write_text(TABLE, "utf-8")
    write_mapping(propose_mapping(table), table, target)
    workspace = house.workspace_in(tmp_path)

    (done,) = import_files(workspace, [table], Importing(mapping=target))

    assert (done.outcome, done.dataset, done.published) == (
        "imported",
        "sperrliste",
        "2024-06-01",
    )
    assert (done.records_in, done.listings) == (2, 2)
    with workspace.reader(workspace.times(as_of=None, known_on=None)) as reader:
        firm = reader.entity("sperrliste-7")
        person = reader.entity("sperrliste-8")
    assert (firm.schema, person.schema) == ("Company", "Person")
    assert firm.properties["address"] == ("Hauptstr. 1, Wien",)
    assert firm.properties["alias"] == ("MOK",)


def test_a_mapping_is_never_overwritten(tmp_path):
    table, target = tmp_path / "t.csv", tmp_path / "m.toml"
    table.write_text("Name\nAcme\nBeta\n", "utf-8")
    target.write_text("mine", "utf-8")

    with pytest.raises(UsageError):
        write_mapping(propose_mapping(table), table, target)

    assert target.read_text("utf-8") == "mine"


class OnFullDisk(type(Path())):
    """A path whose file can be made, and takes the first bytes only."""

    def open(self, *words, **more):
        file = super().open(*words, **more)

        def write(text):
            type(file).write(file, text[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

        file.write = write
        return file


def test_a_full_disk_leaves_no_half_mapping(tmp_path):
    table, target = tmp_path / "t.csv", OnFullDisk(tmp_path / "m.toml")
    table.write_text("Name\nAcme\nBeta\n", "utf-8")

    with pytest.raises(StorageError, match="No space left"):
        write_mapping(propose_mapping(table), table, target)

    assert not target.exists()


LABELS = st.lists(
    st.sampled_from(
        [
            "Name",
            "Alias",
            "Type",
            "Country",
            "DOB",
            "No",
            "Since",
            "City",
            "x\n\"'\\",
            "名称",
        ]
    )
    | st.text(min_size=1, max_size=12),
    min_size=1,
    max_size=8,
    unique=True,
)


@given(labels=LABELS, data=st.data())
def test_whatever_the_table_the_proposal_is_a_mapping_that_reads_every_column(
    labels, data
):
    cell = st.sampled_from(["", "Acme", "DE", "2024-01-02", "company", "7"]) | st.text(
        max_size=10
    )
    row = st.lists(cell, min_size=len(labels), max_size=len(labels))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))

    try:
        proposal = propose(labels, rows, stem="list")
    except UsageError:
        return
    mapping = decode_mapping(mapping_text(proposal, "list.csv").encode())

    assert set(labels) == set(columns_of(mapping)) | set(mapping.drop)
