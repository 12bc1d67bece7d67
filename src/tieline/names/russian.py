"""Translate names of organisations in Russian, Ukrainian and Belarusian into English.

Words are looked up in any case, in Cyrillic and, where a name in Latin letters is
plainly Russian, in any romanisation. What a name may leave out (its charter, whom it is
named after) is said only where the other name says it, or says little.
"""

import re
from collections.abc import Callable, Sequence

import msgspec

from tieline.names.name import Choice, Name, Word
from tieline.names.numbering import number_at, number_word
from tieline.names.russian_lexicon import Entry, RussianLexicon
from tieline.names.vocabulary import School, Vocabulary
from tieline.text.fold import latin
from tieline.text.remembering import Remembered
from tieline.text.russian_words import has_cyrillic, small

# What the kernel takes is 64 words of a name, in the longest way of each.
_MOST = 64
_PLACE_WEIGHT, _NAMED_WEIGHT, _FIELD_WEIGHT = 700, 250, 850
_PARENT_WEIGHT = 250
_FORMS, _COUNTED = frozenset({"form", "abbreviation"}), frozenset({"field", "function"})
_HEADS = frozenset({"level", "abbreviation"})
_NAMED_AFTER = ("named", "after")
_COMMON = frozenset({"field", "function", "quality", "level", "direction", "military"})
# Of a name in Latin letters so many words have to be Russian.
_FEWEST = 2
_LONGEST_INITIALS, _MOST_NAMES = 2, 2
_SHORTEST_PLACE, _PLAIN = 3, 4
_NAMED = frozenset({"имени", "им", "імені", "ім", "імя", "imeni", "imeny", "im"})
_JOINERS = "и в на для при из за с со о об от к до под а у та і й з зі із ў во г м по"
_JOINING = frozenset(_JOINERS.split())
_TITLES = (
    "академика академіка акад профессора професора проф генерала адмирала маршала "
    "героя святого доктора народного заслуженого первого советского союза"
)
_TITLE_WORDS = frozenset(_TITLES.split())
# A brand is not translated: «Звезда» is Zvezda.
_QUOTED = re.compile(r"[«\"“„'‘]\s*([^\W\d_]+)\s*[»\"”“'’]")
# What only Russian names in Latin letters have: endings of adjectives, common heads.
_ENDS = (
    "kiy kij kii niy nij nyy nyj nyi eski esky alny elny nny naya naia naja kaya kaia "
    "kaja noye noje noe koye koje koe nogo kogo nykh skikh zavod zavoda kombinat "
    "stroeniya stroenie stroyeniya edinenie edineniye byuro biuro imeni"
)
_BEGINS = "nauchno tsentr predpri upravleni konstruktor voisk voysk proektn proyektn"
_LATIN_ENDS, _LATIN_BEGINS = tuple(_ENDS.split()), tuple(_BEGINS.split())
_SKY = re.compile("сь?к(?:ий|ая|ое|ого|ой|ому|им|ом|ую|ие|их|а|е|ої|ій|і)$")
# Turaevskoye: of Turaevo.
_LATIN_SKY = re.compile("sk(?:iy|ij|ii|i|y|aya|aia|oe|oye|oje|ogo)$")
_OF_PLACES = ("", "o", "sk")
# г is h and и is y there.
_AS_UKRAINE = str.maketrans("ги", "\u04bbы")
# Sotsionika is socionics: what many languages share.
_INTERNATIONAL = (
    (re.compile("лог(?:ия|ии|ія|ії)$"), "logy"),
    (re.compile("(?:ика|ики|іка|іки)$"), "ics"),
    (re.compile("(?:ация|ации|ація|ації)$"), "ation"),
    (re.compile("(?:ия|ии|ія|ії)$"), "y"),
    (re.compile("[иі](?:ческий|ческая|ческого|чний|чна|чного)$"), "ic"),
)
_GENITIVES = (
    (re.compile("(?<=енк)а$"), "о"),
    (re.compile("ского$"), "ский"),
    (re.compile("цкого$"), "цкий"),
    (re.compile("ого$"), "ый"),
    (re.compile("(?<=[оеи][вн])а$"), ""),
    (re.compile("(?<=[^аеиоуыэюяьй])а$"), ""),
    (re.compile("(?<=[аеиоуы])я$"), "й"),
    (re.compile("я$"), "ь"),
    (re.compile("skogo$"), "skiy"),
    (re.compile("(?<=[oei][vn])a$"), ""),
)

