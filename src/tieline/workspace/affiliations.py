"""Read affiliations against the registry that comes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tieline.kernel.registry_index import RegistryIndex
from tieline.matching.institution_phrases import PhraseFinder
from tieline.matching.institutions import resolve_affiliation as _resolve
from tieline.names.affiliations import persons_in

if TYPE_CHECKING:
    from tieline.model.query import Institution

REGISTRY = Path(__file__).resolve().parents[1] / "bundle" / "ror" / "organisations.tlr"


class AffiliationReader:
    """Reads affiliations; the registry is opened with the first of them."""

    def __init__(self, registry: Path = REGISTRY) -> None:
        self._path = registry
        self._finder: PhraseFinder | None = None

    def read(self, text: str) -> tuple[Institution, ...]:
        """Return the institutions that a text names, in its order.

        Raises:
            ProjectError: the registry is missing or damaged.
        """
        return _resolve(text, self._opened())

    def persons(self, text: str) -> tuple[str, ...]:
        """Return the persons that stand in a text before where they are."""
        return tuple(dict.fromkeys(persons_in(text)))

    def source(self) -> str:
        """Say in words what the registry is."""
        header = self._opened().registry.header
        held = f"{header.organisations:,} organisations"
        return f"{header.title}, {held}, {header.licence}"

    def _opened(self) -> PhraseFinder:
        if self._finder is None:
            self._finder = PhraseFinder(RegistryIndex.open(self._path))
        return self._finder


class _Held:
    """Owner of the reader that `resolve_affiliation` uses, made on first use."""

    def __init__(self) -> None:
        self._reader: AffiliationReader | None = None

    def reader(self) -> AffiliationReader:
        if self._reader is None:
            self._reader = AffiliationReader()
        return self._reader


_HELD = _Held()


def resolve_affiliation(text: str) -> list[Institution]:
    """Return the institutions that a text names, resolved over the bundled registry.

    Past ones carry the tense `past`; one that is not found has no `ror`.

    >>> [one.name for one in resolve_affiliation("School of Automation, BIT, Beijing")]
    ['Beijing Institute of Technology']

    Raises:
        ProjectError: the registry is missing or damaged.
    """
    return list(_HELD.reader().read(text))
