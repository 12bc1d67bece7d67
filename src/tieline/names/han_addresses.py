"""Addresses in Han characters, of the mainland, Hong Kong, Macau and Taiwan.

They go from the large to the small: province, city, district, street, number, building,
block, floor, room. What is read is compared as pinyin, and as the English word where a
street is named so in both languages.
"""

import re

from tieline.names.address import HouseNumber, Street, Ways, house_number
from tieline.names.address_draft import Draft, Loose
from tieline.names.premises import floor_value, part_value
from tieline.names.streets import street_name
from tieline.text.han_folding import fold_han
from tieline.text.hanzi import HAN
from tieline.text.numbers import HAN_NUMERALS, read_han
from tieline.text.pinyin import read_characters

_H = f"[{HAN}]"
_N = (
    r"(?:[A-Za-z]?-?\d+[A-Za-z]?(?:[-–~至、/]\d+[A-Za-z]?)*"
    rf"|[{HAN_NUMERALS}]+|[A-Za-z])"
)
_ROOM = re.compile(
    rf"({_N})\s*(?:号房|號房|号室|號室|室|房|单位|單位)|(?:单位|單位)\s*({_N})"
)
_FLOOR = re.compile(
    rf"(?<![大写商])((?:[Bb]|地下|负)?\d+|[{HAN_NUMERALS}]+|地)\s*(?:层|層|楼|樓|字楼)(?!宇)"
    r"|(地下)(?=$|[\s,]|[A-Za-z\d])"
)
_BLOCK = re.compile(rf"(?:第)?({_N})\s*(?:号楼|號樓|座|栋|棟|幢|期)")
_ENTRANCE = re.compile(rf"({_N})\s*单元")
_BOX = re.compile(
    r"(?:邮政)?(\d+)\s*(?:号)?(?:信箱|邮箱)(?:(?:第)?(\d+)\s*分箱)?|信箱\s*(\d+)"
)
_POSTCODE = re.compile(r"(?:邮编|郵編)\s*[:：]?\s*(\d{5,6})|(?<!\d)(\d{6})(?!\d)")
_SECTION = re.compile(rf"(?<=[路道街])(\d{{1,2}}|[{HAN_NUMERALS}]{{1,3}})段")
_LANE = re.compile(r"(\d+)\s*(?:弄|巷)")
_NUMBER = re.compile(
    rf"(?:第)?([甲乙丙丁]?\d+[A-Za-z]?(?:[-–~至、]\d+[A-Za-z]?)*|[{HAN_NUMERALS}]+)"
    r"\s*(?:号院|號院|号|號|番地)([甲乙丙丁]|[A-Za-z](?![A-Za-z]))?"
)
_SUBDIVISION = re.compile(
    rf"({_H}{{2,8}}?)(省|自治区|自治區|特别行政区|特別行政區|自治州|地区|市|区|區|县|縣|镇|鎮|乡|鄉|街道|新区)"
)
_STREET = re.compile(
    rf"({_H}{{1,10}}?)(大道|大街|大路|公路|胡同|路|街|道|巷|弄|里|徑|径)"
    rf"(?P<after>[东西南北中東])?"
    rf"(?=\s*(?:第)?[甲乙丙丁]?[\d{HAN_NUMERALS},]|[(（\s]|$|{_H}{{2,}})"
)
_BUILDING = re.compile(
    rf"({_H}{{1,12}}?)(大厦|大廈|大楼|大樓|广场|廣場|中心|商厦|工厦|工廈|公寓|写字楼|大院|商场|酒店)"
)
_PARTS = (
    ("boxes", _BOX),
    ("postcodes", _POSTCODE),
    ("entrances", _ENTRANCE),
    ("rooms", _ROOM),
    ("blocks", _BLOCK),
    ("floors", _FLOOR),
)
# 15楼1503: the word for room is often left out.
_LAST_ROOM = re.compile(r"[,\s]*[A-Za-z]?\d{2,5}[A-Za-z]?[,\s]*")
_SPLIT = re.compile(rf"([^{HAN}]+)")
_HAN_RUN = re.compile(rf"{_H}+")
# 市场路, 区府路: what looks like a level may begin a street's name.
_STREET_IN = re.compile(rf"{_H}{{2,10}}(?:市场|区府|县前|镇海|乡村)$")
_STREET_REST = re.compile(
    rf"[东西南北中]?[{HAN_NUMERALS}]?(?:大道|大街|路|街|道|公路|胡同|巷)"
)
_CANTONESE = frozenset({"hongkong", "kowloon", "newterritories", "macau"})
_AFTER_PLACE = frozenset("省市区县")
_DASHES = str.maketrans("–~至、/", "-----")
_TYPES = ("road", "street", "avenue", "strand", "terrace")
# TCL大厦
_MIXED = re.compile(r"([A-Za-z]{2,12})(?:大厦|大廈|大楼|大樓|广场|廣場|中心)")
_LEVELS = {"省": "province", "市": "city"}
_PROVINCIAL = {"自治区", "自治區", "特别行政区", "特別行政區", "自治州", "地区"}
_LETTERS = dict(zip("甲乙丙丁", "abcd", strict=True))
_STREET_TYPES = {
    "大道": "avenue",
    "大街": "street",
    "街": "street",
    "胡同": "lane",
    "巷": "lane",
    "弄": "lane",
    "里": "lane",
    "徑": "drive",
    "径": "drive",
}


