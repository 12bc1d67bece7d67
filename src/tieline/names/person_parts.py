"""Take a person's written name apart: further names inside it, and its words in order.

The forms are those that lists, passports and papers use: a family name before a comma,
a name of before marriage, an alias, a name within quotation marks or brackets.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

MOST_VIEWS = 4
"""How many names are read out of one."""

_BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]?")
_QUOTED = re.compile(r"[\"“”„«»‟]([^\"“”„«»‟]+)[\"“”„«»‟]")
_ALIAS = re.compile(
    r"\s*[,;]?\s*(?<![\w.])(?:a\.?\s?k\.?\s?a|f\.?\s?k\.?\s?a|also\s+known\s+as"
    r"|formerly\s+known\s+as|known\s+as|alias|dit(?=\s)|dite(?=\s))(?![\w])\.?\s*"
    r"|\s*;\s*|\s+/\s+",
    re.IGNORECASE,
)
_MAIDEN = re.compile(
    r"\s*[,;]?\s*(?<![\w.])(?:n[ée]e|n[ée]\.|geb\.?|geborene|born(?!\s+\d)|nata|formerly"
    r"|z\s+domu|roz\.?|урожд[её]нная|урожд\.)(?!\w)\.?\s*",
    re.IGNORECASE,
)
_BRACKETED_MAIDEN = re.compile(
    r"[(\[（]\s*((?:n[ée]e|geb\.?|geborene|born|formerly)\s[^)\]）]*)[)\]）]?",
    re.IGNORECASE,
)
_BORN = re.compile(r",?\s+(?:born|b\.|DOB:?)\s+\d.*", re.IGNORECASE | re.DOTALL)
_MARKS = frozenset('([（"“”„«»‟;/,')


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that one text holds, the main one first, each once.

    >>> names_in('Robert "Bob" Smith')
    ('Robert Smith', 'Bob Smith')
    >>> names_in("Anna Berg née Lund"), names_in("Jo Berg a.k.a. Max Lund")
    (('Anna Berg', 'Anna Lund'), ('Jo Berg', 'Max Lund'))
    """
    if is_backwards(text):
        return (text, text[::-1])
    if not _may_hold_more(text):
        return (text,)
    found: list[str] = []
    main = _BORN.sub("", _BRACKETED_MAIDEN.sub(r" \1", text))
    for inner in _BRACKETS.findall(main):
        found += [inner] if len(inner.split()) > 1 and ":" not in inner else []
    main = " ".join(_BRACKETS.sub(" ", main).split())
    pet = _QUOTED.search(main)
    if pet is not None:
        outer = " ".join(_QUOTED.sub(" ", main).split())
        within = pet[1].strip()
        last = outer.split()[-1:] if " " not in within and "," not in outer else []
        found.append(" ".join([within, *last]))
        main = outer
    parts = [part for part in _ALIAS.split(main) if part.strip(" ,")]
    names = [name for part in parts for name in _maiden(part)] + found
    kept = [" ".join(name.split()).strip(" ,") for name in names]
    spoken = [name for name in kept if any(map(str.isalnum, name))]
    return tuple(dict.fromkeys(spoken))[:MOST_VIEWS] or (text,)


def is_backwards(text: str) -> bool:
    """Tell whether a name is written from its end: each word ends with its capital.

    So come names out of programs that take them for a script of the other direction.

    >>> is_backwards("ovadoT nosirraB"), is_backwards("Barrison Todavo")
    (True, False)
    """
    if not text[-1:].isupper() or not text[:1].islower():
        return False
    words = text.split()
    return len(words) > 1 and all(
        word.isalpha() and len(word) > 1 and word[:-1].islower() and word[-1].isupper()
        for word in words
    )


def _may_hold_more(text: str) -> bool:
    if not _MARKS.isdisjoint(text):
        return True
    return _HINT.search(f" {text.lower()} ") is not None


_HINT = re.compile(
    r" (?:aka|a\.k|fka|f\.k|a k a|alias |known |dite? |n[ée]e |né\. |geb|born |nata "
    r"|formerly |z domu |roz\.? |урожд|b\. |dob)"
)


def _maiden(text: str) -> list[str]:
    """Return a name with the family names of after and before marriage."""
    before, *after = _MAIDEN.split(text, maxsplit=1)
    if not after or not before.strip() or not after[0].strip():
        return [text]
    if "," in before:
        given = before.partition(",")[2].strip()
        return [before, f"{after[0]}, {given}"]
    return [before, " ".join([*before.split()[:-1], after[0]])]


class Part(msgspec.Struct, gc=False):
    """A word of a name: in small Latin letters, as written, and where it stood.

    `piece` counts the parts that commas make; `is_bound` where a hyphen joins the word
    to the one before or after it.
    """

    text: str
    written: str
    piece: int = 0
    is_bound: bool = False
    is_capital: bool = False


_COMMAS = frozenset(",，")
_HYPHENS = "-‐‑‒–"
_CHUNK = re.compile(r"[^\s,，、·・]+|[,，]")


