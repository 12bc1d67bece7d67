"""The statements on one id, read-only."""

import msgspec


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as FollowTheMoney writes it; values in a fixed order."""

    id: str
    caption: str
    schema: str
    properties: dict[str, tuple[str, ...]]
    referents: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None
