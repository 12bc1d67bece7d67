"""Persons' names read by their sound: foreign ones in characters, Arabic and Hebrew."""

from collections.abc import Sequence

from tieline.names.name import Word
from tieline.text.abjads import arabic_letters, hebrew_letters, is_hebrew
from tieline.text.arabic import is_arabic
from tieline.text.hanzi import is_han
from tieline.text.transliteration import (
    bones,
    heard,
    letters_of,
    may_be_family,
    sound_key,
)

HEARD_VIEW = "heard"
"""How a view came about whose words were read by their sound."""

# A run of characters without a dot that is no name of a Chinese family: so many
# characters, or fewer where the first begins none, and so many consonants.
_LONGEST_CHINESE, _FEWEST_BONES = 3, 3
_SHORTEST = 2
# The servant of, and what God is: with these, two words are one name.
_SERVANTS = frozenset({"عبد"})
_FATHERS = {"ابو": "abu", "أبو": "abu", "ابي": "abi", "ام": "umm", "أم": "umm"}
_SONS = {
    "بن": "bin",
    "ابن": "ibn",
    "بنت": "bint",
    "ولد": "ould",
    "آل": "al",
    "ال": "al",
}


def heard_word(letters: str, weight: int) -> Word:
    """Return a word read by its sound, in Latin letters, with the key of its sound."""
    return Word(letters, weight, akin=heard([letters]))


def heard_characters(written: Sequence[str]) -> list[list[str]]:
    """Return a foreign name in simplified characters in Latin letters, run by run.

    Nothing for a name that may be Chinese, or has a character that writes no sound.

    >>> heard_characters(["贝拉克", "奥巴马"]), heard_characters(["马文"])
    ([['belak', 'obama']], [])
    """
    runs = [word for word in written if is_han(word)]
    letters = [found for run in runs if (found := letters_of(run))]
    if not runs or len(letters) < len(written):
        return []
    if len(runs) == 1 and not _is_foreign(runs[0], letters[0]):
        return []
    return [letters]


def _is_foreign(run: str, letters: str) -> bool:
    if len(run) > _LONGEST_CHINESE:
        return True
    has_bones = bones(sound_key(letters)) >= _FEWEST_BONES
    return len(run) >= _SHORTEST and has_bones and not may_be_family(run[0])


def heard_letters(written: Sequence[str]) -> list[list[str]]:
    """Return a name in Arabic or Hebrew letters in Latin ones; nothing for another.

    >>> heard_letters(["عبد", "الرحمن", "الزنتاني"]), heard_letters(["Ali"])
    ([['abdulrahman', 'zntani']], [])
    """
    text = "".join(written)
    if text.isascii():
        return []
    if is_arabic(text):
        return [_arabic(written)]
    if is_hebrew(text):
        return [[found for word in written if (found := hebrew_letters(word))]]
    return []


def _arabic(written: Sequence[str]) -> list[str]:
    found: list[str] = []
    is_servant = False
    for word in written:
        if word in _SERVANTS:
            is_servant = True
            continue
        small = _SONS.get(word) or _FATHERS.get(word)
        letters = small or arabic_letters(word) or word.lower()
        if is_servant and word.endswith("الله"):
            letters = "lah"
        found.append(f"abdul{letters}" if is_servant else letters)
        is_servant = False
    return found + (["abd"] if is_servant else [])
