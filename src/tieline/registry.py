"""Finds what is plugged in: lists and matcher features, by file name or entry point."""

import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieline.model.errors import NotFoundError, TielineError
from tieline.model.source import Source

if TYPE_CHECKING:
    from tieline.matching.feature import Feature

_SOURCES = "tieline.sources"
_FEATURES = "tieline.matching.features"
_HEAD = 65536
_REPAIR = "Repair or uninstall the package that brings it"


def sources() -> dict[str, Source]:
    """Return every list that can be read, by key, in order of key.

    >>> "us_csl" in sources()
    True

    Raises:
        TielineError: a plug of another package cannot be loaded, is none, or takes
            the key of another.
    """
    found: dict[str, Source] = {}
    for plug in (*_built_in(_SOURCES, "SOURCE"), *_foreign(_SOURCES)):
        if not isinstance(plug, Source):
            what = f"a plug-in is no Source: {plug!r}"
            raise TielineError(what, where=_SOURCES, hint=_REPAIR)
        if plug.key in found:
            what = f"two lists have the key {plug.key!r}"
            raise TielineError(what, where=_SOURCES, hint=_REPAIR)
        found[plug.key] = plug
    return dict(sorted(found.items()))


def source(key: str) -> Source:
    """Return the list of this key; loads only its own file.

    Raises:
        NotFoundError: no such list.
    """
    if key in _modules(_SOURCES):
        plug = getattr(import_module(f"{_SOURCES}.{key}"), "SOURCE", None)
        if isinstance(plug, Source):
            return plug
    known = sources()
    if key not in known:
        hint = f"Known sources: {', '.join(known)}"
        raise NotFoundError(f"there is no source {key!r}", hint=hint)
    return known[key]


def recognise(name: str, head: bytes) -> tuple[Source, str] | None:
    """Return the source and the data set that a file belongs to.

    `name` is the bare file name, `head` its first bytes; 64 KiB are looked at.
    None when no source knows the file.
    """
    for plug in sources().values():
        dataset = plug.recognise(name, head[:_HEAD])
        if dataset is not None:
            return plug, dataset
    return None


def features() -> "tuple[Feature, ...]":
    """Return the matcher's features in order of file name, foreign ones last."""
    return (*_built_in(_FEATURES, "FEATURE"), *_foreign("tieline.features"))


def _modules(package: str) -> tuple[str, ...]:
    """Name the modules of a package without importing them."""
    path = import_module(package).__path__
    return tuple(sorted(module.name for module in pkgutil.iter_modules(path)))


def _built_in(package: str, attribute: str) -> Iterator[Any]:
    """Load the plugs of our own; a module without the attribute is no plug."""
    for name in _modules(package):
        plug = getattr(import_module(f"{package}.{name}"), attribute, None)
        if plug is not None:
            yield plug


def _foreign(group: str) -> Iterator[Any]:
    """Load the plugs that other packages declare as entry points of `group`."""
    if not _is_declared(group):
        return
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to import

    for point in sorted(entry_points(group=group), key=lambda each: each.name):
        try:
            yield point.load()
        except (ImportError, AttributeError) as error:
            what = f"plug-in {point.value!r} cannot be loaded: {error}"
            raise TielineError(what, where=group, hint=_REPAIR) from error


def _is_declared(group: str) -> bool:
    """Tell whether an installed package declares entry points of `group`.

    Reading the few small files costs a tenth of what `importlib.metadata` takes to
    import, and most installations have no such package.
    """
    mark = f"[{group}]"
    for folder in dict.fromkeys(sys.path):
        try:
            files = list(Path(folder or ".").glob("*.*-info/entry_points.txt"))
            if any(mark in file.read_text("utf-8", "replace") for file in files):
                return True
        except OSError:
            continue
    return False
