"""What may be asked of the network, how long, how often and how much."""

from collections.abc import Callable
from datetime import datetime

import msgspec

_MEGABYTE = 1 << 20

Progress = Callable[[str, int, int | None], None]
"""Is told what is going on, how far it is and how far it will go, if known."""


def everywhere(host: str) -> bool:
    """Let every host be asked."""
    del host
    return True


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one run.

    * `offline` is a lock: nothing opens a socket.
    * `allow_private` lets a redirect lead to an address that is not of the internet.
    * `proxies` maps `http` and `https` to the address of a proxy; `no_proxy` names the
      hosts that are asked directly, as in the variable NO_PROXY.
    * `ca_bundle` is a file of certificates to trust instead of those that came along;
      that certificates are verified cannot be switched off.
    * `connect_seconds` and `read_seconds` are how long nothing may come; less than
      `slowest` bytes in `read_seconds` is as good as nothing.
    * `largest` is the size in bytes, also unpacked, at which a download is given up.
    * `attempts` are made without gaining a byte, `longest_wait` is the longest pause,
      in seconds, that a server may ask for.
    * `may_ask(host)` says whether a host may be asked at all.
    """

    offline: bool = False
    allow_private: bool = False
    proxies: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    no_proxy: str = ""
    ca_bundle: str | None = None
    user_agent: str = "tieline"
    connect_seconds: float = 15.0
    read_seconds: float = 60.0
    slowest: int = 1024
    largest: int = 8192 * _MEGABYTE
    redirects: int = 5
    attempts: int = 5
    longest_wait: float = 300.0
    may_ask: Callable[[str], bool] = everywhere


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """What waits and what tells the time, so that tests need not wait.

    `sleep` takes seconds, `jitter` gives a number from 0 to 1, `tick` counts seconds
    from anywhere, `now` is the time in UTC.
    """

    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    tick: Callable[[], float]
    now: Callable[[], datetime]
