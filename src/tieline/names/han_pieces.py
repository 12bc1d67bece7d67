"""Cut a run of Han characters: legal form, numbers, known bodies, words, the rest."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from tieline.names.vocabulary import LegalForm, Vocabulary
from tieline.text.numbers import HAN_NUMERALS, read_han

# A number in characters stands before one of these: 二十八所, 七一九研究所.
_LEVELS = (
    "研究所 研究院 设计院 设计所 工厂 分厂 医院 中学 工程局 部队 基地 研究室 "
    "所 院 厂 局 师 军 团 旅 营 号 处 室 部"
)
_BEFORE = "|".join(_LEVELS.split())
# 第十四 anywhere; two figures or more before a level; one before a level that ends all;
# 二期 is the second stage of a plant.
_NUMBER = (
    rf"第(?P<marked>[{HAN_NUMERALS}]+)号?"
    rf"|(?P<bare>[{HAN_NUMERALS}]{{2,}})(?={_BEFORE})号?"
    rf"|(?P<stage>[{HAN_NUMERALS}]{{1,3}})期(?![刊货权])"
    rf"|(?P<lone>[{HAN_NUMERALS}])(?=(?:{_BEFORE})$)"
)
# The end of a firm's name that belongs to its branch: 北京分公司, 全资子公司.
_INNER_FORM = 4
_LONGEST_FORM = 8
_NO_FORM = ("分公司", "资子公司", "股子公司", "总公司", "集团公司")
# What a cut costs: an unknown character, a word, a single character as a word.
_UNKNOWN, _WORD, _SINGLE = 2.0, 1.0, 1.9

Kind = Literal["number", "word", "rest", "body"]


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A piece of a name: its characters, and its English, the most usual first.

    A number is in figures; of a known body, `english` is the one word it goes by.
    """

    text: str
    kind: Kind
    english: tuple[str, ...] = ()
    is_weak: bool = False


def strip_form(
    run: str, vocabulary: Vocabulary, *, is_beside: bool = False
) -> tuple[str, tuple[LegalForm, ...]]:
    """Return the run without its legal forms, and those.

    A long form is taken out wherever it stands, a short one at the end. Where a name
    is mostly in other letters (`is_beside`), a run may be a form and nothing else.
    """
    forms = vocabulary.han_forms
    found: list[LegalForm] = []
    place = 0
    while place < len(run):
        size = _form_size(run, place, forms)
        is_end = place + size == len(run)
        is_whole = size == len(run)
        if size and (is_beside or not is_whole) and (size >= _INNER_FORM or is_end):
            found.append(forms[run[place : place + size]])
            run = run[:place] + run[place + size :]
        else:
            place += 1
    return run, tuple(found)


def _form_size(run: str, place: int, forms: dict[str, LegalForm]) -> int:
    if any(
        run.startswith(tail, place - len(tail) + 2)
        for tail in _NO_FORM
        if place >= len(tail) - 2
    ):
        return 0
    longest = min(_LONGEST_FORM, len(run) - place)
    sizes = (
        size for size in range(longest, 1, -1) if run[place : place + size] in forms
    )
    return next(sizes, 0)


class HanCutter:
    """Cuts runs of simplified characters with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def cut(self, run: str) -> list[Piece]:
        """Return the pieces of a run, in order: numbers, words and the rest."""
        return list(self._numbers_and_words(run))

    def cut_by_bodies(self, run: str) -> list[Piece] | None:
        """Return the pieces with known bodies whole; None where there is none."""
        found = self._vocabulary.bodies.in_han(run)
        if not found:
            return None
        pieces: list[Piece] = []
        end = 0
        for body in found:
            pieces += self.cut(run[end : body.start])
            written = run[body.start : body.end]
            pieces.append(Piece(written, "body", (body.canonical,), body.is_weak))
            end = body.end
        return pieces + self.cut(run[end:])

    def _numbers_and_words(self, run: str) -> Iterator[Piece]:
        end = 0
        for found in re.finditer(_NUMBER, run):
            value = read_han(
                found["marked"] or found["bare"] or found["stage"] or found["lone"]
            )
            if value is None or self._is_word(run, found):
                continue
            yield from self._words(run[end : found.start()])
            yield Piece(str(value), "number")
            end = found.end()
        yield from self._words(run[end:])

    def _is_word(self, run: str, found: re.Match[str]) -> bool:
        """Tell whether a lone figure is part of a word: 统一部, 三一."""
        start = found.start()
        if found["lone"] is None or not start:
            return False
        return bool(self._vocabulary.english(run[start - 1 : start + 1]))

    def _words(self, run: str) -> Iterator[Piece]:
        """Cut at least cost: few unknown characters first, then few words."""
        sizes = self._best_sizes(run)
        rest, place = "", 0
        while place < len(run):
            size = sizes[place]
            if size == 0:
                rest += run[place]
                place += 1
                continue
            if rest:
                yield Piece(rest, "rest")
                rest = ""
            word = run[place : place + size]
            yield Piece(word, "word", tuple(self._vocabulary.english(word)))
            place += size
        if rest:
            yield Piece(rest, "rest")

    def _best_sizes(self, run: str) -> Sequence[int]:
        """Return the length of the best word that begins at each place, 0 for none."""
        english = self._vocabulary.english
        longest = self._vocabulary.han.longest
        costs = [0.0] * (len(run) + 1)
        sizes = [0] * len(run)
        for place in range(len(run) - 1, -1, -1):
            costs[place] = costs[place + 1] + _UNKNOWN
            for size in range(1, min(longest, len(run) - place) + 1):
                # A single character is a word only at the end: 所, 院, 厂.
                is_single = size == 1
                if is_single and place + 1 < len(run):
                    continue
                cost = costs[place + size] + (_SINGLE if is_single else _WORD)
                if cost <= costs[place] and english(run[place : place + size]):
                    costs[place], sizes[place] = cost, size
        return sizes