_Pair = tuple[str, str]
"""A word folded, and as it is written."""

_Cut = Callable[[Sequence[str]], tuple[Sequence[_Pair], Sequence[_Pair]]]


class Translation(msgspec.Struct, frozen=True):
    """A name in English: its words, and what some of them may be instead."""

    words: tuple[Word, ...]
    choices: tuple[Choice, ...]


class _Said(msgspec.Struct, frozen=True):
    """What a whole name tells of its words.

    `quoted` are the words in quotation marks alone, `kept` the identities of what is no
    legal form; `is_told` where a place tells the body apart.
    """

    quoted: frozenset[str]
    kept: frozenset[int]
    school: School
    is_told: bool


class _View:
    """A translation while it is written.

    `has_head` once it says what body it is, `has_parent` behind what that belongs to.
    """

    has_head = has_parent = False

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.choices: list[Choice] = []
        self._left = _MOST

    @property
    def is_telling(self) -> bool:
        """Tell whether a number or a branch of learning tells the body apart."""
        return any(word.kind in {"number", "branch"} for word in self.words)

    def add(self, *ways: Sequence[Word]) -> None:
        """Add words, with others that may stand in their place."""
        self._left -= max(map(len, ways))
        if self._left < 0:
            return
        start = len(self.words)
        self.words += ways[0]
        if len(ways) > 1:
            options = tuple(map(tuple, ways))
            self.choices.append(Choice(start, len(self.words), options))


