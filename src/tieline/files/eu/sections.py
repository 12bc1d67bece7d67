"""The parts of a record of the EU list, the same whether an XML file or a CSV held it.

A record is an entity with regulations, names, addresses, births, papers and
citizenships; each rests on a legal act. Fields bear the names of the XML, version 1.1.
"""

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from tieline.files.xml_records import Leaf, Node

KINDS = (
    "regulation",
    "nameAlias",
    "address",
    "birthdate",
    "identification",
    "citizenship",
)
_CONTACT = re.compile(r"(?P<key>[A-Z][A-Z_ ]{0,40})\[(?P<value>[^\[\]]*)\]")
_NOTHING = frozenset({"", "-", "UNKNOWN", "N/A", "00"})


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A telephone number, address on the net or the like, and its cell."""

    key: str
    value: str
    leaf: Leaf


class Section:
    """One part of a record; each field is struck off as it is read.

    `fields` returns the filled leaves of a field; `node` is the element of an XML.
    """

    def __init__(
        self,
        kind: str,
        fields: Callable[[str], tuple[Leaf, ...]],
        node: Node | None = None,
    ) -> None:
        self.kind = kind
        self.all = fields
        self._node = node

    def one(self, field: str) -> Leaf:
        """Return the first leaf of a field, an empty one where there is none.

        What stands for nothing, such as `-` or the country `00`, is nothing.
        """
        found = self.all(field)
        is_filled = bool(found) and found[0].text not in _NOTHING
        return found[0] if is_filled else Leaf(path=field, raw="")

    def some(self, *fields: str) -> tuple[Leaf, ...]:
        """Return the first leaf of each field that has one."""
        return tuple(leaf for field in fields if (leaf := self.one(field)).text)

    def contacts(self) -> Iterator[Contact]:
        """Yield what an address says of telephones and the like.

        The CSV writes them as `PHONE[1 23]`; a text that does not name its kinds is one
        contact without a key.
        """
        for each in self._node.nodes("contactInfo") if self._node is not None else ():
            key, value = each.leaf("@key"), each.leaf("@value")
            yield Contact(key=key.text, value=value.text, leaf=value)
        for leaf in self.all("contactInfo"):
            found = list(_CONTACT.finditer(leaf.raw))
            for part in found:
                text = " ".join(part["value"].split())
                yield Contact(key=part["key"].strip(), value=text, leaf=leaf)
            rest = " ".join(_CONTACT.sub(" ", leaf.raw).split())
            if rest.strip(" ,;"):
                yield Contact(key="", value=rest, leaf=leaf)


class FsfRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record: where it stands, its entity, its parts by kind.

    `finish` raises a `SourceError` where a filled field was never asked for.
    """

    where: str
    entity: Section
    parts: Mapping[str, tuple[Section, ...]]
    finish: Callable[[], None]


def xml_sections(node: Node) -> tuple[Section, Mapping[str, tuple[Section, ...]]]:
    """Return the entity of an XML record, and its parts by kind."""
    parts = {
        kind: tuple(
            Section(kind, _part_fields(child), child) for child in node.nodes(kind)
        )
        for kind in KINDS
    }
    return Section("entity", _entity_fields(node)), parts


def _leaves(node: Node, field: str) -> tuple[Leaf, ...]:
    """Return a field: an attribute, or elements of that name."""
    return (*node.leaves(f"@{field}"), *node.leaves(field))


def _entity_fields(node: Node) -> Callable[[str], tuple[Leaf, ...]]:
    attributes = {"subjectType": "@code", "classificationCode": "@classificationCode"}

    def fields(field: str) -> tuple[Leaf, ...]:
        if field not in attributes:
            return _leaves(node, field)
        children = node.nodes("subjectType")
        return tuple(
            leaf for child in children for leaf in child.leaves(attributes[field])
        )

    return fields


def _part_fields(node: Node) -> Callable[[str], tuple[Leaf, ...]]:
    """Return the fields of a part, those of its act under `act.`."""

    def fields(field: str) -> tuple[Leaf, ...]:
        if field.startswith("act."):
            name = field.removeprefix("act.")
            acts = node.nodes("regulationSummary")
            return tuple(leaf for act in acts for leaf in _leaves(act, name))
        return _leaves(node, field)

    return fields
