"""The tables that names are read with: weights, legal forms, abbreviations."""

from collections.abc import Iterable, Sequence
from typing import Literal, cast

from tieline.names.bodies import Bodies, BodyTables, Found
from tieline.names.levels import Levels, is_numbered
from tieline.names.lexicon import HanLexicon, rows_of
from tieline.names.name import Word, WordKind
from tieline.names.place_tree import PlaceTree
from tieline.names.slips import Slips
from tieline.text.hanzi import has_han
from tieline.text.pinyin import Syllables
from tieline.text.remembering import Remembered
from tieline.text.skeletons import skeleton

FULL_WEIGHT = 1000
"""What a word says that no table knows: all that a word can say."""

LONGEST_WORD = 64
"""How many characters of a word are compared."""

School = Literal["none", "school", "university"]
"""Whether learning is taught at a body: what its name says of it."""

# What these are called tells them apart but for what another language may leave out.
_EXACTING = frozenset({"university", "daxue", "laboratory", "hospital"})
_TELLING = frozenset({"rare", "field"})
_NEUTRAL = frozenset(
    [
        "affiliated",
        "city",
        "clinical",
        "federal",
        "joint",
        "key",
        "municipal",
        "named",
        "national",
        "new",
        "open",
        "people",
        "peoples",
        "province",
        "provincial",
        "research",
        "state",
    ]
)
# Of a level's name in a language that the table of words does not hold.
_LEVEL_WEIGHT = 450
_SHORTEST_SOUND = 4
_LONG_FORM = 3
# Common words that say more than this are hardly less telling than rare ones.
_FIELD_WEIGHT = 850
_BY_LENGTH = (0, 400, 550, 700, 800, 900, 1000)
_JOINERS = (
    "the of and for a an in on at to by de la le les et und y du des der die das fur "
    "von i v na po di da do e en"
)
_STOP = frozenset(_JOINERS.split())


def sounds_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the skeletons of words; short ones as they are."""
    return tuple(skeleton(word) if len(word) > _LONG_FORM else word for word in words)


class LegalForm:
    """A legal form: its name and what kinds of body it makes."""

    def __init__(self, name: str, kinds: frozenset[str]) -> None:
        self.name, self.kinds = name, kinds


def _longest_by_first(forms: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Return by first word of how many words the longest form is."""
    longest: dict[str, int] = {}
    for words in forms:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


