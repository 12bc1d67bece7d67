"""Say in words what was read of an address, and how two of them meet or do not."""

from tieline.matching.address_meeting import (
    Kind,
    are_in_one_country,
    is_one_street,
    is_one_town,
    meet,
)
from tieline.names.address import Address, Street

_MET: dict[Kind, str] = {
    "room": "One address, to the room",
    "floor": "One address, to the floor; neither says which room",
    "number": "One address, to the number of the street; neither says more",
    "box": "One post box",
    "building": "One building; it is not said that floor and room are the same",
    "other block": "One place, but different blocks",
    "other floor": "One building, but different floors",
    "other room": "One building, but different rooms",
}
_NOTHING = "no part of an address"


def tell_meeting(one: Address, two: Address) -> str:
    """Say how two addresses meet, or why they do not."""
    meeting = meet(one, two)
    if meeting is None:
        return _why_not(one, two)
    said = f"{_MET[meeting.kind]} ({meeting.where})"
    if meeting.is_read_once:
        said += "; the street is named in two scripts and was not compared"
    return said


def _why_not(one: Address, two: Address) -> str:
    if one.is_custody or two.is_custody:
        return "A prison is nobody's own address"
    if one.is_empty or two.is_empty:
        return "One of them names no street with a number, no building and no post box"
    if not are_in_one_country(one, two):
        return "They are in different countries"
    if not is_one_town(one, two):
        return "It is not said that they are in one town or district"
    if any(is_one_street(left, right) for left in one.streets for right in two.streets):
        return "They are on one street, without a number in common"
    return "Neither street and number nor the building are the same"


def tell_address(address: Address) -> str:
    """Say what was read of an address, from the small to the large.

    >>> from tieline.names.addresses import read_address
    >>> tell_address(read_address("Rm 1503, 15/F, 555 Qianmo Road, Hangzhou"))
    'room 1503, floor 15, number 555, road qianmo, in hangzhou'
    """
    parts = [
        *(f"box {box}" for box in sorted(address.boxes)),
        *(f"room {room}" for room in sorted(address.rooms)),
        *(f"floor {floor}" for floor in sorted(address.floors)),
        *(f"block {block}" for block in sorted(address.blocks)),
        *(f"building {name}" for name in address.buildings),
        *(part for street in address.streets for part in _street(street)),
        *(f"in {place}" for place in sorted(address.places)),
        *sorted(address.provinces),
        *(f"postcode {code}" for code in sorted(address.postcodes)),
    ]
    if address.country:
        parts.append(address.country.upper())
    return ", ".join(parts) or _NOTHING


def _street(street: Street) -> list[str]:
    parts = [f"number {number}" for number in street.numbers]
    if street.lane:
        parts.append(f"lane {street.lane}")
    which = " ".join((*sorted(street.directions), *sorted(street.ordinals)))
    name = " ".join(filter(None, (street.written or street.name, which)))
    return [*parts, f"{street.type or 'street'} {name}"]
