"""Which places lie in which, and whether two places may be meant by one name.

Provinces, prefectures and cities of `places.tsv`: what is smaller has too many
namesakes to tell two bodies apart.
"""

from tieline.names.lexicon import rows_of

_LEVELS = frozenset({"province", "state", "prefecture", "city"})
_COUNTRY = frozenset({"country", "region"})
_MOST_STEPS = 4


class PlaceTree:
    """Looks up places by a word of their spelling; read once, never changed."""

    def __init__(self) -> None:
        self._within: dict[str, str] = {}
        self._called: dict[str, set[str]] = {}
        for name, _short, english, level, parent, _source in rows_of("places.tsv"):
            if level in _COUNTRY:
                continue
            self._within[name] = parent
            if level not in _LEVELS:
                continue
            for way in english.split(" | "):
                if " " not in way:
                    self._called.setdefault(way, set()).add(name)

    def __contains__(self, word: str) -> bool:
        """Tell whether a small word is all that a known place is called."""
        return word in self._called

    def may_be_one(self, one: str, two: str) -> bool:
        """Tell whether two known words may name one place, or a place in the other.

        >>> PlaceTree().may_be_one("sichuan", "chengdu")
        True
        >>> PlaceTree().may_be_one("jinan", "tianjin")
        False
        """
        return any(
            left in self._around(right) or right in self._around(left)
            for left in self._called[one]
            for right in self._called[two]
        )

    def _around(self, name: str) -> tuple[str, ...]:
        """Return a place and those it lies in."""
        found = [name]
        while len(found) < _MOST_STEPS and found[-1] in self._within:
            found.append(self._within[found[-1]])
        return tuple(found)
