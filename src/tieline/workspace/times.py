"""The two times of an answer: when it was true, and what was known."""

import msgspec


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """The two times of an answer.

    `as_of` is the day asked about; `known_on` is the day, or the edition, up to which
    editions are used.
    """

    as_of: str
    known_on: str
