"""Rooms, floors, blocks and boxes: what an address says within a building.

Each part is taken out of the text and leaves a comma behind, so that what stands on
either side of it is apart.
"""

import re
from collections.abc import Callable

from tieline.text.numbers import read_number

Parts = dict[str, set[str]]

_NO = r"(?:(?:nos?|number|n[o°º])\b\.?\s*|[#№:]\s*)*"
_VALUE = (
    r"(?P<value>[a-z]{0,2}-?\d+[a-z]?(?:\s?[-&]\s?\d*[a-z]?\d*)*|[a-z]|[ivx]{2,5})\b"
)
_COMMA = ", "


def _after(words: str, value: str = _VALUE) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?:{words})(?![a-z])\.?\s*{_NO}{value}", re.IGNORECASE
    )


_ROOM = _after(
    r"(?:rooms?|rms?|flats?|units?|suites?|offices?|apts?|shops?)\.?(?:\s*[/&]\s*|\s+or\s+)"
    r"(?:rooms?|rms?|flats?|units?|suites?|offices?)"
    r"|rooms?|rms?|flats?|suites?|ste|offices?|ofc|apts?|apartments?|appt"
    r"|appartement|apto|shops?|workshops?|local|int|interior|oficina|kv|kvartira|of"
    r"|ofis|pom|pomeshch?|pomeshchenie|kabinet|kab|komn?|komnata|zimmer|daire"
)
_UNIT = _after(r"units?|entrance|podyezd|pod")
_FLOOR_VALUE = r"(?P<value>\d{1,3}|ug|lg|g|b\d?|m)(?![\w/])"
_FLOORS = (
    re.compile(
        r"(?<![\w/-])(?P<value>\d{1,3}|ug|lg|g|m|b|r)\s?/\s?f(?:l(?:oor)?)?\b\.?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\w/-])(?P<value>\d{1,3})(?:\s?-?(?:st|nd|rd|th|eme|ieme|e|er|y|ya|i))?"
        r"[\s.]*(?:floor|flr?|etage|etazh|piso|planta|kat|og)\b\.?",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w/-])(?P<value>[a-z]+)[\s-]+floor\b", re.IGNORECASE),
    _after(r"floor|flr?|levels?|lvl|etage|etazh|et|piso|kat", _FLOOR_VALUE),
    re.compile(r"(?<![\w/-])(?P<value>\d{1,2})f(?=\s|,|\.|$)", re.IGNORECASE),
    re.compile(r"(?<![\w/-])(?P<value>basement)\b", re.IGNORECASE),
)
_LETTERED_FLOORS = frozenset({"g", "ug", "lg", "m", "r", "b1", "b2", "b3"})
_NAMED_FLOORS = {
    "ground": "g",
    "basement": "b",
    "mezzanine": "m",
    "top": "top",
    "b": "b",
    "lower": "lg",
}
# Of a building with a name the word stays: Si Fang Building No. 5.
_BUILDING = re.compile(
    r"(?P<name>[a-z]\s+)?(?<![\w/-])(?P<word>towers?|bldg|buildings?)(?![a-z])\.?\s*"
    r"(?P<no>(?:nos?\b\.?\s*|#\s*)*)(?P<value>\d{1,3}[a-z]?(?:[/-]\d+)?|[a-z])\b"
    r"(?P<after>\s*[a-z])?",
    re.IGNORECASE,
)
_BLOCK = _after(
    r"blocks?|blk|blok|bld|korpus|korp|kor|stroenie|wing|phase"
    r"|haus|gebaude|corpus"
)
# Lane 513, Alley 8, Section 5: parts of a street that has a name beside them.
_LANE = _after(r"lanes?|ln|alley|aly|nong", r"(?P<value>\d{1,4})(?![\w/-])")
_SECTION = re.compile(
    r"(?<![\w/-])(?:section|sec)(?![a-z])\.?\s*(?P<value>\d{1,2})(?![\w/-])"
    r"|(?<![\w/-])(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\s+sec(?:tion|\.)",
    re.IGNORECASE,
)
# `str.` is a building in a Russian address where no name stands before it, and a
# street elsewhere.
_STROENIE = re.compile(
    r"(?:^|(?<=[,;])|(?<=\d)(?=\s))\s*(?:str|s)\.?\s*(?P<value>\d{1,3}[a-z]?)\b",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?<!\w)(?:p\.?\s?o\.?\s?b(?:ox|\.)?|post\s?office\s?box|postfach|apartado|casilla"
    r"|a/ya|abonentskiy yashchik|mail\s?box|box)\W{0,4}(?:no\b\W{0,3})?"
    r"(?P<value>\d[\d/-]*\d|\d)",
    re.IGNORECASE,
)
# Of Singapore: #25-05 is unit 5 on floor 25; elsewhere it is a house number.
_STOREY = re.compile(r"#\s*(?P<value>\d{1,3}-\d{1,4}[a-z]?)\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?<![\w/-])(?:no|nos|nr|num|numero|number|n[°º]|d|dom|house(?:\s+no)?|h|hse"
    r"|house number|plot no|home|casa)(?![a-z])[.:]*\s*[#№]?\s*(?=[a-z]?\d)",
    re.IGNORECASE,
)


