"""Which property each kind of identifier or fact on a US list belongs to."""

import pkgutil
import re
from typing import Literal

import msgspec

Sort = Literal["identifier", "fact", "rule"]
_LEI = re.compile(r"^[0-9A-Z]{18}\d{2}$")
_OGRN = re.compile(r"^[15]\d{12}$|^3\d{14}$")
_DATED = re.compile(r"^(?:listing|effective) date \(eo [^)]*\):?", re.IGNORECASE)
_INN = re.compile(r"^\d{10}(?:\d{2})?$")


class _Table(msgspec.Struct, frozen=True):
    """The data file: kind, lower case and bare of its punctuation, to property.

    An identifier of no property is a paper of its own.
    """

    identifiers: dict[str, str]
    facts: dict[str, str]
    rules: dict[str, str]


class _Kinds:
    """Owner of the table, read on first use, about 130 entries."""

    def __init__(self) -> None:
        self._sorts: dict[str, tuple[Sort, str]] = {}
        self._longest_first: tuple[str, ...] = ()

    def sort(self, kind: str) -> tuple[Sort, str] | None:
        self._load()
        return self._sorts.get(kind)

    def first_words(self) -> tuple[str, ...]:
        self._load()
        return self._longest_first

    def _load(self) -> None:
        if self._sorts:
            return
        data = pkgutil.get_data("tieline.files.parties", "kinds.json") or b"{}"
        table = msgspec.json.decode(data, type=_Table)
        sorts: dict[str, tuple[Sort, str]] = {}
        sorts.update({kind: ("identifier", p) for kind, p in table.identifiers.items()})
        sorts.update({kind: ("fact", p) for kind, p in table.facts.items()})
        sorts.update({kind: ("rule", p) for kind, p in table.rules.items()})
        self._sorts = sorts
        self._longest_first = tuple(sorted(sorts, key=len, reverse=True))


_HELD = _Kinds()


def bare_kind(kind: str) -> str:
    """Return a kind as the table writes it.

    >>> bare_kind("Executive Order 14014 Directive Information:"), bare_kind("R.F.C.")
    ('executive order 14014 directive information', 'r.f.c')
    """
    return " ".join(kind.lower().split()).rstrip(" .:-")


def sort_of(kind: str) -> tuple[Sort, str] | None:
    """Return what a kind is and the property for it; None when it is unknown."""
    if _DATED.match(kind):
        return "rule", "provisions"
    return _HELD.sort(bare_kind(kind))


def split_kind(text: str) -> tuple[str, str] | None:
    """Split `text` into a known kind at its start, as printed, and the rest.

    >>> split_kind("Tax ID No. 7744001497 (Russia)")
    ('Tax ID No.', '7744001497 (Russia)')
    >>> split_kind("brother of somebody") is None
    True
    """
    dated = _DATED.match(text)
    if dated is not None:
        return dated[0], text[dated.end() :].lstrip()
    lower = text.lower()
    for kind in _HELD.first_words():
        if not lower.startswith(kind):
            continue
        rest = text[len(kind) :]
        if rest and (rest[0].isalnum() or rest[0] == "'"):
            continue
        end = len(kind) + len(rest) - len(rest.lstrip(" .:-"))
        return text[:end].rstrip(" "), text[end:]
    return None


def property_for(kind_property: str, number: str, country: str | None) -> str:
    """Return the property for a number, told more exactly by its form.

    >>> property_for("taxNumber", "7744001497", "ru")
    'innCode'
    """
    if number.startswith("IMO "):
        return "imoNumber"
    if number.startswith("ISIN: "):
        return "isinCode"
    if kind_property == "registrationNumber":
        if _is_lei(number):
            return "leiCode"
        if _OGRN.match(number) and country in {None, "ru"}:
            return "ogrnCode"
    if kind_property == "taxNumber" and country == "ru" and _INN.match(number):
        return "innCode"
    return kind_property


def _is_lei(number: str) -> bool:
    """Tell by form and check digits (ISO 7064): company numbers may look like one.

    >>> _is_lei("253400WSS48YWMBUA688"), _is_lei("U51909DL2006PTC14620")
    (True, False)
    """
    if _LEI.match(number) is None:
        return False
    return int("".join(str(int(char, 36)) for char in number)) % 97 == 1
