"""Persons across scripts and systems of romanisation."""

import pytest

from tieline.matching.scoring import DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Hsieh Ching-wen", "谢静雯"),
        ("Hsieh Ching-wen", "Xie Jingwen"),
        ("Chan Tai Man", "陳大文"),
        ("Chan Tai Man", "Chen Dawen"),
        ("Lee Hsien Loong", "李显龙"),
        ("Tsai Ing-wen", "蔡英文"),
        ("Tsai Ing-wen", "Cai Yingwen"),
        ("John Lee Ka-chiu", "李家超"),
        ("Mao Tse-tung", "Mao Zedong"),
        ("Kim Jong Un", "김정은"),
        ("Pak Kun-hye", "박근혜"),
        ("Ohtani Shohei", "おおたに しょうへい"),
        ("Shchyogolev Yuriy", "Юрий Щёголев"),
        ("Schegolew Juri", "Юрий Щёголев"),
        ("Tanaka Hiroshi", "Тanaka Нiroshi"),
    ],
)
def test_one_person_in_two_scripts_or_systems_is_a_candidate(explain, query, listed):
    assert explain(query, listed, "Person").score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Hsieh Ching-wen", "Xia Jingwen"),
        ("Chan Tai Man", "李大文"),
        ("Wang Ching-wen", "谢静雯"),
        ("Kim Jong Il", "김정은"),
        ("陈艺", "陈芸"),
    ],
)
def test_two_persons_in_two_scripts_or_systems_are_no_match(explain, query, listed):
    assert explain(query, listed, "Person").score < DEFAULT_THRESHOLD


def test_what_may_be_pinyin_is_less_than_what_is_surely_wade_giles(explain):
    doubtful = explain("Chang Ting", "Zhang Ding", "Person")
    sure = explain("Hsieh Ting", "Xie Ding", "Person")

    assert doubtful.score < sure.score
