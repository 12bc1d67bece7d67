"""Japan's Foreign End User List: a ruled table in a PDF, over pages."""

from pathlib import Path

import pytest

from tieline.model.errors import SourceError, TruncatedError

SAMPLE = (
    Path(__file__).parents[1]
    / "samples"
    / "jp_meti_eul"
    / "foreign_end_user_list_2024-03-08_synthetic.pdf"
)
HEADER = [
    "No.",
    "国名、地域名\nCountry or Region",
    "企業名、組織名\nCompany or Organization",
    "別名\nAlso Known As",
    "懸念区分\nType of WMD",
]
WIDTHS = (40, 130, 220, 250, 110)


@pytest.fixture(scope="module")
def real(read):
    return read(SAMPLE)


@pytest.fixture
def made(written, pdf_table):
    """Write rows below the header, each list of rows a page, and read them."""

    def making(*pages, partial=False, header=HEADER):
        data = pdf_table(*[[header, *rows] for rows in pages], widths=WIDTHS)
        return written(partial=partial, end_user_list__pdf=data)

    return making


def ids(found):
    return [entry.entity_ids[0] for entry in found.entries]


def test_the_sample_is_what_its_writer_makes(pdf_table):
    pages = (
        [
            HEADER,
            [
                "1",
                "中国\nChina",
                "Academy of Invented Physics\n(架空物理学院)",
                "・AIP\n・Invented Physics\nAcademy",
                "N,M\n核、ミサイル",
            ],
            ["2", "イラン\nIran", "Example Institute (EI)", "", "B\n生物"],
        ],
        [
            HEADER,
            ["", "", "", "・Example Lab", ""],
            [
                "4",
                "ロシア\nRussia",
                "Fictional Optics JSC",
                "・Optika",
                "C W\n通常兵器",
            ],
        ],
    )

    data = pdf_table(*pages, widths=WIDTHS, title="Foreign End User List")

    assert data == SAMPLE.read_bytes()


def test_every_number_is_an_entry_on_its_page(real):
    assert real.report.records_in == len(real.listings()) == 3
    assert [entry.locator.partition(".pdf ")[2] for entry in real.entries] == [
        "page 1 row 2",
        "page 1 row 3",
        "page 2 row 3",
    ]


def test_names_are_read_in_both_writings(real):
    subject = ids(real)[0]

    assert real.values(subject, "name") == [
        "Academy of Invented Physics",
        "架空物理学院",
    ]
    assert real.values(subject, "country") == ["cn"]


def test_aliases_are_parted_at_their_bullets_and_wrapped_ones_joined(real):
    assert real.values(ids(real)[0], "alias") == ["AIP", "Invented Physics Academy"]


def test_a_row_that_a_page_breaks_goes_on_below_the_next_header(real):
    assert "Example Lab" in real.values(ids(real)[1], "alias")


def test_kinds_of_weapons_are_the_reason(real):
    listing = f"{ids(real)[0]}-meti-eul"

    assert real.values(listing, "reason") == ["N", "M", "核", "ミサイル"]
    assert real.values(listing, "recordId") == ["1"]


def test_a_gap_in_the_numbers_is_noted(real):
    (note,) = real.report.notes

    assert note.endswith("page 2: number 4 follows 2")


def test_the_day_is_in_the_name_or_on_the_first_page(snapshot_of, tmp_path, pdf_table):
    path = tmp_path / "user_list.pdf"
    rows = [HEADER, ["1", "Iran", "Example Institute", "", "B"]]
    path.write_bytes(pdf_table(rows, widths=WIDTHS, title="2024年3月9日"))

    named, dated = snapshot_of([SAMPLE]), snapshot_of([path])

    assert named[0].published(named[1]) == "2024-03-08"
    assert dated[0].published(dated[1]) == "2024-03-09"


def test_a_number_that_moves_changes_no_id(made):
    first = made([["1", "Iran", "Example Institute", "", "B"]])
    second = made([["9", "Iran", "Example Institute", "", "B"]])

    assert ids(first) == ids(second)


def test_a_row_without_a_company_is_refused(made):
    with pytest.raises(SourceError, match="names no company"):
        made([["1", "Iran", "", "Example", "B"]])


def test_a_first_row_without_a_number_is_refused(made):
    with pytest.raises(SourceError, match="first row has no number"):
        made([["", "Iran", "Example Institute", "", "B"]])


def test_an_unknown_column_is_refused_by_name(made):
    header = [*HEADER[:4], "Colour"]

    with pytest.raises(SourceError, match="column 'Colour'"):
        made([["1", "Iran", "Example Institute", "", "B"]], header=header)


def test_a_page_of_text_without_a_table_is_refused(written, pdf_text):
    data = pdf_text(["this page holds no table but many words of text"])

    with pytest.raises(SourceError, match="there is no row"):
        written(end_user_list__pdf=data)


def test_a_pdf_that_breaks_off_is_refused(written):
    data = SAMPLE.read_bytes()

    with pytest.raises(TruncatedError, match="closing mark is missing"):
        written(end_user_list__pdf=data[:-20])

    found = written(partial=True, end_user_list__pdf=data[:-20])
    assert found.report.records_in == 0
    assert "closing mark" in found.report.broken[0]


def test_what_is_no_pdf_inside_is_refused(written):
    with pytest.raises(SourceError, match="cannot be read"):
        written(end_user_list__pdf=b"%PDF-1.7\nnothing\n%%EOF\n")


def test_a_page_that_is_damaged_is_refused_with_its_number(written):
    data = SAMPLE.read_bytes().replace(b"/Type /Page /Parent", b"/Type /Xxxx /Parent")

    with pytest.raises(SourceError, match=r"page 1: the page cannot be read"):
        written(end_user_list__pdf=data)


def test_a_page_with_absurdly_many_columns_is_refused(written, pdf_table):
    data = pdf_table([["x"] * 210], widths=[3] * 210)

    with pytest.raises(SourceError, match="more than 200 columns"):
        written(end_user_list__pdf=data)
