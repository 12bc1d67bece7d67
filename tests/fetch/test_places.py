"""Private or public, by which proxy, to whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.fetch.places import (
    filled,
    host_of,
    is_private_ip,
    is_private_name,
    known_hosts,
    placeholders,
    proxy_for,
    telling_host,
)
from tieline.model.errors import FetchError

PROXIES = {"http": "http://p:1", "https": "http://p:2"}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must not be asked
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::10.0.0.1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "fec0::1",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "git.internal",
        "intranet",
    ],
)
def test_a_host_inside_is_private(host):
    assert is_private_name(host)


@pytest.mark.parametrize(
    "host",
    [
        "scsanctions.un.org",
        "8.8.8.8",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "local.example",
        "10.example",
    ],
)
def test_a_host_outside_is_public(host):
    assert not is_private_name(host)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_every_number_of_a_private_network_is_private(address):
    assert is_private_ip(str(address))
    assert is_private_name(str(int(address)))


@pytest.mark.parametrize(
    ("no_proxy", "url", "is_direct"),
    [
        ("*", "https://a.example/", True),
        ("a.example", "https://a.example/", True),
        (".a.example", "https://b.a.example/", True),
        ("*.a.example", "https://b.a.example/", True),
        ("a.example", "https://ba.example/", False),
        ("b.example, A.EXAMPLE", "https://a.example/", True),
        ("a.example:443", "https://a.example/", True),
        ("a.example:8443", "https://a.example/", False),
        ("10.0.0.0/8", "http://10.2.3.4/", True),
        ("10.0.0.0/8", "http://11.2.3.4/", False),
        ("::1", "http://[::1]/", True),
        ("", "http://a.example/", False),
    ],
)
def test_no_proxy_names_whom_to_ask_directly(no_proxy, url, is_direct):
    assert (proxy_for(url, PROXIES, no_proxy) is None) == is_direct


def test_each_scheme_has_its_proxy():
    assert proxy_for("http://a.example/", PROXIES, "") == "http://p:1"
    assert proxy_for("https://a.example/", PROXIES, "") == "http://p:2"
    assert proxy_for("https://a.example/", {"all": "http://p:3"}, "") == "http://p:3"


@pytest.mark.parametrize(
    "url", ["", "a.example/x", "ftp://a/", "http://[::1", "https:"]
)
def test_what_is_no_address_of_the_web_is_said(url):
    with pytest.raises(FetchError, match="no address of the web"):
        host_of(url)


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("www.mod.gov.cn", "military"),
        ("www.sasac.gov.cn", "state"),
        ("WWW.WEAIN.MIL.CN.", "military"),
        ("www.af.mil", "military"),
        ("publication.pravo.gov.ru", "state"),
        ("kcna.kp", "state"),
        ("www.treasury.gov", None),
        ("webgate.ec.europa.eu", None),
        ("assets.publishing.service.gov.uk", None),
        ("notgov.cn", None),
        ("gov.cn.example", None),
    ],
)
def test_hosts_that_may_identify_an_investigator_are_known(host, kind):
    row = telling_host(host, known_hosts())

    assert (row and row.kind) == kind


def test_every_row_of_the_table_has_a_kind_and_says_who_runs_it():
    rows = known_hosts()

    assert {row.kind for row in rows} == {"state", "military", "industry"}
    assert all(row.reason and row.suffix == row.suffix.lower() for row in rows)
    assert len({row.suffix for row in rows}) == len(rows)


def test_names_in_braces_are_filled():
    url = "https://a.example/{year}?token={token}&again={token}"

    assert placeholders(url) == ("year", "token")
    assert filled(url, {"year": "2025", "token": "x"}) == (
        "https://a.example/2025?token=x&again=x"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example\\@127.0.0.1/",
        "http://127.0.0.1\\@a.example/",
        "http://a b.example/",
        "http://a\0b.example/",
        "http://a\tb.example/",
        "http://a%2Eexample/",
        "http://a.example/list\r\nHost: b.example",
    ],
)
def test_an_address_that_programs_read_in_two_ways_is_none(url):
    with pytest.raises(FetchError, match="no address of the web"):
        host_of(url)


@pytest.mark.parametrize("url", ["http://www.gov。cn/", "http://www.ＧＯＶ.cn./"])
def test_a_host_in_other_letters_is_the_one_that_is_asked(url):
    assert host_of(url) == "www.gov.cn"
    assert telling_host(host_of(url), known_hosts()).kind == "state"
