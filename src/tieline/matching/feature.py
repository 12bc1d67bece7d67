"""What a matcher feature is: one kind of evidence about a pair."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from tieline.model.query import Reason

if TYPE_CHECKING:
    from tieline.matching.prepared import Pair


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of evidence; its points lie between `low` and `high`.

    `compare` returns None where either side has nothing to compare.
    """

    key: str
    is_symmetric: bool
    low: float
    high: float
    compare: "Callable[[Pair], Reason | None]"
