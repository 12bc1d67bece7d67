"""Japan's notices of bodies under an export ban, as text: numbered entries.

An entry has a number, a Japanese and an English name, aliases in both, and addresses.
The text comes from a PDF: lines are wrapped, and where a page ended the next entry's
number stands at the end of a line.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from tieline.files.jp.scripts import has_japanese, is_chinese, join_lines, latin_start

# Some ten times the longest of 2025; a longer one is slow to match.
LONGEST_ENTRY = 10_000
_NUMBER = re.compile(r"(?:^|(?<=\n)|(?<=[A-Za-z.)]))([0-9０-９]{1,4})[ 　]+(?=\S)")
_ADDRESS = re.compile(r"所\s*在\s*地\s*[：:]")
_LABEL = re.compile(r"(?m)^([^：。\n]{1,14})：")
_LABELS = ("所在地", "別称")  # one may be glued to the line before
_ALSO = re.compile(r"(?m)^別\s*称\s*[：:]")
_ASIDE = re.compile(
    r"[（(]別\s*[称名][、､,](?P<inside>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]?"
)
_BRACKET = re.compile(
    r"[（(](?P<inside>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
_AKA = re.compile(
    r",?\s*(?:a\.k\.a\.?,?)?\s*(?:the\s+)?follow(?:ing)?\s+(?P<count>[a-z]+?)\s*"
    r"alias(?:es)?\s*[:：]?"
)
_BULLET = re.compile(r"(?:(?<=[:：;；])|(?<=\band))\s*[-—–―－]\s*(?=\S)")
_LINE_BULLET = re.compile(r"(?:^|(?<=\n))\s*[-—–―－]\s*(?=\S)")
_BETWEEN = re.compile(r"\s*[;；]\s*(?:and\b,?\s*)?|,\s*and,\s*")
_JAPANESE_AND = re.compile(r"\s*[、､]\s*(?:及び)?|\s*及び\s*")
_ABBREVIATED = re.compile(r"(?:\b(?:Ltd|Co|Inc|Corp|Sti|Șt|Ști|[A-Z])|\.[A-Z])\.$")
_NUMERALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
# What a bracket with a Chinese name has; one with a remark in Han letters has none.
_CHINESE_BODY = re.compile(r"公司|集[团團]|大[学學]|[学學]院|研究|[厂廠]")
_COUNTS = {word: number for number, word in enumerate(re.split(" ", _NUMERALS))}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A value, and the text that it stands as, line breaks included."""

    value: str
    quote: str


class NoticeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `begins` is its place in the text, in characters.

    `stated` is how many aliases the entry says that it has, None where it does not.
    """

    number: Said
    begins: int
    english: Said | None
    japanese: Said | None
    chinese: tuple[Said, ...]
    aliases: tuple[Said, ...]
    japanese_aliases: tuple[Said, ...]
    addresses: tuple[Said, ...]
    stated: int | None


def read_entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield place, number as printed, and text of each entry, in order of number.

    A number counts only after the one before it and its address, and where Japanese
    follows it, so that house numbers do not.
    """
    begun: tuple[int, str, int] | None = None
    expected = 1
    for found in _NUMBER.finditer(text):
        number = int(unicodedata.normalize("NFKC", found[1]))
        if number != expected:
            continue
        is_line = not found.start() or text[found.start() - 1] == "\n"
        is_after = begun is not None and _ADDRESS.search(text, begun[2], found.start())
        end = text.find("\n", found.end())
        line = text[found.end() : end if end >= 0 else len(text)]
        if not has_japanese(line):
            continue
        if not ((is_line and begun is None) or is_after):
            continue
        if begun is not None:
            yield begun[0], begun[1], text[begun[2] : found.start()]
        begun = (found.start(), found[1], found.end())
        expected += 1
    if begun is not None:
        yield begun[0], begun[1], text[begun[2] :]


def unknown_labels(body: str) -> tuple[str, ...]:
    r"""Return the labels of an entry that are not known: what a line begins with.

    >>> unknown_labels("タコ\nTako LLC\n所在地：Yerevan\n生年月日：1980")
    ('生年月日',)
    """
    found = (each[1] for each in _LABEL.finditer(body))
    return tuple(each for each in found if not "".join(each.split()).endswith(_LABELS))


