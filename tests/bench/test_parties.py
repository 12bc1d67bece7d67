"""Parties as the sets of names tell of them."""

import pytest
from msgspec import structs
from parties import Party, named, of_script, script_of, without
from sets.congress import misspelled
from sets.cross_script import _beside
from sets.false_merges import is_pinyin, nearest_pairs
from sets.name_pairs import _tells_by_number
from tasks import (
    PairCase,
    PairTask,
    SearchTask,
    judge_pairs,
    judge_search,
    pair_of,
)
from trigrams import TrigramIndex

from tieline.text.pinyin import Syllables


class Fixed:
    """A contender that answers by heart."""

    name = "fixed"

    def __init__(self, scores):
        self._scores = scores

    def rate(self, pairs):
        return [self._scores.get((q.id, c.id), 0.0) for q, c in pairs]

    def search(self, task):
        return [
            [
                (c.id, self._scores[q.id, c.id])
                for c in task.candidates
                if (q.id, c.id) in self._scores
            ]
            for q in task.queries
        ]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("CETC 14th", "Latin"),
        ("中国电科14所", "Han"),
        ("株式会社ニコン", "Kana"),
        ("Сбербанк", "Cyrillic"),
        ("14", ""),
    ],
)
def test_a_name_is_in_the_script_of_its_letters(text, script):
    assert script_of(text) == script


def test_a_held_out_name_is_gone_from_every_property():
    party = Party(
        id="1", schema="Person", properties={"name": ("A", "B"), "alias": ("B",)}
    )

    assert without(party, "B").properties == {"name": ("A",)}


def test_names_are_picked_by_script():
    party = named("1", "Organization", "华为", "Huawei")

    assert of_script(party, "Han") == ("华为",)


def test_precision_counts_hits_and_recall_counts_queries():
    task = SearchTask(
        queries=[named("q1", "Person", "a"), named("q2", "Person", "b")],
        candidates=[named(one, "Person", one) for one in "xyz"],
        targets=[frozenset("x"), frozenset("y")],
    )
    contender = Fixed({("q1", "x"): 0.9, ("q1", "z"): 0.8, ("q2", "z"): 0.5})

    outcome = judge_search("set", task, contender)

    assert outcome.figures == {"false a query": 0.5, "recall": 0.5, "precision": 0.5}


def test_a_target_that_was_not_retrieved_is_among_the_misses():
    task = SearchTask(
        queries=[named("q", "Person", "a")],
        candidates=[named("x", "Person", "x")],
        targets=[frozenset("x")],
    )

    outcome = judge_search("set", task, Fixed({}))

    assert [(one.score, one.is_lost) for one in outcome.scored] == [(0.0, True)]


def test_a_target_that_was_not_retrieved_is_wrong_though_it_scores_high():
    lost = pair_of(
        "set", named("q", "Person", "a"), named("x", "Person", "x"), (0.9, True)
    )

    assert not lost.is_wrong
    assert structs.replace(lost, is_lost=True).is_wrong


def test_pairs_are_judged_in_their_groups():
    cases = [
        PairCase(
            id=group,
            query=named(f"{group} 1", "Person", "a"),
            candidate=named(f"{group} 2", "Person", "b"),
            is_match=True,
            group=group,
        )
        for group in ("one", "two")
    ]

    outcome = judge_pairs(
        "set", PairTask(cases=cases), Fixed({("one 1", "one 2"): 1.0})
    )

    assert (outcome.figures["F1 one"], outcome.figures["F1 two"]) == (1.0, 0.0)


def test_pairs_that_differ_in_a_number_alone_are_told():
    assert _tells_by_number("Fund V", "Fund VI")
    assert not _tells_by_number("Fund V", "Found VI")
    assert not _tells_by_number("Fund V", "Fund V")


def test_a_slip_is_the_same_in_every_run_and_is_one():
    once = misspelled("Jennifer McClellan")

    assert once == misspelled("Jennifer McClellan") != "Jennifer McClellan"
    assert abs(len(once) - len("Jennifer McClellan")) <= 1


def test_another_script_in_brackets_is_a_name_of_its_own():
    assert _beside("Sergei AKSENOV (Сергей АКСЁНОВ)") == (
        "Sergei AKSENOV",
        "Сергей АКСЁНОВ",
    )
    assert _beside("凯利(香港)公司") == ("凯利(香港)公司",)


def test_pinyin_is_told_by_its_syllables():
    syllables = Syllables()

    assert is_pinyin("LI, Shangfu", syllables)
    assert not is_pinyin("John Li", syllables)
    assert not is_pinyin("Huawei Cuba", syllables)


def test_persons_who_share_a_name_are_not_called_different():
    one, two = named("1", "Person", "LI, Ming"), named("2", "Person", "Ming Li")
    three = named("3", "Person", "Li Mingda")

    pairs = nearest_pairs([one, two, three], 10)

    assert (one, two) not in pairs
    assert len(pairs) == 2


def test_the_nearest_by_trigrams_comes_first():
    index = TrigramIndex(["Zhang Wei", "Zhang Wen", "Smith"])

    assert index.nearest("Zhang Wei", 3) == [0, 1]
