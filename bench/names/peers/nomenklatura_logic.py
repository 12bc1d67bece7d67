"""nomenklatura's logic-v1 and logic-v2, as OpenSanctions' yente calls them."""

from typing import Any

from followthemoney import EntityProxy, model  # noqa: TID253 - the peer's own room
from nomenklatura.matching import get_algorithm


class Logic:
    """Compares entities with all they hold."""

    def __init__(self, name: str) -> None:
        found = get_algorithm(name)
        if found is None:
            raise SystemExit(f"nomenklatura has no algorithm {name}")
        self._algorithm, self._config = found, found.default_config()
        self._read = 0

    def read(self, party: dict[str, Any]) -> EntityProxy:
        """Return the party as an entity; values are cleaned as its model would.

        What nomenklatura reads of an entity it keeps by the entity's id, so that two
        that differ must not share one.
        """
        entity = model.make_entity(party["schema"])
        self._read += 1
        entity.id = f"party-{self._read}"
        for prop, values in party["properties"].items():
            entity.add(prop, values, quiet=True)
        return entity

    def score(self, query: EntityProxy, candidate: EntityProxy) -> float:
        """Return the score; schemata that cannot be the same are never compared."""
        if not query.schema.can_match(candidate.schema):
            return 0.0
        return self._algorithm.compare(query, candidate, self._config).score


def scorer(name: str) -> Logic:
    """Return the algorithm of this name."""
    return Logic(name)
