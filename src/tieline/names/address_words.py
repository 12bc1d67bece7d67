"""The words that addresses are made of, and the places with more than one name."""

from collections.abc import Iterator

from tieline.text.fold import latin
from tieline.text.hanzi import has_han
from tieline.text.tables import read_table

_LONGEST_PLACE = 5


class AddressWords:
    """The tables of address words and places; read once, never changed.

    Latin forms are looked up as small words joined, Han forms as they are.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, str]] = {}
        self.han: dict[str, dict[str, str]] = {}
        for kind, word, form in _rows("address_words.tsv"):
            table = self.han if has_han(form) else self._kinds
            key = form if has_han(form) else _joined(form)
            table.setdefault(kind, {}).setdefault(key, word)
        self._places: dict[tuple[str, ...], tuple[str, str]] = {}
        self.han_places: dict[str, tuple[str, str]] = {}
        for kind, word, form in _rows("address_places.tsv"):
            if has_han(form):
                self.han_places.setdefault(form, (kind, word))
            else:
                self._places.setdefault(_words(form), (kind, word))
        self.longest_han_place = max(map(len, self.han_places))
        glued = self._kinds["glued"]
        self._glued = sorted(glued.items(), key=lambda item: -len(item[0]))

    def is_a(self, kind: str, word: str) -> bool:
        """Tell whether a Latin word is of a kind."""
        return word in self._kinds[kind]

    def word(self, kind: str, word: str) -> str | None:
        """Return the one word that a Latin word of a kind is read as."""
        return self._kinds[kind].get(word)

    def unglued(self, word: str) -> tuple[str, str] | None:
        """Return the name and type of a street in one word, as in German.

        >>> held_words().unglued("ruesterstrasse"), held_words().unglued("main")
        (('ruester', 'street'), None)
        """
        for ending, kind in self._glued:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return word.removesuffix(ending), kind
        return None

    def place(self, words: tuple[str, ...]) -> tuple[str, str] | None:
        """Return kind and word of a place, None for one not in the table."""
        return self._places.get(words)

    def places_in(
        self, words: tuple[str, ...]
    ) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the known places among words, longest first, and what is left."""
        found: list[tuple[str, str]] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
                known = self._places.get(words[at : at + size])
                if known is not None:
                    found.append(known)
                    at += size
                    break
            else:
                left.append(words[at])
                at += 1
        return found, left


class _Held:
    """Owner of the tables; read on first use, about 2 ms."""

    def __init__(self) -> None:
        self._words: AddressWords | None = None

    def words(self) -> AddressWords:
        if self._words is None:
            self._words = AddressWords()
        return self._words


_HELD = _Held()


def held_words() -> AddressWords:
    """Return the tables, read once in a process."""
    return _HELD.words()


def _rows(file: str) -> Iterator[tuple[str, str, str]]:
    for line in read_table("tieline.names", file).splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, word, forms = line.split("\t")
        for form in forms.split("; "):
            yield kind, word, form


def _joined(form: str) -> str:
    return "".join(_words(form))


def _words(form: str) -> tuple[str, ...]:
    return tuple(filter(None, map(latin, form.replace("-", " ").split())))
