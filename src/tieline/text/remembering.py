"""What was worked out for a word, kept for when the word comes again."""

from collections.abc import Callable
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

MOST_REMEMBERED = 50_000
"""How many words are remembered at most, unless their owner says otherwise."""


class Remembered(dict[_Key, _Value]):
    """Values by key, each worked out when its key is first asked for.

    Values have to follow from their keys alone. Once `most` keys are held, all are
    dropped and it begins anew: names share their words, so it fills again at once.

    >>> lengths = Remembered(len, most=2)
    >>> lengths["ship"], lengths["port"], len(lengths)
    (4, 4, 2)
    >>> lengths["sea"], len(lengths)
    (3, 1)
    """

    def __init__(
        self, work_out: Callable[[_Key], _Value], *, most: int = MOST_REMEMBERED
    ) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, key: _Key) -> _Value:
        """Work the value out and keep it."""
        value = self._work_out(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