def take_han(text: str, draft: Draft) -> str:
    """Read the Han part of an address into the draft; return what is not Han."""
    text = _take_parts(fold_han(text), draft)
    for section in _SECTION.finditer(text):
        which = f"section {read_han(section[1])}"
        draft.parts.setdefault("sections", set()).add(which)
    text = _SECTION.sub("", text)
    text, number, lane = _take_number(text, draft)
    for mixed in _MIXED.finditer(text):
        draft.buildings.append(mixed[1].lower())
    text = _MIXED.sub(",", text)
    rest: list[str] = []
    for piece in _SPLIT.split(text):
        if not piece:
            continue
        if not _HAN_RUN.fullmatch(piece):
            is_inside = draft.parts.get("floors") or draft.parts.get("blocks")
            if is_inside and _LAST_ROOM.fullmatch(piece):
                draft.parts.setdefault("rooms", set()).add(
                    part_value(piece.strip(", "))
                )
            else:
                rest.append(piece)
            continue
        left = _take_street(_take_places(piece, draft), draft, number, lane)
        if left is None:
            number, lane = None, ""
        else:
            _take_building(left, draft)
    if number is not None:
        draft.line.append(Loose(number, is_marked=True))
    return ", ".join(rest)


def _take_parts(text: str, draft: Draft) -> str:
    """Take out boxes, postcodes, entrances, rooms, blocks and floors."""
    for key, pattern in _PARTS:
        for found in reversed(list(pattern.finditer(text))):
            groups = [group for group in found.groups() if group]
            value = _value(key, "-".join(groups))
            if value is None:
                continue
            draft.parts.setdefault(key, set()).add(value)
            text = f"{text[: found.start()]},{text[found.end() :]}"
    return text


def _value(key: str, text: str) -> str | None:
    number = read_han(text)
    bare = text if number is None or text.isdecimal() else str(number)
    if key == "floors":
        if bare in {"地", "地下"}:
            return "g"
        return floor_value(bare.replace("地下", "b").replace("负", "b"))
    return part_value(bare.translate(_DASHES))


def _take_number(text: str, draft: Draft) -> tuple[str, HouseNumber | None, str]:
    """Take out the house number and that of the lane; further numbers are blocks."""
    lane = ""
    lanes = _LANE.findall(text)
    if lanes:
        lane = "-".join(sorted(lanes, key=lambda number: (-len(number), number)))
        text = _LANE.sub(",", text)
    number: HouseNumber | None = None
    for match in _NUMBER.finditer(text):
        letter = next((_LETTERS[c] for c in match[0] if c in _LETTERS), match[2] or "")
        plain = match[1].strip("甲乙丙丁").translate(_DASHES)
        value = read_han(plain)
        written = (plain if value is None else str(value)) + letter
        if number is None:
            number = house_number(written)
        else:
            draft.parts.setdefault("blocks", set()).add(part_value(written))
    return _NUMBER.sub(",", text), number, lane


