"""Parties at a listed address: found by the address alone, and never taken for one.

An address may itself be listed, as the Entity List of the United States does; then
whoever is at it is a candidate. Who shares the address of a listed party is a candidate
as well, but by another reason than a name: it says where somebody is, not who.
"""

from collections.abc import Iterable, Iterator, Sequence

from tieline.matching.address_hits import KEY, is_address_only
from tieline.matching.address_meeting import SHARED, Kind, Meeting, meet
from tieline.matching.address_telling import tell_address, tell_meeting
from tieline.matching.calibration import calibrate
from tieline.matching.scoring import Scored
from tieline.model.profile import Profile
from tieline.model.query import Reason
from tieline.names.address import Address, HouseNumber, Ways
from tieline.names.addresses import AddressReader

_MOST_ADDRESSES = 50
_WIDEST = 12
# What a pair that shares no address gives when it is explained: these make no hit.
_NEAR_POINTS: dict[Kind, float] = {
    "building": 0.4,
    "other block": -0.1,
    "other floor": -0.3,
    "other room": -0.3,
}
# .75, .73, .72 and .71; an address that is itself listed .90, or .88 for a box.
_POINTS: dict[Kind, float] = {"room": 1.91, "number": 1.82, "floor": 1.61, "box": 1.23}
_LISTED_POINTS: dict[Kind, float] = {
    "room": 2.9,
    "number": 2.9,
    "floor": 2.9,
    "box": 2.7,
}
_NAME_START = 4
_TELLING = ("floor", "building", "bldg", "tower", "house", "cent", "plaza")
_WORDS: dict[Kind, str] = {
    "room": "the same room",
    "floor": "the same floor; neither says which room",
    "number": "the same number; neither says which floor or room",
    "box": "the same post box",
}


class _Held:
    """Owner of one reader of addresses, made on first use."""

    def __init__(self) -> None:
        self._reader: AddressReader | None = None

    def reader(self) -> AddressReader:
        if self._reader is None:
            self._reader = AddressReader()
        return self._reader


_HELD = _Held()


def read_addresses(profile: Profile) -> list[Address]:
    """Return the addresses of a profile that say where in a town they are."""
    read = _HELD.reader().read
    texts = filter(_may_be_more, profile.addresses[:_MOST_ADDRESSES])
    found = map(read, texts)
    return [address for address in found if not address.is_empty]


def _may_be_more(text: str) -> bool:
    """Tell whether a text may say more than a town: most that do hold a figure."""
    if not text.isascii() or any(char.isdecimal() for char in text):
        return True
    lower = text.lower()
    return any(word in lower for word in _TELLING)


def premises_keys(profile: Profile) -> list[str]:
    """Return the keys under which others at a profile's addresses find it, sorted.

    All begin with `d`: `dn` number and beginning of a street's name, `dr` number and
    room, `db` beginning of a building's name with its room or floor, `dx` a box.
    """
    found: set[str] = set()
    for address in read_addresses(profile):
        found.update(_keys(address))
    return sorted(found)


def _keys(address: Address) -> Iterator[str]:
    if address.is_custody:
        return
    yield from (f"dx{box}" for box in address.boxes)
    for street in address.streets:
        name = street.name or "-".join(sorted(street.ordinals))
        names = {name[:_NAME_START], *(_starts(street.ways) - {""})}
        for number in (text for one in street.numbers for text in _each(one)):
            yield from (f"dn{number} {start}" for start in names)
            yield from (f"dr{number} {room}" for room in address.rooms)
    spelled = (start for ways in address.building_ways for start in _starts(ways))
    for building in (*address.buildings, *spelled):
        for inside in (*address.rooms, *address.floors):
            yield f"db{building[:_NAME_START]} {inside}"


def _starts(ways: Ways) -> set[str]:
    """Return how a name may begin as Cantonese spells it."""
    found = {""}
    for spellings in ways[:_NAME_START]:
        found = {
            start if len(start) >= _NAME_START else start + one
            for start in found
            for one in spellings
        }
    return {start[:_NAME_START] for start in found}


def _each(number: HouseNumber) -> Iterable[str]:
    if number.text:
        return (number.text,)
    if number.high - number.low > _WIDEST:
        return (str(number.low), str(number.high))
    return map(str, range(number.low, number.high + 1))


def share_premises(query: Profile, candidate: Profile) -> Scored | None:
    """Return the hit that an address alone makes of a candidate; None for none.

    A building alone makes none: it takes the room, the floor where neither says the
    room, or the number of a street where neither says more.
    """
    best: tuple[float, Meeting, str, str] | None = None
    points = _LISTED_POINTS if is_address_only(candidate) else _POINTS
    theirs = read_addresses(candidate)
    for one in read_addresses(query):
        for two in theirs:
            meeting = meet(one, two)
            if meeting is None or meeting.kind not in SHARED:
                continue
            gives = points[meeting.kind]
            if best is None or gives > best[0]:
                best = (gives, meeting, one.text, two.text)
    if best is None:
        return None
    gives, meeting, asked, held = best
    reason = Reason(
        feature=KEY,
        points=gives,
        detail=_detail(candidate, meeting),
        query=asked,
        candidate=held,
    )
    return Scored(
        profile=candidate,
        score=round(calibrate(gives), 4),
        points=gives,
        verdict="candidate",
        reasons=(reason,),
    )


def score_addresses(left: str, right: str) -> tuple[float, tuple[Reason, ...]]:
    """Score two addresses as those of a party asked about and of an entry.

    Returns the points, and the reasons: how they meet, and what was read of each.
    """
    read = _HELD.reader().read
    one, two = read(left), read(right)
    meeting = meet(one, two)
    kind = None if meeting is None else meeting.kind
    points = 0.0 if kind is None else (_POINTS | _NEAR_POINTS)[kind]
    what = tell_meeting(one, two)
    reasons = [
        Reason(feature=KEY, points=points, detail=what, query=left, candidate=right)
    ]
    for place, address in (("first", one), ("second", two)):
        said = f"The {place} is read as {tell_address(address)}"
        reasons.append(Reason(feature=KEY, points=0.0, detail=said))
    return points, tuple(reasons)


def _detail(candidate: Profile, meeting: Meeting) -> str:
    how = _WORDS[meeting.kind]
    if meeting.is_read_once:
        how += "; the street is named in another script"
    if is_address_only(candidate):
        what = "Is at the address of this entry, which names no party"
    else:
        what = "Shares the address of this entry, not its name"
    return f"{what} ({meeting.where}): {how}"


def at_premises(
    query: Profile,
    candidates: Iterable[Profile],
    *,
    threshold: float,
    without: Sequence[Scored] = (),
) -> list[Scored]:
    """Return the hits by address alone at or above `threshold`, best first.

    `without` are hits that a name has made: those say more.
    """
    if not query.addresses:
        return []
    known = {scored.profile.id for scored in without}
    found = (
        share_premises(query, candidate)
        for candidate in candidates
        if candidate.id not in known
    )
    hits = [one for one in found if one is not None and one.score >= threshold]
    return sorted(hits, key=lambda hit: (-hit.points, hit.profile.id))
