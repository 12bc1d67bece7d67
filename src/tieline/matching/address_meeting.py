"""Whether two addresses are one, and how far into the building they agree.

Two addresses meet on a street and number of one town, on a named building of one town,
or on a post box. What differs within (another block, floor or room) is told apart from
what one of them does not say. A firm has several addresses, so that two which do not
meet say nothing.
"""

from typing import Literal

import msgspec

from tieline.names.address import Address, HouseNumber, Street, spells

Kind = Literal[
    "room", "floor", "number", "box", "building", "other room", "other floor",
    "other block",
]  # fmt: skip
SHARED: frozenset[Kind] = frozenset({"room", "floor", "number", "box"})
"""What is enough to say that two parties share an address."""

_ONE_COUNTRY = ({"cn", "hk", "mo"},)
# A street's words for road that translations use for one another.
_ALIKE_TYPES = (
    {"road", "street"},
    {"avenue", "road"},
    {"avenue", "street"},
    {"highway", "road"},
)
_LARGE_PLACES = frozenset({"hongkong", "kowloon", "newterritories", "hongkongisland"})
_SHORT_NAME, _LONG_NAME = 6, 10
_WHOLE_ROOM = 3


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """How two addresses meet: how far in, and where, in words.

    `is_read_once` where the street's name was read in one script only, and number,
    room and town speak for it.
    """

    kind: Kind
    where: str
    is_read_once: bool = False


class _Site(msgspec.Struct, frozen=True):
    """A building on which two addresses agree."""

    where: str
    is_numbered: bool
    is_exact: bool = True
    is_read_once: bool = False


def meet(one: Address, two: Address) -> Meeting | None:
    """Tell how two addresses meet; None where they do not, or do not say enough.

    Symmetric. A prison is nobody's address here.
    """
    if one.is_custody or two.is_custody or not is_one_town(one, two):
        return None
    boxes = one.boxes & two.boxes
    if boxes and not (one.streets and two.streets):
        return Meeting(kind="box", where=f"box {min(boxes)}")
    site = _site(one, two)
    if site is None:
        return None
    kind = _within(one, two, site)
    if site.is_read_once and kind != "room":
        return None
    return Meeting(
        kind=kind, where=_where(one, two, site, kind), is_read_once=site.is_read_once
    )


def _where(one: Address, two: Address, site: _Site, kind: Kind) -> str:
    if kind == "room":
        return f"room {min(one.rooms & two.rooms)}, {site.where}"
    if kind == "floor":
        return f"floor {min(one.floors & two.floors)}, {site.where}"
    return site.where


def are_in_one_country(one: Address, two: Address) -> bool:
    """Tell whether the countries do not differ; one that is not said may be any."""
    countries = {one.country, two.country} - {None}
    return len(countries) < 2 or any(countries <= group for group in _ONE_COUNTRY)  # noqa: PLR2004 - one each


def is_one_town(one: Address, two: Address) -> bool:
    """Tell whether a place or postcode is shared, and none speaks against it."""
    if not are_in_one_country(one, two):
        return False
    for told, other in (
        (one.provinces, two.provinces),
        (one.cities, two.cities),
        (one.districts, two.districts),
    ):
        if told and other and not told & other:
            return False
    return bool(one.places & two.places or one.postcodes & two.postcodes)


def _site(one: Address, two: Address) -> _Site | None:
    """Return the building that both are in; None where there is none in common."""
    on_streets = _site_on_streets(one, two)
    if on_streets is not None and not on_streets.is_read_once:
        return on_streets
    if _has_other_number(one, two):
        return None
    for left in one.buildings:
        for right in two.buildings:
            if _are_alike(left, right):
                return _Site(f"the building {min(left, right)}", is_numbered=False)
    for name in _spelled_buildings(one, two) or _spelled_buildings(two, one):
        return _Site(f"the building {name}", is_numbered=False)
    return on_streets


def _spelled_buildings(one: Address, two: Address) -> list[str]:
    """Return the buildings of one address that spell characters of the other's."""
    return [
        name
        for name in one.buildings
        for ways in two.building_ways
        if two.script != one.script and spells(name, ways)
    ]


def _site_on_streets(one: Address, two: Address) -> _Site | None:
    read_once = None
    # Streets of Hong Kong have English names that spell no character: 皇后大道.
    shared = one.places & two.places
    is_cantonese = one.script != two.script and "hongkong" in shared
    is_cantonese = is_cantonese and not shared <= _LARGE_PLACES
    for left in one.streets:
        for right in two.streets:
            number = _common_number(left, right)
            if number is None:
                continue
            closeness = _street_closeness(left, right)
            if closeness:
                where = f"{min(map(_street_words, (left, right)))} {number}"
                return _Site(where, is_numbered=True, is_exact=closeness > 1)
            if is_cantonese and left.directions == right.directions:
                where = f"number {number} of a street"
                read_once = _Site(where, is_numbered=True, is_read_once=True)
    return read_once


