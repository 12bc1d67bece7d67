"""Shares as registers print them: exact, or between two bounds."""

import msgspec

from tieline.model.quantity import Quantity

_HIGHEST = 100


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A share in percent between two bounds, each as printed, None where open-ended.

    A bound that is `open` is itself no possible value ("more than 25").
    """

    low: str | None = None
    high: str | None = None
    is_low_open: bool = False
    is_high_open: bool = False

    @property
    def text(self) -> str:
        """The share as one value: a number, or an interval in brackets.

        A round bracket leaves its bound out, a square one takes it in.

        >>> Share(low="25", high="50", is_low_open=True).text, Share(low="75").text
        ('(25, 50]', '[75, 100]')
        >>> Share(low="40", high="40").text
        '40'
        """
        if self.low is not None and self.low == self.high:
            return self.low
        opening = "(" if self.is_low_open else "["
        closing = ")" if self.is_high_open else "]"
        return f"{opening}{self.low or '0'}, {self.high or _HIGHEST}{closing}"

    def quantity(self, quote: str) -> Quantity:
        """Return the bounds as a quantity in percent, read from `quote`."""
        return Quantity(low=self.low, high=self.high, unit="percent", quote=quote)
