"""People with significant control: bands of shares, statements, protected people."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieline.cli.main import face
from tieline.model.errors import SourceError
from tieline.sources import gb_psc

FOLDER = Path(__file__).parents[1] / "samples" / "gb_psc"
SAMPLE = FOLDER / "psc-snapshot-2025-02-03_synthetic.txt"
PERSON = "gb-psc-00000001-sampleA"


@pytest.fixture(scope="module")
def sample(read):
    return read(SAMPLE)


@pytest.fixture
def changed(tmp_path, read):
    """Read the sample with some of its text replaced."""

    def reading(old, new, **how):
        path = tmp_path / SAMPLE.name
        text = SAMPLE.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return read(path, **how)

    return reading


@pytest.mark.parametrize(
    ("band", "share"),
    [
        ("25-to-50", "(25, 50]"),
        ("50-to-75", "(50, 75)"),
        ("75-to-100", "[75, 100]"),
        ("more-than-25", "(25, 100]"),
    ],
)
def test_a_band_is_the_interval_that_the_law_means(changed, band, share):
    found = changed("ownership-of-shares-50-to-75", f"ownership-of-shares-{band}")

    (stated,) = [
        one
        for one in found.statements
        if one.prop == "percentage" and one.quantity.quote.endswith(f"{band}-percent")
    ]
    assert stated.value == share


def test_only_shares_are_owned(sample):
    roles = {
        (one.value.split("-")[0], one.schema)
        for one in sample.statements
        if one.prop == "role"
    }

    assert roles == {
        ("ownership", "Ownership"),
        ("voting", "UnknownLink"),
        ("right", "UnknownLink"),
        ("significant", "UnknownLink"),
        ("super", "UnknownLink"),
    }


def test_a_share_of_votes_is_an_interval_but_no_percentage(sample):
    (votes,) = [one for one in sample.statements if one.value == "share: (50, 75) %"]

    assert votes.schema == "UnknownLink"
    assert (votes.quantity.low, votes.quantity.high) == ("50", "75")


def test_who_ceased_has_an_end(sample):
    own = [one for one in sample.statements if one.schema == "Ownership"]
    ended = [one.value for one in own if one.prop == "endDate"]

    assert ended == ["2018-05-14"]
    assert [one.value for one in own if one.prop == "status"] == ["ceased"]


def test_a_person_is_stated_as_the_record_says_and_no_more(sample):
    said = {one.prop for one in sample.statements if one.entity_id == PERSON}

    assert said == {
        "name",
        "title",
        "firstName",
        "middleName",
        "lastName",
        "birthDate",
        "nationality",
        "country",
        "address",
    }
    assert sample.values(PERSON, "name") == ["Erika Anna Mustermann"]
    assert sample.values(PERSON, "birthDate") == ["1977-02"]
    assert sample.values(PERSON, "nationality") == ["gb", "de"]


def test_the_same_person_elsewhere_is_another_record(changed):
    found = changed('"company_number": "00000002"', '"company_number": "00000009"')

    people = {one for one in found.subjects() if one.startswith("gb-psc-")}
    assert "gb-psc-00000009-sampleC" in people


def test_protected_details_are_said_to_be_protected(sample):
    notes = sample.values("gb-psc-00000003-sampleD", "notes")

    assert notes == [
        "details are protected: super-secure-persons-with-significant-control"
    ]
    assert not sample.values("gb-psc-00000003-sampleD", "name")


def test_a_company_that_names_nobody_says_so(sample):
    (note,) = sample.values("gb-coh-00000004", "notes")

    assert note.startswith("statement: no-individual-or-entity-with-")
    assert note.endswith("from 2016-06-30")


def test_an_exemption_has_its_span(sample):
    (note,) = sample.values("gb-coh-00000005", "notes")

    kind = "psc-exempt-as-trading-on-regulated-market"
    assert note == f"exempt: {kind} from 2016-06-01 to 2019-06-01"


def test_a_foreign_owner_has_its_number_and_register(sample):
    owner = "gb-psc-00000001-sampleB"
    papers = [one for one in sample.statements if one.schema == "Identification"]

    said = {one.prop: one.value for one in papers}
    assert sample.values(owner, "registrationNumber") == ["HRB 000001"]
    assert said["authority"] == "Handelsregister Musterstadt"
    assert sample.values(owner, "jurisdiction") == ["de"]


def test_what_companies_report_is_self_disclosed(sample):
    tied = {one.status for one in sample.statements if one.prop == "role"}

    assert tied == {"self-disclosed"}


def test_a_day_before_the_law_is_kept_as_printed(changed):
    found = changed('"notified_on": "2017-01-01"', '"notified_on": "1083-01-01"')

    assert "1083-01-01" in {one.value for one in found.statements}


def test_fewer_records_than_the_totals_say_are_noticed(tmp_path, read):
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / SAMPLE.name
    path.write_text("".join(lines[1:]), "utf-8")

    found = read(path)

    assert "its totals say 7 records, it holds 6" in found.report.notice


def test_a_snapshot_without_totals_may_be_cut_and_says_so(tmp_path, read):
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / SAMPLE.name
    path.write_text("".join(lines[:-1]), "utf-8")

    found = read(path)

    assert "totals is missing" in found.report.notice


def test_the_whole_snapshot_needs_no_notice(sample):
    assert sample.report.notice is None


def test_the_parts_of_a_snapshot_are_one_edition(tmp_path, read):
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    paths = []
    for number, some in ((1, lines[:4]), (2, lines[4:])):
        path = tmp_path / f"psc-snapshot-2025-02-03_{number}of2.txt"
        path.write_text("".join(some), "utf-8")
        paths.append(path)

    found = read(*paths)

    assert {gb_psc.part_of(path.name)[0] for path in paths} == {
        "psc-snapshot-2025-02-03"
    }
    assert found.report.records_in == 7
    assert found.report.notice is None


def zipped(path, name, lines):
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "".join(lines))
    return path


def imported(folder, *paths):
    words = ["-C", str(folder / "case"), "import", *map(str, paths)]
    done = CliRunner().invoke(face(), words)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [(line["outcome"], line["records_in"]) for line in lines]


def test_parts_that_are_each_packed_are_one_edition(tmp_path):
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    paths = []
    for number, some in ((1, lines[:4]), (2, lines[4:])):
        name = f"psc-snapshot-2025-02-03_{number}of2"
        paths.append(zipped(tmp_path / f"{name}.zip", f"{name}.txt", some))

    done = imported(tmp_path, *paths)

    assert done == [("imported", 7)]


def test_one_part_in_two_archives_is_two_editions(tmp_path):
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    name = "psc-snapshot-2025-02-03_1of2.txt"
    paths = [
        zipped(tmp_path / "old.zip", name, lines),
        zipped(tmp_path / "new.zip", name, lines[:-2]),
    ]

    done = imported(tmp_path, *paths)

    assert sorted(records for _, records in done) == [6, 7]


def test_the_day_stands_in_the_name_or_with_the_totals(tmp_path, snapshot_of):
    path = tmp_path / "snapshot.txt"
    path.write_bytes(SAMPLE.read_bytes())

    days = []
    for each in (SAMPLE, path):
        source, snapshot = snapshot_of([each])
        days.append(source.published(snapshot))

    assert days == ["2025-02-03", "2025-02-03"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("significant-influence-or-control", "mild-influence"),
        ("ownership-of-shares-50-to-75", "ownership-of-shares-50-to-60"),
        ("super-secure-person-with", "very-secure-person-with"),
        ('"2018-05-14"', '"14.5.2018"'),
    ],
)
def test_what_is_not_documented_stops_the_parse(changed, old, new):
    with pytest.raises(SourceError, match="line "):
        changed(old, new)


def test_a_broken_line_is_left_out_on_demand(changed):
    found = changed("significant-influence-or-control", "mild", partial=True)

    assert found.report.records_in == 6
    assert len(found.report.broken) == 1


def test_a_line_that_names_no_company_is_refused(tmp_path, read):
    line = json.dumps({"company_number": "", "data": {"kind": "exemptions"}})
    path = tmp_path / "psc-2025-02-03.txt"
    path.write_text(line + "\n", "utf-8")

    with pytest.raises(SourceError, match="no company"):
        read(path)


def test_what_else_is_said_of_an_owner_is_a_note(changed):
    kind = '"identification_type": "other-corporate-body-or-firm", "legal_form": "GmbH"'

    found = changed('"legal_form": "GmbH"', kind)

    notes = found.values("gb-psc-00000001-sampleB", "notes")
    assert "registered as: other-corporate-body-or-firm" in notes
