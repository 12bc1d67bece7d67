"""Japanese and Latin writing side by side: where one ends, and how lines are joined."""

import re

_JAPANESE = r"\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f々"
_WIDE = re.compile(f"[{_JAPANESE}\u3000-\u303f\u30fb\uff00-\uff65]")
_HAS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff\uff66-\uff9f]")
_BRACKETED = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ“\"0-9]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_GLUED = re.compile(f'(?<=[{_JAPANESE}）)」])(?=[A-Za-zÀ-ɏ“"])')


def has_japanese(text: str) -> bool:
    """Tell whether kana or Han letters stand in a text.

    >>> has_japanese("有限会社タコ"), has_japanese("Tako LLC（）")
    (True, False)
    """
    return _HAS_JAPANESE.search(text) is not None


def is_chinese(text: str) -> bool:
    """Tell whether a name has Han letters and no kana: firms' Chinese names.

    >>> is_chinese("广州欧赛科技有限公司"), is_chinese("タコ有限公司")
    (True, False)
    """
    return has_japanese(text) and _KANA.search(text) is None


def join_lines(text: str) -> str:
    r"""Join the lines of a text; no space stands between Japanese letters.

    >>> join_lines("深圳五力高科創新有\n限公司"), join_lines("Tako\nLLC")
    ('深圳五力高科創新有限公司', 'Tako LLC')
    >>> join_lines("Nauchno-\nProizvodstvenny"), join_lines("Solid\n-State")
    ('Nauchno-Proizvodstvenny', 'Solid-State')
    """
    whole = ""
    for line in (each.strip() for each in text.splitlines()):
        is_tight = bool(whole) and bool(line) and _is_tight(whole[-2:], line[:2])
        whole += line if is_tight or not whole else f" {line}"
    return re.sub(r"[ \u3000]+", " ", whole).strip()


def _is_tight(before: str, after: str) -> bool:
    if before[-1] == "-":
        return before[:1].isalnum()
    if after[0] == "-":
        return after[1:].isalpha()
    return _WIDE.match(before[-1]) is not None or _WIDE.match(after) is not None


def latin_start(text: str) -> int | None:
    r"""Return where the Latin part of a text begins that begins in Japanese.

    It begins a line, or is glued to a closing bracket or to the last Japanese letter;
    Latin letters inside brackets or before more Japanese belong to the Japanese part.

    >>> text = "株式会社カザン（別称、KVZ\nRemservis）\nJSC Kazan"
    >>> text[latin_start(text) :]
    'JSC Kazan'
    >>> latin_start("イルクート") is None
    True
    """
    begins = 0
    for line in text.splitlines(keepends=True):
        if _is_outside(text, begins):
            at = 0 if begins and _is_latin(line) else _after_bracket(line)
            if at is not None:
                return begins + at
        else:
            end = _closing(text, begins, line)
            if end is not None and _is_latin(line[end:]):
                return begins + end
        begins += len(line)
    found = [each.start() for each in _GLUED.finditer(text)]
    outside = [at for at in found if _is_outside(text, at) and _is_latin(text[at:])]
    return outside[-1] if outside else None


def _is_latin(text: str) -> bool:
    """Tell whether a text is Latin but for what stands in brackets."""
    bare = _BRACKETED.sub("", text).strip()
    if not bare or _LATIN.match(bare) is None or _WORD.search(bare) is None:
        return False
    return not has_japanese(bare.split("（")[0])


def _after_bracket(line: str) -> int | None:
    """Return where Latin text begins right behind a bracket on a line."""
    for found in _BRACKETED.finditer(line):
        rest = line[found.end() :]
        if found.start() and rest[:1].isalpha() and _is_latin(rest):
            return found.end()
    return None


def _closing(text: str, begins: int, line: str) -> int | None:
    """Return the place behind the bracket that closes the open ones on a line."""
    for at, char in enumerate(line):
        if char in ")）" and _is_outside(text, begins + at + 1):
            rest = line[at + 1 :]
            return at + 1 if rest[:1].isalpha() or rest[:1] in '“"' else None
    return None


def _is_outside(text: str, at: int) -> bool:
    """Tell whether a place is outside of brackets."""
    before = text[:at]
    opened = before.count("(") + before.count("（")
    return opened <= before.count(")") + before.count("）")
