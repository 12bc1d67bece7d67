"""Keys of spellings: what the systems of romanisation have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.text.fold import latin
from tieline.text.spelling_keys import spelling_keys
from tieline.text.tables import read_rows


def called(word):
    """What a word may be called: itself and its keys."""
    folded = latin(word)
    return {folded, *spelling_keys(word, folded).split()}


@pytest.mark.parametrize(
    "spellings",
    [
        "Щёголев Shchyogolev Shchegolev Schegolew Ščegolev",
        "Юрий Yuriy Yury Iurii Juri Jurij",
        "Фёдор Fyodor Fedor Fiodor Fjodor",
        "Чайковский Chaikovskiy Tchaikovsky Tschaikowski Čajkovskij",
        "Соловьёв Solovyov Solovyev Soloviev",
        "Ходорин Khodorin Chodorin",
        "Цветков Tsvetkov Tzvetkov Cvetkov",
        "Жуков Zhukov Žukov",
        "Muhammad Mohammed Mohamed Mohamad Magomed",
        "Hussein Husayn Hossein Hussain",
        "Yusuf Youssef Yousef Yusif",
        "Gaddafi Qadhafi Qaddafi Khadafi",
        "Masud Massoud Masood",
        "Petrosyan Petrosian",
    ],
)
def test_spellings_of_one_word_share_a_key_or_lead_to_each_other(spellings):
    first, *others = spellings.split()

    for other in others:
        assert not called(first).isdisjoint(called(other)), other


@pytest.mark.parametrize(
    "pair",
    [
        ("Hasan", "Husayn"),
        ("Hamid", "Mahmud"),
        ("Khan", "Han"),
        ("Jane", "Jana"),
        ("Ivanov", "Ivanova"),
        ("Petrov", "Pavlov"),
        ("Shelton", "Sheldon"),
        ("Khalid", "Khalil"),
    ],
)
def test_two_words_share_no_key(pair):
    assert called(pair[0]).isdisjoint(called(pair[1]))


@given(word=st.text(st.characters(), max_size=20).filter(str.isalpha))
def test_a_key_is_another_word_of_four_letters_or_more(word):
    folded = latin(word)

    keys = spelling_keys(word, folded).split()

    assert folded not in keys
    assert all(len(key) > 3 for key in keys)
    assert len(keys) <= 4


def test_no_spelling_stands_in_two_groups():
    rows = read_rows("tieline.text", "spelling_groups.tsv")

    spellings = [way for (ways,) in rows for way in set(ways.split())]

    assert len(spellings) == len(set(spellings))
    assert all(latin(way) == way for way in spellings)
