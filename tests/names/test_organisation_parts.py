"""Names of organisations that hold further names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.names.organisation_parts import MOST_PARTS, parts_in


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Northern Star/Army of the Dawn", ("Northern Star", "Army of the Dawn")),
        ("Northern Star | Dawn Army", ("Northern Star", "Dawn Army")),
        ("Alfa Optics Ltd a.k.a. Beta Optics", ("Alfa Optics Ltd", "Beta Optics")),
        ("Alfa Optics (formerly Beta Optics)", ("Alfa Optics", "Beta Optics")),
        ("Alfa Optics, trading as Gamma", ("Alfa Optics", "Gamma")),
        ("Alfa Optics f/k/a Beta Optics", ("Alfa Optics", "Beta Optics")),
        ("Harbour Institute of Art (HIA)", ("Harbour Institute of Art", "HIA")),
        ("阿尔法光电 (Alfa Optics Co., Ltd.)", ("阿尔法光电", "Alfa Optics Co., Ltd.")),
        ("阿尔法光电（简称阿光）", ("阿尔法光电", "阿光")),
    ],
)
def test_a_name_holds_further_names(text, parts):
    assert parts_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Alfa A/S",
        "Alfa S/A",
        "Alfa (Hong Kong) Limited",
        "Deutsche Alfa Bank (Schweiz) AG",
        "Alfa 24/7 Services",
        "Alfa c/o Beta",
        "Alfa OOO/LLC",
        "Alfa Optics",
        "Alfa Group Corporation (AGC) 14th Research Institute",
        "14th Research Institute of Alfa Group Corporation (AGC)",
        "()",
        "/",
        "",
    ],
)
def test_one_name_is_one_name(text):
    assert parts_in(text) == ()


@given(st.text(alphabet="Ab /()（）a.k 又名|华", max_size=60))
def test_what_is_found_stands_in_the_text_and_is_not_the_whole(text):
    parts = parts_in(text)

    assert len(parts) <= MOST_PARTS
    assert text not in parts
    letters = {*text, " "}
    assert all(set(part) <= letters for part in parts)