def take_premises(text: str, parts: Parts) -> str:
    """Move rooms, floors, blocks and boxes of a Latin address into `parts`.

    Returns the rest, with `№` before what is said to be a house number.

    >>> held: Parts = {}
    >>> take_premises("Rm 1503, 15/F, 1016 Tai Nan West St", held).strip(", ")
    '1016 Tai Nan West St'
    >>> held
    {'floors': {'15'}, 'rooms': {'1503'}}
    """
    if "singapore" in text.lower():
        text = _STOREY.sub(_taker(parts, "rooms", part_value), text)
    text = _BOX.sub(_taker(parts, "boxes", str), text)
    for pattern in _FLOORS:
        text = pattern.sub(_taker(parts, "floors", floor_value), text)
    text = _ROOM.sub(_taker(parts, "rooms", part_value), text)
    unit = "entrances" if parts.get("rooms") else "rooms"
    text = _UNIT.sub(_taker(parts, unit, part_value), text)
    text = _LANE.sub(_taker(parts, "lanes", str), text)
    text = _SECTION.sub(_take_section(parts), text)
    text = _BUILDING.sub(_block_taker(parts), text)
    text = _BLOCK.sub(_taker(parts, "blocks", part_value), text)
    text = _STROENIE.sub(_taker(parts, "blocks", part_value), text)
    return _HOUSE.sub(" №", text).replace("#", " №")


def floor_value(text: str) -> str | None:
    """Return a floor as figures or a letter; None for a word that is no floor.

    >>> floor_value("Ninth"), floor_value("015"), floor_value("Dance")
    ('9', '15', None)
    """
    bare = text.lower()
    if bare.isdecimal():
        return str(int(bare))
    if bare in _NAMED_FLOORS:
        return _NAMED_FLOORS[bare]
    number = read_number(bare)
    if number is not None:
        return str(number)
    return bare if bare in _LETTERED_FLOORS else None


def part_value(text: str) -> str:
    """Return the value of a room or a block, in one spelling."""
    bare = "".join(text.lower().split()).replace("&", "-")
    return bare.lstrip("0") or bare


def _taker(
    parts: Parts, key: str, read: Callable[[str], str | None]
) -> Callable[[re.Match[str]], str]:
    def take(found: re.Match[str]) -> str:
        value = read(found["value"])
        if value is None:
            return found[0]
        parts.setdefault(key, set()).add(value)
        return _COMMA

    return take


def _take_section(parts: Parts) -> Callable[[re.Match[str]], str]:
    def take(found: re.Match[str]) -> str:
        number = found["value"] or found["ordinal"]
        parts.setdefault("sections", set()).add(f"section {number}")
        return " "

    return take


def _block_taker(parts: Parts) -> Callable[[re.Match[str]], str]:
    """Take the number of a building; not that of a house behind a building's name."""

    def take(found: re.Match[str]) -> str:
        name, after = found["name"] or "", found["after"] or ""
        if name and after and not found["no"]:
            return found[0]
        parts.setdefault("blocks", set()).add(part_value(found["value"]))
        return f"{name}{found['word']}{_COMMA}{after}" if name else f"{_COMMA}{after}"

    return take
