"""A download is whole and what was asked for, or there is none."""

import base64
import gzip
import hashlib
import itertools
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from tieline.fetch.door import Door
from tieline.fetch.download import Wanted, download
from tieline.fetch.policy import Policy, Timing
from tieline.model.errors import FetchError, OfflineError

CSV = "".join(f"{number},Firm {number}\n" for number in range(2000)).encode()
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def slept():
    """The pauses that were made, in seconds."""
    return []


@pytest.fixture
def get(site, tmp_path, slept):
    """Download a path of the site to a file of the same name."""

    def call(path, *, etag=None, changed=None, tick=time.monotonic, **rules):
        rules = {"read_seconds": 30.0, "attempts": 3, **rules}
        timing = Timing(
            sleep=slept.append, jitter=lambda: 0.0, tick=tick, now=lambda: NOW
        )
        url = site.root + path
        wanted = Wanted(
            url=url,
            shown=url,
            target=tmp_path / path.rpartition("/")[2],
            etag=etag,
            last_modified=changed,
        )
        with Door(Policy(**rules)) as door:
            return download(door, wanted, timing, lambda *_: None)

    return call


def hash_of(row):
    """A key that puts rows out of order, so that they pack badly."""
    return hashlib.sha256(row).hexdigest()


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_with_what_the_server_says_of_it(
    serving, site, get, tmp_path
):
    changed = "Sat, 31 May 2025 10:00:00 GMT"
    site.pages["/list.csv"] = serving.Page(CSV, changed=changed)

    got = get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == CSV
    assert (got.is_new, got.size, got.etag) == (True, len(CSV), '"1"')
    assert got.sha256 == hashlib.sha256(CSV).hexdigest()
    assert got.last_modified == changed
    assert left(tmp_path) == ["list.csv"]


def test_an_unchanged_file_does_not_come_again(serving, site, get, tmp_path):
    changed = "Sat, 31 May 2025 10:00:00 GMT"
    site.pages["/a.csv"] = serving.Page(CSV)
    site.pages["/b.csv"] = serving.Page(CSV, etag=None, changed=changed)

    by_tag, by_time = get("/a.csv", etag='"1"'), get("/b.csv", changed=changed)

    assert (by_tag.is_new, by_time.is_new) == (False, False)
    assert left(tmp_path) == []


def test_a_broken_download_is_gone_on_with_where_it_broke(
    serving, site, get, tmp_path, slept
):
    page = serving.Page(CSV)
    site.pages["/list.csv"] = [serving.cut(page, 700), page]

    got = get("/list.csv")

    second = site.headers_of(1)
    assert (tmp_path / "list.csv").read_bytes() == CSV
    assert (second["Range"], second["If-Range"]) == ("bytes=700-", '"1"')
    assert (got.is_new, slept) == (True, [0.5])


def test_a_server_that_ignores_the_range_makes_it_start_again(
    serving, site, get, tmp_path
):
    page = serving.Page(CSV)
    whole = serving.status(200, CSV, ETag='"1"')
    site.pages["/list.csv"] = [serving.cut(page, 700), whole]

    get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == CSV


def test_a_file_that_changes_between_two_pieces_is_not_put_together_of_both(
    serving, site, get, tmp_path
):
    old, new = serving.Page(CSV), serving.Page(CSV.upper(), etag='"2"')
    # a server that overlooks If-Range
    wrong = serving.status(
        206,
        new.body[700:],
        ETag='"2"',
        **{"Content-Range": f"bytes 700-{len(CSV) - 1}/{len(CSV)}"},
    )
    site.pages["/list.csv"] = [serving.cut(old, 700), wrong, new]

    got = get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == new.body
    assert (got.etag, len(site.asked)) == ('"2"', 3)


def test_a_body_shorter_than_said_never_counts_as_whole(serving, site, get, tmp_path):
    site.pages["/list.csv"] = serving.cut(serving.Page(CSV), 700, told=99_999)

    with pytest.raises(FetchError, match=r"broke off|goes on elsewhere"):
        get("/list.csv")

    assert not (tmp_path / "list.csv").exists()


def test_a_body_in_pieces_that_breaks_off_is_gone_on_with(serving, site, get, tmp_path):
    page = serving.Page(CSV)
    site.pages["/list.csv"] = [serving.cut_pieces(page, 700), page]

    get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == CSV


def test_what_came_is_kept_for_the_next_call(serving, site, get, tmp_path):
    page = serving.Page(CSV)
    site.pages["/list.csv"] = [serving.cut(page, 700), serving.status(503)]
    with pytest.raises(FetchError, match="503"):
        get("/list.csv")
    kept = left(tmp_path)
    site.pages["/list.csv"] = page

    get("/list.csv")

    assert kept == ["list.csv.part", "list.csv.part.json"]
    assert site.headers_of(-1)["Range"] == "bytes=700-"
    assert (tmp_path / "list.csv").read_bytes() == CSV