class ChunkWord(NamedTuple):
    """A word of a chunk without spaces; the fields are those of a `Part`."""

    text: str
    written: str
    is_bound: bool
    is_capital: bool


def words_of_chunk(
    chunk: str, cut: Callable[[str], Sequence[str]], fold: Callable[[str], str]
) -> tuple[ChunkWord, ...]:
    """Return the words of a part of a name that has no spaces in it.

    `cut` finds the words, `fold` writes one in small letters.
    """
    words = [(word, fold(word)) for word in cut(chunk)]
    is_bound = len(words) > 1 and any(mark in chunk[1:-1] for mark in _HYPHENS)
    return tuple(
        ChunkWord(folded, word, is_bound, word.isupper())
        for word, folded in words
        if folded
    )


def parts_of(text: str, read: Mapping[str, Sequence[ChunkWord]]) -> list[Part]:
    """Return the words of a name, with the pieces that its commas make.

    `read` has the words of each chunk without spaces: see `words_of_chunk`.
    """
    found: list[Part] = []
    piece = 0
    for chunk in _CHUNK.findall(text):
        if chunk in _COMMAS:
            piece += bool(found)
            continue
        for folded, written, is_bound, is_capital in read[chunk]:
            found.append(Part(folded, written, piece, is_bound, is_capital))
    return found


# Abd al-X, Abdul X, Abdurrahman: one name, servant of one of the names of God.
_ABD = re.compile(r"abd(?:[aeiou]{0,2}[lrnsztdy])?$")
_ABD_JOINED = re.compile(
    r"abd[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|n(?=n)|z(?=z)|d(?=d)|t(?=t))?([a-z]{3,})$"
)
_DIN = frozenset(["din", "deen", "dine", "dain", "ddin"])
_DIN_WHOLE = frozenset(
    ["uddin", "eddine", "eddin", "addin", "aldin", "aldeen", "eldin", "uddeen"]
)
_DIN_JOINED = re.compile(r"([a-z]{3,}?)(?:[aeu]l?d?|al|el)d(?:i|ee)ne?$")
_ALLAH = frozenset(["ullah", "ollah", "allah", "alah", "ulla"])
_ALLAH_JOINED = re.compile(r"([a-z]{3,}?)[aou]l?lah?$")


def one_spelling(word: str) -> str:
    """Return a compound of Arabic origin in one spelling; other words as they are.

    >>> one_spelling("abderrahman"), one_spelling("noureddine")
    ('abdulrahman', 'nouruddin')
    >>> one_spelling("nasrallah"), one_spelling("smith")
    ('nasrullah', 'smith')
    """
    if word.startswith("abd"):
        found = _ABD_JOINED.match(word)
        return f"abdul{found[1]}" if found else word
    if word.endswith(("din", "dine", "deen", "deene")):
        found = _DIN_JOINED.match(word)
        return f"{found[1]}uddin" if found else word
    if word.endswith("lah"):
        found = _ALLAH_JOINED.match(word)
        return f"{found[1]}ullah" if found else word
    return word


def may_be_unit(word: str) -> bool:
    """Tell whether a small word may be written as one with its neighbours, or anew.

    >>> may_be_unit("abdullah"), may_be_unit("smith")
    (True, False)
    """
    return (
        word.startswith("abd")
        or word.endswith(("din", "dine", "deen", "deene", "lah"))
        or word in _DIN
        or word in _DIN_WHOLE
        or word in _ALLAH
    )


def join_units(parts: Sequence[Part], kind: Callable[[str], str]) -> list[Part]:
    """Write as one what is one name: Abd al-X, Abu X, X al-Din, X Allah.

    `kind` tells what a word is; see `PersonTables.kind`.
    """
    joined: list[Part] = []
    place = 0
    while place < len(parts):
        head = parts[place]
        near = [p for p in parts[place : place + 3] if p.piece == head.piece]
        size, text = _unit_at([part.text for part in near], kind)
        is_bound = head.is_bound and size == 1
        written = head.written if size == 1 and text == head.text else text
        joined.append(Part(text, written, head.piece, is_bound, head.is_capital))
        place += size
    return joined


def _unit_at(words: Sequence[str], kind: Callable[[str], str]) -> tuple[int, str]:
    head, *rest = words
    skip = 1 if len(rest) > 1 and kind(rest[0]) == "article" else 0
    if rest and _ABD.match(head):
        return 2 + skip, one_spelling(f"abdul{rest[skip]}")
    if rest and kind(head) == "unit":
        stem = "umm" if head[0] in "uo" else "abu"
        return 2 + skip, stem + one_spelling(rest[skip])
    if rest and kind(head) == "name" and len(head) > 2:  # noqa: PLR2004 - a word, not a letter
        if rest[0] in _DIN_WHOLE or (skip and rest[1] in _DIN):
            return 2 + skip, f"{head}uddin"
        if rest[0] in _ALLAH:
            return 2, f"{head}ullah"
    return 1, one_spelling(head)
