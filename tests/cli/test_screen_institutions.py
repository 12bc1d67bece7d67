"""`tieline screen --institutions`: affiliations in, institutions and their hits out."""

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

STAFF = """\
No,Name,Affiliation
1,Wang Example,"School of Automation, BIT, Beijing"
2,Li Example,"formerly at NUDT, now with Tsinghua University"
3,Zhang Example,"Dept. of Physics, Univ. of Turku, Finland"
4,Chen Example,
5,Zhao Example,"Nowhere Institute of Imaginary Studies"
"""


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


@pytest.fixture
def staff(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, "utf-8")
    return path


def asked(tieline, *texts):
    """Screen affiliations; return the run and the results."""
    done = tieline("screen", "--institutions", *texts, "-f", "ndjson")
    run, *results, _ = lines(done.stdout)
    return run, results


def test_a_short_form_with_its_town_finds_the_listed_university(tieline):
    _, (result,) = asked(tieline, "School of Automation, BIT, Beijing")

    hit = next(hit for hit in result["hits"] if hit["role"] == "institution")
    party = result["parties"][0]
    assert hit["caption"] == "Beijing Institute of Technology"
    assert hit["verdict"] == "candidate"
    assert party["institution"]["ror"] == "https://ror.org/01skt4w74"
    assert party["institution"]["written"] == "BIT"


def test_a_past_institution_is_no_hit_of_the_present(tieline):
    _, (result,) = asked(tieline, "formerly at NUDT, now with Tsinghua University")

    assert result["hits"] == []
    assert {hit["role"] for hit in result["past"]} == {"past institution"}
    assert result["past"][0]["caption"] == "National University of Defense Technology"


def test_a_past_institution_does_not_end_a_run_as_found(tieline):
    past = tieline(
        "screen", "--institutions", "formerly at NUDT", "--fail-on", "candidate"
    )
    present = tieline(
        "screen", "--institutions", "NUDT, Changsha", "--fail-on", "candidate"
    )

    assert (past.exit_code, present.exit_code) == (0, 3)


def test_the_run_says_that_nothing_passes_to_persons(tieline):
    run, _ = asked(tieline, "BIT, Beijing")

    assert any("says nothing of the persons" in notice for notice in run["notice"])
    assert "Research Organization Registry" in run["selection"]["institutions"]


def test_every_party_cites_its_span(tieline):
    text = "Inst. of Automation, CAS, Beijing 100190, P.R. China. Email: a@b.cn"
    _, (result,) = asked(tieline, text)

    places = [party["institution"] for party in result["parties"]]
    assert places
    assert all(text[p["start"] : p["end"]] == p["written"] for p in places)


def test_a_parent_is_screened_as_a_parent(tieline):
    _, (result,) = asked(tieline, "Inst. of Automation, China")

    roles = {party["role"]: party for party in result["parties"]}
    above = roles["parent of institution"]
    assert above["query"]["properties"]["name"] == ["Chinese Academy of Sciences"]


@pytest.mark.parametrize("text", ["...", "China", "Beijing", "a@b.cn", "12345"])
def test_who_names_no_institution_is_answered_so(tieline, text):
    _, (result,) = asked(tieline, text)
    table = tieline("screen", "--institutions", text, "-f", "table")

    assert (result["parties"], result["hits"], result["error"]) == ([], [], None)
    assert "no institution is named" in " ".join(table.stdout.split())


def test_ten_thousand_words_are_an_answer(tieline):
    _, (result,) = asked(tieline, "Tsinghua University, China; " * 2_500)

    assert result["error"] is None
    assert len(result["parties"]) == 1


def test_a_name_that_many_have_is_asked_about_with_its_whole(tieline):
    _, (result,) = asked(tieline, "Institute of Physics, Univ. of Turku, Finland")

    unit = next(party for party in result["parties"] if party["role"] == "unit")
    assert unit["query"]["properties"]["name"] == [
        "University of Turku, Institute of Physics"
    ]


def test_an_unknown_institution_is_looked_for_as_it_is_written(tieline):
    _, (result,) = asked(tieline, "Nowhere Institute of Imaginary Studies")

    (party,) = result["parties"]
    assert party["institution"]["ror"] is None
    assert party["query"]["properties"]["name"] == [
        "Nowhere Institute of Imaginary Studies"
    ]


