"""Nothing undocumented, and nothing documented that does not run.

`scripts/run_pages.py` says how pages are marked.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import click
import pytest

from tieline.cli.main import COMMANDS, Face
from tieline.model.listing import Listing
from tieline.model.query import (
    EditionRef,
    End,
    Hit,
    Institution,
    NamedOrganisation,
    Party,
    Reason,
    Result,
    Run,
    Searched,
)
from tieline.workspace.settings import KEYS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(#[^)]*)?\)")


def script(name):
    """Load a script of the project by its name."""
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RUNNER = script("run_pages")
PAGES = RUNNER.pages()
blocks = RUNNER.blocks


def pages_with(kind, wanted=bool):
    """The pages that hold a block of a kind."""
    held = [p for p in PAGES if any(k == kind and wanted(t) for _, k, t in blocks(p))]
    return pytest.mark.parametrize("page", held, ids=lambda p: str(p.relative_to(ROOT)))


def all_commands():
    """Every command and command of a group, with its full name."""
    face = Face("tieline")
    waiting = [(name, face.get_command(click.Context(face), name)) for name in COMMANDS]
    while waiting:
        name, command = waiting.pop()
        if isinstance(command, click.Group):
            waiting += [(f"{name} {n}", c) for n, c in command.commands.items()]
        yield name, command


@pytest.fixture
def away(tmp_path, monkeypatch):
    """An empty folder to work in, without settings of its own."""
    (tmp_path / "work").mkdir()
    for name in [n for n in os.environ if n.startswith("TIELINE_")]:
        monkeypatch.delenv(name)
    for name, value in RUNNER.environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pages_with("python")
def test_every_python_block_runs(page, away):
    space = {"__name__": "__docs__"}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()

    for mark, kind, text in blocks(page):
        if mark.startswith(RUNNER.FILE):
            RUNNER.write_file(mark, text, away)
        elif kind == "python" and ">>> " in text:
            test = parser.get_doctest(text, space, page.name, str(page), 0)
            said = io.StringIO()
            assert runner.run(test, out=said.write).failed == 0, said.getvalue()
            space |= test.globs
        elif kind == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(text, str(page), "exec"), space)  # noqa: S102 - our docs


@pytest.mark.skipif(os.name == "nt", reason="the shell blocks are for a POSIX shell")
@pages_with("sh", RUNNER.commands)
def test_every_shell_block_runs_and_prints_what_the_page_shows(page):
    for text, printed in RUNNER.shown(page):
        assert printed == text, "run `make reference`"


def test_the_reference_follows_the_code():
    writer = ROOT / "scripts" / "write_reference.py"

    done = subprocess.run(
        [sys.executable, writer, "--check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_and_option_says_what_it_does():
    silent = []
    for name, command in all_commands():
        silent += [] if command.help else [name]
        options = [p for p in command.params if isinstance(p, click.Option)]
        silent += [f"{name} {o.opts[0]}" for o in options if not o.help]

    assert silent == []


def test_every_command_and_option_is_documented():
    page = (DOCS / "reference" / "command-line.md").read_text("utf-8")
    missing = []
    for name, command in all_commands():
        heading = re.search(rf"^##+ {re.escape(name)}$", page, re.MULTILINE)
        missing += [] if heading else [name]
        options = [p for p in command.params if isinstance(p, click.Option)]
        spellings = [s for o in options for s in o.opts]
        missing += [f"{name} {s}" for s in spellings if s not in page]

    assert missing == []


def test_every_setting_is_documented():
    page = (DOCS / "reference" / "settings.md").read_text("utf-8")

    assert [name for name in KEYS if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    "struct",
    [
        Run,
        EditionRef,
        Searched,
        Result,
        Party,
        Institution,
        NamedOrganisation,
        Hit,
        Reason,
        Listing,
        End,
    ],
)
def test_every_field_of_the_output_is_documented(struct):
    page = (DOCS / "reference" / "output.md").read_text("utf-8")

    fields = struct.__struct_fields__
    assert [field for field in fields if f"`{field}`" not in page] == []


def test_every_command_of_the_help_has_a_guide():
    """Each command is used somewhere outside the reference."""
    pages = [p for p in PAGES if p.parent.name != "reference"]
    text = "\n".join(page.read_text("utf-8") for page in pages)

    used = set(re.findall(r"tieline (?:-C \S+ )?([a-z]+)", text))
    assert set(COMMANDS) - used == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = [match[1] for match in LINK.finditer(page.read_text("utf-8"))]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_index():
    waiting, reached = [DOCS / "index.md"], set()
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page not in reached:
            reached.add(page)
            links = LINK.finditer(page.read_text("utf-8"))
            waiting += [(page.parent / link[1]).resolve() for link in links]

    assert set(DOCS.rglob("*.md")) - reached == set()


def test_the_citation_names_the_version_of_the_package():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    version = re.search(
        r'^version = "(.+)"$',
        (ROOT / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )

    assert f"\nversion: {version[1]}\n" in citation


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_every_make_target_that_the_docs_name_exists():
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))

    assert named - targets == set()
