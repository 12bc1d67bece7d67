"""How else a person's name is spelled: the views that systems of romanisation make.

A name in characters is spelled after Wade-Giles and the habits of Taiwan, after
Cantonese (Hong Kong, Macau) and after the south's other languages (Singapore,
Malaysia); a name in Latin letters that may be so spelled is read back into pinyin.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tieline.names.name import Name, Word
from tieline.text.cantonese import other_spellings, southern_readings
from tieline.text.hangul import hangul_spellings
from tieline.text.pinyin import Syllables, cut_syllables
from tieline.text.remembering import Remembered
from tieline.text.wade_giles import taiwan_spellings, wade_giles

_SHORTEST, _LONGEST = 2, 4
_MOST_WAYS = 9
_JOINED = 2
_DOUBTFUL, _DOUBTFUL_BOTH = 0.8, 0.76
_SYSTEMS = frozenset({"wade_giles", "cantonese", "southern"})
_LIGHT = frozenset({"title", "particle"})

Ways = tuple[str, ...]
"""The spellings of one syllable, the usual one first."""


class Spelling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A view of a name: after which scheme, and the ways of each syllable."""

    scheme: str
    syllables: tuple[Ways, ...]


class Speller:
    """Spells names after systems of romanisation, and reads such spellings back."""

    def __init__(self, syllables: Syllables) -> None:
        self._pinyin = syllables
        self._stood_for: dict[str, Ways] | None = None
        self._wade_giles: frozenset[str] | None = None
        self._known = Remembered(self._read)

    def of_characters(self, han: str, readings: Sequence[Ways]) -> Iterator[Spelling]:
        """Yield the spellings of a name in simplified characters besides pinyin.

        `readings` are those of each character. None for one character, for more than
        four, and where a spelling is the pinyin itself.
        """
        if not _SHORTEST <= len(han) <= _LONGEST:
            return
        taiwan = tuple(map(self._taiwan, readings))
        if any(ways[0] != read[0] for ways, read in zip(taiwan, readings, strict=True)):
            yield Spelling("wade_giles", taiwan)
        tables = southern_readings()
        hong_kong = [tables.cantonese.get(char) for char in han]
        spelled = tuple(ways for ways in hong_kong if ways is not None)
        if len(spelled) == len(han):
            yield Spelling("cantonese", tuple(map(_with_others, spelled)))
        if han[0] in tables.southern:
            every = zip(han, hong_kong, taiwan, strict=True)
            yield Spelling(
                "southern",
                tuple(
                    _ways(*tables.southern.get(char, ()), *(south or ()), *north)
                    for char, south, north in every
                ),
            )

    @staticmethod
    def _taiwan(readings: Ways) -> Ways:
        """Return how Taiwan spells one character; pinyin is mixed in."""
        known = [way for way in readings if "v" not in way]
        return _ways(
            *map(wade_giles, known),
            *(habit for way in known for habit in taiwan_spellings(way)),
            *known,
        )

    def of_word_views(self, views: Sequence[Sequence[Word]]) -> tuple[Spelling, ...]:
        """Return the spellings of a name in Latin letters, given with its views."""
        if not views:
            return ()
        # Ing is a title, and a name in Taiwan.
        every = tuple(self.of_latin([word.text for word in views[0]]))
        names = [word.text for word in views[0] if word.role not in _LIGHT]
        if every or len(names) == len(views[0]):
            return every
        return tuple(self.of_latin(names))

    def of_latin(self, words: Sequence[str]) -> Iterator[Spelling]:
        """Yield what a name in small Latin letters is in pinyin, if so spelled.

        The scheme is `doubtful` where every syllable is pinyin as well.
        """
        if not _SHORTEST <= len(words) <= _LONGEST:
            return
        read: list[tuple[Ways | None, Ways | None]] = []
        for word in words:
            ways = self._known[word]
            if ways == (None, None):
                return
            read.append(ways)
        for place, scheme in enumerate(("wade_giles", "cantonese")):
            parts = [ways[place] for ways in read]
            whole = [part for some in parts if some is not None for part in some]
            if None not in parts and _SHORTEST <= len(whole) <= _LONGEST:
                yield from self._in_pinyin(scheme, whole)

    def _read(self, word: str) -> tuple[Ways | None, Ways | None]:
        """Cut a word into syllables of Taiwan, and into one of Hong Kong."""
        taiwan = cut_syllables(word, self._taiwan_table())
        if taiwan is not None and len(taiwan) > _JOINED:
            taiwan = None
        is_southern = word in southern_readings().mandarin
        return taiwan, (word,) if is_southern else None

    def _in_pinyin(self, scheme: str, syllables: Sequence[str]) -> Iterator[Spelling]:
        table: Mapping[str, Ways] = self._taiwan_table()
        if scheme == "cantonese":
            table = southern_readings().mandarin
        stood_for = tuple(table[syllable] for syllable in syllables)
        if all(ways == (one,) for ways, one in zip(stood_for, syllables, strict=True)):
            return
        is_doubtful = all(one in self._pinyin for one in syllables)
        if is_doubtful and not self._usual(scheme).issuperset(syllables):
            return
        yield Spelling("doubtful" if is_doubtful else scheme, stood_for)

    def _usual(self, scheme: str) -> frozenset[str]:
        """Return the spellings that a system has in its first place."""
        if scheme == "cantonese":
            return southern_readings().usual
        if self._wade_giles is None:
            self._wade_giles = frozenset(map(wade_giles, self._pinyin))
        return self._wade_giles

    def _taiwan_table(self) -> dict[str, Ways]:
        if self._stood_for is None:
            found: dict[str, list[str]] = {}
            for syllable in self._pinyin:
                found.setdefault(wade_giles(syllable), []).append(syllable)
            for syllable in self._pinyin:
                for way in (*taiwan_spellings(syllable), syllable):
                    found.setdefault(way, []).append(syllable)
            self._stood_for = {way: _ways(*read) for way, read in found.items()}
        return self._stood_for


def most_worth(
    schemes: tuple[str, str],
    names: tuple[Name, Name],
    words: tuple[Sequence[Word], Sequence[Word]],
    syllables: Syllables,
) -> float:
    """Return how close two views can be, 0 to 1, by how they came about.

    A name that is pinyin as it stands is rather that than Wade-Giles or Cantonese.
    """
    if "doubtful" in schemes:
        return _DOUBTFUL_BOTH
    for side, other in ((0, 1), (1, 0)):
        if schemes[side] in _SYSTEMS and names[side].han:
            written = (word for word in words[other] if word.role not in _LIGHT)
            if all(syllables.cut(word.text) is not None for word in written):
                return _DOUBTFUL
    return 1.0


def of_hangul(text: str) -> Spelling:
    """Return the spellings of a name in Hangul; its first syllable is the surname.

    >>> of_hangul("박은").syllables
    (('park', 'pak', 'bak'), ('eun', 'un'))
    """
    return Spelling(
        "hangul",
        tuple(
            hangul_spellings(char, is_surname=place == 0)
            for place, char in enumerate(text)
        ),
    )


def in_order(written: Sequence[str]) -> str:
    """Return a name in Hangul, the surname first: a last word of one syllable."""
    if len(written) > 1 and len(written[-1]) == 1 < len(written[0]):
        return "".join((written[-1], *written[:-1]))
    return "".join(written)


def _with_others(ways: Ways) -> Ways:
    return _ways(*ways, *other_spellings(ways[0]))


def _ways(*spellings: str) -> Ways:
    return tuple(dict.fromkeys(spellings))[:_MOST_WAYS]
