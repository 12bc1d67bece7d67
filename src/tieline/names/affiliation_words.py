"""The words of affiliations, read once from their table."""

from typing import Literal

import msgspec

from tieline.text.tables import read_table

MarkedTense = Literal["past", "present", "guest"]
_TENSES: tuple[MarkedTense, ...] = ("past", "present", "guest")


class AffiliationWords(msgspec.Struct, frozen=True, kw_only=True):
    """What the table holds; all words are in small ASCII letters or in characters.

    `same` leads from a way to write a word to the word, `skip` holds the words that
    keys leave out, `kinds` leads from a word to the kind of unit that it names, and
    `plain` holds words that many organisations share. `tenses` leads from a phrase to
    `past`, `present` or `guest`; `countries` and `towns` from a phrase to a country's
    small alpha-2 code.
    """

    same: dict[str, str]
    skip: frozenset[str]
    kinds: dict[str, str]
    plain: frozenset[str]
    tenses: dict[str, MarkedTense]
    titles: frozenset[str]
    streets: frozenset[str]
    countries: dict[str, str]
    towns: dict[str, str]


class _Words:
    """Owner of the table's words; read on first use, about 1,500 of them."""

    def __init__(self) -> None:
        self._read: AffiliationWords | None = None

    def words(self) -> AffiliationWords:
        if self._read is None:
            self._read = _read()
        return self._read


_HELD = _Words()


def affiliation_words() -> AffiliationWords:
    """Return the words of affiliations.

    >>> affiliation_words().same["univ"]
    'university'
    """
    return _HELD.words()


def _read() -> AffiliationWords:
    rows: dict[str, list[tuple[str, list[str]]]] = {}
    for line in read_table("tieline.names", "affiliation_words.tsv").splitlines():
        if line and not line.startswith("#"):
            kind, word, others = line.split("\t")
            ways = [way.strip() for way in others.split("; ") if way.strip()]
            rows.setdefault(kind, []).append((word, ways))
    return AffiliationWords(
        same={way: word for word, ways in rows["same"] for way in ways},
        skip=_all(rows["skip"]),
        kinds={way: word for word, ways in rows["kind"] for way in (word, *ways)},
        plain=_all(rows["plain"]),
        tenses={
            way: tense
            for tense in _TENSES
            for word, ways in rows[tense]
            for way in (word, *ways)
        },
        titles=_all(rows["title"]),
        streets=_all(rows["street"]),
        countries={way: code for code, ways in rows["country"] for way in ways},
        towns={way: code for code, ways in rows["town"] for way in ways},
    )


def _all(rows: list[tuple[str, list[str]]]) -> frozenset[str]:
    return frozenset(way for word, ways in rows for way in (word, *ways))
