"""States the names of a party in OFAC's advanced XML, each in its script."""

from collections.abc import Mapping

import msgspec

from tieline.files.parties.party import Cell, Party
from tieline.files.us.advanced.values import CHANGED, References, Value, value_of
from tieline.files.xml_records import Node
from tieline.model.errors import SourceError

_PROPS = {
    "Name": "name",
    "A.K.A.": "alias",
    "F.K.A.": "previousName",
    "N.K.A.": "alias",
}
_FAMILY = frozenset({"Last Name", "Maiden Name", "Patronymic", "Matronymic"})
_GIVEN = frozenset({"First Name", "Middle Name"})
_OF_PERSONS = {
    "First Name": "firstName",
    "Middle Name": "middleName",
    "Last Name": "lastName",
}
# Scripts that write a person's name as one word, the family's first.
_HAN = frozenset({"Hans", "Hant", "Hani", "Jpan"})


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a name: its kind (`Last Name`), script (`Latn`) and text."""

    kind: str
    script: str
    value: Value
    is_acronym: bool


def state_names(party: Party, identity: Node, where: str, known: References) -> None:
    """State the names of an identity; those of a false one are weak aliases.

    Raises:
        SourceError: a name or a kind of name is not understood.
    """
    kinds: dict[str, str] = {}
    for groups in identity.nodes("NamePartGroups"):
        for master in groups.nodes("MasterNamePartGroup"):
            for group in master.nodes("NamePartGroup"):
                leaf = group.leaf("@NamePartTypeID")
                number = group.leaf("@ID").text
                kinds[number] = known.find("NamePartType", leaf, where).text
    is_false = identity.leaf("@False").text == "true"
    identity.drop("@ID", "@FixedRef", "@Primary")
    for alias in identity.nodes("Alias"):
        of_type, is_main = _prop(alias, where, known)
        for name in alias.nodes("DocumentedName"):
            name.drop("@ID", "@FixedRef", "@DocNameStatusID")
            parts = _parts(name, where, known, kinds)
            is_weak = is_false or any(part.is_acronym for part in parts)
            prop = "weakAlias" if is_weak else of_type
            text = _joined(parts)
            if not text:
                what = f"{name.path} is a name without a text"
                raise SourceError(what, where=where, hint="Get the file again")
            cells = _cells(parts)
            party.say(prop, text, cells)
            if is_false:
                party.say("notes", f"false identity: {text}", cells)
            if is_main and party.schema == "Person":
                _state_parts(party, parts)


def _prop(alias: Node, where: str, known: References) -> tuple[str, bool]:
    """Return the property of an alias, and whether it is the main name."""
    kind = known.find("AliasType", alias.leaf("@AliasTypeID"), where).text
    if kind not in _PROPS:
        what = f"a name of type {kind!r} is not known"
        raise SourceError(what, where=where, hint=CHANGED)
    is_weak = alias.leaf("@LowQuality").text == "true"
    alias.drop("@FixedRef", "@Primary")
    prop = _PROPS[kind]
    return ("weakAlias" if is_weak and prop == "alias" else prop), prop == "name"


def _parts(
    name: Node, where: str, known: References, kinds: Mapping[str, str]
) -> tuple[_Part, ...]:
    found: list[_Part] = []
    for each in name.nodes("DocumentedNamePart"):
        for node in each.nodes("NamePartValue"):
            number, script = node.leaf("@NamePartGroupID"), node.leaf("@ScriptID")
            if number.text not in kinds:
                what = f"{number.path} is {number.raw!r}, and no NamePartGroup has it"
                raise SourceError(what, where=where, hint="Get the file again")
            code = ""
            if script.text:
                code = known.field("Script", script, where, "ScriptCode")
            is_acronym = node.leaf("@Acronym").text == "true"
            node.drop("@ScriptStatusID")
            value = value_of(where, node.own())
            if value is not None:
                part = _Part(
                    kind=kinds[number.text],
                    script=code,
                    value=value,
                    is_acronym=is_acronym,
                )
                found.append(part)
    return tuple(found)


def _joined(parts: tuple[_Part, ...]) -> str:
    """Write a name as the CSV files do, `Last, First Middle`; Han without a break."""
    is_han = all(part.script in _HAN for part in parts)
    between, inside = ("", "") if is_han else (", ", " ")
    family = [part.value.text for part in parts if part.kind in _FAMILY]
    given = [part.value.text for part in parts if part.kind in _GIVEN]
    others = [part.value.text for part in parts if part.kind not in _FAMILY | _GIVEN]
    person = between.join(filter(None, (inside.join(family), inside.join(given))))
    return " ".join(filter(None, (person, *others)))


def _cells(parts: tuple[_Part, ...]) -> tuple[Cell, ...]:
    return tuple(cell for part in parts for cell in part.value.cells())


def _state_parts(party: Party, parts: tuple[_Part, ...]) -> None:
    """State the parts of a person's main name, in Latin letters."""
    for part in parts:
        if part.kind in _OF_PERSONS and part.script in {"", "Latn"}:
            party.say(_OF_PERSONS[part.kind], part.value.text, part.value.cells())
