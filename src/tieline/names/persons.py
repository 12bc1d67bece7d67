"""Read persons' names: words and what they are for; characters and their pinyin."""

import re
from collections.abc import Sequence

import msgspec

from tieline.names.heard_names import (
    HEARD_VIEW,
    heard_characters,
    heard_letters,
    heard_word,
)
from tieline.names.korean import is_korean, korean_key
from tieline.names.name import Name, Word, WordRole
from tieline.names.person_parts import (
    MOST_VIEWS,
    ChunkWord,
    Part,
    join_units,
    may_be_unit,
    names_in,
    parts_of,
    words_of_chunk,
)
from tieline.names.person_tables import person_tables
from tieline.names.spellings import Speller, Spelling, in_order, of_hangul
from tieline.names.vocabulary import FULL_WEIGHT, LONGEST_WORD, Vocabulary
from tieline.text.fold import latin
from tieline.text.greek import greek_spellings, is_greek
from tieline.text.han_folding import fold_han
from tieline.text.hangul import is_hangul
from tieline.text.hanzi import has_han, is_han
from tieline.text.kana import is_kana, kana_spellings
from tieline.text.pinyin import readings_of
from tieline.text.remembering import Remembered
from tieline.text.spelling_keys import spelling_keys
from tieline.text.tokens import words

MOST_WORDS = 32
"""How many words of a name are compared."""

_LONGEST_HANGUL = 4
_TITLE_WEIGHT, _PARTICLE_WEIGHT, _LIGHT_WEIGHT = 20, 40, 320
# What the kernel takes: words of a name.
_MOST = 64
_SWAPPED = str.maketrans("0134579", "oieastg")
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?")
# Viktorovich, Viktorovna and their other spellings; -ic is a Serbian family name too.
_FATHERS = re.compile(
    r"[a-z]{2,}(?:[aeoijy]v)(?:ich|ych|itch|itsch|icz|yc|ic|ics|na|nova)$"
    r"|(?:il|luk|nikit|fom|kuzm|sav)(?:y|i)?ich$|[a-z]{3,}(?:inichna|ichna)$"
)
_MAY_BE_FAMILY = re.compile(r"[aeoijy]v(?:ic|na|nova|ics)$")
# A patronymic stands beside a given and a family name.
_WITH_FATHER = 3
_MOST_SYLLABLES = 4
_WRITTEN = ("written",) * MOST_VIEWS
# How many words have to follow a title that is a name elsewhere.
_LEADING = {"front": 2, "rank": 1}
# What is no title and no particle, though the table has it.
_NAMES = frozenset({"unit", "generation", "light"})


