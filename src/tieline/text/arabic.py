"""Common names in Arabic script, as they are usually written in Latin letters."""

from tieline.text.tables import read_rows

_ONE = str.maketrans("أإآٱيىكة", "ااااییکه", "\u0640ًٌٍَُِّْٰ")
_ARTICLE = "ال"
_SHORTEST = 4


def is_arabic(text: str) -> bool:
    """Tell whether any letter is Arabic.

    >>> is_arabic("محمد"), is_arabic("Mohammed")
    (True, False)
    """
    return not text.isascii() and any("\u0600" <= char <= "\u06ff" for char in text)


def usual_spelling(word: str) -> str | None:
    """Return a common name as it is usually written, without its article.

    None for a name that the table does not know: its short vowels are not written,
    and its consonants alone are those of other names.

    >>> usual_spelling("محمد"), usual_spelling("القذافي"), usual_spelling("بشر")
    ('muhammad', 'gaddafi', None)
    """
    folded = word.translate(_ONE)
    names = _HELD.names()
    known = names.get(folded)
    if known is not None:
        return known
    if folded.startswith(_ARTICLE) and len(folded) >= _SHORTEST + 1:
        folded = folded.removeprefix(_ARTICLE)
        known = names.get(folded)
        if known is not None:
            return known
    return None


class _Held:
    """Owner of the table of names: read on first use, never changed."""

    def __init__(self) -> None:
        self._names: dict[str, str] | None = None

    def names(self) -> dict[str, str]:
        if self._names is None:
            rows = read_rows("tieline.text", "arabic_names.tsv")
            self._names = {name.translate(_ONE): latin for name, latin in rows}
        return self._names


_HELD = _Held()
