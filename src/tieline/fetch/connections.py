"""Connections that tell whom they reached before anything is asked."""

from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

Meet = Callable[[str, str], None]
"""Is told a host's name and the number that it has; raises to hang up."""


def open_session(meet: Meet, *, ca_bundle: str | None) -> requests.Session:
    """Return a session that reads no environment and follows no redirect by itself.

    `meet` hears of every direct connection, before the first byte of a request. What
    a name resolves to is only certain then.
    """
    session = _Session()
    # neither .netrc nor variables: what is not asked for is not sent
    session.trust_env = False
    session.verify = True if ca_bundle is None else ca_bundle
    session.headers.clear()
    adapter = _Adapter(meet)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class _Session(requests.Session):
    """Leaves redirects to the door.

    The library's own looks ahead even where it is told not to follow, and for that
    reads the whole body of a redirect, however long it is.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that an answer leads nowhere."""
        del resp


class _Adapter(HTTPAdapter):
    """Uses connections that report whom they reached."""

    def __init__(self, meet: Meet) -> None:
        self._meet = meet
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **rest: Any) -> None:
        """Make the pools of direct connections; those to proxies stay as they are."""
        super().init_poolmanager(*args, **rest)
        plain, secure = _connections(self._meet)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": plain, "https": secure}


def _connections(
    meet: Meet,
) -> tuple[type[HTTPConnectionPool], type[HTTPSConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _introduce(self, meet)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _introduce(self, meet)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain  # pyright: ignore[reportAssignmentType] - as urllib3's own

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure  # pyright: ignore[reportAssignmentType] - as urllib3's own

    return PlainPool, SecurePool


def _introduce(connection: HTTPConnection, meet: Meet) -> None:
    try:
        meet(connection.host, connection.sock.getpeername()[0])
    except BaseException:
        connection.close()
        raise
