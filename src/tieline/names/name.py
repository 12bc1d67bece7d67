"""What a name says once it is read."""

from typing import Literal

import msgspec

NameForm = Literal["person", "organisation"]
WordKind = Literal["rare", "field", "branch", "place", "number"]


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A word to be aligned.

    `weight` says how much it tells, in thousandths; an exact word (a number, the
    reading of a character) agrees only with itself. `sound` is what misspellings of
    it have in common; "" for a word too short to tell. `kind` is what it speaks of in
    an organisation's name: a place, a field of business, the branch of learning that
    tells universities apart, a number, or (rare) nothing that other names share.
    """

    text: str
    weight: int
    is_exact: bool = False
    sound: str = ""
    kind: WordKind = "rare"


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One name, read as a person's or as an organisation's.

    `latin` holds the name in small Latin letters: one view, or several where Han
    characters can be both spelled and translated. `han` holds its characters, cut
    into words; empty in other scripts. `syllables` are the pinyin of the characters
    one by one, without numbers and legal forms. A short form stands beside a fuller
    name of the same body.
    """

    text: str
    form: NameForm
    latin: tuple[tuple[Word, ...], ...]
    han: tuple[Word, ...] = ()
    syllables: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    legal_kinds: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    acronyms: frozenset[str] = frozenset()
    is_weak: bool = False
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left to compare."""
        return not any(self.latin) and not self.han
