"""Reading names: words, forms, numbers, acronyms, and odd input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.kernel import twin
from tieline.model.profile import NameValue
from tieline.names.acronyms import lone_acronym
from tieline.names.reading import MOST_WORDS, NameReader
from tieline.names.vocabulary import LONGEST_WORD, vocabulary

READER = NameReader()


def read(text, form="organisation", kind="name"):
    return READER.read(NameValue(text=text, kind=kind), form)


def spelled(name):
    return [word.text for word in name.latin[0]]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hangzhou Hikvision Co., Ltd.", "limited"),
        ("ООО «Ромашка»", "llc"),
        ("Siemens AG", "ag"),
        ("SiemensAG", "ag"),
        ("杭州海康威视数字技术股份有限公司", "stocklimited"),
        ("华为技术有限公司", "limited"),
        ("Obshcestvo s Ogranichennoi Otvetstvennostyu Karst", "llc"),
    ],
)
def test_a_legal_form_is_recognised_and_kept_apart(text, form):
    name = read(text)

    assert form in name.legal_forms


def test_abbreviations_are_written_out():
    name = read("Northwestern Polytechnic Univ")

    assert spelled(name) == ["northwestern", "polytechnic", "university"]


@pytest.mark.parametrize(
    "text",
    [
        "14th Research Institute",
        "Fourteenth Research Institute",
        "第十四研究所",
        "第14研究所",
        "No. 14 Research Institute",
    ],
)
def test_an_ordinal_is_read_in_every_writing(text):
    name = read(text)

    assert name.numbers == ("14",)


def test_a_fund_is_numbered_by_its_roman_numeral():
    assert read("Bain Capital Fund XI, L.P.").numbers == ("11",)


def test_sany_is_no_number():
    assert read("三一重工").numbers == ()


def test_an_acronym_is_formed_with_and_without_the_generic_end():
    name = read("China Electronics Technology Group Corporation")

    assert {"cetc", "cetgc"} <= name.acronyms


def test_three_letters_are_an_acronym_in_capitals_only():
    assert lone_acronym(read("PLA")) == "pla"
    assert lone_acronym(read("Pla")) is None


def test_characters_are_spelled_and_translated():
    name = read("西北工业大学")

    views = [[word.text for word in view] for view in name.latin]
    assert ["xi", "bei", "gong", "ye", "da", "xue"] in views
    assert ["northwestern", "university", "technology"] in views


def test_letters_beside_characters_stand_for_themselves():
    name = read("CETC28所")

    assert spelled(name)[:2] == ["cetc", "28"]


def test_a_name_that_is_only_a_legal_form_keeps_its_words():
    assert spelled(read("Limited")) == ["limited"]


@pytest.mark.parametrize("text", ["", "   ", "...", "—«»", "\u200b\u202e", "\ud800"])
@pytest.mark.parametrize("form", ["person", "organisation"])
def test_a_name_without_letters_is_empty(text, form):
    assert read(text, form).is_empty


def test_a_long_name_is_cut_and_says_so():
    name = read("word " * 20_000)

    assert name.is_cut
    assert len(name.latin[0]) <= MOST_WORDS


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.characters(), max_size=80),
    form=st.sampled_from(["person", "organisation"]),
)
def test_whatever_is_read_fits_the_kernel(text, form):
    name = read(text, form)

    every = [word for view in (*name.latin, name.han) for word in view]
    assert all(0 < len(word.text) <= LONGEST_WORD for word in every)
    assert all(word.weight > 0 for word in every)
    assert all(len(view) <= twin.MOST_WORDS for view in (*name.latin, name.han))


def test_a_thousand_characters_fit_the_kernel():
    name = read("中国电子" * 250 + " 海康" * 200)

    assert all(len(view) <= twin.MOST_WORDS for view in (*name.latin, name.han))


def test_every_short_form_leads_to_one_long_word():
    table = vocabulary()

    assert table.long_form("tech") == "technology"
    assert table.long_form(table.long_form("univ")) == "university"


def test_the_table_of_words_is_the_one_that_was_frozen():
    table = vocabulary()

    assert table.weight("technology") == 300
    assert table.weight("hikvision") == 1000
