"""The verbs as Python functions."""

import pytest

import tieline
from tieline.model.errors import UsageError


def test_screening_returns_what_was_searched_and_one_result_a_name(held):
    found = tieline.screen("Bright River Trading", "Nobody", workspace=held)

    assert isinstance(found, tieline.Screened)
    assert [len(result.hits) for result in found.results] == [1, 0]
    assert (found.end.rows, list(found.run.editions)) == (2, ["house"])


def test_a_table_is_screened_in_place_or_into_a_file(held, tmp_path):
    path, out = tmp_path / "t.csv", tmp_path / "out.csv"
    path.write_text("id,name\n1,Bright River Trading\n", "utf-8")

    here = tieline.screen(path=path, workspace=held)
    there = tieline.screen(path=str(path), out=str(out), workspace=held)

    assert here.results[0].row == {"id": "1", "name": "Bright River Trading"}
    assert (there.results, there.end.hits) == ((), 1)
    assert out.read_text("utf-8").startswith("id,name,tieline_verdict")


def test_how_to_screen_is_a_value(held):
    how = tieline.Screening(as_of="2024-05-31", threshold=0.8)

    found = tieline.screen("Example Optics", how=how, workspace=held)

    assert found.run.as_of == "2024-05-31"
    assert [hit.lane for hit in found.results[0].hits] == ["listed"]


@pytest.mark.parametrize("asked", [{}, {"path": "t.csv", "names": ("A",)}])
def test_names_or_a_path_have_to_be_given(held, asked):
    names = asked.pop("names", ())

    with pytest.raises(UsageError):
        tieline.screen(*names, **asked, workspace=held)


def test_a_pair_is_explained_in_sentences(held):
    pair = tieline.explain("Bright River Ltd", "Bright River GmbH", workspace=held)

    assert pair.words[0].startswith("Score")
    assert any(line.startswith("For: ") for line in pair.words)


def test_a_list_is_loaded(house, tmp_path):
    table, mapping = house.write_list(tmp_path)
    workspace = house.workspace_in(tmp_path)
    how = tieline.Importing(mapping=mapping)

    (made,) = tieline.ingest(table, how=how, workspace=workspace)

    assert (made.outcome, made.entities) == ("imported", 3)
