"""What marks a hit that an address alone has made.

Kept apart from the reading of addresses, which most queries need none of.
"""

from tieline.matching.scoring import Scored
from tieline.model.profile import Profile

KEY = "premises"
"""The feature's name in the reason of a hit that an address alone has made."""


def is_by_address(scored: Scored) -> bool:
    """Tell whether an address alone has made a hit."""
    return any(reason.feature == KEY for reason in scored.reasons)


def is_address_only(profile: Profile) -> bool:
    """Tell whether a profile is an address and no party."""
    return profile.schema == "Address"
