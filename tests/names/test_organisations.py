"""The grammar of organisations' names: levels, numbers, forms, bodies, translation."""

import pytest

from tieline.model.profile import NameValue
from tieline.names.levels import Levels
from tieline.names.reading import NameReader

READER = NameReader()
LEVELS = Levels()


def read(text):
    return READER.read(NameValue(text=text), "organisation")


def words(name, scheme):
    return [word.text for word in name.latin[name.schemes.index(scheme)]]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Harvard University School of Medicine", "school"),
        ("University of Michigan School of Public Health", "school"),
        ("University of Chinese Academy of Sciences", "university"),
        ("Institute of Automation, Chinese Academy of Sciences", "institute"),
        ("State Key Laboratory of Robotics", "laboratory"),
        ("Plant No. 112", "factory"),
        ("Institut für Luftfahrt", "institute"),
        ("Муромский приборостроительный завод", "factory"),
        ("НИИ-4", "institute"),
        ("中山大学附属第一医院", "hospital"),
        ("中国银行北京分行", "branch"),
        ("中国科学院大学", "university"),
        ("中国電子科技集團公司第十四研究所", "institute"),
        ("CETC", "group"),
    ],
)
def test_the_head_of_a_name_tells_its_level(text, level):
    assert read(text).levels[0] == level


@pytest.mark.parametrize("text", ["School Specialty Inc", "维尔玛隆", "Velmaron Ltd"])
def test_a_name_without_a_head_has_no_level(text):
    assert read(text).levels == ()


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        (("university",), ("university",), "same"),
        (("institute",), ("academy",), "near"),
        (("laboratory", "university"), ("university",), "part"),
        (("institute", "academy"), ("academy",), "part"),
        (("group", "company"), ("company",), "near"),
        (("hospital",), ("school",), "other"),
        ((), ("school",), None),
    ],
)
def test_levels_stand_to_each_other_alike_from_both_sides(left, right, how):
    assert LEVELS.compare(left, right) == LEVELS.compare(right, left) == how


@pytest.mark.parametrize(
    "text",
    [
        "28th Research Institute",
        "Institute No. 28",
        "Research Institute XXVIII",
        "第二十八研究所",
        "第28研究所",
        "二十八所",
        "廿八所",
        "28所",
        "Двадцать восьмой институт",
        "28-й институт",
        "28-y institut",
    ],
)
def test_a_number_is_read_in_every_script(text):
    assert read(text).numbers == ("28",)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("七一九研究所", ("719",)),
        ("46 ЦНИИ", ("46",)),
        ("Unit 61398", ("61398",)),
        ("61398部队", ("61398",)),
        ("Plant No. 112", ("112",)),
        ("KKR Asia Fund V LP", ("5",)),
        ("Velmaron Fund Series B", ("B",)),
        ("Velmaron (founded 1998) Ltd", ()),
        ("三一重工", ()),
    ],
)
def test_numbers_are_read_as_bodies_write_them(text, numbers):
    assert read(text).numbers == numbers


@pytest.mark.parametrize(
    "text", ["ООО Ромашка", "Romashka, OOO", "Romashka LLC (Perm)"]
)
def test_a_legal_form_is_found_wherever_it_stands(text):
    assert read(text).legal_forms == ("llc",)


def test_the_form_of_a_branch_is_no_form_of_its_firm():
    assert read("维尔玛隆有限公司北京分公司").levels[0] == "branch"
    assert read("维尔玛隆有限公司北京分公司").legal_forms == ("limited",)


@pytest.mark.parametrize(
    "text",
    [
        "中国电科第十四研究所",
        "中国电子科技集团公司第十四研究所",
        "CETC 14th Research Institute",
        "China Electronics Technology Group Corporation No. 14 Research Institute",
    ],
)
def test_a_known_body_goes_by_one_name(text):
    assert words(read(text), "canonical") == ["cetc", "14", "research", "institute"]


def test_unknown_characters_are_spelled_among_the_translated():
    assert words(read("海兰信数据科技"), "english")[:3] == ["hai", "lan", "xin"]


def test_other_translations_are_kept_beside_the_first():
    name = read("哈尔滨理工大学")
    said = {
        word.text
        for choice in name.choices[name.schemes.index("english")]
        for way in choice.options
        for word in way
    }

    assert {"technology", "science", "polytechnic", "harbin"} <= said


def test_two_words_of_a_country_are_one():
    assert words(read("United States Bureau of Velmaron"), "written")[0] == "us"


def test_the_initials_of_the_first_words_are_known_with_their_number():
    name = read("Velmaron Electronics Technology Group Corporation 14th Institute")

    assert dict(name.runs)["vetc"] == 4


def test_a_firm_that_a_university_owns_is_a_company():
    assert read("Beijing Beihang Assets Management Co. Ltd.").levels[0] == "company"
    assert read("Beihang University").levels[0] == "university"
