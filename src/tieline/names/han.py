"""Read names in Han characters: spelled in pinyin, translated, with bodies known."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from tieline.names.han_pieces import HanCutter, Piece, strip_form
from tieline.names.name import Choice, Name, Word
from tieline.names.numbering import number_word
from tieline.names.vocabulary import LegalForm, School, Vocabulary
from tieline.text.han_folding import fold_han
from tieline.text.hanzi import is_han
from tieline.text.pinyin import read_characters
from tieline.text.transliteration import bones, heard, letters_of, sound_key

BODY_WEIGHT, WEAK_BODY_WEIGHT = 1200, 600
"""What a known body says: more than any one word, or little where others share it."""

_CHARACTER_WEIGHT, _PLACE_WEIGHT = 450, 700
# What the kernel takes: words of a name.
_MOST = 64
# How the views of a name in characters came about.
_SCHEMES = ("pinyin", "english", "canonical")
# 第28研究所, 28号: what stands about figures.
_SCHOOLS = {"大学": "university", "学院": "college"}
_BEFORE_FIGURES, _AFTER_FIGURES = "第", "号"
_NO_STAGE = ("期刊", "期货", "期权")

# A word longer than a country's name that has one in its English: 中医药.
_COUNTRY = 2
# Fewer consonants do not tell what word a run of characters sounds like.
_FEWEST_BONES = 2

_ReadLatin = Callable[[Sequence[str]], Name]


class _Part(msgspec.Struct):
    """A run of characters, a number or words in Latin letters, cut into pieces."""

    pieces: Sequence[Piece] = ()
    by_bodies: Sequence[Piece] | None = None
    latin: Name | None = None
    forms: tuple[LegalForm, ...] = ()


class _View:
    """A view while it is written: words, and what else some of them may be."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.choices: list[Choice] = []

    def add(self, words: Sequence[Word], *others: Sequence[Word]) -> None:
        """Add words, with others that may stand in their place."""
        start = len(self.words)
        self.words += words
        if others and len(self.words) <= _MOST:
            options = (tuple(words), *map(tuple, others))
            self.choices.append(Choice(start, len(self.words), options))

    def add_part(self, part: Name) -> None:
        """Add what stands in other letters, translated where that can be."""
        if "english" not in part.schemes:
            self.add(part.latin[0] if part.latin else ())
            return
        place, start = part.schemes.index("english"), len(self.words)
        self.words += part.latin[place]
        for one in part.choices[place]:
            moved = Choice(one.start + start, one.end + start, one.options)
            self.choices += [moved] if moved.end <= _MOST else []


