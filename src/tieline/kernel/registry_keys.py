"""The keys under which a registry's index files an organisation."""

import re

from tieline.kernel.registry_format import KINDS, LOOSE, Registered
from tieline.names.affiliation_keys import (
    LONGEST_HAN_KEY,
    LONGEST_KEY,
    is_han_char,
    key_words,
    loose_key,
    written_key,
)
from tieline.names.affiliation_words import affiliation_words

LONGEST_LOOSE = 8
"""Longer names are not looked up in another order of their words."""

_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]")
_ACRONYM = KINDS.index("acronym")
_ALIAS = KINDS.index("alias")


def keys_of(one: Registered) -> dict[str, int]:
    """Return the keys of an organisation, each with the rank of its best name.

    A rank is a place in `KINDS`, plus `LOOSE` where the key tells no order of words. A
    name with brackets has a key without them too, as good as an alias.
    """
    found: dict[str, int] = {}
    for name in one.names:
        rank = KINDS.index(name.kind)
        _add(found, name.text, rank)
        bare = _BRACKETS.sub("", name.text)
        if bare != name.text and rank < _ACRONYM:
            _add(found, bare, max(rank, _ALIAS))
    return found


def _add(found: dict[str, int], text: str, rank: int) -> None:
    words = key_words(text)
    is_han = any(is_han_char(word[0]) for word in words)
    if not 0 < len(words) <= (LONGEST_HAN_KEY if is_han else LONGEST_KEY):
        return
    key = written_key(words)
    found[key] = min(rank, found.get(key, rank))
    is_loose = 1 < len(words) <= LONGEST_LOOSE and not is_han
    plain = affiliation_words().plain
    if rank < _ACRONYM and is_loose and any(word not in plain for word in words):
        key = loose_key(words)
        found[key] = min(rank + LOOSE, found.get(key, rank + LOOSE))
