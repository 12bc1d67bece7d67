"""What OFAC's advanced XML says, with the places that it stands in the file.

Most of its values are numbers that stand for a value at the beginning of the file: they
are cited by that value.
"""

from collections.abc import Mapping

import msgspec

from tieline.files.parties.party import Cell
from tieline.files.xml_records import Leaf, XmlRecord
from tieline.model.errors import SourceError

CHANGED = "The list changed; a newer Tieline may read it"


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """Where a text stands inside a record, and the raw text."""

    path: str
    raw: str


class Value(msgspec.Struct, frozen=True, array_like=True):
    """A text, and the spots that it is read from; `where` names the record."""

    text: str
    where: str
    spots: tuple[Spot, ...]

    def cells(self) -> tuple[Cell, ...]:
        """Return the spots as cells, each with its record."""
        return tuple(
            Cell(column=spot.path, quote=spot.raw, locator=self.where)
            for spot in self.spots
        )


class References:
    """The values that numbers stand for, by kind (`AliasType`) and number."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[Value, Mapping[str, str]]] = {}

    def learn(self, record: XmlRecord) -> None:
        """Take the sets of values; each element of a set has a number and a text.

        Raises:
            SourceError: a value has elements of its own.
        """
        for values in record.node.children:
            for node in values.children:
                fields = {
                    leaf.tag: leaf.raw
                    for leaf in node.children
                    if leaf.tag.startswith("@")
                }
                if len(fields) < len(node.children):
                    what = f"{node.path} has elements that are not read"
                    raise SourceError(what, where=record.where, hint=CHANGED)
                spot = Spot(path=node.path, raw=node.raw)
                text = " ".join(node.raw.split())
                value = Value(text=text, where=record.where, spots=(spot,))
                self._held[node.tag, fields.get("@ID", "")] = (value, fields)

    def find(self, kind: str, leaf: Leaf, where: str) -> Value:
        """Return what a number stands for; cites the number and the value.

        Raises:
            SourceError: no such value.
        """
        value, _ = self._found(kind, leaf, where)
        return value

    def named(self, kind: str, number: str) -> str:
        """Return the text of a value, empty where there is none of that number."""
        found = self._held.get((kind, number))
        return found[0].text if found is not None else ""

    def field(self, kind: str, leaf: Leaf, where: str, name: str) -> str:
        """Return a further field of the value (`ISO2`), empty without one."""
        return self._found(kind, leaf, where)[1].get(f"@{name}", "").strip()

    def _found(
        self, kind: str, leaf: Leaf, where: str
    ) -> tuple[Value, Mapping[str, str]]:
        found = self._held.get((kind, leaf.raw))
        if found is None:
            what = f"{leaf.path} is {leaf.raw!r}, and no {kind} has that number"
            raise SourceError(what, where=where, hint="Get the file again")
        return found


def value_of(where: str, *leaves: Leaf, text: str | None = None) -> Value | None:
    """Return the filled leaves as a value, None without any."""
    spots = tuple(Spot(path=leaf.path, raw=leaf.raw) for leaf in leaves if leaf.text)
    if not spots:
        return None
    joined = " ".join(leaf.text for leaf in leaves if leaf.text)
    return Value(text=joined if text is None else text, where=where, spots=spots)
