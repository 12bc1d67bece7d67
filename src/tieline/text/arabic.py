"""Arabic script in Latin letters: common names as usual, the rest by its consonants."""

from tieline.text.tables import read_rows


def _table(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(" "), strict=True))


_LETTERS = {
    **_table("ابتثجحخدذرزسشصض", "a b t th j h kh d dh r z s sh s d"),
    **_table("طظعغفقكلمنهوي", "t z  gh f q k l m n h u i"),
    **_table("ىةءئؤپچژگکیھےں", "a a  i u p ch zh g k i h e n"),
}
_ONE = str.maketrans("أإآٱيىكة", "ااااییکه", "\u0640ًٌٍَُِّْٰ")
_ARTICLE, _GOD = "ال", "الله"
_AT_START = {"u": "w", "i": "y"}
_SHORTEST = 4


def is_arabic(text: str) -> bool:
    """Tell whether any letter is Arabic.

    >>> is_arabic("محمد"), is_arabic("Mohammed")
    (True, False)
    """
    return not text.isascii() and any("\u0600" <= char <= "\u06ff" for char in text)


def romanised(word: str) -> str:
    """Return a word in small Latin letters, without its article.

    Short vowels are not written: where the table of names does not give them, they
    are missing.

    >>> romanised("محمد"), romanised("القذافي"), romanised("بشر")
    ('muhammad', 'gaddafi', 'bshr')
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
    letters = "".join(_LETTERS.get(char, "") for char in folded)
    return _AT_START.get(letters[:1], letters[:1]) + letters[1:]


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
