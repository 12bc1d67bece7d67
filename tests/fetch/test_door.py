"""Where a request may lead, and where not."""

import shutil
import socket
import ssl
import subprocess

import pytest

from tieline.fetch import door as doors
from tieline.fetch.door import Door
from tieline.fetch.policy import Policy
from tieline.model.errors import FetchError, UsageError


@pytest.fixture
def inner(serving):
    """A second site, which stands for one in a private network."""
    try:
        site = serving.Site("127.0.0.2")
    except OSError:
        pytest.skip("needs a second address of this machine's own")
    site.pages["/secret"] = serving.status(200, b"inner data")
    yield site
    site.close()


@pytest.fixture
def outside(monkeypatch):
    """Let 127.0.0.1 pass for a public address, and 127.0.0.2 for a private one."""
    monkeypatch.setattr(doors, "is_private_ip", lambda number: number == "127.0.0.2")
    monkeypatch.setattr(doors, "is_private_name", lambda host: host == "127.0.0.2")


@pytest.fixture
def certified(serving, tmp_path):
    """A site under TLS whose certificate nobody knows, and the certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(
        [openssl, *words.split(), *names, *files], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site = serving.Site(context=context)
    site.pages["/a"] = serving.status(200, b"under TLS")
    yield site, certificate
    site.close()


def ask(url, **rules):
    with Door(Policy(**rules)) as door, door.ask("GET", url, {}) as answer:
        return answer.status, answer.head(100), answer.moved_to


def test_a_redirect_is_followed(serving, site):
    site.pages["/old"] = serving.redirect("/new")
    site.pages["/new"] = serving.status(200, b"data")

    assert ask(f"{site.root}/old") == (200, b"data", None)


def test_a_permanent_redirect_says_where_the_address_is_now(serving, site):
    site.pages["/old"] = serving.redirect("/new", 301)
    site.pages["/new"] = serving.redirect("/newer", 308)
    site.pages["/newer"] = serving.redirect("/today", 302)
    site.pages["/today"] = serving.status(200, b"data")

    assert ask(f"{site.root}/old")[2] == f"{site.root}/newer"


def test_a_circle_of_redirects_ends(serving, site):
    site.pages["/a"] = serving.redirect("/b")
    site.pages["/b"] = serving.redirect("/a")

    with pytest.raises(FetchError, match="leads on 6 times"):
        ask(f"{site.root}/a")


def test_the_body_of_a_redirect_is_not_read(serving, site):
    site.pages["/a"] = serving.endless(status=302, Location="/b")
    site.pages["/b"] = serving.status(200, b"data")

    assert ask(f"{site.root}/a")[:2] == (200, b"data")


@pytest.mark.parametrize(
    "target",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher:x",
        "http://[::1",
        "http://a.example\\@127.0.0.1/",
        "//a\0b.example/",
    ],
)
def test_a_redirect_to_no_address_of_the_web_is_refused(serving, site, target):
    site.pages["/a"] = serving.redirect(target)

    with pytest.raises(FetchError, match="no address of the web"):
        ask(f"{site.root}/a")


@pytest.mark.usefixtures("outside")
def test_a_redirect_into_a_private_network_is_refused(serving, site, inner):
    site.pages["/a"] = serving.redirect(f"{inner.root}/secret")

    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.2"):
        ask(f"{site.root}/a")

    assert inner.asked == []


@pytest.mark.usefixtures("outside")
def test_a_name_that_leads_into_a_private_network_is_found_out(
    serving, site, inner, monkeypatch
):
    really = socket.getaddrinfo
    homes = {"lists.example": "127.0.0.1", "cdn.example": "127.0.0.2"}
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: really(homes.get(host, host), *rest, **more),
    )
    port = inner.root.rpartition(":")[2]
    site.pages["/a"] = serving.redirect(f"http://cdn.example:{port}/secret")
    start = site.root.replace("127.0.0.1", "lists.example")

    with pytest.raises(FetchError, match=r"leads to cdn\.example"):
        ask(f"{start}/a")

    assert inner.asked == []


@pytest.mark.usefixtures("outside")
def test_a_private_redirect_is_followed_where_that_is_allowed(serving, site, inner):
    site.pages["/a"] = serving.redirect(f"{inner.root}/secret")

    assert ask(f"{site.root}/a", allow_private=True)[1] == b"inner data"


@pytest.mark.usefixtures("outside")
def test_a_private_address_may_lead_to_a_private_one(serving, inner):
    inner.pages["/a"] = serving.redirect("/secret")

    assert ask(f"{inner.root}/a")[1] == b"inner data"


def test_a_redirect_from_tls_to_plain_is_refused(monkeypatch, serving, site):
    site.pages["/a"] = serving.redirect("http://lists.example/list.xml")
    monkeypatch.setattr(doors, "is_secure", lambda url: "127.0.0.1" in url)

    with pytest.raises(FetchError, match="leads from https"):
        ask(f"{site.root}/a")


def test_a_host_that_nobody_agreed_to_is_not_asked(serving, site):
    site.pages["/a"] = serving.redirect("http://www.army.mil.cn/list")
    seen = []

    def may_ask(host):
        seen.append(host)
        return not host.endswith("mil.cn")

    with pytest.raises(FetchError, match="may identify you"):
        ask(f"{site.root}/a", may_ask=may_ask)

    assert seen == ["127.0.0.1", "www.army.mil.cn"]


def test_a_proxy_is_asked_for_the_address(serving, site):
    site.pages["http://lists.example/a"] = serving.status(200, b"by proxy")

    answer = ask("http://lists.example/a", proxies={"http": site.root})

    assert answer[1] == b"by proxy"


def test_an_address_under_tls_is_asked_through_the_proxy_unread(site, certified):
    inner, certificate = certified

    answer = ask(
        f"{inner.root}/a", proxies={"https": site.root}, ca_bundle=str(certificate)
    )

    assert answer[1] == b"under TLS"
    assert [command for command, *_ in site.asked] == ["CONNECT"]


def test_a_proxy_that_refuses_is_said(serving, certified):
    closed = serving.Site()
    closed.close()

    with pytest.raises(FetchError, match="the proxy"):
        ask(f"{certified[0].root}/a", proxies={"https": closed.root})


def test_a_host_without_proxy_is_asked_directly(serving, site):
    site.pages["/a"] = serving.status(200, b"direct")
    proxies = {"http": "http://127.0.0.1:1"}

    assert ask(f"{site.root}/a", proxies=proxies, no_proxy="127.0.0.1")[1] == b"direct"


def test_a_proxy_that_is_none_is_said():
    with pytest.raises(UsageError, match="no proxy"):
        Door(Policy(proxies={"https": "socks://:secret@"}))


def test_the_variables_of_the_environment_are_not_read_here(serving, site, monkeypatch):
    site.pages["/a"] = serving.status(200, b"direct")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    assert ask(f"{site.root}/a")[1] == b"direct"


def test_a_certificate_that_nobody_knows_is_refused(certified):
    site, _ = certified

    with pytest.raises(FetchError, match="certificate") as caught:
        ask(f"{site.root}/a")

    assert "ca_bundle" in caught.value.hint
    assert site.asked == []


def test_a_certificate_of_the_setting_is_trusted(certified):
    site, certificate = certified

    assert ask(f"{site.root}/a", ca_bundle=str(certificate))[1] == b"under TLS"


def test_certificates_that_are_not_there_are_said():
    with pytest.raises(FetchError, match="certificates to trust") as caught:
        ask("https://127.0.0.1:1/", ca_bundle="/nowhere/ca.pem")

    assert "ca_bundle" in caught.value.hint
