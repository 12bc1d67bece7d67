"""The settings that exist: what each does, takes, and is by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec


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
    Key(
        name="offline",
        read=_switch,
        needs="true or false",
        default=False,
        says="Whether the network is locked: nothing opens a connection",
    ),
    Key(
        name="https_proxy",
        read=_words,
        needs="an address such as http://proxy.example:3128",
        default=None,
        says="The proxy for https addresses (also the variable HTTPS_PROXY)",
    ),
    Key(
        name="http_proxy",
        read=_words,
        needs="an address such as http://proxy.example:3128",
        default=None,
        says="The proxy for http addresses (also the variable HTTP_PROXY)",
    ),
    Key(
        name="no_proxy",
        read=_words,
        needs="hosts, between commas",
        default=None,
        says="The hosts that are asked without a proxy (also the variable NO_PROXY)",
    ),
    Key(
        name="ca_bundle",
        read=_words,
        needs="a file of certificates (PEM)",
        default=None,
        says="The certificates to trust instead of those that came with Tieline",
    ),
    Key(
        name="user_agent",
        read=_words,
        needs="a text",
        default=None,
        says="What servers are told of who asks, instead of `tieline` and its version",
    ),
    Key(
        name="download_timeout",
        read=_count,
        needs="a whole number of seconds, 1 or more",
        default=60,
        says="The seconds without an answer after which a download is tried again",
    ),
    Key(
        name="largest_download",
        read=_memory,
        needs="an amount such as 512MB or 8GB",
        default="8GB",
        says="The size at which a download is given up",
    ),
    Key(
        name="least_share",
        read=_share,
        needs="a number from 0 to 1",
        default=0.5,
        says="Below this share of the last edition's records a download is held",
    ),
)
KEYS: Mapping[str, Key] = {key.name: key for key in _KEYS}