def test_a_table_of_staff_screens_institutions_and_not_persons(tieline, staff):
    done = tieline("screen", staff, "--institutions", "-o", "out.csv")

    assert done.exit_code == 0, done.output
    first, second, third, fourth, fifth = rows(staff.parent / "out.csv")
    assert first["Name"] == "Wang Example"
    assert first["tieline_role"] == "institution"
    assert "01skt4w74" in first["tieline_institutions"]
    assert second["tieline_verdict"] == "none_found"
    assert "National University of Defense" in second["tieline_past_institutions"]
    assert "past institution, candidate" in second["tieline_past_hits"]
    assert "University of Turku" in third["tieline_institutions"]
    assert (fourth["tieline_verdict"], fourth["tieline_institutions"]) == (
        "none_found",
        "(the affiliation is empty)",
    )
    assert "not in the registry" in fifth["tieline_institutions"]
    assert "not screened (--persons screens them)" in done.output


@pytest.mark.parametrize(
    "head",
    ["Author,Institution", "姓名,作者单位", "Authors,Affiliations", "Name,Company"],
)
def test_the_label_tells_which_column_holds_affiliations(tieline, tmp_path, head):
    (tmp_path / "some.csv").write_text(f'{head}\nX Y,"BIT, Beijing"\n', "utf-8")

    done = tieline("screen", "some.csv", "--institutions", "-f", "ndjson")

    (result,) = lines(done.stdout)[1:-1]
    assert result["parties"][0]["institution"]["written"] == "BIT"


def test_persons_are_screened_when_asked(tieline, staff):
    done = tieline("screen", staff, "--institutions", "--persons", "-f", "ndjson")

    results = lines(done.stdout)[1:-1]
    roles = [[party["role"] for party in one["parties"]] for one in results]
    assert all("person" in held for held in roles)
    assert "Wang Example" in json.dumps(results[0]["parties"])


def test_persons_of_a_text_are_screened_when_asked(tieline):
    text = "Prof. J. Smith, Univ. of Leeds, UK"
    done = tieline("screen", "--institutions", "--persons", text, "-f", "ndjson")

    parties = lines(done.stdout)[1]["parties"]
    names = {p["role"]: p["query"]["properties"]["name"] for p in parties}
    assert names["person"] == ["J. Smith"]


def test_persons_alone_are_a_wrong_call(tieline):
    done = tieline("screen", "--persons", "Example")

    assert done.exit_code == 2
    assert "--institutions" in done.output


def test_addresses_beside_affiliations_are_a_wrong_call(tieline):
    done = tieline("screen", "--institutions", "BIT", "--address", "1 Example Road")

    assert done.exit_code == 2
    assert "without --institutions" in done.output


def test_a_table_without_affiliations_says_how_to_name_them(tieline, tmp_path):
    (tmp_path / "two.csv").write_text("Buyer,Consignee\nA Ltd,B Ltd\n", "utf-8")

    done = tieline("screen", "two.csv", "--institutions")

    assert done.exit_code == 2
    assert 'affiliation.name="COLUMN"' in done.output


def test_a_workbook_has_a_sheet_of_institutions(tieline, staff):
    done = tieline("screen", staff, "--institutions", "-o", "out.xlsx")

    assert done.exit_code == 0, done.output
    book = CalamineWorkbook.from_path(staff.parent / "out.xlsx")
    assert book.sheet_names == ["rows", "hits", "institutions", "run"]
    head, *found = book.get_sheet_by_name("institutions").to_python()
    named = [dict(zip(head, row, strict=True)) for row in found]
    assert [(one["written"], one["tense"]) for one in named if one["row"] == 2] == [
        ("NUDT", "past"),
        ("Tsinghua University", "present"),
    ]


def test_a_table_screened_again_gives_the_same_bytes(tieline, staff):
    for name in ("one.csv", "two.csv"):
        tieline("screen", staff, "--institutions", "-o", name)

    one, two = (staff.parent / name for name in ("one.csv", "two.csv"))
    assert one.read_bytes() == two.read_bytes()


def test_the_table_for_people_shows_the_past_behind_the_present(tieline):
    done = tieline(
        "screen",
        "--institutions",
        "formerly at NUDT, now with Tsinghua University",
        "-f",
        "csv",
    )

    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["role"] for row in found] == ["institution", "past institution"]
    assert found[1]["verdict"] == "candidate"


def test_a_text_that_is_read_in_part_says_so(tieline, tmp_path):
    text = "Tsinghua University, Beijing; " * 200
    (tmp_path / "some.csv").write_text(f'Name,Affiliation\nX Y,"{text}"\n', "utf-8")

    done = tieline("screen", "some.csv", "--institutions", "-o", "out.csv")

    assert done.exit_code == 0, done.output
    (row,) = rows(tmp_path / "out.csv")
    assert "only the first 4,000 of" in row["tieline_institutions"]


def test_a_text_that_is_read_whole_says_nothing_of_it(tieline):
    _, (result,) = asked(tieline, "Tsinghua University, Beijing")

    (party,) = result["parties"]
    assert not [
        one for one in party["institution"]["reasons"] if one["feature"] == "cut"
    ]
