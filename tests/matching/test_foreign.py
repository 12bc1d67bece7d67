"""Names by their sound, and in words of scripts other than Latin and Han."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.matching.hearing import hear
from tieline.matching.scoring import DEFAULT_THRESHOLD
from tieline.model.profile import NameValue
from tieline.names.name import Word
from tieline.names.reading import NameReader
from tieline.text.transliteration import likeness, sound_key

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("foreign.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SCHEMAS = {"P": "Person", "O": "Organization"}
# Missed, and known to be: too far by sound, or one word alone.
MISSED = {
    "ブリヂストン",
    "شركة الزيتونة للتجارة",
    "洛克希德·马丁公司",
    "诺斯罗普·格鲁曼公司",
    "שמעון פרס",
}
LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12)
FOREIGN = st.text(alphabet="삼성전자대학교トヨタ جامعةשלוםבית尔斯克·ab", max_size=20)


@pytest.mark.parametrize(("form", "left", "right", "verdict", "phenomenon"), ROWS)
def test_a_composed_pair_in_another_script_is_told(
    explain, form, left, right, verdict, phenomenon
):
    is_shown = explain(left, right, SCHEMAS[form]).score >= DEFAULT_THRESHOLD

    assert is_shown == (verdict == "same" and right not in MISSED), phenomenon


def test_what_only_sounds_alike_is_less_than_an_exact_name(explain):
    heard = explain("Barack Obama", "贝拉克·奥巴马", "Person")
    exact = explain("Barack Obama", "Barack Obama", "Person")

    assert heard.score < exact.score


def test_reasons_tell_that_a_name_was_read_by_its_sound(explain):
    reasons = explain("Donald Trump", "唐纳德·特朗普", "Person").reasons

    assert "read by its sound" in reasons[0].detail


@given(LETTERS, LETTERS)
def test_likeness_is_within_bounds_and_alike_either_way(one, two):
    left, right = sound_key(one), sound_key(two)

    assert 0.0 <= likeness(left, right) <= 1.0
    assert likeness(left, right) == pytest.approx(likeness(right, left))


@given(LETTERS)
def test_a_word_is_wholly_like_itself_if_it_has_a_sound(word):
    key = sound_key(word)

    assert likeness(key, key) == (1.0 if key else 0.0)


@given(FOREIGN, st.sampled_from(["person", "organisation"]))
def test_every_name_in_these_scripts_is_read(text, form):
    name = NameReader().read(NameValue(text=text), form)

    assert len(name.latin) == len(name.schemes)
    assert not name.choices or len(name.choices) == len(name.latin)


def test_two_words_read_by_sound_may_be_one_in_latin_letters():
    mine = Word("ahmdi", 900, akin="~amti"), Word("nzhad", 900, akin="~nJat")
    found = hear(mine, (Word("ahmadinejad", 900),))

    assert found is not None
    assert found.words == (Word("ahmdinzhad", 900, akin="ahmadinejad"),)


def test_no_word_is_heard_where_none_sounds_like_it():
    mine = (Word("obama", 900, akin="~opama"),)

    assert hear(mine, (Word("putin", 900),)) is None
