"""Names spelled after other systems, and read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.model.profile import NameValue
from tieline.names.reading import NameReader

READER = NameReader()


def schemes(text):
    name = READER.read(NameValue(text=text), "person")
    return dict(zip(name.schemes, name.latin, strict=True))


def spelled(view):
    return " ".join(word.text for word in view)


@pytest.mark.parametrize(
    ("name", "scheme", "spelling"),
    [
        ("谢静雯", "pinyin", "xie jing wen"),
        ("謝靜雯", "wade_giles", "hsieh ching wen"),
        ("陳大文", "cantonese", "chan tai man"),
        ("陈文德", "southern", "tan boon teck"),
        ("김정은", "hangul", "kim jeong eun"),
    ],
)
def test_a_name_is_spelled_after_a_system(name, scheme, spelling):
    assert spelled(schemes(name)[scheme]) == spelling


@pytest.mark.parametrize(
    ("name", "scheme", "pinyin"),
    [
        ("Hsieh Ching-wen", "wade_giles", "xie jing wen"),
        ("Kwok Ka-shing", "cantonese", "guo jia cheng"),
        ("Chang Ting", "doubtful", "zhang ding"),
    ],
)
def test_a_spelling_is_read_back_into_pinyin(name, scheme, pinyin):
    view = schemes(name)[scheme]

    ways = [{word.text, *word.akin.split()} for word in view]
    assert all(one in way for one, way in zip(pinyin.split(), ways, strict=True))


@pytest.mark.parametrize(
    "name",
    ["John Smith", "Xi Jinping", "Sergey Lavrov", "Mohammed", "Li Na", "A B", "Müller"],
)
def test_a_name_that_no_other_system_spells_has_one_view(name):
    assert set(schemes(name)) == {"written"}


def test_both_readings_of_a_surname_are_offered():
    first = schemes("谌龙")["pinyin"][0]

    assert {first.text, *first.akin.split()} == {"chen", "shen"}


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.sampled_from("陈大文李谢欧阳金김정은おたにChanTing -·"), max_size=12
    )
)
def test_no_name_has_more_than_six_views(text):
    name = READER.read(NameValue(text=text), "person")

    assert len(name.schemes) == len(name.latin) <= 6