def _common_number(left: Street, right: Street) -> str | None:
    """Return the number that both may be, the narrower of the two; None for none."""
    if left.lane != right.lane:
        return None
    met = (
        min(one, two, key=_width)
        for one in left.numbers
        for two in right.numbers
        if one.meets(two)
    )
    found = min(met, key=_width, default=None)
    return None if found is None else str(found)


def _width(number: HouseNumber) -> tuple[int, int, str]:
    return number.high - number.low, number.low, number.text


def is_one_street(left: Street, right: Street) -> bool:
    """Tell whether two streets are one by their names, misspelled or not."""
    return _street_closeness(left, right) > 0


def _has_other_number(one: Address, two: Address) -> bool:
    """Tell whether they name one street with different numbers."""
    return any(
        left.numbers and right.numbers and _street_closeness(left, right)
        for left in one.streets
        for right in two.streets
    )


def _street_closeness(left: Street, right: Street) -> int:
    """Return 2 for one street, 1 for one misspelled, 0 for two streets."""
    if left.directions != right.directions or left.ordinals != right.ordinals:
        return 0
    types = {left.type, right.type} - {""}
    if len(types) > 1 and types not in _ALIKE_TYPES:
        return 0
    if left.name == right.name:
        return 2
    if spells(left.written, right.ways) or spells(right.written, left.ways):
        return 2
    return int(bool(left.name and right.name) and _are_alike(left.name, right.name))


def _street_words(street: Street) -> str:
    apart = (*sorted(street.directions), *sorted(street.ordinals))
    name = street.written or street.name
    return " ".join(part for part in (*apart, name, street.type) if part)


def _within(one: Address, two: Address, site: _Site) -> Kind:
    """Tell how far into the building both agree."""
    if one.blocks and two.blocks and not one.blocks & two.blocks:
        return "other block"
    if one.floors and two.floors and not one.floors & two.floors:
        return "other floor"
    if one.rooms and two.rooms:
        return _by_rooms(one, two)
    if one.rooms or two.rooms:
        return "building"
    if one.floors and two.floors:
        return "floor"
    return "number" if _is_alone(one, two, site) else "building"


def _by_rooms(one: Address, two: Address) -> Kind:
    rooms = one.rooms & two.rooms
    # Room 1 of suite VIII is not its room 2.
    if not (one.rooms <= two.rooms or two.rooms <= one.rooms):
        return "building" if _may_be_one_room(one, two) else "other room"
    # Room 3 of one is not that of another floor.
    is_whole = any(len(room) >= _WHOLE_ROOM for room in rooms)
    return "room" if is_whole or bool(one.floors) == bool(two.floors) else "building"


def _may_be_one_room(one: Address, two: Address) -> bool:
    """Tell whether a room without its floor may be one that has it: 3 and 503."""
    for bare, whole in ((one, two), (two, one)):
        short = {room for room in bare.rooms if len(room) < _WHOLE_ROOM}
        if short and not bare.floors and whole.floors:
            ends = tuple(room.zfill(2) if room.isdecimal() else room for room in short)
            return any(room.endswith(ends) for room in whole.rooms)
    return False


def _is_alone(one: Address, two: Address, site: _Site) -> bool:
    """Tell whether a number on a street may be all there is to say of a place."""
    if one.floors or two.floors or bool(one.blocks) != bool(two.blocks):
        return False
    has_name = bool(one.buildings or two.buildings)
    return site.is_numbered and site.is_exact and (bool(one.blocks) or not has_name)


def _are_alike(left: str, right: str) -> bool:
    """Tell whether two names are one, or a slip apart; figures must be the same."""
    if left == right:
        return True
    shortest = min(len(left), len(right))
    if shortest < _SHORT_NAME or not (left + right).isalpha():
        return False
    return _distance(left, right, 1 if shortest < _LONG_NAME else 2)


def _distance(left: str, right: str, most: int) -> bool:
    """Tell whether at most `most` letters are put in, left out or changed."""
    if abs(len(left) - len(right)) > most:
        return False
    row = list(range(len(right) + 1))
    for place, char in enumerate(left, 1):
        before, row = row, [place]
        for other, letter in enumerate(right, 1):
            row.append(
                min(
                    before[other] + 1,
                    row[other - 1] + 1,
                    before[other - 1] + (char != letter),
                )
            )
        if min(row) > most:
            return False
    return row[-1] <= most