def _take_places(run: str, draft: Draft) -> str:
    """Take the places from the front of a run of characters, the largest first."""
    known = draft.words.han_places
    while run:
        for size in range(min(draft.words.longest_han_place, len(run)), 1, -1):
            place = known.get(run[:size])
            if place is not None and place[0] != "street":
                # 北京西路 is a street of Shanghai.
                if _STREET_REST.match(run, size):
                    return run
                draft.place(*place)
                run = run[size:]
                run = run[1:] if run[:1] in _AFTER_PLACE else run
                break
        else:
            found = _SUBDIVISION.match(run)
            if found is None or _STREET_IN.match(run[: found.end() + 1]):
                return run
            name, word = found[1], found[2]
            if any(estate in name for estate in draft.words.han["estate"]):
                draft.named_place(None, _sound(name))
                run = run[found.end() :]
                continue
            level = "province" if word in _PROVINCIAL else _LEVELS.get(word, "district")
            draft.named_place(level, _sound(name))
            run = run[found.end() :]
    return run


def _take_street(
    run: str, draft: Draft, number: HouseNumber | None, lane: str
) -> str | None:
    """Read the street that a run begins with; None where it took all that was given.

    Returns the run where it holds no street; a building's name may follow one.
    """
    found = _STREET.match(run)
    if found is None:
        return run
    name, word = found[1], found[2]
    known = draft.words.han_places.get(name + word)
    directions: set[str] = set()
    ordinals: set[str] = set()
    after = found["after"] or ""
    if after[:1] in draft.words.han["direction"]:
        directions.add(draft.words.han["direction"][after[0]])
    while known is None and len(name) > 1:
        direction = draft.words.han["direction"].get(name[-1])
        ordinal = draft.words.han["ordinal"].get(name[-1])
        if direction is not None and len(name) > 2 and not directions:  # noqa: PLR2004 - a name stays
            directions.add(direction)
        elif ordinal is not None and len(name) > 2 and not ordinals:  # noqa: PLR2004 - as above
            ordinals.add(ordinal)
        else:
            break
        name = name[:-1]
        known = draft.words.han_places.get(name + word)
    kind = _STREET_TYPES.get(word, "road")
    written = _sound(name)
    sound = street_name(written)
    if known is not None and known[0] == "street":
        kind = next((k for k in _TYPES if known[1].endswith(k)), kind)
        sound = known[1].removesuffix(kind)
    draft.line.append(
        Street(
            name=sound,
            type=kind,
            directions=frozenset(directions),
            ordinals=frozenset(ordinals),
            numbers=() if number is None else (number,),
            lane=lane,
            written=written,
            ways=_ways(name, draft),
        )
    )
    if run[found.end() :]:
        _take_building(run[found.end() :], draft)
    return None


def _take_building(run: str, draft: Draft) -> None:
    """Read the name of a building, or keep a short rest as a place."""
    found = _BUILDING.match(run)
    if found is None:
        estate = next((w for w in draft.words.han["estate"] if run.endswith(w)), None)
        if estate is not None and run != estate:
            draft.named_place(None, _sound(run.removesuffix(estate)))
        return
    name = found[1]
    for generic in draft.words.han["generic"]:
        name = name.replace(generic, "") or name
    draft.buildings.append(_sound(name))
    ways = _ways(name, draft)
    if ways:
        draft.building_ways.append(ways)


def _ways(han: str, draft: Draft) -> Ways:
    """Return how Cantonese spells each character, in a town that speaks it."""
    if not draft.places & _CANTONESE:
        return ()
    from tieline.text.cantonese import southern_readings  # noqa: PLC0415 - seldom needed

    known = southern_readings().cantonese
    sounds = read_characters(han, is_person=False)
    return tuple(
        (*known.get(char, ()), sound) for char, sound in zip(han, sounds, strict=True)
    )


def _sound(han: str) -> str:
    return "".join(read_characters(han, is_person=False))
