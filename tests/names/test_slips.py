"""One slip of the pen: a letter more or less, another, or two exchanged."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tieline.names.slips import Slips, is_slip

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
short_words = st.text("abc", max_size=6)


def every_slip(word: str) -> Iterator[str]:
    """Yield all that one slip makes of a word, by trying each."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield from (left + letter + right for letter in _LETTERS)
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]


@given(short_words, short_words)
def test_a_slip_is_what_trying_each_finds(left, right):
    assert is_slip(left, right) == (right != left and right in set(every_slip(left)))


@given(short_words.filter(bool), st.sets(short_words.filter(bool)))
def test_the_words_near_one_are_all_that_a_slip_leads_to(word, words):
    near = set(Slips(words).near(word))

    assert near == words.intersection(every_slip(word)) - {word}
