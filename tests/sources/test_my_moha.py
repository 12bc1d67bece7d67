"""Malaysia's list as the tagged XML of its PDF: rows of cells, a header among them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tieline.model.errors import SourceError, TruncatedError

SAMPLE = Path(__file__).parents[1] / "samples" / "my_moha" / "moha_synthetic.xml"
SECOND = "my-moha-i-92-2021"
GROUP = "my-moha-k-91-2013"


@pytest.fixture(scope="module")
def made(read):
    return read(SAMPLE)


@pytest.fixture(scope="module")
def path(shared):
    return shared / "data" / "formats" / "deriv_sample_moha.xml"


@pytest.fixture(scope="module")
def real(read, path):
    return read(path)


@pytest.fixture(scope="module")
def rows(path):
    """The rows of the real file as texts, the header aside."""
    found = []
    for row in ET.parse(path).iterfind("Document/Table/TBody/TR"):  # noqa: S314 - read before
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
        if not cells[0].startswith("("):
            found.append(cells)
    return found


def test_every_row_of_the_real_file_is_a_party(real, rows):
    sizes = [len(cells) for cells in rows]

    assert real.report.records_in == len(rows) == 101
    assert (sizes.count(13), sizes.count(7)) == (77, 24)
    assert len(real.subjects()) == len(real.listings()) == 101


def test_every_name_and_paper_of_the_real_file_is_read(real, rows):
    stated = {one.value for one in real.statements}

    assert {cells[2] for cells in rows} <= stated
    passports = {
        number
        for cells in rows
        if len(cells) == 13
        for number in cells[9].split(" / ")
        if number != "-"
    }
    assert passports <= stated
    assert len(passports) == sum(
        1 for one in real.statements if one.prop == "passportNumber"
    )


def test_every_day_of_the_real_file_is_read(real, rows):
    listed = [one for one in real.statements if one.prop == "startDate"]
    births = [one for one in real.statements if one.prop == "birthDate"]

    assert len(listed) == 101
    given = [cells[5].split() for cells in rows if len(cells) == 13 and cells[5] != "-"]
    assert len(births) == sum(len(days) for days in given)


def test_every_nationality_of_the_real_file_is_a_country(real, rows):
    found = [one for one in real.statements if one.prop == "nationality"]

    assert len(found) == sum(1 for cells in rows if len(cells) == 13)


def test_the_edition_is_of_the_day_that_the_document_was_changed(snapshot_of, path):
    source, snapshot = snapshot_of([path])

    assert source.published(snapshot) == "2025-02-04"


def test_a_reference_is_the_id_whichever_way_it_is_spaced(made):
    assert made.subjects() == {
        "my-moha-i-91-2014",
        SECOND,
        "my-moha-i-93-2024",
        GROUP,
    }


def test_a_sign_between_names_parts_them(made):
    assert made.values(SECOND, "name") == ["Mansor @ Termizi bin Contoh"]
    assert made.values(SECOND, "weakAlias") == ["Mansor"]
    assert made.values(SECOND, "alias") == [
        "Termizi bin Contoh",
        "Abu Contoh",
        "Abu Misal",
    ]


def test_several_births_and_papers_stand_in_a_cell(made):
    assert made.values(SECOND, "birthDate") == ["1976-02-20", "1975-02-13"]
    assert made.values(SECOND, "passportNumber") == ["XA1000002", "XA1000003"]
    assert made.values(SECOND, "idNumber") == ["250060401", "80060204"]


def test_countries_are_known_by_their_malay_names(made):
    assert made.values(SECOND, "nationality") == ["ph"]
    assert made.values(SECOND, "country") == ["eg"]


def test_a_group_has_its_further_names(made):
    assert made.values(GROUP, "alias") == [
        "Sample Group",
        "Sample & Partners",
        "Group of Old",
    ]
    assert made.values(f"{GROUP}-moha", "startDate") == ["2014-04-07"]


def test_another_header_is_refused_by_name(written):
    text = SAMPLE.read_text("utf-8").replace("Gelaran", "Warna")

    with pytest.raises(SourceError, match=r"\(4\) Warna"):
        written(moha__xml=text)


def test_a_row_of_another_width_is_refused(written):
    text = SAMPLE.read_text("utf-8").replace("<TD><P>Yaman </P></TD>", "", 1)

    with pytest.raises(SourceError, match="12 cells instead of 7 or 13"):
        written(moha__xml=text)


def test_a_cut_file_is_refused_and_its_whole_rows_kept(written):
    text = SAMPLE.read_text("utf-8")
    cut = text[: text.index("Fatimah")]

    with pytest.raises(TruncatedError, match="breaks off"):
        written(moha__xml=cut)

    assert written(partial=True, moha__xml=cut).report.records_in == 2
