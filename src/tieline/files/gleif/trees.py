"""Records of JSON and CSV files as the elements that the XML form would have.

The foundation publishes each file in three forms. The JSON is written in two ways:
after its XML (`{"LegalName": {"@xml:lang": "en", "$": "ACME"}}`), and plainly
(`{"LegalName": "ACME"}`), where a list stands under the plural of its elements.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from tieline.files.xml_records import DEEPEST, Node
from tieline.model.errors import SourceError

_TEXT = "$"
_LANGUAGE = frozenset({"lang", "xml:lang", "xmllang"})
_ATTRIBUTES = _LANGUAGE | {
    "type",
    "group_type",
    "group_id",
    "event_status",
    "field_xpath",
}
_INDEX = re.compile(r"\d{1,9}$")
# How the heads of the CSV files shorten the names of elements.
_SHORT = {
    "Relationship.Period.": "Relationship.RelationshipPeriods.RelationshipPeriod.",
    "Relationship.Qualifiers.": (
        "Relationship.RelationshipQualifiers.RelationshipQualifier."
    ),
    "Relationship.Quantifiers.": (
        "Relationship.RelationshipQuantifiers.RelationshipQuantifier."
    ),
    "Exception.": "Exception",
}
_RENAMED = {"startDate": "StartDate", "endDate": "EndDate", "periodType": "PeriodType"}
_HINT = "The file changed its form; a newer Tieline may read it"


def tree_of(tag: str, item: Mapping[str, Any], where: str) -> Node:
    """Return a JSON record as an element; paths are those of the JSON.

    Raises:
        SourceError: a value is neither text, object nor list.
    """
    node = Node(tag, "")
    _fill(node, item, "", where)
    return node


def _fill(node: Node, item: Mapping[str, Any], path: str, where: str) -> None:
    if path.count(".") + path.count("[") > DEEPEST:
        what = f"values are nested more than {DEEPEST} deep"
        raise SourceError(what, where=where, hint="Get the file again")
    for key, value in item.items():
        at = f"{path}.{key}" if path else key
        name = key.removeprefix("@")
        if key == _TEXT:
            node.raw, node.path = _text(value, at, where), at
        elif isinstance(value, str) and (key[0] == "@" or name in _ATTRIBUTES):
            _leaf(node, _attribute(name), value, at)
        elif isinstance(value, list):
            _fill_list(node, key, msgspec.convert(value, list[Any]), (at, where))
        elif isinstance(value, dict):
            child = node.grow(key)
            child.path = at
            _fill(child, cast("dict[str, Any]", value), at, where)
        elif value is not None:
            _leaf(node, key, _text(value, at, where), at)


def _fill_list(
    node: Node, key: str, values: Sequence[Any], at: tuple[str, str]
) -> None:
    """Add a list: one element each, inside one of the plural where the key is that."""
    path, where = at
    singular = _singular(key)
    around = node
    if singular != key:
        around = node.grow(key)
        around.path = path
    for number, value in enumerate(values):
        place = f"{path}[{number}]"
        child = around.grow(singular)
        child.path = place
        if not isinstance(value, dict):
            child.raw = _text(value, place, where)
            continue
        fields = dict(cast("dict[str, Any]", value))
        own = fields.pop(singular, None)
        if isinstance(own, str):
            child.raw, child.path = own, f"{place}.{singular}"
        elif own is not None:
            fields[singular] = own
        _fill(child, fields, place, where)


def _singular(key: str) -> str:
    """Return the name of one of the elements that stand under a plural.

    >>> _singular("OtherAddresses"), _singular("LegalEntityEvents")
    ('OtherAddress', 'LegalEntityEvent')
    >>> _singular("OtherValidationAuthorities"), _singular("LegalAddress")
    ('OtherValidationAuthority', 'LegalAddress')
    """
    if key.endswith("Addresses"):
        return key[:-2]
    if key.endswith("ies"):
        return f"{key[:-3]}y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else key


def _text(value: object, at: str, where: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    what = f"{at} is no text ({value!r})"
    raise SourceError(what, where=where, hint=_HINT)


def _attribute(name: str) -> str:
    return "@lang" if name in _LANGUAGE else f"@{name}"


def _leaf(node: Node, tag: str, raw: str, path: str) -> None:
    child = node.grow(tag)
    child.raw, child.path = raw, path


class Columns:
    """The head of a CSV file: where in the tree the value of each column belongs."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = tuple(columns)
        self._steps = tuple(_steps(column) for column in columns)

    def tree(self, tag: str, cells: Sequence[str]) -> Node:
        """Return a row as an element, without its empty cells; paths are columns."""
        root = Node(tag, "")
        known: dict[tuple[str, ...], Node] = {(): root}
        for column, steps, cell in zip(self._columns, self._steps, cells, strict=True):
            if not cell:
                continue
            node = root
            for depth in range(1, len(steps) + 1):
                place = steps[:depth]
                found = known.get(place)
                if found is None:
                    found = known[place] = node.grow(_INDEX.sub("", place[-1]))
                node = found
            node.raw, node.path = cell, column
        return root


def _steps(column: str) -> tuple[str, ...]:
    """Return the elements down to a column's value; a number counts its element.

    >>> _steps("Entity.OtherEntityNames.OtherEntityName.2.type")
    ('Entity', 'OtherEntityNames', 'OtherEntityName2', '@type')
    >>> _steps("Relationship.Period.1.endDate")[1:]
    ('RelationshipPeriods', 'RelationshipPeriod1', 'EndDate')
    """
    for short, whole in _SHORT.items():
        if column.startswith(short):
            column = whole + column.removeprefix(short)
    steps: list[str] = []
    for part in column.split("."):
        if part.isdigit() and steps:
            steps[-1] += part
        elif part in _ATTRIBUTES:
            steps.append(_attribute(part))
        else:
            steps.append(_RENAMED.get(part, part))
    return tuple(steps)
