"""What an address says once it is read."""

from typing import Literal

import msgspec

Script = Literal["latin", "han"]
_WIDEST_RANGE = 30


Ways = tuple[tuple[str, ...], ...]
"""The Latin spellings of each character of a name in Hong Kong or Macau."""


def spells(text: str, ways: Ways) -> bool:
    """Tell whether a name in Latin letters, without spaces, spells the characters.

    >>> spells("tainan", (("tai", "da"), ("lam", "nam", "nan")))
    True
    """
    ends = {0}
    for spellings in ways:
        ends = {
            end + len(one)
            for end in ends
            for one in spellings
            if text.startswith(one, end)
        }
    return bool(ways) and len(text) in ends


class HouseNumber(msgspec.Struct, frozen=True):
    """A number on a street: `low` to `high`, or `text` where it is no plain range.

    A letter belongs to the number: 12A is neither 12 nor 12B.
    """

    low: int
    high: int
    text: str = ""

    def meets(self, other: "HouseNumber") -> bool:
        """Tell whether the two may be one house.

        >>> HouseNumber(1016, 1018).meets(HouseNumber(1018, 1018))
        True
        """
        if self.text or other.text:
            return self.text == other.text
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        """Write it as addresses do."""
        if self.text:
            return self.text
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


class Street(msgspec.Struct, frozen=True, kw_only=True):
    """A street, and the numbers on it.

    `name` is in small ASCII letters without spaces and in one spelling (`written` has
    the address's own, `ways` what Cantonese makes of characters), without what stands
    apart:
    `type` (road, street, lane; "" unknown), `directions` and `ordinals` (Zhongshan
    East 2nd Road). `lane` is the number of a lane off the street (100弄).
    """

    name: str
    type: str = ""
    directions: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    numbers: tuple[HouseNumber, ...] = ()
    lane: str = ""
    written: str = ""
    ways: Ways = ()


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """One address; a part that could not be read is empty.

    `places` are towns, districts and neighbourhoods in small ASCII letters without
    spaces; `cities` and `districts` those among them that are said to be such.
    Provinces stand in `provinces` alone. `buildings` are names without the word for
    building. `room` is "1503", with its floor where both are known apart.
    `country` is an ISO code. `is_custody` marks a prison, where people do not choose
    their neighbours.
    """

    text: str
    script: Script = "latin"
    country: str | None = None
    provinces: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    streets: tuple[Street, ...] = ()
    buildings: tuple[str, ...] = ()
    building_ways: tuple[Ways, ...] = ()
    blocks: frozenset[str] = frozenset()
    floors: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    is_custody: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing says where in a town it is."""
        return not (self.streets or self.buildings or self.boxes)


def house_number(text: str) -> HouseNumber:
    """Read a house number: plain, a range, or anything else as it is written.

    >>> [str(house_number(text)) for text in ("1016-1018", "A5", "3/1")]
    ['1016-1018', '5a', '3/1']
    """
    bare = text.lower().replace(" ", "").replace("\u2013", "-")
    if bare[:1].isalpha() and bare[1:].isdigit():
        bare = bare[1:] + bare[0]
    if bare.isdecimal():
        return HouseNumber(int(bare), int(bare))
    first, dash, second = bare.partition("-")
    if dash and first.isdecimal() and second.isdecimal():
        low, high = int(first), int(second)
        if low < high <= low + _WIDEST_RANGE:
            return HouseNumber(low, high)
    return HouseNumber(0, 0, bare)
