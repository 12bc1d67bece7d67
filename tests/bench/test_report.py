"""What a run of the sets of names keeps: a page and pictures, never a name."""

import msgspec
import pytest
from calibration import calibrations
from parties import named
from peers.answering import Peer
from plots import draw
from report import Report, figure_text, is_met, markdown, section
from shortlists import Shortlists
from tasks import BenchSet, Outcome, ScoredPair, SearchTask

BOUNDS = (("recall", "min", 0.9), ("false a query", "max", 0.05))


def scored(score, *, is_match, number=0, is_lost=False, key="name_pairs"):
    return ScoredPair(
        set=key,
        query_id=f"query {number}",
        candidate_id=f"candidate {number}",
        query="Secret Name",
        candidate="Other Name",
        score=score,
        is_match=is_match,
        is_lost=is_lost,
    )


@pytest.fixture
def report():
    pairs = [
        scored(number / 100, is_match=number > 60, number=number)
        for number in range(100)
    ]
    bench_set = BenchSet(
        key="name_pairs",
        title="Judged pairs of names",
        rule="threshold 0.7",
        files=(),
        load=lambda asked: asked,
        judge=lambda *_: Outcome(figures={}),
        bounds=BOUNDS,
    )
    figures = {"recall": 0.5, "precision": 0.0, "false a query": 0.01}
    outcomes = {"tieline": Outcome(figures=figures, scored=pairs)}
    curves = {"tieline": [[0.7, 0.9, 0.5], [0.3, 0.6, 0.8]]}
    return Report(
        day="2026-01-01",
        seconds=60,
        sample=None,
        machine={},
        versions={"tieline": "0"},
        sections=[section(bench_set, outcomes, curves)],
        calibration={"tieline": calibrations(pairs)},
    )


def test_a_figure_that_misses_what_is_asked_is_marked(report):
    page = markdown(report)

    assert "| recall | ≥ 0.9 | *0.500* |" in page
    assert "| false a query | ≤ 0.05 | 0.010 |" in page


def test_nothing_of_a_set_but_figures_is_kept(report):
    assert "Secret" not in markdown(report)
    assert b"Secret" not in msgspec.json.encode(report)


def test_pictures_are_the_same_bytes_each_time(report, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    first, second = draw(report, tmp_path / "one"), draw(report, tmp_path / "two")

    assert [path.name for path in first] == ["reliability.svg", "precision_recall.svg"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_a_bound_on_another_figure_says_nothing():
    assert is_met(BOUNDS, "precision", 0.0)
    assert not is_met(BOUNDS, "false a query", 0.06)


def test_counts_are_written_whole_and_shares_are_not():
    assert figure_text(2551.0, "texts asked") == "2,551"
    assert figure_text(1.0, "recall") == "1.000"


def test_what_a_search_did_not_bring_up_is_not_calibrated_on():
    found = calibrations(
        [scored(0.9, is_match=True, number=n, is_lost=True) for n in range(20)]
    )

    assert found["all"].pairs == 0


def test_half_of_the_pairs_is_left_for_fitting():
    found = calibrations([scored(0.9, is_match=True, number=n) for n in range(400)])

    assert 160 < found["all"].pairs < 240


def test_a_shortlist_holds_the_near_and_the_true():
    near = [named(f"{number}", "Person", f"Zhang Wei {number}") for number in range(40)]
    far = named("far", "Person", "Olaf Smith")
    task = SearchTask(
        queries=[named("q", "Person", "Zhang Wei")],
        candidates=[*near, far],
        targets=[frozenset(["far"])],
    )

    (held,) = Shortlists().of(task)

    assert len(held) == 31
    assert 40 in held


class Letters:
    """A scorer that counts shared letters."""

    def read(self, party):
        return set(party["properties"]["name"][0])

    def score(self, query, candidate):
        return len(query & candidate) / len(query | candidate)


def test_a_peer_answers_by_the_numbers_it_was_told():
    peer = Peer(Letters())
    parties = [{"properties": {"name": [name]}} for name in ("abc", "abd", "xyz")]

    peer.answer({"do": "tell", "parties": parties})
    rated = peer.answer({"do": "rate", "pairs": [[0, 1], [0, 2]]})
    request = {"do": "search", "queries": [0], "candidates": [[1, 2]]}
    found = peer.answer({**request, "floor": 0.3, "limit": 20})

    assert rated == {"scores": [0.5, 0.0]}
    assert found == {"found": [[(1, 0.5)]]}
