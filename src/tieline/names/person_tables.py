"""The tables that persons' names are read with: words, frequencies, pet forms."""

from itertools import chain

from tieline.text.tables import read_rows

_BY_LENGTH = (0, 400, 550, 700, 800, 900, 1000)
_PLAIN = ("name", False, 0)
_NONE: frozenset[str] = frozenset()


class PersonTables:
    """What is known of the words of persons' names; read once, never changed."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, bool, int]] = {}
        for word, what in read_rows("tieline.names", "person_words.tsv"):
            kind, *more = what.split()
            number = next((int(part) for part in more if part.isdecimal()), 0)
            self._words[word] = (kind, "open" in more, number)
        rows = read_rows("tieline.names", "person_frequencies.tsv")
        self._weights = {word: int(weight) for word, weight in rows}
        # However it is spelled, a common name is common.
        for (ways,) in read_rows("tieline.text", "spelling_groups.tsv"):
            words = ways.split()
            weights = [self._weights[word] for word in words if word in self._weights]
            if weights:
                self._weights.update(dict.fromkeys(words, min(weights)))
        self._groups: dict[str, frozenset[int]] = {}
        self._members: list[list[str]] = []
        for number, row in enumerate(read_rows("tieline.names", "nicknames.tsv")):
            full, short = (column.split() for column in row)
            self._members.append([*full, *short])
            for word in (*full, *short):
                known = self._groups.get(word, frozenset())
                self._groups[word] = known | {number}

        self._twins: dict[str, frozenset[str]] = {}
        for one, other in read_rows("tieline.names", "gendered_names.tsv"):
            for names, others in ((one, other), (other, one)):
                for name in names.split():
                    held = self._twins.get(name, frozenset())
                    self._twins[name] = held.union(others.split())

        rows = read_rows("tieline.names", "korean_families.tsv")
        self.korean_families = frozenset(family for (family,) in rows)
        """Family names from Korean, in small Latin letters."""

    def kind(self, word: str) -> str:
        """Return what a word is: name, title, front, particle, article, kin, unit..."""
        return self._words.get(word, _PLAIN)[0]

    def is_open(self, word: str) -> bool:
        """Tell whether a word is a name where a name begins with it."""
        return self._words.get(word, _PLAIN)[1]

    def generation(self, word: str) -> int:
        """Return which bearer of a name the word tells of, from 1; 0 for none."""
        return self._words.get(word, _PLAIN)[2]

    def weight(self, word: str) -> int:
        """Return how much a word says, in thousandths: by length, less if common."""
        by_length = _BY_LENGTH[min(len(word), len(_BY_LENGTH) - 1)]
        return min(by_length, self._weights.get(word, by_length))

    def is_common(self, word: str) -> bool:
        """Tell whether the table of common words of persons' names holds the word."""
        return word in self._weights

    def are_twins(self, left: str, right: str) -> bool:
        """Tell whether one is a man's name and the other a woman's, near in letters.

        >>> PersonTables().are_twins("daniel", "danielle")
        True
        """
        return right in self._twins.get(left, ())

    def are_pet_forms(self, left: str, right: str) -> bool:
        """Tell whether two given names may be one: a full and a short form.

        >>> PersonTables().are_pet_forms("william", "bill")
        True
        """
        known = self._groups.get(left)
        return known is not None and not known.isdisjoint(self._groups.get(right, ()))

    def pet_forms(self, word: str) -> frozenset[str]:
        """Return the other words that `are_pet_forms` of a given name.

        >>> "bill" in PersonTables().pet_forms("william")
        True
        """
        groups = self._groups.get(word)
        if groups is None:
            return _NONE
        members = (self._members[number] for number in groups)
        return frozenset(chain.from_iterable(members)) - {word}


class _Held:
    """Owner of the tables."""

    def __init__(self) -> None:
        self._tables: PersonTables | None = None

    def tables(self) -> PersonTables:
        if self._tables is None:
            self._tables = PersonTables()
        return self._tables


_HELD = _Held()


def person_tables() -> PersonTables:
    """Return the tables of this package."""
    return _HELD.tables()