class RussianReader:
    """Translates names with the tables of a vocabulary; its lexicon is read late.

    `cut` returns the words of a name, and those of them that are no legal form.
    """

    def __init__(self, vocabulary: Vocabulary, cut: _Cut) -> None:
        self._vocabulary, self._cut = vocabulary, cut
        self._held: RussianLexicon | None = None
        self._is_russian = Remembered(_is_russian)

    @property
    def _lexicon(self) -> RussianLexicon:
        if self._held is None:
            self._held = RussianLexicon()
        return self._held

    def with_english(self, name: Name, written: Sequence[str]) -> Name:
        """Return a name with its translation beside its views, if it is Russian."""
        is_cyrillic = has_cyrillic(name.text)
        if not is_cyrillic and not any(map(self._is_russian.__getitem__, written)):
            return name
        found = self._translate(name.text, *self._cut(written), is_sure=is_cyrillic)
        if found is None or not found.words:
            return name
        nothing: tuple[Choice, ...] = ()
        levels = self._levels(found.words)
        return msgspec.structs.replace(
            name,
            latin=(*name.latin, found.words),
            schemes=(*name.schemes, "english"),
            choices=(*(nothing for _ in name.latin), found.choices),
            # What is only a legal form makes a company no society.
            levels=name.levels if name.bodies else levels or name.levels,
        )

    def _levels(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Return the levels; the first is the head, as in other Russian names."""
        levels = self._vocabulary.levels
        each = (levels.in_words([word.text]) for word in words if word.kind == "level")
        return tuple(dict.fromkeys(level for found in each for level in found))

    def _translate(
        self,
        text: str,
        pairs: Sequence[_Pair],
        kept: Sequence[_Pair],
        *,
        is_sure: bool,
    ) -> Translation | None:
        written = [word for _, word in pairs]
        found = self._entries(written)
        entries = [entry for entry, _ in found.values() if entry is not None]
        telling = sum(
            size
            for entry, size in found.values()
            if entry is not None and entry.kind not in _FORMS
        )
        if not entries or (not is_sure and telling < _FEWEST):
            return None
        english = [word for entry in entries for word in entry.english[0].split()]
        said = _Said(
            quoted=frozenset(map(small, _QUOTED.findall(text))),
            kept=frozenset(map(id, kept)),
            school=self._vocabulary.school(english),
            is_told=any(entry.kind == "place" for entry in entries),
        )
        view = _View()
        place = 0
        while place < len(pairs):
            number = number_at(pairs, place)
            if number is not None:
                if number[0]:
                    view.add((number_word(number[0]),))
                place += number[1]
            elif small(written[place]) in _NAMED:
                place = self._named(view, written, place + 1, said)
            else:
                self._add(view, pairs[place], found[place], said)
                place += found[place][1]
        return Translation(tuple(view.words), tuple(view.choices))

    def _entries(self, written: Sequence[str]) -> dict[int, tuple[Entry | None, int]]:
        """Return what stands at each place at which a word or phrase begins."""
        found: dict[int, tuple[Entry | None, int]] = {}
        last = 0
        for place in range(len(written)):
            if place >= last:
                found[place] = self._lexicon.find(written, place)
                last = place + found[place][1]
            else:
                found[place] = None, 1
        return found

    def _add(
        self, view: _View, pair: _Pair, found: tuple[Entry | None, int], said: _Said
    ) -> None:
        folded, written = pair
        entry, size = found
        is_form = id(pair) not in said.kept
        if entry is None or (is_form and entry.kind not in _FORMS):
            is_joiner = written.islower() and small(written) in _JOINING
            if not (is_form or is_joiner or self._vocabulary.is_stop(folded)):
                view.add(*self._unknown(folded, written, said.school))
            return
        ways = self._ways(entry, said.school)
        kind = self._vocabulary.kind(folded, said.school)
        spelled = self._vocabulary.word(folded, kind)
        if size == 1 and small(written) in said.quoted:
            view.add((spelled,), *ways)
        elif is_form or entry.kind == "form":
            view.add((), *ways)
        elif view.has_parent and entry.kind == "place":
            view.add((_lighter(ways[0][0], _PARENT_WEIGHT),), *ways)
        elif entry.kind == "parent" and view.has_head:
            view.add((_lighter(ways[-1][0], _PARENT_WEIGHT),), *ways)
        elif entry.kind in {"abbreviation", "parent"}:
            view.add(*ways, (spelled,))
        else:
            # In Latin letters much is left in Russian: Zavod, Nauchno.
            view.add(*ways, (_lighter(spelled, ways[0][0].weight),))
        view.has_parent = entry.kind == "parent" and view.has_head
        view.has_head = view.has_head or entry.kind in _HEADS

    def _ways(self, entry: Entry, school: School) -> list[list[Word]]:
        """Return the ways to say a word; single words of one entry weigh the same."""
        ways = [self._way(entry, way, school) for way in entry.english]
        if len(ways[0]) > 1:
            return ways
        first = ways[0][0]
        for way in ways[1:]:
            if len(way) == 1:
                way[0] = msgspec.structs.replace(way[0], weight=first.weight)
        if entry.kind in _COUNTED and not first.text.endswith("y"):
            one = first.text
            other = one[:-1] if one.endswith("s") else f"{one}s"
            ways.append([msgspec.structs.replace(first, text=other)])
        return ways

    def _unknown(
        self, folded: str, written: str, school: School
    ) -> Sequence[Sequence[Word]]:
        """Return how a word is spelled; one made from a place may be that place."""
        vocabulary = self._vocabulary
        spelled = [vocabulary.word(folded, vocabulary.kind(folded, school))]
        ways = [spelled]
        if not has_cyrillic(written):
            place = _LATIN_SKY.sub("", folded)
            if place != folded and len(place) >= _SHORTEST_PLACE:
                ways += [[vocabulary.word(place + end, "place")] for end in _OF_PLACES]
            return ways
        letters = small(written)
        kind = spelled[0].kind
        found = _SKY.search(letters)
        if found is not None and found.start() >= _SHORTEST_PLACE:
            place = letters[: found.start()]
            ways += [
                [vocabulary.word(latin(place) + end, "place")] for end in _OF_PLACES
            ]
            ways.append([vocabulary.word(ukrainian(place), "place")])
        elif written[0].islower():
            ways += [
                [vocabulary.word(_learned(ending.sub("", letters)) + english, kind)]
                for ending, english in _INTERNATIONAL
                if ending.search(letters)
            ]
        other = ukrainian(letters)
        if other != folded:
            ways.append([vocabulary.word(other, kind)])
        return ways

    def _way(self, entry: Entry, way: str, school: School) -> list[Word]:
        """Return one of the ways to say a word in English."""
        vocabulary = self._vocabulary
        words: list[Word] = []
        for english in way.split():
            if entry.kind == "place":
                word = vocabulary.word(english, "place")
                weight = min(word.weight, _PLACE_WEIGHT)
                # Omsk is like Tomsk in letters alone.
                word = msgspec.structs.replace(word, weight=weight, is_exact=True)
            else:
                word = vocabulary.word(english, vocabulary.kind(english, school))
                if word.kind == "rare" and entry.kind in _COMMON:
                    # Instrument making: no word of the table is a brand.
                    weight = min(word.weight, _FIELD_WEIGHT)
                    word = msgspec.structs.replace(word, weight=weight, kind="field")
            words.append(word)
        return words

    def _named(
        self, view: _View, written: Sequence[str], place: int, said: _Said
    ) -> int:
        """Add whom a body is named after; return the place behind it.

        Where a place tells the body apart already, the person's name says little.
        """
        while place < len(written) and small(written[place]) in _TITLE_WORDS:
            place += 1
        view.add((), [self._light(word, is_told=True) for word in _NAMED_AFTER])
        end = place
        full = 0
        while end < len(written) and full < _MOST_NAMES:
            is_initial = len(written[end]) <= _LONGEST_INITIALS
            if not written[end][0].isupper() or (full and is_initial):
                break
            if full and self._lexicon.find(written, end)[0] is not None:
                break
            full += not is_initial
            end += 1
        for word in written[place:end]:
            folded = latin(word)
            if len(word) <= _LONGEST_INITIALS:
                view.add((), [self._light(folded, is_told=True)])
                continue
            names = dict.fromkeys((latin(nominative(word.lower())), folded))
            is_told = said.is_told or view.is_telling
            view.add(*([self._light(one, is_told=is_told)] for one in names if one))
        return end

    def _light(self, folded: str, *, is_told: bool) -> Word:
        word = self._vocabulary.word(folded, "rare")
        return _lighter(word, _NAMED_WEIGHT) if is_told else word


def _is_russian(word: str) -> bool:
    """Tell whether a word in Latin letters has what is plainly Russian."""
    low = word.lower()
    is_long = len(word) > _PLAIN
    return is_long and (low.endswith(_LATIN_ENDS) or low.startswith(_LATIN_BEGINS))


def _lighter(word: Word, most: int) -> Word:
    """Return a word that weighs at most so much."""
    return msgspec.structs.replace(word, weight=min(word.weight, most))


def _learned(letters: str) -> str:
    return latin(letters).replace("ts", "c")


def ukrainian(letters: str) -> str:
    """Return small Cyrillic letters in Latin ones as Ukraine spells them.

    >>> ukrainian("горлівка"), ukrainian("лисенко")
    ('horlivka', 'lysenko')
    """
    return latin(letters.translate(_AS_UKRAINE))


def nominative(surname: str) -> str:
    """Return a man's surname in the genitive as it is in the nominative.

    >>> nominative("Дегтярева"), nominative("Дзержинского"), nominative("Бауман")
    ('Дегтярев', 'Дзержинский', 'Бауман')
    """
    for genitive, ending in _GENITIVES:
        if genitive.search(surname):
            return genitive.sub(ending, surname)
    return surname
