"""A table to be made by an engine."""

import msgspec


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A table to be made: its name, the query that fills it, the values it binds."""

    name: str
    sql: str
    values: dict[str, str] = {}
