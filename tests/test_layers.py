"""What the rooms may touch, seen from outside: contracts, imports and start-up."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "tieline"
HEAVY = {
    "duckdb", "numpy", "pypinyin", "rich", "python_calamine", "xlsxwriter", "tomlkit",
    "charset_normalizer", "followthemoney", "requests", "pypdfium2",
}  # fmt: skip

WATCH = """
import sys
touched = []
def hook(event, args):
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    doors = ("socket.connect", "sqlite3.connect", "subprocess.Popen", "os.mkdir",
             "os.rename", "os.remove")
    if writes or event in doors:
        touched.append((event, str(args[0])))
sys.dont_write_bytecode = True
sys.addaudithook(hook)
import importlib, json
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(touched))
"""


def python(*args):
    """Run our Python on its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(code):
    """The top-level packages that are in memory after `code` ran."""
    lines = python("-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))")
    return {name.split(".")[0] for name in lines.split()}


def imported_modules(path):
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_import_contracts_are_kept():
    script = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [script, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert done.returncode == 0, done.stdout


def test_the_oracle_is_never_imported():
    users = [
        p for p in HOUSE.rglob("*.py") if "followthemoney" in set(imported_modules(p))
    ]

    assert users == []


def test_importing_the_package_loads_nothing_heavy():
    loaded = loaded_by("import tieline")

    assert loaded & (HEAVY | {"click", "msgspec"}) == set()


def test_the_help_loads_nothing_heavy():
    code = "import sys; sys.argv = ['tieline', '--help']\n"
    code += "from tieline.__main__ import main\ntry: main()\nexcept SystemExit: pass"

    loaded = loaded_by(code)

    assert loaded & HEAVY == set()


def test_importing_every_module_touches_no_door():
    files = sorted(HOUSE.rglob("*.py"))
    names = [
        ".".join(("tieline", *f.relative_to(HOUSE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for f in files
        if f.name != "__main__.py"
    ]

    touched = json.loads(python("-c", WATCH, json.dumps(names)).splitlines()[-1])

    assert touched == []


@pytest.mark.parametrize("door", ["sqlite3", "duckdb"])
def test_one_room_owns_each_database(door):
    owner = {"sqlite3": "store", "duckdb": "engine"}[door]
    users = {
        p.relative_to(HOUSE).parts[0]
        for p in HOUSE.rglob("*.py")
        if door in {name.split(".")[0] for name in imported_modules(p)}
    }

    assert users <= {owner}