class Vocabulary:
    """The tables of this package; read once, never changed."""

    def __init__(self) -> None:
        self.syllables = Syllables()
        self._weights = {word: int(weight) for word, weight in rows_of("words.tsv")}
        self._long = dict(rows_of("abbreviations.tsv"))
        self._phrases = {
            tuple(short.split()): long
            for short, long in self._long.items()
            if " " in short
        }
        self._phrase_starts = frozenset(words[0] for words in self._phrases)
        self._han: HanLexicon | None = None
        self._derived: dict[str, tuple[WordKind, int]] = {}
        about = dict(rows_of("word_kinds.tsv"))
        self._places = frozenset(w for w, kind in about.items() if kind == "place")
        self._branches = frozenset(w for w, kind in about.items() if kind == "branch")
        self._schools = frozenset(w for w, kind in about.items() if kind == "school")
        fields = frozenset(w for w, kind in about.items() if kind == "field")
        self._fields = fields | self._branches
        self.levels = Levels()
        self._akin = {
            word: name
            for name, words in rows_of("synonyms.tsv")
            for word in words.split()
        }
        for word, kind, weight in rows_of("derived_words.tsv"):
            self._derived[word] = cast("WordKind", kind), int(weight)
        # Long forms are recognised through misspellings.
        self.sounded_forms: dict[tuple[str, ...], LegalForm] = {}
        self.forms: dict[tuple[str, ...], LegalForm] = {}
        self.han_forms: dict[str, LegalForm] = {}
        for name, kinds, ways in rows_of("legal_forms.tsv"):
            form = LegalForm(name, frozenset(kinds.split(",")))
            for way in ways.split("; "):
                if has_han(way):
                    self.han_forms[way] = form
                else:
                    words = tuple(way.split())
                    self.forms[words] = form
                    if len(words) >= _LONG_FORM:
                        self.sounded_forms[sounds_of(words)] = form
        self._longest_forms = _longest_by_first(self.forms)
        self._longest_sounded = _longest_by_first(self.sounded_forms)
        self._form_sizes = Remembered(self._sizes_from)
        self._bodies: Bodies | None = None
        self._slips: Slips | None = None
        self._place_tree: PlaceTree | None = None
        self.bones = Remembered(skeleton)
        """The skeletons of words."""
        self._words = Remembered(self._word)
        self._kept_kinds = Remembered(self._kind_in)

    @property
    def bodies(self) -> Bodies:
        """The known bodies, read when first asked for."""
        if self._bodies is None:
            self._bodies = Bodies(self.body_tables())
        return self._bodies

    def body_tables(self) -> BodyTables:
        """Return what known bodies are looked up with."""
        return BodyTables(
            long_words=self._long,
            syllables=self.syllables,
            kind=self.kind,
            is_han_word=lambda word: word in self.han,
            han_forms=self.han_forms,
        )

    def levels_in_words(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the levels in small Latin words, that of the head first.

        A known body is of the level that its table says: CETC is a group. With a number
        behind it, it is a unit of that body, and of which level is not said: CETC 54.
        """
        return self.levels_beside(words, self.bodies.in_words(words))

    def levels_beside(
        self, words: Sequence[str], found: Sequence[Found]
    ) -> tuple[str, ...]:
        """Return the levels, as `levels_in_words` does, given with the bodies."""
        if not found:
            return self.levels.in_words(words)
        rest: list[str] = []
        end = 0
        for body in found:
            rest += words[end : body.start]
            end = body.end
        rest += words[end:]
        named = self.levels.in_words(rest)
        after = words[found[-1].end : found[-1].end + 1]
        if not named and is_numbered("".join(after)):
            return ()
        kinds = (self.levels.of_body(body.kind) for body in found)
        return tuple(dict.fromkeys((*named, *filter(None, kinds))))

    def levels_in_han(self, run: str) -> tuple[str, ...]:
        """Return the levels in simplified characters, that of the head first."""
        found = self.bodies.in_han(run)
        if not found:
            return self.levels.in_han(run)
        last = found[-1]
        named = self.levels.in_han("x" + run[last.end :])
        if not named and is_numbered(run[last.end :]):
            return ()
        kinds = (self.levels.of_body(body.kind) for body in reversed(found))
        return tuple(dict.fromkeys((*named, *filter(None, kinds))))

    def longest_form_at(self, words: Sequence[str], place: int) -> int:
        """Return of how many words a legal form at `place` is at most, 0 for none."""
        plain, sounded = self._form_sizes[words[place]]
        left = len(words) - place
        return min(sounded if left >= _LONG_FORM else plain, left)

    def _sizes_from(self, word: str) -> tuple[int, int]:
        """Return of how many words a form is that a word begins, misspelled or not."""
        plain = self._longest_forms.get(word, 0)
        sounded = self._longest_sounded.get(self._sound_in_form(word), 0)
        return plain, max(plain, sounded)

    def form_of(self, words: Sequence[str]) -> LegalForm | None:
        """Return the legal form that the words are, misspelled or not."""
        form = self.forms.get(tuple(words))
        if form is None and len(words) >= _LONG_FORM:
            return self.sounded_forms.get(tuple(map(self._sound_in_form, words)))
        return form

    def _sound_in_form(self, word: str) -> str:
        return self.bones[word] if len(word) > _LONG_FORM else word

    def long_form(self, word: str) -> str:
        """Return the word that a short or variant spelling stands for."""
        return self._long.get(word, word)

    def phrase_at(self, words: Sequence[str], place: int) -> str | None:
        """Return the word that two words in a row stand for; None where for none."""
        if words[place] not in self._phrase_starts:
            return None
        return self._phrases.get(tuple(words[place : place + 2]))

    @property
    def han(self) -> HanLexicon:
        """The bilingual lexicon, read when a name in Han characters asks for it."""
        if self._han is None:
            self._han = HanLexicon()
        return self._han

    @property
    def place_tree(self) -> PlaceTree:
        """Which places lie in which, read when two names are held to differ in them."""
        if self._place_tree is None:
            self._place_tree = PlaceTree()
        return self._place_tree

    def english(self, han_word: str) -> tuple[str, ...]:
        """Return the English of a simplified Han word, the most usual first."""
        return self.han.english(han_word)

    def han_kind(self, han_word: str) -> str | None:
        """Return what a simplified Han word speaks of, as `HanLexicon.kind` says."""
        return self.han.kind(han_word)

    def is_stop(self, word: str) -> bool:
        """Tell whether a word of an organisation's name only joins others."""
        return word in _STOP

    def weight(self, word: str) -> int:
        """Return how much a word of an organisation's name says, in thousandths."""
        known = self._weights.get(word)
        if known is None and word in self._derived:
            known = self._derived[word][1]
        if known is None and self.levels.is_word(word):
            known = _LEVEL_WEIGHT
        if known is not None:
            return min(known, self.length_weight(word))
        return self.length_weight(word)

    def word(self, text: str, kind: WordKind) -> Word:
        """Return a word of an organisation's name, ready to be aligned."""
        return self._words[text, kind]

    def _word(self, key: tuple[str, WordKind]) -> Word:
        text, kind = key
        weight, sound = self.weight(text), self.sound(text)
        return Word(text, weight, sound=sound, kind=kind, akin=self._akin.get(text, ""))

    def kind(self, word: str, school: School = "none") -> WordKind:
        """Return what a word of an organisation's name speaks of, wherever it is.

        Where learning is taught, its branch is no trade word but part of the name; of
        a university's name every word but its place and the neutral ones tells it
        apart.
        """
        return self._kept_kinds[word, school]

    def _kind_in(self, key: tuple[str, School]) -> WordKind:
        word, school = key
        kind = self._kind(word, is_school=school != "none")
        if school == "university" and kind in _TELLING and word not in _NEUTRAL:
            return "branch"
        return kind

    def _kind(self, word: str, *, is_school: bool) -> WordKind:
        if word in self._places:
            return "place"
        if is_school and word in self._branches:
            return "branch"
        if self.levels.is_word(word):
            return "level"
        if word in self._derived:
            kind = self._derived[word][0]
            return "field" if kind == "branch" and not is_school else kind
        is_common = self._weights.get(word, FULL_WEIGHT) <= _FIELD_WEIGHT
        return "field" if is_common or word in self._fields else "rare"

    def school(self, words: Sequence[str]) -> School:
        """Tell whether learning is taught at what is so called, or it is a university.

        Hospitals and laboratories are called as exactly as universities.
        """
        if not _EXACTING.isdisjoint(words):
            return "university"
        return "none" if self._schools.isdisjoint(words) else "school"

    def kinds(self, words: Sequence[str]) -> tuple[WordKind, ...]:
        """Return what the words of one name speak of."""
        school, kinds = self.school(words), self._kept_kinds
        return tuple([kinds[word, school] for word in words])

    def is_listed(self, word: str, *, of_kind: bool = False) -> bool:
        """Tell whether a table made by hand, or by count, holds the word.

        `of_kind` asks whether a table tells what it speaks of.
        """
        return (
            (word in self._weights and not of_kind)
            or word in self._places
            or word in self._fields
            or word in self._schools
            or self.levels.is_word(word)
        )

    def is_common(self, word: str) -> bool:
        """Tell whether the table of common words holds the word."""
        return word in self._weights

    @property
    def slips(self) -> Slips:
        """The common words, to be found through slips of the pen."""
        if self._slips is None:
            self._slips = Slips(self._weights)
        return self._slips

    def sound(self, word: str) -> str:
        """Return what misspellings of a word have in common; "" where it is short.

        The syllables of Mandarin are few and close: a vowel tells them apart.
        """
        if len(word) < _SHORTEST_SOUND or word in self.syllables:
            return ""
        bones = self.bones[word]
        return bones if len(bones) > 1 else ""

    @staticmethod
    def length_weight(word: str) -> int:
        """Return how much a word says that no table knows."""
        return _BY_LENGTH[min(len(word), len(_BY_LENGTH) - 1)]


class _Tables:
    """Owner of the tables: read on first use, never changed."""

    def __init__(self) -> None:
        self._vocabulary: Vocabulary | None = None

    def vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            self._vocabulary = Vocabulary()
        return self._vocabulary


_HELD = _Tables()


def vocabulary() -> Vocabulary:
    """Return the tables of this package."""
    return _HELD.vocabulary()
