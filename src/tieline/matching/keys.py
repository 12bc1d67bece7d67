"""Blocking keys: what a query and its entity are sure to share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from tieline.matching.check_digits import read_identifier
from tieline.matching.families import family_of
from tieline.matching.hearing import is_heard
from tieline.model.profile import Profile
from tieline.names.acronyms import capitals_of
from tieline.names.name import Name, NameForm, Word
from tieline.names.reading import NameReader
from tieline.text.skeletons import skeleton

_SHORTEST_SKELETON = 3
# One slip of the pen leaves the beginning or the end of a word as it was, or both
# where it is in the middle.
_END, _SHORT_END, _EDGE = 4, 3, 2
_SHORTEST_SLIPPED = 5
_MOST_NAMES = 200
_FREELY_SPELLED = frozenset({"southern", "hangul"})
_SPELLED = _FREELY_SPELLED | {"wade_giles", "cantonese", "doubtful"}


ReadNames = Callable[[NameForm], Iterable[Name]]
"""Returns the names of a profile, read as a person's or an organisation's."""


def forms_of(schema: str) -> tuple[NameForm, ...]:
    """Return the ways in which names of a schema are read."""
    family = family_of(schema)
    if family == "person":
        return ("person",)
    return ("organisation", "person") if family == "any" else ("organisation",)


def keys_of(
    profile: Profile, reader: NameReader, names: ReadNames | None = None
) -> list[str]:
    """Return the blocking keys of a profile, each once, sorted.

    The first letter tells the kind: `w` a word or two written together, `s` the
    skeleton of a word, `b` and `e` its beginning and end, `m` what is about its middle,
    `p` two syllables, `h` two characters, `a` an acronym, `i` an identifier. `names`
    returns the profile's names where they have been read already.
    """
    found: set[str] = set()
    for form in forms_of(profile.schema):
        read = _read(profile, reader, form) if names is None else names(form)
        for name in read:
            found.update(_name_keys(name, reader))
    for identifier in profile.identifiers:
        number = read_identifier(identifier.kind, identifier.value)
        if number is not None:
            found.add(f"i{number.value}")
            if number.organisation_code is not None:
                found.add(f"i{number.organisation_code}")
    return sorted(found)


def _read(profile: Profile, reader: NameReader, form: NameForm) -> Iterator[Name]:
    for value in profile.names[:_MOST_NAMES]:
        yield from reader.read_all(value, form)


def asked_keys(
    profile: Profile, reader: NameReader, names: ReadNames | None = None
) -> list[str]:
    """Return the keys to look a query up by, each once, sorted.

    Common words have no keys for their misspellings in the index. So the keys of a
    query's unknown words are also those of the common words that are one slip away.
    """
    keys = set(keys_of(profile, reader, names))
    is_common, slips = reader.vocabulary.is_common, reader.vocabulary.slips
    words = [key[1:] for key in keys if key[0] == "w" and len(key) > _SHORTEST_SLIPPED]
    for word in words:
        if word.isascii() and not is_common(word):
            keys.update(f"w{one}" for one in slips.near(word))
    return sorted(keys)


def _name_keys(name: Name, reader: NameReader) -> Iterator[str]:
    for view, scheme in zip(name.latin, name.schemes, strict=True):
        if name.form == "person" and scheme in _SPELLED:
            yield from _spelled_keys(name, view, scheme)
        elif scheme == "heard":
            yield from _heard_keys(view)
        else:
            yield from _word_keys(view, reader)
    yield from _syllable_keys(name, reader)
    for word in name.han:
        if not word.text.isascii():
            yield from (
                f"h{word.text[at : at + 2]}" for at in range(len(word.text) - 1)
            )
    joined = "".join(word.text for word in name.han)
    yield from (f"h{joined[at : at + 2]}" for at in range(len(joined) - 1))
    yield from (f"a{acronym}" for acronym in name.acronyms)
    yield from (f"a{letters}" for letters, _ in name.runs)
    yield from (f"a{word}" for word in capitals_of(name))
    if name.latin and len(name.latin[0]) == 1:
        yield f"a{name.latin[0][0].text}"
    for choices in name.choices:
        for choice in choices:
            for way in choice.options[1:]:
                yield from (f"w{word.text}" for word in way if not word.is_exact)
                yield from _heard_keys(way)


def _heard_keys(words: Sequence[Word]) -> Iterator[str]:
    """Yield the skeletons of words read by their sound, as other names have them."""
    for word in filter(is_heard, words):
        bones = skeleton(word.text)
        if len(bones) >= _SHORTEST_SKELETON:
            yield f"s{bones}"


def _spelled_keys(name: Name, view: Sequence[Word], scheme: str) -> Iterator[str]:
    """Yield the keys of a view that a system of romanisation made.

    A spelling read back into pinyin shares two syllables with its name in characters,
    which therefore needs no keys for Wade-Giles and Cantonese.
    """
    ways = [(word.text, *word.akin.split()) for word in view]
    if scheme in _FREELY_SPELLED:
        yield from (f"w{way}" for some in ways for way in some)
        yield from (f"w{one[0]}{two[0]}" for one, two in pairwise(ways))
    elif not name.han:
        for one, two in pairwise(ways):
            yield from (f"p{left} {right}" for left in one for right in two)


def _word_keys(view: Sequence[Word], reader: NameReader) -> Iterator[str]:
    previous: Word | None = None
    for word in view:
        yield f"w{word.text}"
        if not word.is_exact and not reader.vocabulary.is_common(word.text):
            bones = reader.vocabulary.bones[word.text]
            if len(bones) >= _SHORTEST_SKELETON:
                yield f"s{bones}"
            yield from _edge_keys(word.text)
            if word.akin:
                yield from (f"w{way}" for way in word.akin.split())
        if previous is not None:
            yield f"w{previous.text}{word.text}"
        previous = word


def _edge_keys(word: str) -> Iterator[str]:
    if len(word) < _END:
        return
    end = _END if len(word) > _END + 1 else _SHORT_END
    yield f"b{word[:end]}"
    yield f"e{word[-end:]}"
    yield f"m{word[:_EDGE]}{word[-_EDGE:]}"


def _syllable_keys(name: Name, reader: NameReader) -> Iterator[str]:
    if name.syllables:
        yield from _bigrams(name.syllables)
        return
    run: list[str] = []
    for word in name.latin[0] if name.latin else ():
        parts = reader.syllables.cut(word.text) if word.text.isalpha() else None
        if parts is None:
            yield from _bigrams(run)
            run = []
        else:
            run += parts
    yield from _bigrams(run)


def _bigrams(syllables: Sequence[str]) -> Iterator[str]:
    for one, two in pairwise(syllables):
        yield f"p{one} {two}"
