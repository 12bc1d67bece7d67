"""Arabic and Hebrew letters in Latin ones: consonants, and the vowels that stand."""

from tieline.text.arabic import usual_spelling

# Persian, Urdu and Pashto letters, and other forms of Arabic ones, stand last.
_ARABIC_ROWS = (
    ("بتثجحخدذرزسش", "b t th j h kh d d r z s sh"),
    ("صضطظعغفقكلمنهوي", "s d t z a gh f k k l m n h o i"),
    ("پچژگکیىۍېئؤء", "p ch zh g k i a i e i o -"),
    ("آأإٱاةهہھۀ", "a a i a a a h h h a"),
    ("ټډړڼڅځښږڑڈٹںےۓ", "t d r n ts dz sh zh r d t n e e"),
)
_HEBREW_ROWS = (
    ("אבגדהוזחטיכךלמם", "a b g d h o z h t i k k l m m"),
    ("נןסעפףצץקרשת", "n n s a p f ts ts k r sh t"),
)


def _table(rows: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {
        char: letters
        for chars, latin in rows
        for char, letters in zip(chars, latin.split(), strict=True)
    }


_ARABIC, _HEBREW = _table(_ARABIC_ROWS), _table(_HEBREW_ROWS)
_ARTICLE = "ال"
_SHORTEST = 5
_MARKS = "ًٌٍَُِّْٰ\u0640"
_SILENT, _FINAL_A = "-", frozenset("ةه")


def is_hebrew(text: str) -> bool:
    """Tell whether any letter is Hebrew.

    >>> is_hebrew("אוניברסיטה"), is_hebrew("Tel Aviv")
    (True, False)
    """
    return not text.isascii() and any("\u05d0" <= char <= "\u05ea" for char in text)


def arabic_letters(word: str) -> str:
    """Return a word in Latin letters: as usual if common, else what is written.

    The article falls away; short vowels do not stand.

    >>> arabic_letters("محمد"), arabic_letters("الزنتاني"), arabic_letters("پرویز")
    ('muhammad', 'zntani', 'proiz')
    """
    bare = word.translate(dict.fromkeys(map(ord, _MARKS)))
    known = usual_spelling(bare)
    if known is not None:
        return known
    if bare.startswith(_ARTICLE) and len(bare) >= _SHORTEST:
        bare = bare.removeprefix(_ARTICLE)
    letters = "".join(_ARABIC.get(char, "") for char in bare).replace(_SILENT, "")
    if bare[-1:] in _FINAL_A and letters[-1:] == "h":
        letters = f"{letters[:-1]}a"
    return f"w{letters[1:]}" if bare[:1] == "و" else letters


def hebrew_letters(word: str) -> str:
    """Return a word in Latin letters, as far as Hebrew writes it.

    >>> hebrew_letters("לוינסקי"), hebrew_letters("ויצמן")
    ('loinski', 'vitsmn')
    """
    plain = word.replace("וו", "\u05d1").replace("יי", "י")
    letters = "".join(_HEBREW.get(char, "") for char in plain)
    if plain[:1] == "ו":
        letters = f"v{letters[1:]}"
    if plain[-1:] == "ה":
        letters = f"{letters[:-1]}a"
    return letters