class HanReader:
    """Reads names with Han characters with the tables of a vocabulary.

    `read_latin` reads what of a name is in Latin letters.
    """

    def __init__(self, vocabulary: Vocabulary, read_latin: _ReadLatin) -> None:
        self._vocabulary = vocabulary
        self._cutter = HanCutter(vocabulary)
        self._read_latin = read_latin

    def read(self, text: str, tokens: Sequence[str]) -> Name:
        """Return what a name says: runs of characters, of letters and of figures.

        Simplified and traditional characters are one: the tables are simplified.
        """
        parts = list(self._parts(tokens))
        pieces = [piece for part in parts for piece in part.pieces]
        syllables = {
            piece.text: read_characters(piece.text, is_person=False)
            for piece in pieces
            if piece.kind in {"word", "rest"}
        }
        views = self._views(parts, syllables)
        run = "".join(
            fold_han(token) for token in tokens if is_han(token) or token.isdecimal()
        )
        latin = [part.latin for part in parts if part.latin is not None]
        forms = [form for part in parts for form in part.forms]
        kinds = [form.kinds for form in forms] + [name.legal_kinds for name in latin]
        nothing: frozenset[str] = frozenset()
        numbers = [piece.text for piece in pieces if piece.kind == "number"]
        return Name(
            text=text,
            form="organisation",
            latin=tuple(tuple(view.words[:_MOST]) for view, _ in views),
            schemes=tuple(scheme for _, scheme in views),
            choices=tuple(tuple(view.choices) for view, _ in views),
            han=tuple(self._characters(parts))[:_MOST],
            syllables=tuple(
                syllable
                for piece in pieces
                for syllable in syllables.get(piece.text, ())
            ),
            legal_forms=tuple(form.name for form in forms)
            + tuple(form for name in latin for form in name.legal_forms),
            legal_kinds=next((kind for kind in reversed(kinds) if kind), nothing),
            numbers=tuple(numbers)
            + tuple(number for name in latin for number in name.numbers),
            levels=self._levels(run, latin),
            bodies=frozenset(_bodies(parts)),
        )

    def _parts(self, tokens: Sequence[str]) -> Iterator[_Part]:
        words: list[str] = []
        was_figure = False
        is_beside = any(token.isalpha() and not is_han(token) for token in tokens)
        for place, token in enumerate(tokens):
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            is_figure = token.isdecimal()
            if not is_han(token) and not is_figure:
                words.append(token)
                continue
            if words:
                yield self._latin_part(words)
                words = []
            if is_figure:
                yield _Part(pieces=(Piece(str(int(token)), "number"),))
            else:
                run = fold_han(token)
                if after.isdecimal():
                    run = run.removesuffix(_BEFORE_FIGURES)
                if was_figure:
                    run = run.removeprefix(_AFTER_FIGURES)
                    run = run if run.startswith(_NO_STAGE) else run.removeprefix("期")
                if run:
                    yield self._run_part(run, is_beside=is_beside)
            was_figure = is_figure
        if words:
            yield self._latin_part(words)

    def _latin_part(self, words: Sequence[str]) -> _Part:
        return _Part(latin=self._read_latin(words))

    def _run_part(self, run: str, *, is_beside: bool) -> _Part:
        body, forms = strip_form(run, self._vocabulary, is_beside=is_beside)
        return _Part(
            pieces=self._cutter.cut(body),
            by_bodies=self._cutter.cut_by_bodies(body),
            forms=forms,
        )

    def _levels(self, run: str, latin: Sequence[Name]) -> tuple[str, ...]:
        body, _ = strip_form(run, self._vocabulary)
        found = self._vocabulary.levels_in_han(body)
        return found or next((name.levels for name in latin if name.levels), ())

    def _views(
        self, parts: Sequence[_Part], syllables: dict[str, tuple[str, ...]]
    ) -> list[tuple[_View, str]]:
        spelled, translated, known = _View(), _View(), _View()
        school = self._school(parts)
        for part in parts:
            if part.latin is not None:
                written = part.latin.latin[0] if part.latin.latin else ()
                canonical = _canonical(part.latin)
                spelled.add(written)
                translated.add_part(part.latin)
                known.add(canonical)
                continue
            for piece in part.pieces:
                self._spell(spelled, piece, syllables, school=school)
                self._translate(translated, piece, syllables, school=school)
            for piece in part.pieces if part.by_bodies is None else part.by_bodies:
                self._translate(known, piece, syllables, school=school)
        views = [spelled]
        if translated.words != spelled.words or translated.choices:
            views.append(translated)
        found = [(view, _SCHEMES[place]) for place, view in enumerate(views)]
        if any(True for _ in _bodies(parts)) or any(
            part.by_bodies is not None for part in parts
        ):
            found.append((known, _SCHEMES[2]))
        return [(view, scheme) for view, scheme in found if view.words]

    def _school(self, parts: Sequence[_Part]) -> School:
        """Tell whether learning is taught there, so that its branch is its name."""
        english = [
            word
            for part in parts
            for piece in part.pieces
            for way in piece.english[:1]
            for word in way.split()
        ]
        return self._vocabulary.school(english)

    def _spell(
        self,
        view: _View,
        piece: Piece,
        syllables: dict[str, tuple[str, ...]],
        *,
        school: School,
    ) -> None:
        if piece.kind == "number":
            view.add((number_word(piece.text),))
            return
        read = syllables[piece.text]
        view.add(self._syllables(piece, read, school=school))

    def _syllables(
        self, piece: Piece, read: Sequence[str], *, school: School
    ) -> list[Word]:
        """Return syllables that together weigh what the word weighs in English."""
        weigh = self._vocabulary.length_weight
        if not piece.english or not self._is_common(piece):
            return [
                Word(part, weigh(part) // 2 + 100, is_exact=True)
                for part in read
                if part
            ]
        words = self._way(piece, piece.english[0], school=school)
        kind = max(words, key=lambda word: word.weight).kind
        total = max(word.weight for word in words)
        each = total // max(1, len(read))
        return [Word(part, each, is_exact=True, kind=kind) for part in read if part]

    def _is_common(self, piece: Piece) -> bool:
        return any(map(self._vocabulary.is_common, piece.english[0].split()))

    def _translate(
        self,
        view: _View,
        piece: Piece,
        syllables: dict[str, tuple[str, ...]],
        *,
        school: School,
    ) -> None:
        if piece.kind == "number":
            view.add((number_word(piece.text),))
            return
        if piece.kind == "body":
            weight = WEAK_BODY_WEIGHT if piece.is_weak else BODY_WEIGHT
            view.add(
                (Word(piece.english[0], weight, is_exact=True, origin=piece.text),)
            )
            return
        read = syllables.get(piece.text)
        if read is None:
            read = read_characters(piece.text, is_person=False)
        spelled = self._syllables(piece, read, school=school)
        if not piece.english:
            view.add(spelled, *self._heard(piece))
            return
        ways = [
            self._way(piece, way, school=school)
            for way in _telling(piece.english, school=school)
        ]
        # In Latin letters much is left in pinyin, written together: Keji, Daxue.
        first = ways[0][0]
        joined = Word("".join(read), first.weight, is_exact=True, kind=first.kind)
        said = [
            [msgspec.structs.replace(word, origin=piece.text) for word in way]
            for way in (*ways, (joined,))
        ]
        view.add(*said, spelled)

    def _heard(self, piece: Piece) -> list[tuple[Word, ...]]:
        """Return what no table knows as the words that it may sound like, or none."""
        letters = letters_of(piece.text) if len(piece.text) > 1 else None
        if letters is None or bones(sound_key(letters)) < _FEWEST_BONES:
            return []
        weight = self._vocabulary.length_weight(letters)
        return [(Word(letters, weight, akin=heard([letters])),)]

    def _characters(self, parts: Sequence[_Part]) -> Iterator[Word]:
        for part in parts:
            if part.latin is not None:
                yield from part.latin.latin[0] if part.latin.latin else ()
            for piece in part.pieces:
                yield from map(self._han_word, _field_and_school(piece))

    def _han_word(self, piece: Piece) -> Word:
        if piece.kind == "number":
            return number_word(piece.text)
        by_length = min(len(piece.text), 4) * _CHARACTER_WEIGHT
        if not piece.english:
            return Word(piece.text, by_length)
        words = self._way(piece, piece.english[0])
        heaviest = max(words, key=lambda word: word.weight)
        weight = heaviest.weight if self._is_common(piece) else by_length
        return Word(piece.text, weight, kind=heaviest.kind)

    def _way(self, piece: Piece, way: str, *, school: School = "none") -> list[Word]:
        """Return one of the ways to say a piece in English."""
        vocabulary = self._vocabulary
        is_place = vocabulary.han_kind(piece.text) == "place"
        words: list[Word] = []
        for english in way.split():
            kind = vocabulary.kind(english, school)
            if kind == "place" and not is_place and len(piece.text) > _COUNTRY:
                # Chinese medicine is no place.
                kind = "branch" if school == "university" else "field"
            word = vocabulary.word(english, "place" if is_place else kind)
            if is_place:
                weight = min(word.weight, _PLACE_WEIGHT)
                # Hunan is like Hubei in letters alone.
                word = msgspec.structs.replace(word, weight=weight, is_exact=True)
            words.append(word)
        return words


def _telling(ways: Sequence[str], *, school: School) -> Sequence[str]:
    """Leave out ways that say less than the first: of schools each branch tells."""
    if school == "none":
        return ways
    first = set(ways[0].split())
    return [ways[0], *(way for way in ways[1:] if not set(way.split()) < first)]


def _canonical(name: Name) -> tuple[Word, ...]:
    if "canonical" in name.schemes:
        return name.latin[name.schemes.index("canonical")]
    return name.latin[0] if name.latin else ()


def _bodies(parts: Sequence[_Part]) -> Iterator[str]:
    for part in parts:
        if part.latin is not None:
            yield from part.latin.bodies
        for piece in part.by_bodies or ():
            if piece.kind == "body" and not piece.is_weak:
                yield piece.english[0]


def _field_and_school(piece: Piece) -> tuple[Piece, ...]:
    """Cut 理工|大学, so that it is as unlike 工业|大学 as their fields are."""
    field, school = piece.text[:-2], piece.text[-2:]
    said = _SCHOOLS.get(school)
    if said is None or piece.kind != "word" or len(field) < len(school):
        return (piece,)
    # Its weight is that of the field still: the heaviest of its words.
    return Piece(field, piece.kind, piece.english), Piece(school, piece.kind, (said,))
