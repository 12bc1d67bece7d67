"""An address while it is being read."""

from collections.abc import Sequence

import msgspec

from tieline.names.address import Address, HouseNumber, Script, Street, Ways
from tieline.names.address_words import AddressWords
from tieline.names.premises import Parts

_CITY_STATES = {"hk": "hongkong", "mo": "macau", "sg": "singapore"}


class Loose(msgspec.Struct, frozen=True):
    """A number that stands alone; `is_marked` where it is said to be of a house."""

    number: HouseNumber
    is_marked: bool = False


class Draft:
    """What has been read of an address so far.

    `line` holds streets and loose numbers in order, and None where something else
    stands between: a loose number belongs to the street beside it.
    """

    def __init__(self, text: str, words: AddressWords) -> None:
        self.text, self.words = text, words
        self.script: Script = "latin"
        self.country: str | None = None
        self.parts: Parts = {}
        self.provinces: set[str] = set()
        self.places: set[str] = set()
        self.cities: set[str] = set()
        self.districts: set[str] = set()
        self.line: list[Street | Loose | None] = []
        self.buildings: list[str] = []
        self.building_ways: list[Ways] = []
        self.is_custody = False

    def place(self, kind: str, word: str) -> None:
        """Add a known place: of which kind, and its one word."""
        if kind == "country":
            self.country = self.country or word
        elif kind == "province":
            self.provinces.add(word)
        else:
            self.places.add(word)
            if kind == "city":
                self.cities.add(word)
            elif kind == "ward":
                self.districts.add(word)

    def named_place(self, level: str | None, word: str) -> None:
        """Add a place by its name, and the level that it is said to have."""
        if not word:
            return
        if level == "province":
            self.provinces.add(word)
            return
        self.places.add(word)
        if level == "city":
            self.cities.add(word)
        elif level == "district":
            self.districts.add(word)

    def finish(self) -> Address:
        """Return the address, with loose numbers where they belong."""
        line = self._without_guesses()
        streets, first = _settled(line)
        rooms = self.parts.get("rooms", set())
        if (
            first is not None
            and not rooms
            and (self.parts.get("floors") or self.buildings)
        ):
            rooms = {str(first)}
        if self.country in _CITY_STATES:
            self.places.add(_CITY_STATES[self.country])
        streets = self._with_lanes(streets)
        floors = frozenset(self.parts.get("floors", ()))
        return Address(
            text=self.text,
            script=self.script,
            country=self.country,
            provinces=frozenset(self.provinces),
            places=frozenset(self.places),
            cities=frozenset(self.cities),
            districts=frozenset(self.districts),
            streets=streets,
            buildings=tuple(dict.fromkeys(self.buildings)),
            building_ways=tuple(self.building_ways),
            blocks=frozenset(self.parts.get("blocks", ())),
            floors=floors,
            rooms=frozenset(whole_room(room, floors) for room in rooms),
            boxes=frozenset(self.parts.get("boxes", ())),
            postcodes=frozenset(self.parts.get("postcodes", ())),
            is_custody=self.is_custody,
        )

    def _with_lanes(self, streets: tuple[Street, ...]) -> tuple[Street, ...]:
        """Give lanes and sections to the first street, which they are parts of."""
        lanes = self.parts.get("lanes", set())
        sections = self.parts.get("sections", set())
        if not streets or not (lanes or sections):
            return streets
        first, *others = streets
        lane = "-".join(sorted(lanes, key=lambda text: (-len(text), text)))
        first = msgspec.structs.replace(
            first, lane=first.lane or lane, ordinals=first.ordinals | sections
        )
        return (first, *others)

    def _without_guesses(self) -> list[Street | Loose | None]:
        """Drop streets that only a number made such, where there is one by its word."""
        if not any(isinstance(item, Street) and item.type for item in self.line):
            return self.line
        kept: list[Street | Loose | None] = []
        for item in self.line:
            if isinstance(item, Street) and not item.type:
                self.named_place(None, item.name)
                kept.append(None)
            else:
                kept.append(item)
        return kept


def _settled(
    line: Sequence[Street | Loose | None],
) -> tuple[tuple[Street, ...], HouseNumber | None]:
    """Give loose numbers to the streets beside them.

    Returns the streets, and the number that the address begins with where it is none
    of theirs: that of a room.
    """
    streets: list[Street] = []
    waiting: Loose | None = None
    first: HouseNumber | None = None
    is_beside = False
    for place, item in enumerate(line):
        if item is None:
            is_beside = False
            continue
        if isinstance(item, Loose):
            if streets and not streets[-1].numbers and (is_beside or item.is_marked):
                streets[-1] = _numbered(streets[-1], item.number)
                continue
            if not place:
                first = item.number
            if waiting is None or item.is_marked:
                waiting = item
        elif not item.numbers and waiting and (is_beside or waiting.is_marked):
            first = None if waiting.number is first else first
            streets.append(_numbered(item, waiting.number))
            waiting = None
        else:
            streets.append(item)
        is_beside = True
    return tuple(streets), first


def _numbered(street: Street, number: HouseNumber) -> Street:
    return msgspec.structs.replace(street, numbers=(number,))


def whole_room(room: str, floors: frozenset[str]) -> str:
    """Write a room with its floor, as most buildings number them.

    >>> whole_room("3", frozenset({"15"})), whole_room("a", frozenset({"15"}))
    ('1503', '15a')
    >>> whole_room("1503", frozenset({"15"})), whole_room("3", frozenset())
    ('1503', '3')
    """
    if len(floors) != 1:
        return room
    (floor,) = floors
    if len(room) <= 2 and room.isdecimal():  # noqa: PLR2004 - a room of its floor
        return f"{floor}{int(room):02}"
    if len(room) == 1:
        return f"{floor}{room}"
    return room
