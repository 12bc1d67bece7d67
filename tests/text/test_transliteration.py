"""Keys of sounds, and how alike they are."""

from hypothesis import given
from hypothesis import strategies as st

from tieline.text.transliteration import bones, likeness, sound_key

_WORDS = st.text("abcdeghiklmnoprstuvwxyz", max_size=12)
_LEAST = st.sampled_from((0.0, 0.5, 0.78, 0.84, 0.95, 1.0))


@given(one=_WORDS, two=_WORDS, least=_LEAST)
def test_telling_early_changes_no_likeness_that_is_asked_for(
    one: str, two: str, least: float
) -> None:
    """What is as alike as asked for is told as it is; what is less is told as less."""
    keys = sound_key(one), sound_key(two)

    whole, early = likeness(*keys), likeness(*keys, least=least)

    assert early == whole if whole >= least else early < least


@given(one=_WORDS, two=_WORDS)
def test_likeness_is_the_same_both_ways(one: str, two: str) -> None:
    """Which of two words is asked about changes nothing but what rounding moves."""
    keys = sound_key(one), sound_key(two)

    forth, back = likeness(*keys), likeness(*reversed(keys))

    assert abs(forth - back) < 1e-9


def test_bones_are_the_consonants() -> None:
    """Vowels are none."""
    key = sound_key("sikorsky")

    count = bones(key)

    assert count == len([char for char in key if char not in "aeio"])
