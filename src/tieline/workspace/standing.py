"""How a found entity stands on a given day: on a list, off it again, or on none."""

from typing import Literal

from tieline.matching.address_hits import is_address_only, is_by_address
from tieline.matching.scoring import Scored
from tieline.model.profile import Profile
from tieline.model.query import Hit, Lane

Standing = Literal["live", "history", "absent"]
_OVER = frozenset({"removed", "expired"})


def standing(profile: Profile, day: str) -> Standing:
    """Tell whether a hit on the entity counts on `day`.

    `history`: every listing it had by then is over. `absent`: it stands on lists
    only and none of its listings had begun. Anything else is `live`, an entity
    without listings (from a graph or a list of the user's own) included.
    """
    if not profile.listings:
        return "live"
    begun = [then for one in profile.listings if (then := one.as_of(day)) is not None]
    if not begun:
        on_lists = {listing.dataset for listing in profile.listings}
        return "live" if set(profile.datasets) - on_lists else "absent"
    return "history" if all(one.status in _OVER for one in begun) else "live"


def hit_of(found: Scored, day: str) -> Hit:
    """Say what was found as a hit, with its listings as they stood on `day`.

    The lane is `listed` only where an official listing is in force on that day, and
    `tied` where it is the address of a listed party that is shared, and no name.
    """
    profile = found.profile
    begun = (listing.as_of(day) for listing in profile.listings)
    listings = tuple(listing for listing in begun if listing is not None)
    lane: Lane | None = "listed" if any(one.is_live for one in listings) else None
    if lane and is_by_address(found) and not is_address_only(profile):
        lane = "tied"
    return Hit(
        entity_id=profile.id,
        caption=profile.caption,
        schema=profile.schema,
        score=found.score,
        verdict=found.verdict,
        lane=lane,
        reasons=found.reasons,
        listings=listings,
    )
