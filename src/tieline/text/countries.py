"""Country names in English to ISO 3166-1 alpha-2 codes, and back."""

import pkgutil
import unicodedata

import msgspec

# Cabo Verde. Previously Cape Verde.
_BEFORE = frozenset(["formerly", "previously"])


class _Names:
    """Owner of the table of names; read on first use, about 300 entries."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def code(self, name: str) -> str | None:
        self._load()
        return self._codes.get(_fold(name))

    def name(self, code: str) -> str | None:
        self._load()
        return self._names.get(code.lower())

    def _load(self) -> None:
        if self._codes:
            return
        data = pkgutil.get_data("tieline.text", "countries.json") or b"{}"
        table = msgspec.json.decode(data, type=dict[str, list[str]])
        self._names = {code: names[0] for code, names in table.items()}
        self._codes = {
            _fold(name): code for code, names in table.items() for name in names
        }


_HELD = _Names()


def country_code(name: str) -> str | None:
    """Return the code of a country's English name or of a code; None if unknown.

    >>> country_code("Korea, North"), country_code("RU"), country_code("Mars")
    ('kp', 'ru', None)
    >>> country_code("St. Kitts & Nevis")
    'kn'
    """
    bare = name.strip()
    if len(bare) == 2 and _HELD.name(bare) is not None:  # noqa: PLR2004 - alpha-2
        return bare.lower()
    return _HELD.code(bare)


def country_name(code: str) -> str | None:
    """Return the English name of an alpha-2 code, None if there is no such code."""
    return _HELD.name(code)


def _fold(name: str) -> str:
    """Return a name without accents, stops, articles and what it used to be."""
    wide = unicodedata.normalize("NFKD", name.casefold())
    spaced = wide.replace("&", " and ").replace("-", " ")
    bare = "".join(char for char in spaced if char.isalpha() or char.isspace())
    words: list[str] = []
    for word in bare.split():
        if words and word in _BEFORE:
            break
        words.append("saint" if word == "st" else word)
    if words and words[0] == "the":
        del words[0]
    if words and words[-1] == "the":
        del words[-1]
    return " ".join(words)
