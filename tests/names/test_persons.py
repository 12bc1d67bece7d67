"""Reading persons' names: what each word is for, and further names inside one."""

import pytest

from tieline.model.profile import NameValue
from tieline.names.person_parts import names_in, one_spelling
from tieline.names.person_tables import person_tables
from tieline.names.reading import NameReader

READER = NameReader()


def read(text):
    return READER.read(NameValue(text=text, kind="name"), "person")


def roles(text):
    return {word.text: word.role for word in read(text).latin[0]}


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("ZHELOBOV, Arkady", "zhelobov", "family"),
        ("Arkady Pavlovich Zhelobov", "pavlovich", "father"),
        ("Tariq bin Nawaf al-Otaybani", "nawaf", "father"),
        ("Osman bin Nawaf", "nawaf", "name"),
        ("Ana Maria Petrovic", "petrovic", "name"),
        ("Helen Carrow-Smith", "carrow", "bound"),
        ("Jean-Luc Corvoisier", "jean", "name"),
        ("Dr Annika Feldhusen", "dr", "title"),
        ("Martin King", "king", "name"),
        ("King Harald Ostvedt", "king", "title"),
        ("Pieter van Hoeckel", "van", "particle"),
        ("Le Van Khoa", "le", "name"),
        ("Wang An", "an", "name"),
    ],
)
def test_a_word_is_read_for_what_it_is(text, word, role):
    assert roles(text)[word] == role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ingrid Solvang née Tveiterud", ("Ingrid Solvang", "Ingrid Tveiterud")),
        ("SOLVANG, Ingrid née TVEITERUD", ("SOLVANG, Ingrid", "TVEITERUD, Ingrid")),
        ("Jo Berg alias Max Lund", ("Jo Berg", "Max Lund")),
        ("Jo Berg (Max Lund)", ("Jo Berg", "Max Lund")),
        ('Rufus "Skip" Hollander', ("Rufus Hollander", "Skip Hollander")),
        ("Jo Berg, born 1 Jan. 1953 (passport 1)", ("Jo Berg",)),
        ("Max Born", ("Max Born",)),
    ],
)
def test_names_inside_a_name_are_read_apart(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "generation"),
    [
        ("Rufus Hollander Jr.", 2),
        ("Hollander, Rufus, III", 3),
        ("Hollander Jr, Rufus", 2),
        ("JR Hollander", 0),
        ("Junior Hollander", 0),
        ("Rufus Hollander", 0),
    ],
)
def test_a_generation_is_told_apart_from_a_name(text, generation):
    assert read(text).generation == generation


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Abd al-Qahhar Birjandi", "abdulqahhar"),
        ("Abdelkader Birjandi", "abdulkader"),
        ("Abou Talha Birjandi", "abutalha"),
        ("Nur al-Din Birjandi", "nuruddin"),
        ("Habib Ullah Birjandi", "habibullah"),
    ],
)
def test_a_compound_is_one_word(text, first):
    assert [word.text for word in read(text).latin[0]] == [first, "birjandi"]


@pytest.mark.parametrize("word", ["abdi", "smith", "odin", "allah", "paula"])
def test_what_is_no_compound_stays_as_it_is(word):
    assert one_spelling(word) == word


def test_only_a_name_that_is_all_pinyin_is_read_in_syllables():
    assert read("Wang Xiaoming").latin[0][1].syllables == ("xiao", "ming")
    assert read("Susan Miller").latin[0][0].syllables == ()


def test_the_commonest_names_of_all_origins_weigh_alike():
    commonest = ("smith", "zhang", "kim", "nguyen", "garcia", "ahmed", "kumar", "silva")

    weights = {person_tables().weight(name) for name in commonest}

    assert weights == {450}


@pytest.mark.parametrize(
    ("usual", "spelled"),
    [("muhammad", "magomed"), ("hassan", "xasan"), ("ali", "cali")],
)
def test_a_common_name_is_common_however_it_is_spelled(usual, spelled):
    tables = person_tables()

    assert tables.weight(spelled) <= tables.weight(usual)


@pytest.mark.parametrize("name", ["william", "bill", "elizabeth", "velmaron"])
def test_pet_forms_are_the_words_that_are_pet_forms_of_a_name(name):
    tables = person_tables()
    words = {name, "velmar"}.union(*map(tables.pet_forms, ["william", "elizabeth"]))

    found = tables.pet_forms(name)

    told = {one for one in words if one != name and tables.are_pet_forms(name, one)}
    assert found & words == told
