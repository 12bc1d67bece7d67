"""The bilingual lexicon: Han words and places of organisations' names, in English.

Two tables of this package, each row with its source, compiled by ourselves:
`han_words.tsv` (words) and `places.tsv` (places, with and without the suffix that names
their level). Characters are simplified in both; fold before you look up. They are read
when the first name with Han characters asks.
"""

from collections.abc import Iterator

from tieline.text.tables import read_table

_ALTERNATES = " | "
# What the end of a place's full name is in English; the bare name is used, too. Of
# provinces and cities the level is mostly left out in English, of the rest it stands.
_LEFT_OUT = {
    "自治区": "autonomous region",
    "特别行政区": "special administrative region",
    "省": "province",
    "市": "city",
}
_KEPT = {
    "自治州": "autonomous prefecture",
    "自治县": "autonomous county",
    "自治旗": "autonomous banner",
    "地区": "prefecture",
    "县": "county",
    "区": "district",
    "旗": "banner",
    "盟": "league",
}
_OF_JAPAN = {"县": "prefecture", "府": "prefecture", "都": "metropolitan"}


def rows_of(table: str) -> Iterator[list[str]]:
    """Yield the fields of each row of a table of this package, comments left out."""
    for line in read_table("tieline.names", table).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


class HanLexicon:
    """Looks up Han words; read once, never changed."""

    def __init__(self) -> None:
        self._english: dict[str, str] = {}
        self._of_japan: set[str] = set()
        self._kinds: dict[str, str] = {}
        self._levels: dict[str, str] = {}
        # A word goes before a place of the same name (东方 is a county, too), a large
        # place before a small one: the table lists them in that order.
        for word, english, kind, _source in rows_of("han_words.tsv"):
            self._english[word] = english
            self._kinds[word] = kind
        for name, short, english, level, parent, _source in rows_of("places.tsv"):
            for written in (name, short):
                if written and written not in self._english:
                    self._english[written] = english
                    self._levels[written] = level
            if parent == "日本":
                self._of_japan.add(name)
        self.longest = max(map(len, self._english))

    def __len__(self) -> int:
        """Return the number of words, places with and without suffix among them."""
        return len(self._english)

    def __contains__(self, word: str) -> bool:
        """Tell whether a word or place is known."""
        return word in self._english

    def english(self, word: str) -> tuple[str, ...]:
        """Return the English of a word, the most usual first; nothing if unknown.

        Each is small folded words without joining ones ("academy sciences").

        >>> HanLexicon().english("西北")
        ('northwestern', 'northwest')
        """
        found = self._english.get(word)
        if not found:
            return ()
        bare = tuple(found.split(_ALTERNATES))
        return self._with_level(word, bare) if word in self._levels else bare

    def _with_level(self, place: str, bare: tuple[str, ...]) -> tuple[str, ...]:
        """Return the spellings of a place, bare and with its level."""
        if place in self._of_japan and place[-1] in _OF_JAPAN:
            return (*_followed(bare, _OF_JAPAN[place[-1]]), *bare)
        for suffix, level in _LEFT_OUT.items():
            if place.endswith(suffix):
                return (*bare, *_followed(bare, level))
        for suffix, level in _KEPT.items():
            # Of one character and its suffix (寿县) both are the name.
            if place.endswith(suffix) and len(place) > len(suffix) + 1:
                return (*_followed(bare, level), *bare)
        return bare

    def kind(self, word: str) -> str | None:
        """Return what a word is, None if unknown.

        One of level, form, field, function, military, quality, direction, joiner (与,
        "and"), brand, place.

        >>> HanLexicon().kind("潜艇"), HanLexicon().kind("沈阳")
        ('military', 'place')
        """
        return "place" if word in self._levels else self._kinds.get(word)

    def level(self, word: str) -> str | None:
        """Return the administrative level of a place, None if it is no place.

        One of country, region, province, state, prefecture, city, county, district,
        town and water.

        >>> HanLexicon().level("六安"), HanLexicon().level("大学")
        ('prefecture', None)
        """
        return self._levels.get(word)


def _followed(names: tuple[str, ...], level: str) -> tuple[str, ...]:
    return tuple(f"{name} {level}" for name in names)