def read_entry(begins: int, number: str, body: str) -> NoticeEntry | None:
    """Read an entry; None where its address is missing, as in a file that is cut."""
    found = _ADDRESS.search(body)
    if found is None:
        return None
    head, also = body[: found.start()], ""
    label = _ALSO.search(head)
    if label is not None:
        head, also = head[: label.start()], head[label.end() :]
    start = latin_start(head)
    ours = head if start is None else head[:start]
    theirs = "" if start is None else head[start:]
    if start is None and not has_japanese(head):
        ours, theirs = "", head
    english, aliases, stated = _english(theirs)
    japanese, further = _japanese(ours)
    chinese = [*_chinese(ours), *_chinese(theirs)]
    for each in _also(also):
        (further if has_japanese(each.value) else aliases).append(each)
    return NoticeEntry(
        number=Said(value=unicodedata.normalize("NFKC", number), quote=number),
        begins=begins,
        english=english,
        japanese=japanese,
        chinese=tuple(chinese),
        aliases=tuple(aliases),
        japanese_aliases=tuple(further),
        addresses=tuple(_addresses(body[found.end() :])),
        stated=stated,
    )


def _said(quote: str, *, stop: bool = True) -> Said | None:
    """Return a value for a text, without a full stop that ends no abbreviation."""
    bare = quote.strip(" \n　,;；、､:：")
    value = join_lines(bare)
    if stop and value.endswith(".") and _ABBREVIATED.search(value) is None:
        value = value[:-1]
    return Said(value=value, quote=bare) if value else None


def _english(text: str) -> tuple[Said | None, list[Said], int | None]:
    """Return the English name, the aliases below it, and how many there should be."""
    found = _AKA.search(text)
    name = text if found is None else text[: found.start()]
    bare = re.split(r"[（(](?=[^）)]*[\u3041-\u30ff\u3400-\u9fff])", name)[0]
    if found is None:
        return _said(bare), [], None
    stated = _COUNTS.get(found["count"])
    parts = _parts(text[found.end() - 1 :], stated)
    return _said(bare), [each for part in parts if (each := _alias(part))], stated


def _parts(text: str, stated: int | None) -> list[str]:
    """Part aliases at their bullets, which a colon or semicolon stands before.

    Where that gives too few, a bullet that begins a line counts as well.
    """
    parts = _BULLET.split(text)[1:]
    if stated is not None and len(parts) < stated:
        marks = [*_BULLET.finditer(text), *_LINE_BULLET.finditer(text)]
        places = sorted({mark.end() for mark in marks})
        if not places:
            return []
        starts = {mark.end(): mark.start() for mark in marks}
        ends = [starts[place] for place in places[1:]] + [len(text)]
        parts = [text[a:b] for a, b in zip(places, ends, strict=True)]
    return parts


def _alias(text: str) -> Said | None:
    return _said(re.sub(r"[;；]?\s*\band,?\s*$|[;；]\s*$", "", text.rstrip()))


def _japanese(text: str) -> tuple[Said | None, list[Said]]:
    """Return the Japanese name, and the aliases in brackets behind it."""
    aliases: list[Said] = []
    for found in _ASIDE.finditer(text):
        parts = _JAPANESE_AND.split(found["inside"])
        aliases.extend(each for part in parts if (each := _said(part)))
    bare = _ASIDE.sub("", text)
    for found in _BRACKET.finditer(bare):
        if is_chinese(found["inside"]):
            bare = bare.replace(found[0], "")
    value = join_lines(bare).strip(" )）")
    value += "）" * (value.count("（") > value.count("）"))
    return (Said(value=value, quote=text.strip()) if value else None), aliases


def _chinese(text: str) -> Iterator[Said]:
    """Yield the Chinese names that stand in brackets, and short forms inside them."""
    for found in _BRACKET.finditer(_ASIDE.sub("", text)):
        inside = found["inside"]
        if _CHINESE_BODY.search(join_lines(inside)) is None:
            continue
        for part in re.split(r"[、､（(）)]", inside):
            said = _said(part)
            if said is not None and is_chinese(said.value):
                yield said


def _also(text: str) -> Iterator[Said]:
    """Yield the aliases below a label, in Japanese and then in Latin letters."""
    start = latin_start(text) if has_japanese(text) else 0
    cut = len(text) if start is None else start
    for part in (*re.split(r"[;；]|及び", text[:cut]), *_BETWEEN.split(text[cut:])):
        said = _said(part)
        if said is not None:
            yield said


def _addresses(text: str) -> Iterator[Said]:
    for part in _BETWEEN.split(text):
        bare = re.sub(r"^and\s+", "", part.strip())
        said = _said(bare)
        if said is not None:
            yield said
