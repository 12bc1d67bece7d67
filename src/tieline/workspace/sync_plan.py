"""What is to be fetched: which lists, from which addresses, under which settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tieline.fetch.places import filled, placeholders
from tieline.model.errors import NotFoundError, UsageError
from tieline.registry import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tieline.model.source import Source
    from tieline.workspace.settings import Settings
    from tieline.workspace.workspace import Workspace


_SHORTEST_SECRET = 4


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address of a list.

    `shown` is as the list declares it, with names in braces; `url` has their values,
    None where one is `missing`. `group` is what the files of one edition share.
    """

    shown: str
    name: str
    group: str
    url: str | None
    secrets: dict[str, str]
    missing: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether a web page is what is published there."""
        return self.name.endswith((".html", ".htm"))

    @property
    def hint(self) -> str:
        """What to do about a missing word."""
        return f"Set it: tieline config set {self.missing[0]} WORD"

    def masked(self, text: str) -> str:
        """Return a text without the secret words of the address."""
        for name, word in self.secrets.items():
            # a shorter word is no secret, and stands inside others
            if len(word) >= _SHORTEST_SECRET:
                text = text.replace(word, f"{{{name}}}")
        return text


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A list and its addresses, by edition in the order in which it declares them."""

    source: Source
    groups: dict[str, tuple[Address, ...]]

    @property
    def addresses(self) -> Iterator[Address]:
        """All addresses."""
        return (address for group in self.groups.values() for address in group)


def plan(
    workspace: Workspace, keys: Sequence[str], *, everything: bool = False
) -> tuple[Planned, ...]:
    """Return the lists that are named, or all that say where they are published.

    Where none is named, registers are left out that the project does not hold yet:
    they are large, and nobody is screened against them. Of several forms of one list
    one is taken. Under `everything` none is left out.

    Raises:
        NotFoundError: there is no such list.
        UsageError: a list that is named says no address.
    """
    known = sources()
    for key in keys:
        _check(known, key)
    wanted: Iterable[str] = dict.fromkeys(keys) if keys else known
    found = [known[key] for key in wanted if known[key].downloads]
    if not keys and not everything:
        held = {edition.source_key for edition in workspace.catalog().history()}
        found = [one for one in found if not one.is_register or one.key in held]
        found = _one_form(found, held)
    return tuple(_planned(one, workspace.settings) for one in found)


def _one_form(found: Sequence[Source], held: AbstractSet[str]) -> list[Source]:
    """Leave out other forms of a list: the one that is held counts, or the first.

    Two forms of one list would take each other's place with every run.
    """
    kept: dict[str, Source] = {}
    for one in sorted(found, key=lambda source: source.key not in held):
        others = [
            other
            for other in kept.values()
            if other.datasets.keys() & one.datasets.keys()
        ]
        if not others:
            kept[one.key] = one
    return [one for one in found if one.key in kept]


def _check(known: Mapping[str, Source], key: str) -> None:
    if key not in known:
        names = [name for name, one in known.items() if one.downloads]
        hint = f"Lists that can be fetched: {', '.join(names) or 'none'}"
        raise NotFoundError(f"there is no source {key!r}", hint=hint)
    if not known[key].downloads:
        page = known[key].url or "the publisher's page"
        hint = f"Download it by hand from {page}, then: tieline import FILE"
        raise UsageError(f"{key} says no address to fetch it from", hint=hint)


def _planned(source: Source, settings: Settings) -> Planned:
    groups: dict[str, tuple[Address, ...]] = {}
    for each in source.downloads:
        words = {
            name: settings.text(f"{source.key}.{name}")
            for name in placeholders(each.url)
        }
        secrets = {name: word for name, word in words.items() if word is not None}
        missing = tuple(f"{source.key}.{name}" for name in words if name not in secrets)
        address = Address(
            shown=each.url,
            name=each.name,
            group=each.edition,
            url=None if missing else filled(each.url, secrets),
            secrets=secrets,
            missing=missing,
        )
        groups[each.edition] = (*groups.get(each.edition, ()), address)
    return Planned(source=source, groups=groups)
