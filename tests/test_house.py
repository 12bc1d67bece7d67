"""House rules that no linter checks: size, names, doors and docs."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "tieline"
MODULES = sorted(HOUSE.rglob("*.py"))
CODE = [
    *MODULES,
    *(p for d in ("bench", "fuzz", "scripts") for p in ROOT.glob(d + "/**/*.py")),
]
DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
VAGUE = {"util", "utils", "helpers", "common", "misc", "base", "manager", "core"}
BELONGING = re.compile(r"_(util|utils|helpers|common|misc|base|manager|core)$")

# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    r"py[p]i\.org",
    r"pythonho[s]ted",
    r"npm[j]s\.(org|com)",
    r"deb\.deb[i]an",
]
MACHINES = [
    r"(?<![\w./])/(wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)/",
    r"[A-Z]:\\User[s]\\",
]
LEFT_OVER = [r"\bTOD[O]\b", r"\bFIXM[E]\b", r"\bXX[X]:", r"NotImplemented[E]rror"]


def tracked():
    """Every text file under version control, or on disk where git is absent."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.split(b"\0")
        paths = [ROOT / name.decode() for name in names if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for d in ("src", "tests", "docs") for p in (ROOT / d).rglob("*")]
    binary = {
        ".parquet",
        ".tlx",
        ".tlr",
        ".xlsx",
        ".gz",
        ".xz",
        ".zip",
        ".png",
        ".pyc",
        ".so",
    }
    return sorted(p for p in paths if p.is_file() and p.suffix not in binary)


def rooms():
    """The rooms that the import contract names, each a package or a module."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    return sorted(room.strip() for line in layers for room in line.split("|"))


def found(patterns, paths):
    """Where any of the patterns stands: `file:line: text`."""
    wanted = re.compile("|".join(patterns))
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8", "replace").split("\n"), 1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_module_keeps_house(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    functions = [n for n in ast.walk(tree) if isinstance(n, DEFS)]

    assert text.count("\n") <= 400, "split the module"
    assert all(f.end_lineno - f.lineno < 50 for f in functions), "split the function"
    assert path.stem not in VAGUE, "name the module after what it does"
    assert not BELONGING.search(path.stem), "name the module after what it does"
    assert ast.get_docstring(tree), "say what the module is for"
    if path.name == "__init__.py" and path.parent != HOUSE:
        assert len(tree.body) == 1, "a room's __init__ holds its docstring only"


@pytest.mark.parametrize("room", rooms())
def test_room_exists(room):
    package, module = HOUSE / room / "__init__.py", HOUSE / f"{room}.py"

    assert package.is_file() or module.is_file()


def test_every_package_is_a_room_of_the_contract():
    packages = {p.parent.name for p in HOUSE.glob("*/__init__.py")}

    assert packages <= set(rooms())


def test_every_folder_of_modules_is_a_package():
    folders = {path.parent for path in MODULES}

    assert [f for f in folders if not (f / "__init__.py").is_file()] == []


def test_no_registry_host_is_named():
    assert found(REGISTRIES, tracked()) == []


def test_no_path_of_a_machine_is_named():
    assert found(MACHINES, tracked()) == []


def test_nothing_is_left_for_later_in_the_code():
    assert found(LEFT_OVER, CODE) == []


def test_text_is_utf8_with_plain_line_ends():
    samples = ROOT / "tests" / "samples"
    ours = [p for p in tracked() if samples not in p.parents]

    damaged = []
    for path in ours:
        data = path.read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            damaged.append(path)
        if b"\r\n" in data:
            damaged.append(path)

    assert damaged == []


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_silenced_check_has_its_name_and_its_reason(path):
    lines = path.read_text("utf-8").split("\n")
    silenced = [
        line
        for line in lines
        if re.search(r"# (noqa|type: ignore|pyright: ignore)", line)
    ]

    named = re.compile(r"(noqa: [A-Z]+\d+(, [A-Z]+\d+)*|ignore\[[\w, -]+\]) - \S")
    assert [line for line in silenced if not named.search(line)] == []


def test_nobody_prints_but_the_face():
    printing = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in MODULES
        if "cli" not in path.relative_to(HOUSE).parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]

    assert printing == []


def test_no_module_does_work_when_it_is_imported():
    """Only definitions, values and imports stand at the top level of a module."""
    idle = (*DEFS, ast.ClassDef, ast.Import, ast.ImportFrom, ast.If)
    idle += (ast.Assign, ast.AnnAssign, getattr(ast, "TypeAlias", ast.Assign))
    working = []
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            is_text = isinstance(node, ast.Expr) and isinstance(
                node.value, ast.Constant
            )
            if not is_text and not isinstance(node, idle):
                working.append(f"{path.relative_to(HOUSE)}:{node.lineno}")

    assert working == []


def test_a_package_lists_a_licence_for_each_dependency():
    notices = (ROOT / "docs" / "reference" / "third-party.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [re.split(r"[<>=\[ ;]", d)[0] for d in project["project"]["dependencies"]]

    assert [name for name in needed if f"| {name} |" not in notices] == []


def test_every_pin_carries_a_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        pins = re.findall(
            r"^[A-Za-z0-9_.-]+==[^\n]*(?:\n    [^\n]*)*", text, re.MULTILINE
        )

        assert pins, path
        assert [pin.split("\n")[0] for pin in pins if "--hash=sha256:" not in pin] == []
