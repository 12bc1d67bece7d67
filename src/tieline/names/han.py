"""Read names in Han characters: spelled in pinyin, translated word by word."""

import re
from collections.abc import Sequence

from tieline.names.name import Name, Word
from tieline.names.vocabulary import LegalForm, Vocabulary
from tieline.text.han_folding import fold_han
from tieline.text.numbers import HAN_NUMERALS, read_han
from tieline.text.pinyin import read_characters

_NUMBER_WEIGHT = 600
_CHARACTER_WEIGHT = 450
# What the kernel takes: words of a name.
_MOST = 64
_LEVELS = (
    "研究所 研究院 设计院 设计所 工厂 分厂 医院 中学 工程局 部队 基地 所 院 厂 局 "
    "师 军 团 旅 营 号 處 处 室 部 研究室 設計院 設計所 醫院 部隊 廠"
)
# 第十四, or figures before a level: 二十八所, 七一九研究所.
_NUMBER = (
    rf"第(?P<marked>[{HAN_NUMERALS}]+)"
    rf"|(?P<bare>[{HAN_NUMERALS}]{{2,}})(?={'|'.join(_LEVELS.split())})"
)

# How the views of a name in characters came about.
_SCHEMES = ("pinyin", "english")

_Piece = tuple[str, str | None]


class HanReader:
    """Reads runs of Han characters with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def read(self, run: str) -> Name:
        """Return one run of characters: numbers, legal form, words, syllables.

        Simplified and traditional characters are one: the tables are simplified.
        """
        run = fold_han(run)
        body, forms = self._strip_form(run)
        pieces = list(self._pieces(body))
        numbers = [piece for piece, kind in pieces if kind == "number"]
        han = [self._han_word(piece) for piece in pieces]
        spelled: list[Word] = []
        translated: list[Word] = []
        syllables: list[str] = []
        for text, kind in pieces:
            if kind == "number":
                number = Word(text, _NUMBER_WEIGHT, is_exact=True, kind="number")
                spelled.append(number)
                translated.append(number)
                continue
            read = read_characters(text, is_person=False)
            syllables += read
            words = [
                Word(part, self._syllable_weight(part), is_exact=True) for part in read
            ]
            spelled += words
            translated += self._translate(kind) if kind else words
        views = [tuple(spelled)]
        if translated != spelled:
            views.append(tuple(translated))
        return Name(
            text=run,
            form="organisation",
            latin=tuple(views),
            schemes=_SCHEMES[: len(views)],
            han=tuple(han),
            syllables=tuple(syllables),
            legal_forms=tuple(form.name for form in forms),
            legal_kinds=forms[0].kinds if forms else frozenset(),
            numbers=tuple(numbers),
        )

    def join(self, text: str, parts: Sequence[Name]) -> Name:
        """Return the name that the parts make, in order."""
        first = [part.latin[0] for part in parts if part.latin]
        last = [part.latin[-1] for part in parts if part.latin]
        spelled = tuple(word for view in first for word in view)
        translated = tuple(word for view in last for word in view)
        views = (spelled,) if translated == spelled else (spelled, translated)
        kinds = [part.legal_kinds for part in parts if part.legal_kinds]
        return Name(
            text=text,
            form="organisation",
            latin=tuple(view[:_MOST] for view in views) if spelled else (),
            schemes=_SCHEMES[: len(views)] if spelled else (),
            han=tuple(
                word
                for part in parts
                for word in (part.han or (part.latin[0] if part.latin else ()))
            )[:_MOST],
            syllables=tuple(s for part in parts for s in part.syllables),
            legal_forms=tuple(form for part in parts for form in part.legal_forms),
            legal_kinds=kinds[-1] if kinds else frozenset(),
            numbers=tuple(number for part in parts for number in part.numbers),
        )

    def _strip_form(self, run: str) -> tuple[str, tuple[LegalForm, ...]]:
        forms = self._vocabulary.han_forms
        for size in range(min(8, len(run) - 1), 1, -1):
            form = forms.get(run[-size:])
            if form is not None:
                return run[:-size], (form,)
        return run, ()

    def _pieces(self, body: str) -> list[_Piece]:
        """Cut into numbers, known words (with their English) and the rest."""
        pieces: list[_Piece] = []
        end = 0
        for found in re.finditer(_NUMBER, body):
            value = read_han(found["marked"] or found["bare"])
            if value is None:
                continue
            pieces += self._known_words(body[end : found.start()])
            pieces.append((str(value), "number"))
            end = found.end()
        return pieces + self._known_words(body[end:])

    def _known_words(self, body: str) -> list[_Piece]:
        pieces: list[_Piece] = []
        rest, place = "", 0
        while place < len(body):
            size, english = self._known_at(body, place)
            if english is None:
                rest += body[place]
            else:
                if rest:
                    pieces.append((rest, None))
                    rest = ""
                pieces.append((body[place : place + size], english))
            place += size
        return [*pieces, (rest, None)] if rest else pieces

    def _known_at(self, body: str, place: int) -> tuple[int, str | None]:
        for size in range(min(self._vocabulary.han.longest, len(body) - place), 1, -1):
            english = self._vocabulary.english(body[place : place + size])
            if english:
                return size, english[0]
        return 1, None

    def _han_word(self, piece: _Piece) -> Word:
        text, kind = piece
        if kind == "number":
            return Word(text, _NUMBER_WEIGHT, is_exact=True, kind="number")
        by_length = min(len(text), 4) * _CHARACTER_WEIGHT
        if kind is None:
            return Word(text, by_length)
        words = [self._word(english) for english in kind.split()]
        heaviest = max(words, key=lambda word: word.weight)
        is_common = any(map(self._vocabulary.is_common, kind.split()))
        weight = heaviest.weight if is_common else by_length
        return Word(text, weight, kind=heaviest.kind)

    def _translate(self, english: str) -> list[Word]:
        return [self._word(word) for word in english.split()]

    def _word(self, english: str) -> Word:
        weight, kind = self._vocabulary.weight, self._vocabulary.kind
        return Word(english, weight(english), kind=kind(english))

    def _syllable_weight(self, syllable: str) -> int:
        return self._vocabulary.length_weight(syllable) // 2 + 100
