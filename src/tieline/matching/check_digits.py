"""Read identifiers: their kind, their bare value, whether the check digits hold."""

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

import msgspec

from tieline.matching.values import normal_value

# Kind: how long it is without spaces, the module of python-stdnum that checks it, the
# labels that are written before it.
_SCHEMES: dict[str, tuple[tuple[int, ...], str | None, tuple[str, ...]]] = {
    "leiCode": ((20,), "stdnum.lei", ("LEI",)),
    "uscCode": ((18,), "stdnum.cn.uscc", ("USCC", "USCI")),
    "imoNumber": ((7,), "stdnum.imo", ("IMO",)),
    "innCode": ((10, 12), "stdnum.ru.inn", ("INN", "ИНН")),
    "ogrnCode": ((13, 15), "stdnum.ru.ogrn", ("OGRN", "ОГРН", "PSRN")),
    "isin": ((12,), "stdnum.isin", ("ISIN",)),
    "isinCode": ((12,), "stdnum.isin", ("ISIN",)),
    "uniqueEntityId": ((12,), None, ("UEI",)),
    "mmsi": ((9,), None, ("MMSI",)),
    "residentIdentity": ((18,), "stdnum.cn.ric", ()),
}
_UNIQUE = frozenset(_SCHEMES) - {"isin", "isinCode"}
# Under which kinds another one is written, and is told by its shape and check digits.
_LOOSE = frozenset({"registrationNumber", "taxNumber", "idNumber", "vatCode", "number"})
_TOLD = ("leiCode", "uscCode")
_IDENTITY = "idNumber"
# The organisation code inside a unified social credit code (GB 32100-2015).
_CODE = slice(8, 17)

_Check = Callable[[str], bool]


class IdentifierRead(msgspec.Struct, frozen=True):
    """An identifier: kind, capitals and digits alone, whether its check digits hold.

    `is_valid` is None for a kind without check digits.
    """

    kind: str
    value: str
    is_valid: bool | None = None

    @property
    def is_unique(self) -> bool:
        """Tell whether a body has one identifier of this kind at most.

        A number whose check digits do not hold proves nothing apart.
        """
        sizes = _SCHEMES[self.kind][0] if self.kind in _UNIQUE else ()
        return len(self.value) in sizes and self.is_valid is not False

    @property
    def organisation_code(self) -> str | None:
        """The older nine-place code within a unified social credit code."""
        return self.value[_CODE] if self.kind == "uscCode" and self.is_valid else None


class _Module(Protocol):
    is_valid: _Check


def read_identifier(kind: str, value: str) -> IdentifierRead | None:
    """Return an identifier as it is compared; None if it is none.

    A credit code or LEI that stands under a general kind is told by its check digits,
    an IMO number by its label.

    >>> read_identifier("registrationNumber", "9111 0000 6000 3734 1L")
    IdentifierRead(kind='uscCode', value='91110000600037341L', is_valid=True)
    >>> read_identifier("leiCode", "n/a") is None
    True
    """
    bare = normal_value(value)
    if bare is None:
        return None
    if kind not in _LOOSE:
        return _as(kind, _unlabelled(kind, bare))
    for other in _TOLD:
        told = _as(other, _unlabelled(other, bare))
        if told.is_valid:
            return told
    if kind == _IDENTITY and len(bare) in _SCHEMES["residentIdentity"][0]:
        told = _as("residentIdentity", bare)
        if told.is_valid:
            return told
    ship = _unlabelled("imoNumber", bare)
    return _as("imoNumber", ship) if ship != bare else IdentifierRead(kind, bare)


def _unlabelled(kind: str, bare: str) -> str:
    sizes, _, labels = _SCHEMES.get(kind, ((), None, ()))
    for label in labels:
        rest = bare.removeprefix(label)
        if rest != bare and len(rest) in sizes:
            return rest
    return bare


def _as(kind: str, value: str) -> IdentifierRead:
    sizes, module, _ = _SCHEMES.get(kind, ((), None, ()))
    if module is None or len(value) not in sizes:
        return IdentifierRead(kind, value)
    is_valid = cast(_Module, import_module(module)).is_valid
    try:
        return IdentifierRead(kind, value, is_valid(value))
    except KeyError:
        # python-stdnum has no county for the place that an identity number begins with
        return IdentifierRead(kind, value, is_valid=False)
