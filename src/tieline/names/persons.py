"""Read persons' names: words, titles and particles; characters and their pinyin."""

import re
from collections.abc import Sequence

from tieline.names.name import Name, Word
from tieline.names.vocabulary import FULL_WEIGHT, LONGEST_WORD, Vocabulary
from tieline.text.fold import latin
from tieline.text.han_folding import fold_han
from tieline.text.hanzi import has_han, is_han
from tieline.text.pinyin import read_characters
from tieline.text.spelling_keys import spelling_keys

_TITLE_WEIGHT = 120
_MOST_KEPT = 50_000
# What the kernel takes: words of a name.
_MOST = 64
_SWAPPED = str.maketrans("0134579", "oieastg")
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)$")


class PersonReader:
    """Reads persons' names with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, Word | None] = {}

    def read(self, text: str, written: Sequence[str]) -> Name:
        """Return what a cleaned name says, given with its words in order."""
        if has_han(text):
            return self._read_han(text, written)
        read = map(self._written_word, written)
        view = tuple(word for word in read if word is not None)
        return Name(
            text=text,
            form="person",
            latin=(view,) if view else (),
            schemes=("written",) if view else (),
        )

    def _written_word(self, written: str) -> Word | None:
        """Return a word as it is compared; None where nothing is left of it.

        Names share their words: those that were read are kept, up to a bound.
        """
        if written in self._known:
            return self._known[written]
        folded = _unswap(latin(written))[:LONGEST_WORD]
        word = self._word(folded, written) if folded else None
        if len(self._known) >= _MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[written] = word
        return word

    def _word(self, word: str, written: str) -> Word:
        if self._vocabulary.is_title(word):
            return Word(word, _TITLE_WEIGHT)
        # The syllables of Mandarin are few and close: they have one spelling each.
        is_syllable = word in self._vocabulary.syllables
        return Word(
            word,
            self._vocabulary.person_weight(word),
            sound=self._vocabulary.sound(word),
            akin="" if is_syllable else spelling_keys(written, word),
        )

    def _read_han(self, text: str, written: Sequence[str]) -> Name:
        """Return the characters of a name, and its syllables in pinyin."""
        view: list[Word] = []
        syllables: list[str] = []
        written = list(map(fold_han, written))
        han = "".join(word for word in written if is_han(word))
        for word in written:
            if not is_han(word):
                other = self._written_word(word)
                view += [] if other is None else [other]
                continue
            # A foreign name in characters (Obama) comes in several runs: no surname.
            read = read_characters(word, is_person=word == han)
            syllables += read
            view += [
                Word(part, self._vocabulary.length_weight(part), is_exact=True)
                for part in read
            ]
        return Name(
            text=text,
            form="person",
            latin=(tuple(view[:_MOST]),),
            schemes=("pinyin",),
            han=(Word(han[:LONGEST_WORD], 2 * FULL_WEIGHT),),
            syllables=tuple(syllables),
        )


def _unswap(word: str) -> str:
    """Read figures that stand for letters inside a word: 1gor, Sech1n."""
    letters = sum(char.isalpha() for char in word)
    if letters == len(word) or 2 * letters < len(word) or _ORDINAL.match(word):
        return word
    return word.translate(_SWAPPED)
