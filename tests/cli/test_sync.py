"""The command that fetches lists: what it prints, asks and ends with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tieline import registry
from tieline.model.source import Download
from tieline.workspace import parameters, sync_check, sync_plan

SAMPLE = Path(__file__).parents[1] / "samples" / "un_sc" / "un_sc_2026-02-27.xml"


@pytest.fixture
def un(serving, site, monkeypatch):
    """The list of the United Nations, published on the site; returns its page."""
    declare(monkeypatch, f"{site.root}/un.xml")
    page = serving.Page(SAMPLE.read_bytes(), kind="text/xml")
    site.pages["/un.xml"] = page
    return page


def declare(monkeypatch, address):
    """Say that the list of the United Nations is published at an address."""
    one = registry.source("un_sc")
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    fields["downloads"] = (Download(url=address, name="consolidated.xml"),)
    for module in (sync_plan, sync_check, parameters):
        monkeypatch.setattr(module, "sources", lambda: {"un_sc": type(one)(**fields)})


WATCH = """
import sys
opened = []
def hook(event, args):
    if event.startswith("socket."):
        opened.append(event)
sys.addaudithook(hook)
sys.argv = ["tieline", *sys.argv[1:]]
from tieline.__main__ import main
try:
    main()
except SystemExit as end:
    print("code", end.code)
print("opened", opened)
"""


def watched(folder, *words):
    """Run a command in a process that writes down which sockets it opens."""
    return subprocess.run(
        [sys.executable, "-c", WATCH, "-C", folder / "case", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("un")
def test_a_list_is_fetched_and_then_unchanged(tieline):
    first = tieline("-C", "case", "sync")
    second = tieline("-C", "case", "sync", "-f", "table")

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    (row,) = lines(first)
    assert (row["kind"], row["source"], row["outcome"]) == (
        "synced",
        "un_sc",
        "imported",
    )
    assert "Made a project in" in first.stderr
    assert "unchanged" in second.stdout


@pytest.mark.usefixtures("un")
def test_a_list_that_fails_ends_with_1_and_says_what_to_do(tieline, serving, site):
    site.pages["/un.xml"] = serving.status(404)

    done = tieline("-C", "case", "sync", "un_sc")

    assert done.exit_code == 1
    assert "un_sc not fetched: is gone: answers 404" in done.stderr
    assert "What to do" in done.stderr


@pytest.mark.usefixtures("un")
def test_a_check_says_what_became_of_the_address_and_status_remembers(
    tieline, serving, site
):
    never = tieline("-C", "case", "status", "-f", "table")
    site.pages["/un.xml"] = serving.status(410)

    done = tieline("-C", "case", "sync", "--check")
    after = tieline("-C", "case", "status", "-f", "table")
    listed = lines(tieline("-C", "case", "status"))

    assert "never tried: un_sc" in never.stdout
    assert (done.exit_code, lines(done)[0]["outcome"]) == (1, "gone")
    assert "un_sc consolidated.xml: gone on" in after.stdout
    (address,) = [row for row in listed if row["kind"] == "address"]
    assert address["outcome"] == "gone"
    assert listed[-1]["kind"] == "end"
    assert tieline("-C", "case", "status", "-f", "csv").exit_code == 0


def test_a_moved_address_is_said(tieline, serving, site, un):
    site.pages["/un.xml"] = serving.redirect("/new.xml", 308)
    site.pages["/new.xml"] = un

    done = tieline("-C", "case", "sync")

    assert done.exit_code == 0
    assert f"/un.xml has moved to {site.root}/new.xml" in done.stderr


def shrunk(text):
    """The list with its first person only."""
    start, end = text.index(b"<ENTITIES>"), text.index(b"</ENTITIES>")
    small = text.replace(text[start:end], b"<ENTITIES>")
    for person in text.split(b"<INDIVIDUAL>")[2:]:
        small = small.replace(b"<INDIVIDUAL>" + person.split(b"</INDIVIDUALS>")[0], b"")
    return small


@pytest.fixture
def waiting(tieline, serving, site, un):
    """A project in which an edition waits that lost much; what the command said."""
    tieline("-C", "case", "sync")
    small = shrunk(un.body)
    site.pages["/un.xml"] = serving.Page(small, etag='"2"', kind="text/xml")
    return tieline("-C", "case", "sync")


def test_a_list_that_lost_much_waits_with_exit_1_until_it_is_confirmed(
    tieline, waiting
):
    said = tieline("-C", "case", "status", "-f", "table")
    confirmed = tieline("-C", "case", "--offline", "sync", "--confirm", "un_sc")

    assert waiting.exit_code == 1
    assert "un_sc waits: holds 1 records" in waiting.stderr
    assert "waits: holds 1 records" in said.stdout
    assert (confirmed.exit_code, lines(confirmed)[0]["outcome"]) == (0, "imported")


@pytest.mark.usefixtures("waiting")
def test_to_confirm_opens_no_socket(site, tmp_path):
    state = tmp_path / "case" / "downloads" / "un_sc" / "state.json"
    (address,) = registry.source("un_sc").downloads
    text = state.read_text("utf-8").replace(f"{site.root}/un.xml", address.url)
    state.write_text(text, "utf-8")

    done = watched(tmp_path, "sync", "--confirm", "un_sc")

    assert '"outcome":"imported"' in done.stdout
    assert done.stdout.splitlines()[-1] == "opened []"


@pytest.mark.usefixtures("un")
def test_what_cannot_be_meant_is_wrong_usage(tieline):
    calls = (["--check", "--confirm"], ["--confirm"], ["--confirm", "un_sc"])

    codes = [tieline("-C", "case", "sync", *words).exit_code for words in calls]

    assert codes == [2, 2, 2]


def test_a_word_of_an_address_is_set_by_config(tieline, un, monkeypatch, site):
    declare(monkeypatch, f"{site.root}/un.xml?token={{token}}")
    site.pages["/un.xml?token=word"] = un

    skipped = tieline("-C", "case", "sync")
    wrong = tieline("-C", "case", "config", "set", "un_sc.tokn", "word")
    tieline("-C", "case", "config", "set", "by", "Jo")
    right = tieline("-C", "case", "config", "set", "un_sc.token", "word")
    told = tieline("-C", "case", "config", "get", "un_sc.token")
    done = tieline("-C", "case", "sync")

    assert (skipped.exit_code, lines(skipped)[0]["outcome"]) == (0, "skipped")
    assert "tieline config set un_sc.token WORD" in skipped.stderr
    assert (wrong.exit_code, right.exit_code) == (2, 0), wrong.output
    assert told.stdout == "word\n"
    assert lines(done)[0]["outcome"] == "imported"


@pytest.mark.parametrize(
    "words",
    [
        ["--offline", "sync"],
        ["--offline", "sync", "--check"],
        ["--offline", "sync", "un_sc", "--yes"],
        ["sync", "--dry-run"],
        ["status"],
    ],
    ids=" ".join,
)
def test_a_locked_network_opens_no_socket(tmp_path, words):
    done = watched(tmp_path, *words)

    is_locked = "--offline" in words
    assert done.stdout.splitlines()[-1] == "opened []"
    assert ("the network is locked" in done.stderr) == is_locked
    assert f"code {int(is_locked)}" in done.stdout


@pytest.mark.usefixtures("un")
def test_a_dry_run_names_the_hosts(tieline, site):
    done = tieline("-C", "case", "sync", "-n", "-f", "table")

    assert (done.exit_code, site.asked) == (0, [])
    assert "consolidated.xml from 127.0.0.1, directly" in done.stdout


def test_nobody_is_asked_in_a_pipe_and_yes_is_remembered(
    tieline, site, un, monkeypatch
):
    declare(monkeypatch, "http://www.mil.cn/un.xml")
    site.pages["http://www.mil.cn/un.xml"] = un
    proxy = {"HTTP_PROXY": site.root, "http_proxy": ""}

    refused = tieline("-C", "case", "sync", env=proxy)
    before = list(site.asked)
    agreed = tieline("-C", "case", "sync", "--yes", env=proxy)
    again = tieline("-C", "case", "sync", env=proxy)

    assert (refused.exit_code, before) == (1, [])
    assert "www.mil.cn may identify you" in refused.stderr
    assert "--yes" in refused.stderr
    assert [lines(done)[0]["outcome"] for done in (agreed, again)] == [
        "imported",
        "unchanged",
    ]


@pytest.mark.usefixtures("un")
def test_the_setting_locks_the_network_too(tieline, site):
    tieline("-C", "case", "sync")
    tieline("-C", "case", "config", "set", "offline", "true")

    done = tieline("-C", "case", "sync")

    assert (done.exit_code, len(site.asked)) == (1, 1)
    assert "the network is locked" in done.stderr
