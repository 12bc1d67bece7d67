"""The one door to the network: it is locked here, and every step through it checked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

import msgspec
import requests
import urllib3
from requests import exceptions as failed

from tieline.fetch.connections import open_session
from tieline.fetch.places import (
    check_proxy,
    host_of,
    is_private_ip,
    is_private_name,
    is_secure,
    proxy_for,
)
from tieline.model.errors import FetchError, OfflineError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from tieline.fetch.policy import Policy

_CHUNK = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_AGAIN = "Run it again later"


class BrokenError(FetchError):
    """It may work when it is tried again.

    `retry_after` is what the server said on when, as it said it.
    """

    retry_after: str | None = None


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """A redirect: the status, and the address that it led to."""

    status: int
    url: str


class Answer:
    """What a server answered; a context that ends it."""

    def __init__(self, response: requests.Response, hops: tuple[Hop, ...]) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.hops = hops

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()

    @property
    def moved_to(self) -> str | None:
        """Where the address has moved to for good; None where it has not.

        What is behind a redirect that is not for good does not count.
        """
        moved = None
        for hop in self.hops:
            if hop.status not in _PERMANENT:
                break
            moved = hop.url
        return moved

    @property
    def length(self) -> int | None:
        """The length of the body in bytes, as it travels, where it is told."""
        text = self.headers.get("Content-Length", "").strip()
        is_number = text.isascii() and text.isdigit()
        return (
            int(text) if is_number and "Transfer-Encoding" not in self.headers else None
        )

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it travels, as it comes.

        Raises:
            BrokenError: the connection broke, or nothing came for too long.
        """
        raw = self._response.raw
        try:
            while chunk := raw.read1(_CHUNK, decode_content=False):
                yield chunk
        except urllib3.exceptions.ReadTimeoutError as error:
            what = "nothing came for too long"
            raise BrokenError(what, hint=_AGAIN) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            what = "the answer broke off before its end"
            raise BrokenError(what, hint=_AGAIN) from error

    def head(self, size: int) -> bytes:
        """Return the first bytes of the body, unpacked, as far as they can be had."""
        try:
            return bytes(self._response.raw.read(size, decode_content=True))
        except (urllib3.exceptions.HTTPError, OSError):
            return b""


class Door:
    """Asks addresses under a policy; a context that closes its connections."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        for proxy in policy.proxies.values():
            check_proxy(proxy)
        self._session: requests.Session | None = None
        self._private: dict[str, bool] = {}
        self._is_following = False
        self._may_be_private = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._session is not None:
            self._session.close()

    def ask(self, method: str, url: str, headers: Mapping[str, str]) -> Answer:
        """Send a request and follow where it leads, as far as the policy goes.

        Raises:
            OfflineError: the network is locked.
            BrokenError: it may work later.
            FetchError: the address may not be asked, or leads where it may not.
        """
        hops: tuple[Hop, ...] = ()
        while True:
            response = self._send(method, url, headers, is_first=not hops)
            if response.status_code not in _REDIRECTS:
                return Answer(response, hops)
            target = _target(response, url)
            response.close()
            hops = (*hops, Hop(status=response.status_code, url=target))
            if len(hops) > self.policy.redirects:
                what = f"leads on {len(hops)} times, the last time to {target}"
                raise FetchError(what, hint="Look at it in a browser")
            if is_secure(url) and not is_secure(target):
                what = f"leads from https to {target}, where anybody could change it"
                raise FetchError(what, hint="Download it by hand, and import the file")
            url = target

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], *, is_first: bool
    ) -> requests.Response:
        """Send one request; whatever opens a socket does it in here."""
        if self.policy.offline:
            hint = "Leave out --offline, or set offline = false"
            what = "the network is locked"
            raise OfflineError(what, where=url, hint=hint)
        host = host_of(url)
        if not self.policy.may_ask(host):
            what = f"{host} may identify you, and nobody agreed that it is asked"
            hint = "Run it on a terminal to be asked once, or add --yes"
            raise FetchError(what, hint=hint)
        proxy = proxy_for(url, self.policy.proxies, self.policy.no_proxy)
        self._is_following = not is_first
        self._check_private(host, is_first=is_first)
        with _failures(host, proxy):
            return self._opened().request(
                method,
                url,
                headers={"User-Agent": self.policy.user_agent, **headers},
                proxies={} if proxy is None else {"http": proxy, "https": proxy},
                timeout=(self.policy.connect_seconds, self.policy.read_seconds),
                allow_redirects=False,
                stream=True,
            )

    def _opened(self) -> requests.Session:
        if self._session is None:
            bundle = self.policy.ca_bundle
            self._session = open_session(self._meet, ca_bundle=bundle)
        return self._session

    def _check_private(self, host: str, *, is_first: bool) -> None:
        is_private = self._private.get(host, False) or is_private_name(host)
        if is_first:
            self._may_be_private = self.policy.allow_private or is_private
        elif is_private and not self._may_be_private:
            raise _leads_inside(host)

    def _meet(self, host: str, number: str) -> None:
        """Hear of a connection that was made, and hang up where it must not be."""
        self._private[host] = is_private_ip(number)
        if not self._private[host]:
            return
        if not self._is_following:
            self._may_be_private = True
        elif not self._may_be_private:
            raise _leads_inside(host)


def _leads_inside(host: str) -> FetchError:
    what = f"leads to {host}, which is in a private network"
    return FetchError(what, hint="Add --allow-private if that is meant")


def _target(response: requests.Response, url: str) -> str:
    place = response.headers.get("Location")
    if not place:
        what = f"answers {response.status_code} without saying where to"
        raise FetchError(what, hint="Look at it in a browser")
    # headers travel as Latin-1, and addresses in them as UTF-8
    with_letters = place.encode("latin-1", "ignore").decode("utf-8", "replace")
    try:
        target = urljoin(url, with_letters).partition("#")[0]
        host_of(target)
    except (FetchError, ValueError) as error:
        what = f"leads to {with_letters!r}, which is no address of the web"
        raise FetchError(what, hint="Look at it in a browser") from error
    return target


@contextmanager
def _failures(host: str, proxy: str | None) -> Generator[None, None, None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:
        raise _error(error, host, proxy) from error


def _error(error: Exception, host: str, proxy: str | None) -> FetchError:
    if isinstance(error, failed.ProxyError):
        what = "the proxy does not let it through"
        hint = "Check the settings `https_proxy`, `http_proxy` and `no_proxy`"
        return FetchError(what, hint=hint)
    if isinstance(error, failed.SSLError):
        what = f"the certificate of {host} cannot be trusted"
        hint = "If your network uses certificates of its own, name them: ca_bundle"
        return FetchError(what, hint=hint)
    if isinstance(error, failed.Timeout):
        return BrokenError(f"{host} does not answer in time", hint=_AGAIN)
    if isinstance(error, failed.ConnectionError):
        return BrokenError(f"{host} cannot be reached", hint=_AGAIN)
    if isinstance(error, FileNotFoundError) or "CA certificate" in str(error):
        what = "the certificates to trust cannot be read"
        return FetchError(what, hint="Check the setting `ca_bundle`")
    through = "" if proxy is None else " through the proxy"
    what = f"{host} cannot be asked{through}"
    return FetchError(what, hint="Check the address and the settings of the network")
