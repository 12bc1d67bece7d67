"""Words in which letters of another script stand for their look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.fold import clean, latin
from tieline.text.homoglyphs import script_of, unmix

letters = st.text(st.sampled_from("AaBeKoPpxyzАаВеКоРрхуяжΑαΒΕΚοΡω1ıЖ"), max_size=10)


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [
        ("РAYPAL", "paypal"),
        ("Huаwеi", "huawei"),
        ("Μicrosοft", "microsoft"),
        ("Ｈｕａｗｅｉ", "huawei"),
        ("𝐇𝐮𝐚𝐰𝐞𝐢", "huawei"),
        ("Hu\u200bawei", "huawei"),
        ("H̶u̶awei", "huawei"),
    ],
)
def test_a_disguised_word_is_read_as_what_it_looks_like(mixed, meant):
    assert latin(clean(mixed)) == meant


@pytest.mark.parametrize("word", ["Москва", "Αθήνα", "Straße", "ООО", "中国"])
def test_a_word_of_one_script_stays(word):
    assert unmix(word) == word


@given(word=letters)
def test_unmixing_twice_changes_nothing_more(word):
    once = unmix(word)

    assert unmix(once) == once


@given(word=letters)
def test_no_letter_is_added_or_lost(word):
    assert len(unmix(word)) == len(word)


def test_a_letter_without_look_alike_stays_beside_another_script():
    assert script_of(unmix("Жabc")[0]) == "CYRILLIC"
