"""What a name says once it is read."""

from typing import Literal

import msgspec

NameForm = Literal["person", "organisation"]
WordKind = Literal["rare", "field", "branch", "place", "number", "level"]
WordRole = Literal["name", "family", "bound", "father", "title", "particle"]

_NOT_ROMANISED = frozenset({"written", "canonical", "english"})


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word to be aligned.

    `weight` says how much it tells, in thousandths; an exact word (a number, the
    reading of a character) agrees only with itself. `sound` is what misspellings of
    it have in common; "" for a word too short to tell. `kind` is what it speaks of in
    an organisation's name: a place, a field of business, the branch of learning that
    tells universities apart, a number, a level (university, company), or (rare) nothing
    that other names share. `akin` is what else it may be called, between spaces:
    a class of words that are nearly equal (academy, institute), or other spellings of
    it; "" for none.

    In a person's name `role` tells a family name before a comma, one that a hyphen
    binds to another, a father's name, a title and a particle from other names.
    `syllables` are those of Mandarin where the whole name is made of such.

    `origin` is what the name itself has where the word is a translation or the name of
    a known body; "" where the word is written so.
    """

    text: str
    weight: int
    is_exact: bool = False
    sound: str = ""
    kind: WordKind = "rare"
    akin: str = ""
    role: WordRole = "name"
    syllables: tuple[str, ...] = ()
    origin: str = ""


class Choice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words of a view, from `start` to `end`, that may be said in several ways.

    `options` are those ways, that of the view first.
    """

    start: int
    end: int
    options: tuple[tuple[Word, ...], ...]


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One name, read as a person's or as an organisation's.

    `latin` holds the name in small Latin letters: one view, or several where Han
    characters can be both spelled and translated. `schemes` tells of each view how it
    came about: "written" so; "english", translated from characters; "canonical", with
    a known body under one name; else the way in which it was romanised ("pinyin").
    `choices` are, for each view or none, what some of its words may be instead.
    `han` holds its characters, cut into words; empty in other scripts. `syllables` are
    the pinyin of the characters one by one, without numbers and legal forms. `levels`
    tell what kind of unit its head makes it, first, and what else it names: see
    `levels.tsv`. `bodies` are the known bodies in it. `runs` are initials of the words
    it begins with, each with how many words of the first view they stand for.
    `generation` tells which bearer of a person's name is meant (2 for Jr and II), 0
    where it does not say.
    """

    text: str
    form: NameForm
    latin: tuple[tuple[Word, ...], ...]
    schemes: tuple[str, ...] = ()
    choices: tuple[tuple[Choice, ...], ...] = ()
    han: tuple[Word, ...] = ()
    syllables: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    legal_kinds: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    generation: int = 0
    runs: tuple[tuple[str, int], ...] = ()
    is_weak: bool = False
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left to compare."""
        return not (self.han or any(self.latin))


def may_meet(one: str, two: str) -> bool:
    """Tell whether views of two names may be compared, by their schemes.

    What is romanised is compared only with what is written: else two guesses meet.

    >>> may_meet("written", "pinyin"), may_meet("pinyin", "english")
    (True, False)
    """
    both = {one, two}
    return "written" in both or both <= _NOT_ROMANISED