class PersonReader:
    """Reads persons' names with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tables = person_tables()
        self._speller = Speller(vocabulary.syllables)
        self._known = Remembered(self._plain_word)
        self._chunks = Remembered(_words_of_chunk)
        self._is_plain = Remembered(self._is_plain_name)

    def read(self, text: str, written: Sequence[str]) -> Name:
        """Return what a cleaned name says, given with its words in order.

        Of a name in ASCII the words are not looked at. A text may hold several names
        (an alias, the one of before marriage): each is a view of its own.
        """
        if has_han(text):
            return self._read_han(text, written)
        hangul = "" if text.isascii() else in_order(written)
        if is_hangul(hangul) and len(hangul) <= _LONGEST_HANGUL:
            return self._read_hangul(text, hangul)
        generation = 0
        views: list[tuple[Word, ...]] = []
        for name in names_in(text):
            parts, number = self._parts(name)
            view = self._words(parts)
            if view and view not in views:
                views.append(view)
                generation = generation or number
        spelled = self._speller.of_word_views(views)
        heard = heard_letters(written)
        if not spelled and not heard:
            return Name(
                text=text,
                form="person",
                latin=tuple(views),
                schemes=_WRITTEN[: len(views)],
                generation=generation,
            )
        return Name(
            text=text,
            form="person",
            latin=(*views, *map(self._spelled, spelled), *map(self._heard, heard)),
            schemes=_WRITTEN[: len(views)]
            + tuple(one.scheme for one in spelled)
            + (HEARD_VIEW,) * len(heard),
            generation=generation,
        )

    def _read_hangul(self, text: str, hangul: str) -> Name:
        """Return a name in Hangul as its characters and what they are spelled like."""
        spelling = of_hangul(hangul)
        return Name(
            text=text,
            form="person",
            latin=(self._spelled(spelling),),
            schemes=(spelling.scheme,),
            han=(Word(hangul, 2 * FULL_WEIGHT),),
        )

    def _spelled(self, spelling: Spelling) -> tuple[Word, ...]:
        """Return the words of a view: syllables with their other spellings."""
        return tuple(map(self._syllable, spelling.syllables))

    def _syllable(self, ways: Sequence[str]) -> Word:
        weight = self._tables.weight(ways[0])
        return Word(ways[0], weight, is_exact=True, akin=" ".join(ways[1:]))

    def _heard(self, letters: Sequence[str]) -> tuple[Word, ...]:
        """Return the words of a name that was read by its sound, with their keys."""
        return tuple(heard_word(one, self._tables.weight(one)) for one in letters)

    def _parts(self, text: str) -> tuple[list[Part], int]:
        """Return the words of one name, and which bearer of it they tell of."""
        parts = parts_of(text, self._chunks)[:MOST_WORDS]
        if self._are_plain(parts):
            return parts, 0
        numbers = [self._generation_at(parts, place) for place in range(len(parts))]
        rest = [part for part, n in zip(parts, numbers, strict=True) if not n]
        if len(rest) < 2:  # noqa: PLR2004 - a generation is told of a given and a family name
            return parts, 0
        return join_units(rest, self._tables.kind), max(numbers)

    def _are_plain(self, parts: Sequence[Part]) -> bool:
        is_plain = self._is_plain
        return all([is_plain[part.text] for part in parts])  # noqa: C419 - faster so

    def _is_plain_name(self, word: str) -> bool:
        """Tell whether a word is a name wherever it stands, and one by itself."""
        return (
            self._tables.kind(word) == "name"
            and not self._tables.generation(word)
            and not may_be_unit(word)
            and _FATHERS.match(word) is None
        )

    def _generation_at(self, parts: Sequence[Part], place: int) -> int:
        part = parts[place]
        is_first = place == 0 or parts[place - 1].piece != part.piece
        is_last = place == len(parts) - 1 or parts[place + 1].piece != part.piece
        if place == 0 or not is_last or (is_first and not part.piece):
            return 0
        return self._tables.generation(part.text)

    def _words(self, parts: Sequence[Part]) -> tuple[Word, ...]:
        roles = self._roles(parts)
        cuts = self._syllables(parts, roles)
        view = tuple(map(self._word, parts, roles, cuts))
        names = [word.text for word in view if word.role != "title"]
        if not is_korean(names, self._tables.korean_families):
            return view
        return tuple(map(_with_korean_key, view))

    def _word(self, part: Part, role: WordRole, syllables: tuple[str, ...]) -> Word:
        """Return a word as it is compared; alone where it may be pinyin, as it is.

        Names share their words: those that were read are kept.
        """
        if syllables:
            weight = self._weight(part.text, role)
            return Word(part.text, weight, role=role, syllables=syllables)
        return self._known[part.written, part.text, role]

    def _plain_word(self, key: tuple[str, str, WordRole]) -> Word:
        written, text, role = key
        weight = self._weight(text, role)
        if role in {"title", "particle"}:
            return Word(text, weight, role=role)
        first, *others = _spellings(written) or [text]
        if others:
            weight = self._weight(first, role)
            return Word(first, weight, akin=" ".join(others), role=role)
        # The syllables of Mandarin are few and close: they have one spelling each.
        is_syllable = text in self._vocabulary.syllables
        return Word(
            text,
            weight,
            sound=self._vocabulary.sound(text),
            akin="" if is_syllable else spelling_keys(written, text),
            role=role,
        )

    def _weight(self, word: str, role: WordRole) -> int:
        if role == "title":
            return _TITLE_WEIGHT
        if role == "particle":
            return _PARTICLE_WEIGHT
        weight = self._tables.weight(word)
        if self._tables.kind(word) == "light":
            return min(weight, _LIGHT_WEIGHT)
        return weight

    def _roles(self, parts: Sequence[Part]) -> list[WordRole]:
        if self._are_plain(parts):
            if not parts or not (parts[-1].piece or any([p.is_bound for p in parts])):  # noqa: C419 - faster so
                return ["name"] * len(parts)
            return [_role("name", part, parts) for part in parts]
        roles: list[WordRole] = []
        is_father = False
        for place, part in enumerate(parts):
            kind = self._kind_at(parts, place)
            if kind == "name" and is_father:
                kind = "name" if self._is_end(parts, place) else "father"
                is_father = False
            elif kind == "kin":
                is_father, kind = True, "particle"
            roles.append(_role(kind, part, parts))
        if all(role in {"title", "particle"} for role in roles):
            return ["name"] * len(roles)
        return roles

    def _kind_at(self, parts: Sequence[Part], place: int) -> str:
        part = parts[place]
        kind = self._tables.kind(part.text)
        after = sum(other.piece == part.piece for other in parts[place + 1 :])
        is_first = place == 0 or parts[place - 1].piece != part.piece
        if kind == "name":
            return "father" if self._is_father(parts, place) else kind
        if kind == "title":
            return "name" if is_first and not after and not part.piece else kind
        if kind in _LEADING:
            return "title" if is_first and after >= _LEADING[kind] else "name"
        if not after or kind in _NAMES or self._is_open(parts, place):
            return "name"
        return "particle" if kind == "article" else kind

    def _is_open(self, parts: Sequence[Part], place: int) -> bool:
        """Tell whether what is a particle elsewhere is a name or an initial here."""
        part = parts[place]
        if len(part.text) == 1 and part.is_capital:
            return not place or part.text != "y" or not _is_loud(parts)
        has_comma = parts[-1].piece > 0
        return not place and not has_comma and self._tables.is_open(part.text)

    def _is_father(self, parts: Sequence[Part], place: int) -> bool:
        if place == 0 or len(parts) < _WITH_FATHER:
            return False
        word = parts[place].text
        if not _FATHERS.match(word):
            return False
        return not self._is_end(parts, place) or not _MAY_BE_FAMILY.search(word)

    @staticmethod
    def _is_end(parts: Sequence[Part], place: int) -> bool:
        """Tell whether a word ends a name in its usual order: a family name."""
        return place == len(parts) - 1 and not parts[place].piece

    def _syllables(
        self, parts: Sequence[Part], roles: Sequence[WordRole]
    ) -> list[tuple[str, ...]]:
        """Return the syllables of each word where the whole name is made of them."""
        cut = self._vocabulary.syllables.cut
        cuts: list[tuple[str, ...]] = []
        for part, role in zip(parts, roles, strict=True):
            found = () if role == "title" else cut(part.text)
            if found is None:
                break
            cuts.append(found)
        else:
            if 1 < sum(map(len, cuts)) <= _MOST_SYLLABLES:
                return cuts
        return [()] * len(parts)

    def _read_han(self, text: str, written: Sequence[str]) -> Name:
        """Return the characters of a name, and its syllables in pinyin."""
        view: list[Word] = []
        readings: list[tuple[str, ...]] = []
        written = list(map(fold_han, written))
        han = "".join(word for word in written if is_han(word))
        for word in written:
            if not is_han(word):
                other = Part(_fold(word), word)
                view += [self._word(other, "name", ())] if other.text else []
                continue
            # A foreign name in characters (Obama) comes in several runs: no surname.
            read = readings_of(word, is_person=word == han)
            readings += read
            view += map(self._syllable, read)
        spelled: list[Spelling] = []
        if len(written) == 1:
            spelled += self._speller.of_characters(han, readings)
        heard = heard_characters(written)
        return Name(
            text=text,
            form="person",
            latin=(
                tuple(view[:_MOST]),
                *map(self._spelled, spelled),
                *map(self._heard, heard),
            ),
            schemes=(
                "pinyin",
                *(one.scheme for one in spelled),
                *(HEARD_VIEW,) * len(heard),
            ),
            han=(Word(han[:LONGEST_WORD], 2 * FULL_WEIGHT),),
            syllables=tuple(ways[0] for ways in readings),
        )


def _with_korean_key(word: Word) -> Word:
    if word.role == "title":
        return word
    akin = f"{word.akin} {korean_key(word.text)}".strip()
    return msgspec.structs.replace(word, akin=akin)


def _role(kind: str, part: Part, parts: Sequence[Part]) -> WordRole:
    if kind == "title":
        return "title"
    if kind == "particle":
        return "particle"
    if kind == "father":
        return "father"
    has_comma = parts[-1].piece > 0
    is_end = part.piece == 0 and (has_comma or part is parts[-1] or _ends(part, parts))
    if part.is_bound and is_end:
        return "bound"
    return "family" if has_comma and part.piece == 0 else "name"


def _ends(part: Part, parts: Sequence[Part]) -> bool:
    """Tell whether a word belongs to the last ones that hyphens bind together."""
    place = len(parts) - 1
    while place >= 0 and parts[place].is_bound:
        if parts[place] is part:
            return True
        place -= 1
    return False


def _is_loud(parts: Sequence[Part]) -> bool:
    return all(part.is_capital for part in parts)


def _words_of_chunk(chunk: str) -> tuple[ChunkWord, ...]:
    return words_of_chunk(chunk, _cut, _fold)


def _cut(chunk: str) -> list[str]:
    """Return the words of a chunk; letters with stops are initials, each by itself."""
    if "." in chunk and _INITIALS.fullmatch(chunk):
        return [char for char in chunk if char.isalpha()]
    return words(chunk)


def _spellings(written: str) -> tuple[str, ...]:
    """Return the ways of a word in kana or Greek."""
    if written.isascii():
        return ()
    if is_kana(written):
        return kana_spellings(written)
    return greek_spellings(written) if is_greek(written) else ()


def _fold(word: str) -> str:
    return _unswap(latin(word[:LONGEST_WORD]))[:LONGEST_WORD]


def _unswap(word: str) -> str:
    """Read figures that stand for letters inside a word: 1gor, Sech1n."""
    letters = sum(char.isalpha() for char in word)
    if letters == len(word) or 2 * letters < len(word) or _ORDINAL.match(word):
        return word
    return word.translate(_SWAPPED)
