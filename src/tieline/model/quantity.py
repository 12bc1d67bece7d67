"""A quantity with its unit and bound."""

from typing import Literal

import msgspec

Bound = Literal[
    "exact", "about", "more_than", "less_than", "nearly", "order_of_magnitude"
]


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """An amount as stated: `low` and `high` as decimal text, None when open.

    `unit` is a singular English noun, `percent`, or an ISO 4217 code; `quote` is
    the text that the amount was read from. Decimal text keeps every digit.
    """

    low: str | None = None
    high: str | None = None
    unit: str
    bound: Bound = "exact"
    quote: str = ""
