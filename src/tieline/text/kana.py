"""Kana in Latin letters: Hepburn, Kunrei, and what becomes of long vowels."""

_ROWS = (
    ("", "アイウエオ"),
    ("k", "カキクケコ"),
    ("g", "ガギグゲゴ"),
    ("s", "サシスセソ"),
    ("z", "ザジズゼゾ"),
    ("t", "タチツテト"),
    ("d", "ダヂヅデド"),
    ("n", "ナニヌネノ"),
    ("h", "ハヒフヘホ"),
    ("b", "バビブベボ"),
    ("p", "パピプペポ"),
    ("m", "マミムメモ"),
    ("y", "ヤ-ユ-ヨ"),
    ("r", "ラリルレロ"),
    ("w", "ワヰ-ヱヲ"),
)
_SMALL = {
    "ャ": "ya",
    "ュ": "yu",
    "ョ": "yo",
    "ァ": "a",
    "ィ": "i",
    "ゥ": "u",
    "ェ": "e",
    "ォ": "o",
}
_HEPBURN = {
    "シ": "shi",
    "ジ": "ji",
    "チ": "chi",
    "ヂ": "ji",
    "ツ": "tsu",
    "ヅ": "zu",
    "フ": "fu",
    "ヲ": "o",
    "ヰ": "i",
    "ヱ": "e",
    "ヴ": "vu",
    "ン": "n",
}
_MARKS = "ッー・゛゜"
_HIRAGANA, _KATAKANA, _APART = 0x3041, 0x30A1, 0x60
# Hepburn before Kunrei, longest first.
_KUNREI = (
    ("sh", "sy"),
    ("ch", "ty"),
    ("j", "zy"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("syi", "si"),
    ("tyi", "ti"),
    ("zyi", "zi"),
)
_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))


def _letters() -> dict[str, str]:
    letters: dict[str, str] = {}
    for consonant, row in _ROWS:
        letters |= {char: consonant + vowel for char, vowel in zip(row, "aiueo")}  # noqa: B905 - equally long
    del letters["-"]
    return letters | _HEPBURN


def is_kana(text: str) -> bool:
    """Tell whether every character is kana.

    >>> is_kana("オオタニ"), is_kana("しんぞう"), is_kana("東京タワー"), is_kana("")
    (True, True, False, False)
    """
    return bool(text) and all("\u3041" <= char <= "\u30fc" for char in text)


def hepburn(kana: str) -> str:
    """Return kana in Hepburn's letters, with long vowels as they are written.

    >>> hepburn("オオタニ"), hepburn("がっこう"), hepburn("シンゾー")
    ('ootani', 'gakkou', 'shinzoo')
    """
    letters = _letters()
    out = ""
    doubles = False
    for char in map(_katakana, kana):
        if char == "ッ":
            doubles = True
        elif char == "ー":
            out += out[-1:]
        elif char in _SMALL:
            out = _glide(out, _SMALL[char])
        else:
            piece = letters.get(char, "")
            lead = ("t" if piece[:2] == "ch" else piece[:1]) if doubles else ""
            out += lead + piece
            doubles = False
    return out


def _katakana(char: str) -> str:
    place = ord(char)
    is_hiragana = _HIRAGANA <= place < _KATAKANA - 0xB
    return chr(place + _APART) if is_hiragana else char


def _glide(out: str, small: str) -> str:
    """Join a small sign to what stands before it: ki ya is kya, shi ya is sha."""
    stem = out[:-1]
    if (small[0] == "y" and stem[-2:] in {"sh", "ch"}) or stem[-1:] == "j":
        return stem + small[-1]
    return stem + small


def kana_spellings(kana: str) -> tuple[str, ...]:
    """Return how a word in kana is written in Latin letters, Hepburn first.

    Long vowels stand as they are, short, or (o alone) with h; then Kunrei.

    >>> kana_spellings("オオタニ")
    ('ootani', 'otani', 'ohtani')
    >>> kana_spellings("ふじつ")
    ('fujitsu', 'huzitu')
    """
    first = hepburn(kana)
    short, with_h = first, first
    for long, vowel in _LONG:
        short = short.replace(long, vowel)
        with_h = with_h.replace(long, vowel + "h" * (vowel == "o"))
    kunrei = _kunrei(first), _kunrei(short)
    return tuple(dict.fromkeys((first, short, with_h, *kunrei)))


def _kunrei(word: str) -> str:
    for ours, theirs in _KUNREI:
        word = word.replace(ours, theirs)
    return word


def has_kana(text: str) -> bool:
    """Tell whether any character is kana.

    >>> has_kana("東京タワー"), has_kana("東京")
    (True, False)
    """
    return any("\u3041" <= char <= "\u30fa" for char in text)
