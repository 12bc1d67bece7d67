"""Settings: flag, then environment, then project, then user file, then default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import msgspec

from tieline.model.errors import UsageError
from tieline.workspace.setting_keys import KEYS

PROJECT_FILE = "tieline.toml"
USER_FILE = "config.toml"
PREFIX = "TIELINE_"
# read elsewhere: the project folder itself, and the file's own format
_NOT_SETTINGS = frozenset({"project"})
_FILE_ONLY = frozenset({"format_version"})
# variables that other programs read too
_SHARED = ("https_proxy", "http_proxy", "no_proxy")
# the name and password in an address
_LOGIN = re.compile(r"//[^/]*@")
# a word that a list's address needs: the key of the list, and the word's name
_PARAMETER = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One place that sets values, and its name for people."""

    origin: str
    values: dict[str, Any]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The values in force; layers from strongest to weakest, the default last."""

    layers: tuple[Layer, ...]

    def explain(self, key: str) -> tuple[tuple[str, Any], ...]:
        """Return every place that sets `key` with its value; the first one wins.

        Raises:
            UsageError: there is no such setting.
        """
        check_key(key, where="")
        return tuple((a.origin, a.values[key]) for a in self.layers if key in a.values)

    def get(self, key: str) -> Any:
        """Return the value in force; None for a parameter that nobody set."""
        places = self.explain(key)
        return places[0][1] if places else None

    def origin(self, key: str) -> str:
        """Return the name of the place that the value in force comes from."""
        places = self.explain(key)
        return places[0][0] if places else "default"

    def parameters(self) -> tuple[str, ...]:
        """Return the names of the addresses' parameters that are set, in order."""
        names = {key for layer in self.layers for key in layer.values}
        return tuple(sorted(names - set(KEYS)))

    def with_flags(self, flags: Mapping[str, Any]) -> Settings:
        """Return settings on which `flags` win; a flag of None says nothing."""
        given = {key: value for key, value in flags.items() if value is not None}
        values = {
            key: _read(key, value, "the command line") for key, value in given.items()
        }
        return Settings(layers=(Layer(origin="flag", values=values), *self.layers))

    @property
    def threshold(self) -> float:
        """The lowest score that is shown, 0 to 1."""
        return float(self.get("threshold"))

    @property
    def limit(self) -> int:
        """The most hits that are shown for a query."""
        return int(self.get("limit"))

    @property
    def max_age_days(self) -> int | None:
        """The age in days above which a data set is too old, None for any."""
        value = self.get("max_age_days")
        return None if value is None else int(value)

    @property
    def bundle(self) -> bool:
        """Whether the data that came with Tieline is searched too."""
        return bool(self.get("bundle"))

    @property
    def by(self) -> str | None:
        """The name of the person who works here."""
        value = self.get("by")
        return None if value is None else str(value)

    @property
    def memory_limit(self) -> str:
        """The memory for imports and exports, `512MB`."""
        return str(self.get("memory_limit"))

    @property
    def offline(self) -> bool:
        """Whether the network is locked."""
        return bool(self.get("offline"))

    def text(self, key: str) -> str | None:
        """Return the value of a setting that is a text, None where it has none."""
        value = self.get(key)
        return None if value is None else str(value)


def environment() -> dict[str, str]:
    """Return this process's environment; nothing else reads it."""
    return dict(os.environ)  # noqa: TID251 - this is where settings are read


def check_key(key: str, *, where: str) -> None:
    """Check that a setting exists.

    Raises:
        UsageError: it does not; the nearest one is named.
    """
    if key in KEYS or is_parameter(key):
        return
    near = get_close_matches(key, KEYS, n=1)
    known = f"The settings are {', '.join(KEYS)}"
    hint = f"Did you mean {near[0]!r}?" if near else known
    raise UsageError(f"{key!r} is not a setting", where=where, hint=hint)


def is_parameter(key: str) -> bool:
    """Tell whether a name is one of a word in a list's address.

    >>> is_parameter("eu_fsf.token"), is_parameter("threshold")
    (True, False)
    """
    return bool(_PARAMETER.fullmatch(key)) and key.partition(".")[0] not in KEYS


def shown_value(key: str, value: Any) -> Any:
    """Return a value as it may be shown to others: without words that are secret.

    >>> shown_value("https_proxy", "http://jo:w@rd@proxy.example:3128")
    'http://...@proxy.example:3128'
    >>> shown_value("eu_fsf.token", "word")
    '(set)'
    """
    if value is not None and is_parameter(key):
        return "(set)"
    return _LOGIN.sub("//...@", value) if isinstance(value, str) else value


