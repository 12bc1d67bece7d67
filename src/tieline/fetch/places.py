"""Where an address leads: private or public, by which proxy, and to whom."""

import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import msgspec

from tieline.model.errors import FetchError, UsageError
from tieline.text.tables import read_rows

_SCHEMES = ("http", "https")
_PORTS = {"http": 80, "https": 443}
# names that no public server answers to: RFC 6761, RFC 6762, RFC 8375, and ICANN's
# decision of 2024 on "internal"
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "localdomain")
# what a host may consist of: a name, a number, or one of IPv6 with its zone
_HOST = re.compile(r"[\w.-]+|[\da-f]*:[\da-f:.]+(?:%[\w.-]+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# of IPv6, numbers that a gate turns into the IPv4 number at their end: RFC 4291
# (2.5.5.1), RFC 6052, RFC 2765
_TRANSLATED = tuple(
    ipaddress.IPv6Network(text) for text in ("::/96", "64:ff9b::/96", "::ffff:0:0:0/96")
)
_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class KnownHost(msgspec.Struct, frozen=True, kw_only=True):
    """A host whose operator may draw conclusions from being asked.

    `suffix` is the end of its name, `kind` is `state`, `military` or `industry`, and
    `reason` says who runs it.
    """

    suffix: str
    kind: str
    reason: str


def known_hosts() -> tuple[KnownHost, ...]:
    """Return the table of hosts that may identify an investigator."""
    rows = read_rows("tieline.fetch", "hosts.tsv")
    return tuple(KnownHost(suffix=a, kind=b, reason=c) for a, b, c in rows)


def telling_host(host: str, table: Iterable[KnownHost]) -> KnownHost | None:
    """Return the row that a host belongs to, the longest suffix first; None for none.

    >>> telling_host("www.mod.gov.cn", known_hosts()).kind
    'military'
    >>> telling_host("scsanctions.un.org", known_hosts()) is None
    True
    """
    dotted = "." + host.casefold().rstrip(".")
    fitting = [row for row in table if dotted.endswith("." + row.suffix)]
    return max(fitting, key=lambda row: len(row.suffix), default=None)


def placeholders(url: str) -> tuple[str, ...]:
    """Return the names in braces, in order of appearance.

    >>> placeholders("https://lists.example/all?token={token}")
    ('token',)
    """
    return tuple(dict.fromkeys(_BRACES.findall(url)))


def filled(url: str, values: Mapping[str, str]) -> str:
    """Return an address with its names in braces replaced by values.

    >>> filled("https://lists.example/all?token={token}", {"token": "n001"})
    'https://lists.example/all?token=n001'
    """
    return _BRACES.sub(lambda match: values[match[1]], url)


def host_of(url: str) -> str:
    """Return the host that an address names, in lower case and as it is looked up.

    Programs read an odd address each in its own way, so that one might be checked and
    another asked: it is refused.

    >>> host_of("https://www.GOV。cn/list.xml")
    'www.gov.cn'

    Raises:
        FetchError: it is no address of the web.
    """
    try:
        parts = urlsplit(url)
        host, port = _looked_up(parts.hostname or ""), parts.port
    except ValueError:
        pass
    else:
        is_odd = "\\" in parts.netloc or _CONTROL.search(url) is not None
        is_whole = parts.scheme in _SCHEMES and _HOST.fullmatch(host) is not None
        if is_whole and not is_odd and port != 0:
            return host
    hint = "It has to begin with https:// or http:// and a host"
    what = "is no address of the web"
    raise FetchError(what, where=url, hint=hint)


def _looked_up(host: str) -> str:
    """Return a name in the letters that are asked for: other scripts are spelled out.

    Raises:
        ValueError: there is no such name.
    """
    plain = host if host.isascii() else host.encode("idna").decode("ascii")
    return plain.casefold().rstrip(".")


def is_secure(url: str) -> bool:
    """Tell whether an address is asked under TLS."""
    return urlsplit(url).scheme == "https"


def is_private_ip(text: str) -> bool:
    """Tell whether a numeric address is not one of the public internet.

    >>> is_private_ip("10.1.2.3"), is_private_ip("::ffff:127.0.0.1")
    (True, True)
    >>> is_private_ip("93.184.216.34"), is_private_ip("64:ff9b::10.1.2.3")
    (False, True)
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local:
            return True
        address = _ipv4_in(address) or address
    return not address.is_global or address.is_multicast


def _ipv4_in(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 number that is reached by one of IPv6; None for none."""
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and any(address in network for network in _TRANSLATED):
        inner = ipaddress.IPv4Address(address.packed[-4:])
    return inner


def is_private_name(host: str) -> bool:
    """Tell whether a host's name or number says that it is not of the internet.

    Every way of writing a number counts that an operating system takes.

    >>> is_private_name("localhost"), is_private_name("0x7f.1"), is_private_name("nas")
    (True, True, True)
    >>> is_private_name("www.un.org")
    False
    """
    bare = host.casefold().rstrip(".")
    try:
        return is_private_ip(bare)
    except ValueError:
        pass
    try:
        return is_private_ip(socket.inet_ntoa(socket.inet_aton(bare)))
    except OSError:
        pass
    names = bare.split(".")
    return len(names) == 1 or bare.endswith(tuple(f".{end}" for end in _LOCAL_NAMES))


def proxy_for(url: str, proxies: Mapping[str, str], no_proxy: str) -> str | None:
    """Return the proxy that an address is asked through, None where directly.

    >>> proxy_for("https://a.example/", {"https": "http://p:3128"}, "b.example")
    'http://p:3128'
    >>> proxy_for("https://a.b.example/", {"https": "http://p:3128"}, "b.example")
    """
    parts = urlsplit(url)
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy:
        return None
    port = parts.port or _PORTS[parts.scheme]
    host = (parts.hostname or "").rstrip(".")
    entries = [entry.strip().casefold() for entry in no_proxy.split(",")]
    return None if any(_excepts(entry, host, port) for entry in entries) else proxy


def check_proxy(proxy: str) -> None:
    """Check the address of a proxy.

    Raises:
        UsageError: it is none that can be used.
    """
    try:
        host_of(proxy)
    except FetchError as error:
        hint = "Write http://HOST:PORT (settings `https_proxy` and `http_proxy`)"
        shown = re.sub(r"//[^/]*@", "//", proxy)
        raise UsageError(f"{shown!r} is no proxy", hint=hint) from error


def _excepts(entry: str, host: str, port: int) -> bool:
    """Tell whether an entry of NO_PROXY covers a host."""
    if entry in ("", "*"):
        return entry == "*"
    if "/" in entry:
        return _is_within(entry, host)
    name, _, its_port = entry.rpartition(":")
    # the last part of ::1 is no port
    if name and its_port.isdigit() and ":" not in name.strip("[]"):
        if int(its_port) != port:
            return False
        entry = name
    bare = entry.strip("[]").removeprefix("*").removeprefix(".")
    return host == bare or host.endswith(f".{bare}")


def _is_within(network: str, host: str) -> bool:
    try:
        held = ipaddress.ip_network(network, strict=False)
        return ipaddress.ip_address(host) in held
    except ValueError:
        return False