def test_a_process_that_is_killed_leaves_a_part_and_no_file(
    serving, site, get, tmp_path
):
    page = serving.Page(CSV)
    site.pages["/list.csv"] = serving.slow(page, 0.001, site.stop)
    program = (
        "import sys, time, pathlib\n"
        "from datetime import UTC, datetime\n"
        "from tieline.fetch.door import Door\n"
        "from tieline.fetch.download import Wanted, download\n"
        "from tieline.fetch.policy import Policy, Timing\n"
        "url, place = sys.argv[1:]\n"
        "wanted = Wanted(url=url, shown=url, target=pathlib.Path(place))\n"
        "timing = Timing(sleep=time.sleep, jitter=lambda: 0.0, tick=time.monotonic,"
        " now=lambda: datetime.now(UTC))\n"
        "download(Door(Policy()), wanted, timing, lambda *_: None)\n"
    )
    target = tmp_path / "list.csv"
    part = tmp_path / "list.csv.part"
    running = subprocess.Popen(
        [sys.executable, "-c", program, f"{site.root}/list.csv", target]
    )
    until = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size > 100):
        assert time.monotonic() < until
        time.sleep(0.01)

    running.kill()
    running.wait()
    held, was_there = part.stat().st_size, target.exists()
    site.pages["/list.csv"] = page
    get("/list.csv")

    assert (was_there, target.read_bytes()) == (False, CSV)
    assert site.headers_of(-1)["Range"] == f"bytes={held}-"


def test_a_server_in_trouble_is_asked_again_with_longer_pauses(
    serving, site, get, slept
):
    site.pages["/list.csv"] = [
        serving.status(500),
        serving.status(502),
        serving.Page(CSV),
    ]

    got = get("/list.csv")

    assert (got.is_new, slept) == (True, [0.5, 1.0])


@pytest.mark.parametrize(
    ("asked", "pause"), [("7", 7.0), ("Sun, 01 Jun 2025 12:00:20 GMT", 20.0)]
)
def test_a_server_that_asks_for_a_pause_gets_it(
    serving, site, get, slept, asked, pause
):
    busy = serving.status(429, **{"Retry-After": asked})
    site.pages["/list.csv"] = [busy, serving.Page(CSV)]

    get("/list.csv")

    assert slept == [pause]


def test_a_pause_too_long_to_wait_for_is_said(serving, site, get, slept):
    site.pages["/list.csv"] = serving.status(429, **{"Retry-After": "86400"})

    with pytest.raises(FetchError) as caught:
        get("/list.csv")

    assert "86,400 seconds" in caught.value.hint
    assert (slept, len(site.asked)) == ([], 1)


def test_an_error_that_stays_ends_after_the_tries(serving, site, get, slept):
    site.pages["/list.csv"] = serving.status(
        500, b"<html><title>Oh\n no</title></html>"
    )

    with pytest.raises(FetchError, match="answers 500 \\(“Oh no”\\)"):
        get("/list.csv")

    assert (len(site.asked), len(slept)) == (3, 2)


@pytest.mark.parametrize(
    ("code", "said"), [(404, "gone"), (410, "gone"), (403, "refused"), (204, "204")]
)
def test_a_refusal_is_not_tried_again(serving, site, get, code, said):
    site.pages["/list.csv"] = serving.status(code)

    with pytest.raises(FetchError, match=said):
        get("/list.csv")

    assert len(site.asked) == 1


@pytest.mark.parametrize("name", ["list.xml", "list.csv", "list.json", "list.zip"])
def test_a_web_page_instead_of_data_is_refused_with_its_title(
    serving, site, get, tmp_path, name
):
    page = b"\n<!DOCTYPE html><html><head><title>Sign in &amp; go</title></head></html>"
    site.pages[f"/{name}"] = serving.Page(page, kind="text/html")

    with pytest.raises(FetchError, match="web page \\(“Sign in & go”\\)"):
        get(f"/{name}")

    assert left(tmp_path) == []


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip"])
def test_a_packed_body_is_unpacked_and_the_file_is_what_counts(
    serving, site, get, tmp_path, encoding
):
    site.pages["/list.csv"] = serving.packed(serving.Page(CSV), encoding)

    got = get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == CSV
    assert got.sha256 == hashlib.sha256(CSV).hexdigest()