def _read(key: str, value: Any, where: str) -> Any:
    check_key(key, where=where)
    if isinstance(value, bool):
        value = "true" if value else "false"
    if is_parameter(key):
        return _parameter(key, value, where)
    try:
        return KEYS[key].read(str(value))
    except ValueError:
        hint = f"{KEYS[key].says}: {KEYS[key].needs}"
        raise UsageError(f"{key} cannot be {value!r}", where=where, hint=hint) from None


def _parameter(key: str, value: Any, where: str) -> str:
    if isinstance(value, str | int) and str(value).strip():
        return str(value).strip()
    hint = "Write the word that the publisher gave you, in quotes"
    raise UsageError(f"{key} cannot be {value!r}", where=where, hint=hint)


def _check_declared(key: str) -> None:
    """Check that the address of some list needs a parameter.

    Raises:
        UsageError: none does; those that are needed are named.
    """
    from tieline.workspace.parameters import declared_parameters  # noqa: PLC0415 - loads every list

    declared = declared_parameters()
    if key not in declared:
        known = f"Lists need {', '.join(declared)}" if declared else "No list needs any"
        raise UsageError(f"no address of a list needs {key!r}", hint=known)


def read_value(key: str, text: str) -> Any:
    """Return the value that `text` stands for.

    >>> read_value("threshold", "0.8")
    0.8

    Raises:
        UsageError: no such setting, or no such value.
    """
    value = _read(key, text, "")
    if is_parameter(key):
        _check_declared(key)
    return value


def _read_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        what, hint = "is not UTF-8", "Save it as UTF-8"
        raise UsageError(what, where=str(path), hint=hint) from error
    except OSError as error:
        what = f"the settings cannot be read ({error.strerror})"
        hint = "Check the file's permissions"
        raise UsageError(what, where=str(path), hint=hint) from error
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        hint = 'Put texts in quotes: by = "Your Name"'
        raise UsageError(f"is not TOML: {error}", where=str(path), hint=hint) from error
    rows = {key: value for key, value in table.items() if key not in _FILE_ONLY}
    return {key: _read(key, value, str(path)) for key, value in _flat(rows).items()}


def _flat(rows: dict[str, Any]) -> dict[str, Any]:
    """Name what stands in a table after a list by both: `eu_fsf.token`."""
    found: dict[str, Any] = {}
    for key, value in rows.items():
        if isinstance(value, dict) and key not in KEYS:
            inner = cast("dict[str, Any]", value)
            found |= {f"{key}.{name}": word for name, word in inner.items()}
        else:
            found[key] = value
    return found


def _read_environment(env: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in env.items():
        key = name.removeprefix(PREFIX).lower().replace("__", ".")
        if not name.startswith(PREFIX) or key in _NOT_SETTINGS:
            continue
        # a foreign variable is left alone, a misspelt one is not
        is_known = key in KEYS or is_parameter(key)
        if is_known or get_close_matches(key, KEYS, n=1, cutoff=0.8):
            found[key] = _read(key, text, f"environment variable {name}")
    for key in _SHARED:
        text = env.get(key) or env.get(key.upper()) or ""
        if text.strip():
            found.setdefault(key, text.strip())
    return found


def load_settings(
    *,
    flags: Mapping[str, Any],
    env: Mapping[str, str],
    project: Path | None,
    user: Path,
) -> Settings:
    """Read all places; `project` is the project folder, `user` the user's file.

    Raises:
        UsageError: an unknown key or a value of the wrong kind, with its place.
    """
    layers = [Layer(origin="environment", values=_read_environment(env))]
    if project is not None:
        path = project / PROJECT_FILE
        layers.append(Layer(origin=str(path), values=_read_file(path)))
    layers.append(Layer(origin=str(user), values=_read_file(user)))
    defaults = {key.name: key.default for key in KEYS.values()}
    layers.append(Layer(origin="default", values=defaults))
    return Settings(layers=tuple(layers)).with_flags(flags)


def set_value(path: Path, key: str, text: str) -> Any:
    """Write one setting into a TOML file, keep its comments, return the value.

    Raises:
        UsageError: no such setting, or no such value.
        StorageError: the disk refuses; the file is as it was.
    """
    import tomlkit  # noqa: PLC0415 - slow, and only for writing

    from tieline.store.disk import disk_errors, write_whole  # noqa: PLC0415 - same

    value = _read(key, text, "")
    _read_file(path)
    old = path.read_text("utf-8-sig") if path.exists() else ""
    table = tomlkit.parse(old)
    if is_parameter(key):
        group, _, name = key.partition(".")
        table.setdefault(group, tomlkit.table())[name] = value
    else:
        table[key] = value
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, tomlkit.dumps(table).encode())
    return value
