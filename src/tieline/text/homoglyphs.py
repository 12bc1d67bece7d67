"""Letters of another script inside a word: read as what they look like."""

import re
import unicodedata
from typing import Literal

Script = Literal["LATIN", "CYRILLIC", "GREEK"]
_SCRIPTS: tuple[Script, ...] = ("LATIN", "CYRILLIC", "GREEK")
_MIXED = 2
# Blocks without a letter of another script.
_ONE_SCRIPT = re.compile("[\u0400-\u052f\u0600-\u06ff\u3040-\u9fff\uac00-\ud7a3]+")
# Which letters look alike, capitals and small letters: Latin, Cyrillic, Greek; "-" for
# none. Compiled for Tieline from the shapes in common typefaces.
_LOOK_ALIKE = (
    "AАΑ BВΒ CСϹ EЕΕ HНΗ IІΙ JЈ- KКΚ MМΜ N-Ν OОΟ PРΡ SЅ- TТΤ XХΧ YУΥ Z-Ζ GԌ- QԚ- WԜ- "
    "aаα cсϲ eе- iіι jјϳ kкκ oоο pрρ sѕ- xхχ yуγ hһ- lӏ- dԁ- qԛ- wԝ- vѵν nпη mм- tтτ "
    "uцυ bьβ -вβ -фφ -пπ -гΓ -лΛ"
)


def _tables() -> dict[Script, dict[int, str]]:
    tables: dict[Script, dict[int, str]] = {script: {} for script in _SCRIPTS}
    for group in _LOOK_ALIKE.split():
        for script, char in zip(_SCRIPTS, group, strict=True):
            if char == "-":
                continue
            others = (other for other in group if other not in {"-", char})
            for other in others:
                tables[script].setdefault(ord(other), char)
    return tables


_TO = _tables()


def unmix(word: str) -> str:
    """Return a word in one script: look-alikes become letters of the script it is in.

    The script is the one that more letters are of; of two, the earlier of Latin,
    Cyrillic and Greek. A word of one script stays, and so does a letter without a
    look-alike.

    >>> unmix("РAYPAL"), unmix("Mосква"), unmix("Москва"), unmix("Huawеi")
    ('PAYPAL', 'Москва', 'Москва', 'Huawei')
    """
    if word.isascii() or _ONE_SCRIPT.fullmatch(word) is not None:
        return word
    counts = dict.fromkeys(_SCRIPTS, 0)
    for char in word:
        script = script_of(char)
        if script is not None:
            counts[script] += 1
    if sum(count > 0 for count in counts.values()) < _MIXED:
        return word
    most = max(_SCRIPTS, key=lambda script: counts[script])
    return word.translate(_TO[most])


def script_of(char: str) -> Script | None:
    """Return the script of a letter: LATIN, CYRILLIC, GREEK; None for any other.

    >>> script_of("a"), script_of("я"), script_of("中")
    ('LATIN', 'CYRILLIC', None)
    """
    if char.isascii():
        return "LATIN" if char.isalpha() else None
    first = unicodedata.name(char, "").split(" ", 1)[0]
    return next((script for script in _SCRIPTS if script == first), None)
