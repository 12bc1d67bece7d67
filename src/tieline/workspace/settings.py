"""Settings: flag, then environment, then project, then user file, then default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from tieline.model.errors import UsageError

PROJECT_FILE = "tieline.toml"
USER_FILE = "config.toml"
PREFIX = "TIELINE_"
# read elsewhere: the project folder itself, and the file's own format
_NOT_SETTINGS = frozenset({"project"})
_FILE_ONLY = frozenset({"format_version"})


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A setting that exists.

    `read` makes a value of a text or raises ValueError, `needs` says which texts it
    takes, `says` what the setting does.
    """

    name: str
    read: Callable[[str], Any]
    needs: str
    default: Any
    says: str


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def _days(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError
    return value


def _switch(text: str) -> bool:
    words = {"true": True, "yes": True, "1": True, "on": True}
    words |= {"false": False, "no": False, "0": False, "off": False}
    if text.casefold() not in words:
        raise ValueError
    return words[text.casefold()]


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError
    return text.strip()


def _memory(text: str) -> str:
    bare = text.strip().upper()
    number, unit = bare[:-2], bare[-2:]
    if unit not in {"MB", "GB"} or not number.strip().isdigit():
        raise ValueError
    return f"{int(number)}{unit}"


_KEYS = (
    Key(
        name="threshold",
        read=_share,
        needs="a number from 0 to 1",
        default=0.7,
        says="The lowest score that is shown",
    ),
    Key(
        name="limit",
        read=_count,
        needs="a whole number, 1 or more",
        default=10,
        says="The most hits that are shown for a name",
    ),
    Key(
        name="max_age_days",
        read=_days,
        needs="a whole number of days",
        default=None,
        says="The age above which a data set is too old: a warning, and exit code 1",
    ),
    Key(
        name="bundle",
        read=_switch,
        needs="true or false",
        default=True,
        says="Whether the data that came with Tieline is searched too",
    ),
    Key(
        name="by",
        read=_words,
        needs="a name",
        default=None,
        says="Your name, beside what you decide",
    ),
    Key(
        name="memory_limit",
        read=_memory,
        needs="an amount such as 512MB or 2GB",
        default="512MB",
        says="The memory that imports and exports may use",
    ),
)
KEYS: Mapping[str, Key] = {key.name: key for key in _KEYS}


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
        """Return the value in force."""
        return self.explain(key)[0][1]

    def origin(self, key: str) -> str:
        """Return the name of the place that the value in force comes from."""
        return self.explain(key)[0][0]

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


def environment() -> dict[str, str]:
    """Return this process's environment; nothing else reads it."""
    return dict(os.environ)  # noqa: TID251 - this is where settings are read


def check_key(key: str, *, where: str) -> None:
    """Check that a setting exists.

    Raises:
        UsageError: it does not; the nearest one is named.
    """
    if key in KEYS:
        return
    near = get_close_matches(key, KEYS, n=1)
    known = f"The settings are {', '.join(KEYS)}"
    hint = f"Did you mean {near[0]!r}?" if near else known
    raise UsageError(f"{key!r} is not a setting", where=where, hint=hint)


def _read(key: str, value: Any, where: str) -> Any:
    check_key(key, where=where)
    if isinstance(value, bool):
        value = "true" if value else "false"
    try:
        return KEYS[key].read(str(value))
    except ValueError:
        hint = f"{KEYS[key].says}: {KEYS[key].needs}"
        raise UsageError(f"{key} cannot be {value!r}", where=where, hint=hint) from None


def read_value(key: str, text: str) -> Any:
    """Return the value that `text` stands for.

    >>> read_value("threshold", "0.8")
    0.8

    Raises:
        UsageError: no such setting, or no such value.
    """
    return _read(key, text, "")


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
    return {key: _read(key, value, str(path)) for key, value in rows.items()}


def _read_environment(env: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in env.items():
        key = name.removeprefix(PREFIX).lower()
        if not name.startswith(PREFIX) or key in _NOT_SETTINGS:
            continue
        # a foreign variable is left alone, a misspelt one is not
        if key in KEYS or get_close_matches(key, KEYS, n=1, cutoff=0.8):
            found[key] = _read(key, text, f"environment variable {name}")
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
    defaults = {key.name: key.default for key in _KEYS}
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
    table[key] = value
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, tomlkit.dumps(table).encode())
    return value