def test_a_packed_body_that_broke_off_is_gone_on_with(serving, site, get, tmp_path):
    rows = sorted(CSV.splitlines(keepends=True), key=hash_of)
    body = gzip.compress(b"".join(rows), mtime=0)
    page = serving.Page(body, **{"Content-Encoding": "gzip"})
    site.pages["/list.csv"] = [serving.cut(page, 300), page]

    get("/list.csv")

    assert (tmp_path / "list.csv").read_bytes() == b"".join(rows)
    assert site.headers_of(1)["Range"] == "bytes=300-"


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_is_packed_itself_stays_so(serving, site, get, tmp_path, times):
    body = gzip.compress(CSV, mtime=0)
    sent = body if times == 1 else gzip.compress(body)
    site.pages["/list.csv.gz"] = serving.Page(sent, **{"Content-Encoding": "gzip"})

    get("/list.csv.gz")

    assert (tmp_path / "list.csv.gz").read_bytes() == body


def test_packing_that_is_cut_or_unknown_is_refused(serving, site, get, tmp_path):
    body = gzip.compress(CSV)[:-9]
    site.pages["/cut.csv"] = serving.Page(body, **{"Content-Encoding": "gzip"})
    site.pages["/odd.csv"] = serving.Page(CSV, **{"Content-Encoding": "br"})

    for name, said in (("cut", "cut off"), ("odd", "not asked for")):
        with pytest.raises(FetchError, match=said):
            get(f"/{name}.csv")

    assert left(tmp_path) == []


def test_a_body_without_end_is_given_up_at_the_cap(serving, site, get, tmp_path):
    site.pages["/list.csv"] = serving.endless()

    with pytest.raises(FetchError, match="larger than 1,000,000"):
        get("/list.csv", largest=1_000_000)

    assert left(tmp_path) == []


def test_a_body_that_is_said_to_be_too_large_is_not_taken(serving, site, get, tmp_path):
    site.pages["/list.csv"] = serving.Page(CSV)

    with pytest.raises(FetchError, match="larger than 100 bytes"):
        get("/list.csv", largest=100)

    assert left(tmp_path) == []


def test_a_bomb_is_given_up_at_the_cap(serving, site, get, tmp_path):
    page = serving.Page(b"0" * 20_000_000)
    site.pages["/list.csv"] = serving.packed(page)

    with pytest.raises(FetchError, match="unpacks to more than 1,000,000"):
        get("/list.csv", largest=1_000_000)

    assert left(tmp_path) == []


def test_a_body_that_stops_coming_is_given_up(serving, site, get):
    site.pages["/list.csv"] = serving.slow(serving.Page(CSV), 30, site.stop)

    with pytest.raises(FetchError, match=r"too long|in time"):
        get("/list.csv", read_seconds=0.5, attempts=1)


def test_a_body_that_trickles_is_given_up(serving, site, get):
    site.pages["/list.csv"] = serving.slow(serving.Page(CSV), 0.01, site.stop)

    with pytest.raises(FetchError, match="too slowly"):
        get("/list.csv", tick=itertools.count(step=20).__next__, attempts=1)


@pytest.mark.parametrize("field", ["Digest", "Repr-Digest", "Content-MD5"])
def test_a_checksum_that_is_told_has_to_agree(serving, site, get, tmp_path, field):
    def told(body):
        if field == "Content-MD5":
            return base64.b64encode(
                hashlib.md5(body, usedforsecurity=False).digest()
            ).decode()
        value = base64.b64encode(hashlib.sha256(body).digest()).decode()
        return f"sha-256=:{value}:" if field == "Repr-Digest" else f"SHA-256={value}"

    site.pages["/good.csv"] = serving.Page(CSV, **{field: told(CSV)})
    site.pages["/bad.csv"] = serving.Page(CSV, **{field: told(b"else")})

    get("/good.csv")
    with pytest.raises(FetchError, match="checksum"):
        get("/bad.csv")

    assert left(tmp_path) == ["good.csv"]


def test_an_empty_body_is_refused(serving, site, get):
    site.pages["/list.csv"] = serving.Page(b"")

    with pytest.raises(FetchError, match="is empty"):
        get("/list.csv")


def test_a_locked_network_is_not_asked(serving, site, get):
    site.pages["/list.csv"] = serving.Page(CSV)

    with pytest.raises(OfflineError):
        get("/list.csv", offline=True)

    assert site.asked == []


def test_a_server_that_is_not_there_is_said(get, site):
    site.close()

    with pytest.raises(FetchError, match=r"127\.0\.0\.1 cannot be reached"):
        get("/list.csv")


def test_the_server_is_told_who_asks(serving, site, get):
    site.pages["/list.csv"] = serving.Page(CSV)

    get("/list.csv", user_agent="tieline/9.9")

    sent = site.headers_of(0)
    assert sent["User-Agent"] == "tieline/9.9"
    assert set(sent) <= {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }
