"""Lists from the network: whole and new, or the last edition stays."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tieline import registry
from tieline.fetch.policy import Timing
from tieline.model.errors import LockedError, NotFoundError, OfflineError, UsageError
from tieline.model.source import Download
from tieline.store.locks import writer_lock
from tieline.store.project import Project
from tieline.workspace import parameters, sync_check, sync_plan
from tieline.workspace.purge import purge_dataset, sign
from tieline.workspace.status import status
from tieline.workspace.sync import sync_lists
from tieline.workspace.sync_check import check_lists
from tieline.workspace.sync_results import Syncing

SAMPLES = Path(__file__).parents[1] / "samples"
UN = (SAMPLES / "un_sc" / "un_sc_2026-02-27.xml").read_bytes()
CSL = (SAMPLES / "us_csl" / "us_csl_2023-11.csv").read_bytes()
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
CHANGED = "Sat, 28 Feb 2026 10:00:00 GMT"


@pytest.fixture
def publish(monkeypatch, site):
    """Say that lists are published on the site: key to downloads."""

    def call(**lists):
        known = {}
        for key, downloads in lists.items():
            declared = tuple(
                Download(url=site.root + path, name=name, edition=edition)
                for path, name, edition in downloads
            )
            one = registry.source(key)
            fields = {name: getattr(one, name) for name in one.__struct_fields__}
            known[key] = type(one)(**{**fields, "downloads": declared})
        for module in (sync_plan, sync_check, parameters):
            monkeypatch.setattr(module, "sources", lambda: known)

    return call


@pytest.fixture
def run(house, tmp_path):
    """Fetch lists into a project, without waiting; returns what came of each."""
    slept = []
    timing = Timing(
        sleep=slept.append, jitter=lambda: 0.0, tick=lambda: 0.0, now=lambda: NOW
    )

    def call(*keys, flags=None, **how):
        workspace = house.workspace_in(tmp_path, now=NOW, **(flags or {}))
        return list(sync_lists(workspace, keys, Syncing(timing=timing, **how)))

    return call


@pytest.fixture
def opened(house, tmp_path):
    """Open the workspace, with settings given by hand."""
    return lambda **flags: house.workspace_in(tmp_path, now=NOW, **flags)


@pytest.fixture
def in_force(house, tmp_path):
    """The editions in force, and how many records each was read from."""

    def call():
        workspace = house.workspace_in(tmp_path, now=NOW)
        held = workspace.catalog().editions()
        return {name: edition.records_in for name, edition in held.items()}

    return call


def check(house, folder, *keys, **how):
    workspace = house.workspace_in(folder, now=NOW)
    return list(check_lists(workspace, keys, Syncing(**how)))


def addresses(house, folder):
    workspace = house.workspace_in(folder, now=NOW)
    times = workspace.times(as_of=None, known_on=None)
    return status(workspace, times).addresses


def shrunk(text, kept):
    """The list of the United Nations with its first `kept` persons only."""
    persons = re.findall(rb"<INDIVIDUAL>.*?</INDIVIDUAL>", text, re.DOTALL)
    small = re.sub(
        rb"<ENTITIES>.*</ENTITIES>", b"<ENTITIES></ENTITIES>", text, flags=re.DOTALL
    )
    for person in persons[kept:]:
        small = small.replace(person, b"")
    return small.replace(b'dateGenerated="2026-02-27', b'dateGenerated="2026-03-27')


def waiting_files(folder):
    return sorted(
        path.name
        for path in (folder / "project" / "downloads").rglob("*")
        if path.is_file() and path.parent.parent.name != "project"
    )


def test_a_list_is_fetched_and_imported(serving, site, publish, run, in_force):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN, kind="text/xml")

    (done,) = run()

    assert (done.source, done.outcome, done.records_in) == ("un_sc", "imported", 8)
    assert done.published == "2026-02-27"
    assert in_force() == {"un_sc": 8}


def test_an_unchanged_list_is_neither_sent_nor_imported_again(
    serving, site, publish, run, tmp_path
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN, changed=CHANGED)
    run()
    before = (tmp_path / "project" / "catalog.json").read_bytes()

    (again,) = run()

    sent = site.headers_of(1)
    assert again.outcome == "unchanged"
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"1"', CHANGED)
    assert (tmp_path / "project" / "catalog.json").read_bytes() == before
    assert waiting_files(tmp_path) == ["state.json"]


def test_the_same_bytes_under_a_new_tag_are_unchanged(serving, site, publish, run):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(UN, etag='"2"')

    (again,) = run()
    run()

    assert again.outcome == "unchanged"
    assert site.headers_of(2)["If-None-Match"] == '"2"'


def test_the_day_of_a_list_that_tells_none_is_that_of_its_server(
    serving, site, publish, run
):
    publish(us_csl=[("/csl.csv", "consolidated.csv", "")])
    site.pages["/csl.csv"] = serving.Page(CSL, changed=CHANGED)

    (done,) = run()

    assert (done.outcome, done.published) == ("imported", "2026-02-28")


def test_one_list_that_fails_does_not_stop_the_others(
    serving, site, publish, run, in_force
):
    publish(
        gb_ofsi=[("/gb.csv", "ConList.csv", "")],
        un_sc=[("/un.xml", "consolidated.xml", "")],
        us_csl=[("/csl.csv", "consolidated.csv", "")],
    )
    site.pages["/gb.csv"] = serving.status(500)
    site.pages["/un.xml"] = serving.Page(
        b"<html><title>Maintenance</title></html>", kind="text/html"
    )
    site.pages["/csl.csv"] = serving.Page(CSL)

    outcomes = {done.source: done for done in run()}

    assert outcomes["us_csl"].outcome == "imported"
    assert outcomes["gb_ofsi"].outcome == outcomes["un_sc"].outcome == "failed"
    assert "500" in outcomes["gb_ofsi"].reason
    assert "Maintenance" in outcomes["un_sc"].reason
    assert set(in_force()) == {"us_csl"}


def test_a_list_that_breaks_off_leaves_the_last_edition_and_is_gone_on_with(
    serving, site, publish, run, in_force
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    grown = UN.replace(b'dateGenerated="2026-02-27', b'dateGenerated="2026-03-02')
    page = serving.Page(grown, etag='"2"')
    site.pages["/un.xml"] = [serving.cut(page, 4000), serving.status(503)]

    (failed,) = run()
    still = in_force()
    site.pages["/un.xml"] = page
    (done,) = run()

    assert (failed.outcome, still) == ("failed", {"un_sc": 8})
    assert (done.outcome, done.published) == ("imported", "2026-03-02")
    assert site.headers_of(-1)["Range"] == "bytes=4000-"


def test_a_list_that_lost_much_is_held_until_somebody_confirms_it(
    serving, site, publish, run, in_force
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(shrunk(UN, 1), etag='"2"')

    (held,), (again,) = run(), run()
    before = in_force()
    (confirmed,) = run("un_sc", confirm=True, flags={"offline": True})

    assert held.outcome == again.outcome == "held"
    assert "holds 1 records" in held.reason
    assert "--confirm un_sc" in held.hint
    assert before == {"un_sc": 8}
    assert (confirmed.outcome, in_force()) == ("imported", {"un_sc": 1})
    assert [one.outcome for one in run()] == ["unchanged"]


def test_yes_imports_a_list_that_lost_much(serving, site, publish, run, in_force):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(shrunk(UN, 1), etag='"2"')
    run()

    (done,) = run(yes=True)

    assert (done.outcome, in_force()) == ("imported", {"un_sc": 1})


def test_a_whole_list_takes_the_place_of_one_that_was_held(serving, site, publish, run):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(shrunk(UN, 1), etag='"2"')
    run()
    mended = UN.replace(b'dateGenerated="2026-02-27', b'dateGenerated="2026-03-28')
    site.pages["/un.xml"] = serving.Page(mended, etag='"3"')

    (done,) = run()

    assert (done.outcome, done.published) == ("imported", "2026-03-28")
    with pytest.raises(UsageError, match="nothing of un_sc waits"):
        run("un_sc", confirm=True)


def test_a_list_that_was_mended_by_going_back_waits_no_more(
    serving, site, publish, run, in_force
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(shrunk(UN, 1), etag='"2"')
    run()
    site.pages["/un.xml"] = serving.Page(UN)

    (done,) = run()

    assert (done.outcome, in_force()) == ("unchanged", {"un_sc": 8})
    with pytest.raises(UsageError, match="nothing of un_sc waits"):
        run("un_sc", confirm=True)


def test_a_list_that_cannot_be_read_is_refused_and_the_last_edition_stays(
    serving, site, publish, run, in_force
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    other = UN.replace(b"<DATAID>", b"<NEWID>").replace(b"</DATAID>", b"</NEWID>")
    site.pages["/un.xml"] = serving.Page(other, etag='"2"')

    (done,) = run()

    assert (done.outcome, in_force()) == ("refused", {"un_sc": 8})
    assert "consolidated.xml" in done.reason


OFAC = {
    path.name: path.read_bytes()
    for path in sorted((SAMPLES / "us_ofac" / "cons_2025-12").iterdir())
}


def publish_ofac(serving, site, publish, *, etag='"1"', **changed):
    publish(us_ofac=[(f"/{name}", name, "cons") for name in OFAC])
    for name, body in OFAC.items():
        tag = '"2"' if name in changed else etag
        site.pages[f"/{name}"] = serving.Page(
            changed.get(name, body), etag=tag, changed=CHANGED
        )


def test_the_files_of_one_edition_are_imported_together(
    serving, site, publish, run, in_force
):
    publish_ofac(serving, site, publish)

    (done,) = run()

    assert (done.outcome, done.dataset) == ("imported", "us_ofac_cons")
    assert {file.outcome for file in done.files} == {"fetched"}
    assert in_force() == {"us_ofac_cons": 5}


def test_a_file_that_did_not_change_is_fetched_again_beside_one_that_did(
    serving, site, publish, run
):
    publish_ofac(serving, site, publish)
    run()
    rows = OFAC["cons_alt.csv"].splitlines(keepends=True)
    changed = b"".join(rows[1:]) if len(rows) > 2 else rows[0]
    publish_ofac(serving, site, publish, **{"cons_alt.csv": changed})

    (done,) = run(yes=True)

    assert done.outcome == "imported"
    assert len(site.asked) == len(OFAC) * 3 - 1


def test_an_edition_without_one_of_its_files_is_not_imported(
    serving, site, publish, run, in_force
):
    publish_ofac(serving, site, publish)
    site.pages["/cons_alt.csv"] = serving.status(404)

    (done,) = run()
    nothing = in_force()
    publish_ofac(serving, site, publish)
    (again,) = run()

    assert (done.outcome, nothing) == ("failed", {})
    assert again.outcome == "imported"
    assert sorted(file.outcome for file in again.files) == [
        "fetched",
        *["waiting"] * (len(OFAC) - 1),
    ]


def test_a_word_that_the_address_needs_is_a_setting_and_never_shown(
    serving, site, publish, run, house, tmp_path
):
    publish(un_sc=[("/un.xml?token={token}", "consolidated.xml", "")])
    site.pages["/un.xml?token=s3cret-word"] = serving.redirect("/x?t=s3cret-word", 301)

    (skipped,) = run()
    with_word = house.workspace_in(tmp_path, now=NOW, **{"un_sc.token": "s3cret-word"})
    (failed,) = list(sync_lists(with_word, (), Syncing()))

    assert skipped.outcome == "skipped"
    assert skipped.hint == "Set it: tieline config set un_sc.token WORD"
    assert failed.outcome == "failed"
    written = [
        path.read_text("utf-8") for path in (tmp_path / "project").rglob("*.json")
    ]
    assert "s3cret" not in "".join([str(failed), *written])


def test_a_host_that_may_tell_who_asks_is_put_to_a_person_once(
    serving, site, publish, run
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.redirect("http://lists.mod.gov.cn/un.xml")
    site.pages["http://lists.mod.gov.cn/un.xml"] = serving.Page(UN)
    proxy = {"http_proxy": site.root, "no_proxy": "127.0.0.1"}
    asked = []

    def agree(question):
        asked.append(question)
        return len(asked) > 1

    no = run(flags=proxy, agree=agree)
    first_answer = list(asked)
    yes = run(flags=proxy, agree=agree)
    site.pages["/un.xml"] = serving.redirect("http://lists.mod.gov.cn/un.xml")
    again = run(flags=proxy, agree=agree)

    assert [one.outcome for one in (*no, *yes, *again)] == [
        "failed",
        "imported",
        "unchanged",
    ]
    assert (len(first_answer), len(asked)) == (1, 2)
    assert "Ministry of National Defence" in asked[0]


def test_a_locked_network_opens_no_socket(publish, run, site):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])

    with pytest.raises(OfflineError):
        run(flags={"offline": True})

    assert site.asked == []


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(
    publish, run, site, tmp_path
):
    publish(
        un_sc=[("/un.xml", "consolidated.xml", "")],
        us_csl=[("/csl?key={key}", "consolidated.csv", "")],
    )

    un, csl = run(dry_run=True, flags={"http_proxy": "http://proxy.example:3128"})

    assert (un.outcome, csl.outcome) == ("would ask", "skipped")
    assert un.files[0].hint == "127.0.0.1, through the proxy"
    assert site.asked == []
    assert not (tmp_path / "project").exists()


def test_a_dry_run_says_whom_one_is_asked_about(publish, run, site, monkeypatch):
    monkeypatch.setattr(site, "root", "http://www.mil.cn")
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])

    (un,) = run(dry_run=True)

    assert "www.mil.cn, directly; it belongs to the People's" in un.files[0].hint


def test_two_cannot_fetch_at_once(serving, site, publish, run, tmp_path):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    folder = Project(root=tmp_path / "project" / "downloads")

    with writer_lock(folder, by="Jo", at="2026-03-31"), pytest.raises(LockedError):
        run()


def test_a_list_that_was_purged_is_fetched_whole_again(
    serving, site, publish, run, opened
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    workspace = opened(by="Jo")
    purge_dataset(workspace, "un_sc", sign(workspace, "a test"))

    (done,) = run()

    assert (done.outcome, done.records_in) == ("imported", 8)
    assert "If-None-Match" not in site.headers_of(1)


def test_a_purge_takes_out_what_waits(serving, site, publish, run, house, tmp_path):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = serving.Page(shrunk(UN, 1), etag='"2"')
    run()
    waited = waiting_files(tmp_path)
    workspace = house.workspace_in(tmp_path, now=NOW, by="Jo")

    purge_dataset(workspace, "un_sc", sign(workspace, "a test"))

    assert waited == ["consolidated.xml", "state.json"]
    assert waiting_files(tmp_path) == ["state.json"]


def test_an_unknown_list_and_one_without_address_are_said(publish, run):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")], us_1260h=[])

    with pytest.raises(NotFoundError, match="no source 'un'"):
        run("un")
    with pytest.raises(UsageError, match="says no address"):
        run("us_1260h")


def test_a_register_is_fetched_by_name_only(serving, site, publish, run):
    publish(ror=[("/ror.ndjson", "ror.ndjson", "")])
    sample = SAMPLES / "ror" / "ror_synthetic.ndjson"
    site.pages["/ror.ndjson"] = serving.Page(sample.read_bytes(), changed=CHANGED)

    unnamed, named, held = run(), run("ror"), run()

    assert (unnamed, named[0].outcome, held[0].outcome) == ([], "imported", "unchanged")


def test_of_two_forms_of_one_list_one_is_fetched(publish, run):
    publish(
        us_ofac=[("/cons_prim.csv", "cons_prim.csv", "")],
        us_ofac_xml=[("/sdn.xml", "sdn.xml", "")],
    )

    tried = run(dry_run=True)

    assert [one.source for one in tried] == ["us_ofac"]


@pytest.mark.parametrize(
    "moment", ["gathering", "storing", "settling", "writing", "done"]
)
def test_a_process_that_is_killed_leaves_a_whole_edition_and_is_gone_on_with(
    serving, site, publish, run, tmp_path, moment
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tieline import registry\n"
        "from tieline.model.source import Download\n"
        "from tieline.store import writing\n"
        "from tieline.workspace import sync_group, sync_plan, sync\n"
        "from tieline.workspace.sync_results import Syncing\n"
        "from tieline.workspace.workspace import open_workspace\n"
        "one = registry.source('un_sc')\n"
        "fields = {n: getattr(one, n) for n in one.__struct_fields__}\n"
        "fields['downloads'] = (Download(url=sys.argv[1], name='consolidated.xml'),)\n"
        "sync_plan.sources = lambda: {'un_sc': type(one)(**fields)}\n"
        "kill = lambda *_, **__: os.kill(os.getpid(), 9)\n"
        "places = {'gathering': (sync_group, 'import_files'),\n"
        "    'storing': (writing.EditionWriter, 'finish'),\n"
        "    'settling': (sync_group.GroupSync, '_settle'),\n"
        "    'writing': (sync_group, 'remove_folder'),\n"
        "    'done': (sync_group, '_synced')}\n"
        "setattr(*places[sys.argv[3]], kill)\n"
        "workspace = open_workspace(Path('.'), project=Path(sys.argv[2]), env={})\n"
        "list(sync.sync_lists(workspace, (), Syncing()))\n"
    )
    newer = UN.replace(b'dateGenerated="2026-02-27', b'dateGenerated="2026-03-02')
    site.pages["/un.xml"] = serving.Page(newer, etag='"2"')

    killed = subprocess.run(
        [
            *(sys.executable, "-c", program),
            *(f"{site.root}/un.xml", tmp_path / "project", moment),
        ],
        check=False,
        capture_output=True,
    )
    (done,) = run()

    wanted = {"settling": "already held", "writing": "unchanged", "done": "unchanged"}
    assert killed.returncode == -9, killed.stderr
    assert done.outcome == wanted.get(moment, "imported")
    assert site.headers_of(-1)["If-None-Match"] == '"2"'
    assert [one.outcome for one in run()] == ["unchanged"]
    assert waiting_files(tmp_path) == ["state.json"]


def test_what_became_of_each_address_is_said_and_remembered(
    serving, site, publish, run, house, tmp_path
):
    names = ("same", "newer", "moved", "gone", "page", "down", "word")
    keys = ("un_sc", "us_csl", "gb_ofsi", "us_1260h", "ror", "ftm", "us_ofac")
    paths = {name: f"/{name}.xml" for name in names} | {"word": "/word?{word}"}
    publish(
        **{
            key: [(paths[name], "consolidated.xml", "")]
            for key, name in zip(keys, names, strict=True)
        }
    )
    for name in ("same", "newer"):
        site.pages[f"/{name}.xml"] = serving.Page(UN)
    run("un_sc")
    before = addresses(house, tmp_path)
    site.pages["/moved.xml"] = serving.redirect("/elsewhere.xml", 301)
    site.pages["/elsewhere.xml"] = serving.Page(UN)
    site.pages["/gone.xml"] = serving.status(410)
    site.pages["/page.xml"] = serving.Page(
        b"<!doctype html><title>New portal</title>", kind="text/html"
    )
    site.pages["/down.xml"] = serving.status(503)

    found = {one.source: one for one in check(house, tmp_path)}

    assert [found[key].outcome for key in keys] == [
        "unchanged",
        "newer",
        "moved",
        "gone",
        "html instead of data",
        "unreachable",
        "skipped",
    ]
    assert found["gb_ofsi"].moved_to == f"{site.root}/elsewhere.xml"
    assert "New portal" in found["ror"].detail
    assert [one.is_bad for one in found.values()].count(True) == 3
    after = {one.source: one for one in addresses(house, tmp_path)}
    assert {one.source: one.outcome for one in before} == {
        key: "unchanged" if key == "un_sc" else "never tried" for key in keys
    } | {"un_sc": "fetched"}
    assert after["us_1260h"].outcome == "gone"
    assert after["us_1260h"].tried_at == "2026-03-31T12:00:00Z"
    assert after["un_sc"].fetched_at == "2026-03-31T12:00:00Z"


def test_a_server_that_knows_no_head_is_asked_for_the_first_bytes(
    serving, site, publish, run, house, tmp_path
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    site.pages["/un.xml"] = [serving.status(405), serving.Page(UN)]

    (found,) = check(house, tmp_path)

    assert found.outcome == "unchanged"
    assert site.asked[-1][0] == "GET"
    assert site.headers_of(-1)["Range"] == "bytes=0-4095"


def test_a_check_imports_nothing(serving, site, publish, house, tmp_path, in_force):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)

    (found,) = check(house, tmp_path)

    assert found.outcome == "newer"
    assert (in_force(), waiting_files(tmp_path)) == ({}, ["state.json"])


def test_what_was_purged_is_not_called_held_or_unchanged(
    serving, site, publish, run, house, tmp_path
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    workspace = house.workspace_in(tmp_path, now=NOW, by="Jo")
    purge_dataset(workspace, "un_sc", sign(workspace, "a test"))

    (known,) = addresses(house, tmp_path)
    (found,) = check(house, tmp_path)

    assert (known.outcome, known.fetched_at) == ("fetched", None)
    assert found.outcome == "newer"


def test_status_says_where_it_cannot_be_told_what_was_tried(
    serving, site, publish, run, house, tmp_path
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN)
    run()
    path = tmp_path / "project" / "downloads" / "un_sc" / "state.json"
    path.write_text("{", "utf-8")

    (known,) = addresses(house, tmp_path)

    assert (known.outcome, known.tried_at) == ("cannot be told", None)
    assert known.detail == f"{path} is damaged"


def test_the_state_file_says_what_its_server_said(
    serving, site, publish, run, tmp_path
):
    publish(un_sc=[("/un.xml", "consolidated.xml", "")])
    site.pages["/un.xml"] = serving.Page(UN, changed=CHANGED)

    run()

    path = tmp_path / "project" / "downloads" / "un_sc" / "state.json"
    (known,) = json.loads(path.read_text("utf-8"))["addresses"].values()
    assert known["in_force"]["etag"] == '"1"'
    assert known["in_force"]["last_modified"] == CHANGED
    assert known["in_force"]["size"] == len(UN)
    assert known["in_force"]["fetched_at"] == "2026-03-31T12:00:00Z"
    assert len(known["in_force"]["sha256"]) == 64


REAL = {
    "un_sc": ("un_sc_consolidated_2026-02-27.xml", "consolidated.xml", 1003),
    "gb_ofsi": ("uk_ofsi_conlist_2018-04-13.csv", "ConList.csv", 9487),
}


@pytest.mark.parametrize("key", REAL)
def test_a_real_list_comes_through_a_bad_line_as_it_does_from_the_disk(
    shared, serving, site, publish, run, key
):
    file, name, records = REAL[key]
    path = shared / "data" / "lists" / file
    page = serving.Page(path.read_bytes())
    publish(**{key: [("/list", name, "")]})
    site.pages["/list"] = [
        serving.status(500),
        serving.cut(page, len(page.body) // 3),
        serving.cut(page, len(page.body) // 2),
        page,
    ]

    (done,) = run(key)

    assert (done.outcome, done.records_in) == ("imported", records)
    assert done.version.endswith(hashlib.sha256(page.body).hexdigest()[:8])


def test_a_real_list_that_lost_nine_tenths_is_held(
    shared, serving, site, publish, run, in_force
):
    body = (shared / "data" / "lists" / REAL["un_sc"][0]).read_bytes()
    publish(un_sc=[("/list", "consolidated.xml", "")])
    site.pages["/list"] = serving.Page(body)
    run()
    site.pages["/list"] = serving.Page(shrunk(body, 100), etag='"2"')

    (held,) = run()

    assert held.outcome == "held"
    assert "holds 100 records" in held.reason
    assert in_force() == {"un_sc": 1003}
