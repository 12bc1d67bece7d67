"""Find in an affiliation the names that a registry knows, each where it stands."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tieline.kernel.registry_format import KINDS, LOOSE, Registered
from tieline.kernel.registry_index import RegistryIndex
from tieline.kernel.registry_keys import LONGEST_LOOSE, keys_of
from tieline.names.affiliation_keys import (
    LONGEST_HAN_KEY,
    LONGEST_KEY,
    AffiliationWord,
    is_han_char,
    loose_key,
    written_key,
)
from tieline.names.affiliation_words import affiliation_words
from tieline.names.affiliations import Affiliation

ACRONYM = KINDS.index("acronym")
# National University of Defense Technology is one; National Institute of Health is any.
_MOST_PLAIN = 3
_MOST_KEYS = 20_000

# Places of which some write a larger country's name after a comma.
_ALLIED = {
    "cn": {"hk", "mo", "tw"},
    "us": {"pr", "gu", "vi", "as"},
    "fr": {"gp", "mq", "re", "gf", "nc", "pf", "yt"},
    "gb": {"im", "je", "gg", "gi"},
    "dk": {"fo", "gl"},
    "nl": {"cw", "aw", "sx"},
}


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that carries a phrase: its number, and the rank of the name."""

    number: int
    rank: int
    country: str
    is_active: bool


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an affiliation that are a registered name.

    `first` and `last` are places among the words that count, `last` behind the phrase;
    `text[start:end]` is the phrase. `is_implied` says that `words` are not written, but
    are the name that what is written stands for.
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    is_implied: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether its words, few as they are, say nothing about which one it is."""
        plain = affiliation_words().plain
        return len(self.words) <= _MOST_PLAIN and all(
            word in plain for word in self.words
        )

    @property
    def is_acronym(self) -> bool:
        """Whether it is a short form alone."""
        return all(one.rank % LOOSE == ACRONYM for one in self.candidates)


class PhraseFinder:
    """Finds registered names in affiliations; remembers the keys of organisations."""

    def __init__(self, registry: RegistryIndex) -> None:
        self.registry = registry
        self._keys: dict[int, dict[str, int]] = {}

    def phrases(self, affiliation: Affiliation) -> tuple[Phrase, ...]:
        """Return every run of words that some organisation is called, in order."""
        held = [word for word in affiliation.words if word.word]
        return tuple(
            self._phrases(held, affiliation.countries, is_lent=affiliation.is_lent)
        )

    def phrase(
        self,
        held: Sequence[AffiliationWord],
        span: tuple[int, int],
        named: tuple[str, ...],
        countries: Sequence[str],
    ) -> Phrase | None:
        """Return words that stand for a name which they do not spell out."""
        found = tuple(self._checked(written_key(named), countries))
        if not found:
            return None
        first, last = span
        return Phrase(
            first=first,
            last=last,
            start=held[first].start,
            end=held[last - 1].end,
            words=named,
            candidates=found,
            is_implied=True,
        )

    def organisation(self, number: int) -> Registered:
        """Return an organisation in full."""
        return self.registry.organisation(number)

    def _phrases(
        self,
        held: Sequence[AffiliationWord],
        countries: Sequence[str],
        *,
        is_lent: bool,
    ) -> Iterator[Phrase]:
        texts = [word.word for word in held]
        for first in range(len(texts)):
            is_han = is_han_char(texts[first][0])
            longest = LONGEST_HAN_KEY if is_han else LONGEST_KEY
            for last in range(first + 1, min(first + longest, len(texts)) + 1):
                words = tuple(texts[first:last])
                found = tuple(self._holders(words, countries, is_loose=not is_han))
                if not found and is_lent:
                    found = tuple(self._holders(words, (), is_loose=False))
                if found:
                    yield Phrase(
                        first=first,
                        last=last,
                        start=held[first].start,
                        end=held[last - 1].end,
                        words=words,
                        candidates=found,
                    )

    def _holders(
        self, words: tuple[str, ...], countries: Sequence[str], *, is_loose: bool
    ) -> Iterator[Candidate]:
        key = written_key(words)
        found = list(self._checked(key, countries))
        if not found and is_loose and 1 < len(words) <= LONGEST_LOOSE:
            found = list(self._checked(loose_key(words), countries))
        yield from found

    def _checked(self, key: str, countries: Sequence[str]) -> Iterator[Candidate]:
        registry = self.registry
        for number in registry.find(key):
            country = registry.country(number)
            if countries and not is_there(country, countries):
                continue
            rank = self.held_keys(number).get(key)
            if rank is not None:
                yield Candidate(
                    number=number,
                    rank=rank,
                    country=country,
                    is_active=registry.is_active(number),
                )

    def held_keys(self, number: int) -> dict[str, int]:
        """Return the keys of an organisation, each with the rank of its best name."""
        held = self._keys.get(number)
        if held is None:
            if len(self._keys) > _MOST_KEYS:
                self._keys.clear()
            held = self._keys[number] = keys_of(self.registry.organisation(number))
        return held


def is_there(country: str, countries: Iterable[str]) -> bool:
    """Tell whether an organisation of a country may stand in an affiliation of others.

    >>> is_there("hk", ("cn",)), is_there("us", ("cn",))
    (True, False)
    """
    return any(country == one or country in _ALLIED.get(one, ()) for one in countries)
