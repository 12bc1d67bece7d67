"""Reads the name cells of US lists: aliases and scope words hidden in names."""

import re
from typing import Literal

import msgspec

NameProp = Literal["name", "alias", "weakAlias", "previousName"]

_SCOPE = re.compile(
    r"[\s,;]{0,20}\b(?P<scope>(?:and\s+)?(?:any|all|its)\s+(?:successors?|sub-?\s?units?|"
    r"subsidiar(?:y|ies)|affiliates?)\b.*)$",
    re.IGNORECASE,
)
_WORLDWIDE = re.compile(
    r"^(?P<scope>(?:and )?all (?:other )?(?:offices|locations) worldwide)\b\.?",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(
    r"\s*\(\s*(?P<mark>[afn]\.?\s?k\.?\s?a\.?),?\s*(?P<name>[^()]*(?:\([^()]*\)[^()]*)*)\)",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?P<mark>[afn]\.?k\.?a\.?)[,:]?\s+", re.IGNORECASE)
_MARK_INSIDE = re.compile(r",\s*(?P<mark>[af]\.k\.a\.),?\s+", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"^(?:the\s+)?following\s+[\w ]*alias(?:es)?\s*:?\s*", re.IGNORECASE
)
_INDIVIDUAL = re.compile(r"\s*\((?P<note>[\w .]*\bindividual)\)", re.IGNORECASE)
_AT_END = re.compile(
    r"\s*\((?P<short>[A-Z0-9][\w&.\- ]{1,14})\)"
    r"(?=[\s,.]*(?:LLC|Ltd|Limited|Inc|JSC|OAO)?\.?\s*$)"
)
_QUOTED = re.compile(r"^[\"“](?P<name>[^\"”]+)[\"”]$")
_LEGAL_FORM = re.compile(
    r"^(?:co|company|corp|inc|incorporated|llc|ltd|limited|l\.?p|plc|s\.?a|gmbh|"
    r"sdn\.? bhd|pte|pvt|jsc|ooo|oao|zao)\b\.?(?:[, ].{0,6})?$",
    re.IGNORECASE,
)
_SHORTEST = 3


class ReadName(msgspec.Struct, frozen=True, kw_only=True):
    """What a name cell says: names by property, scope words, remarks.

    `is_individual` says that the cell itself calls the party an individual.
    """

    names: tuple[tuple[NameProp, str], ...]
    scope: str | None = None
    notes: tuple[str, ...] = ()
    is_individual: bool = False


def read_name(text: str) -> ReadName:
    """Read a main name.

    >>> found = read_name("Poly Technologies Inc. (PTI), and its sub-units")
    >>> found.names, found.scope
    ((('name', 'Poly Technologies Inc.'), ('alias', 'PTI')), 'and its sub-units')
    """
    rest, scope = _without_scope(text)
    notes: list[str] = []
    is_individual = False
    found = _INDIVIDUAL.search(rest)
    if found is not None:
        notes.append(found["note"])
        is_individual = True
        rest = _cut(rest, found)
    rest, others = _without_others(rest)
    short = _AT_END.search(rest)
    if short is not None and _is_short_for(short["short"], rest[: short.start()]):
        others.append(("alias", short["short"].strip()))
        rest = _cut(rest, short)
    name = rest.strip(" ,;")
    return ReadName(
        names=(("name", name), *others),
        scope=scope,
        notes=tuple(notes),
        is_individual=is_individual,
    )


def read_alias(text: str) -> ReadName:
    """Read one further name.

    >>> read_alias("JSC NIIP, f.k.a., Otkrytoe Obshchestvo").names
    (('alias', 'JSC NIIP'), ('previousName', 'Otkrytoe Obshchestvo'))
    >>> read_alias('"FOOPIE"').names
    (('weakAlias', 'FOOPIE'),)
    """
    rest, scope = _without_scope(text)
    rest = rest.strip(" ,;")
    if rest.startswith("(") and rest.endswith(")"):
        return ReadName(names=(), notes=(rest[1:-1],), scope=scope)
    names: list[tuple[NameProp, str]] = []
    rest, others = _without_others(rest)
    inside = _MARK_INSIDE.search(rest)
    if inside is not None:
        others.append((_prop(inside["mark"]), rest[inside.end() :].strip()))
        rest = rest[: inside.start()]
    first = _alias(rest)
    if first is not None:
        names.append(first)
    names.extend(others)
    return ReadName(names=tuple(names), scope=scope)


def split_aliases(text: str, name: str) -> tuple[str, ...]:
    """Split a cell of aliases that commas part, as the State Department writes them.

    A legal form stays with its name; a person's `LAST, First` stays whole, unless
    the capitals before the comma are short for `name`.

    >>> split_aliases("NCG, Namchongang Trading Co., Ltd., Nam Chon", "Namchongang")
    ('NCG', 'Namchongang Trading Co., Ltd.', 'Nam Chon')
    >>> split_aliases("CIRE, Kursat Zafer", "Kursad Zafer Cire")
    ('CIRE, Kursat Zafer',)
    """
    parts: list[str] = []
    for part in re.split(r",\s+(?:and\s+)?", text):
        if parts and _LEGAL_FORM.match(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    is_pair = len(parts) == 2 and parts[0].isupper()  # noqa: PLR2004 - LAST, First
    if is_pair and not parts[1].isupper() and not _is_short_for(parts[0], name):
        return (text,)
    return tuple(parts)


def read_scope(text: str) -> tuple[str, bool] | None:
    """Return the scope words a remark begins with, and whether it says no more.

    >>> read_scope("All offices worldwide. For more information on directives, see")
    ('All offices worldwide', False)
    """
    found = _WORLDWIDE.match(text)
    if found is None:
        return None
    return found["scope"], found.end() == len(text)


def person_parts(name: str) -> tuple[str, str] | None:
    """Return first and last name of `LAST, First`, None for another form.

    >>> person_parts("VEGA SANCHEZ, Jose Raul")
    ('Jose Raul', 'VEGA SANCHEZ')
    """
    last, comma, first = name.partition(", ")
    if not comma or "," in first or not last or not first.strip():
        return None
    return first.strip(), last.strip()


def _without_scope(text: str) -> tuple[str, str | None]:
    found = _SCOPE.search(text)
    if found is None or not text[: found.start()].strip():
        return text, None
    return text[: found.start()], found["scope"].strip(" .")


def _without_others(text: str) -> tuple[str, list[tuple[NameProp, str]]]:
    """Take names in brackets that are marked a.k.a., f.k.a. or n.k.a. out."""
    names: list[tuple[NameProp, str]] = [
        (_prop(found["mark"]), found["name"].strip(" ,"))
        for found in _OTHER_NAME.finditer(text)
    ]
    return _OTHER_NAME.sub("", text), names


def _alias(text: str) -> tuple[NameProp, str] | None:
    text = text.strip(" ,;").removeprefix("and ")
    prop: NameProp = "alias"
    found = _MARK.match(text)
    if found is not None:
        prop, text = _prop(found["mark"]), text[found.end() :]
    text = _FOLLOWING.sub("", text)
    text = re.sub(r"^[-–—]\s*", "", text)
    quoted = _QUOTED.match(text)
    if quoted is not None:
        prop, text = "weakAlias", quoted["name"]
    text = text.strip(" ,;")
    return (prop, text) if text else None


def _prop(mark: str) -> NameProp:
    return "previousName" if mark.lower().startswith("f") else "alias"


def _cut(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + text[found.end() :]).strip()


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether `short` is made of letters of `name`, the first one an initial.

    >>> _is_short_for("AASPT", "Academy of Aerospace Solid Propulsion Technology")
    True
    >>> _is_short_for("GROUP", "AVIC Chengdu Aircraft Industrial")
    False
    """
    letters = [char for char in short.lower() if char.isalpha()]
    words = re.findall(r"[^\W\d_]+", name.lower())
    if len(letters) < _SHORTEST or short != short.upper() or "not under" in name:
        return False
    if "".join(letters) in words and short.isalpha():
        return False
    starts = [index for index, word in enumerate(words) if word[0] == letters[0]]
    if not starts:
        return False
    following = iter("".join(words[starts[0] :]))
    return all(letter in following for letter in letters)
