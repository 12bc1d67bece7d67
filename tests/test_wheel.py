"""The package as others get it: built, installed away from the checkout, and run."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "version"
]
HOOK = """
import sys
from scikit_build_core import build
make = build.build_sdist if sys.argv[1] == "sdist" else build.build_wheel
print(make(sys.argv[2], dict(pair.split("=", 1) for pair in sys.argv[3:])))
"""


def run(*command, cwd, **env):
    """Run a command without our environment's settings and without a network."""
    keep = {
        k: v for k, v in os.environ.items() if not k.startswith(("TIELINE_", "PYTHON"))
    }
    closed = {"PIP_NO_INDEX": "1", "http_proxy": "http://127.0.0.1:9", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=keep | closed | env,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind, folder, *, source=ROOT, **config):
    """Build a wheel or an sdist with the pinned backend; return the file."""
    pairs = [f"{key.replace('_', '.')}={value}" for key, value in config.items()]
    # CMake and Ninja come from the same environment as we do.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    out = run(sys.executable, "-c", HOOK, kind, folder, *pairs, cwd=source, PATH=path)
    return folder / out.split()[-1]


class Place:
    """An environment of its own that holds one wheel and what Tieline depends on."""

    def __init__(self, folder, wheel):
        self.folder = folder
        venv.create(folder / "env", with_pip=False)
        scheme = {"base": str(folder / "env"), "platbase": str(folder / "env")}
        packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=scheme))
        self.bin = Path(sysconfig.get_path("scripts", scheme="venv", vars=scheme))
        python = self.bin / Path(sys.executable).name
        # Dependencies are lent by path: a line of a .pth adds the folder, and the
        # .pth files inside it, our editable checkout among them, stay unread.
        lent = sysconfig.get_path("purelib"), sysconfig.get_path("platlib")
        (packages / "lent.pth").write_text("\n".join(dict.fromkeys(lent)), "utf-8")
        pip = [sys.executable, "-m", "pip", "--python", python, "install"]
        run(
            *pip,
            "--no-deps",
            "--no-index",
            "--quiet",
            "--ignore-installed",
            wheel,
            cwd=folder,
        )

    def tieline(self, *arguments):
        """Run the installed command in an empty folder."""
        home = {key: str(self.folder) for key in ("HOME", "XDG_DATA_HOME", "APPDATA")}
        return run(self.bin / "tieline", *arguments, cwd=self.folder, **home)

    def python(self, code):
        """Run code in the environment."""
        return run(self.bin / "python", "-c", code, cwd=self.folder)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def place(tmp_path_factory, wheel):
    return Place(tmp_path_factory.mktemp("away"), wheel)


@pytest.fixture(scope="module")
def pure_wheel(tmp_path_factory, sdist):
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(sdist) as archive:
        # The filter came with 3.11.4; the archive is ours.
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder, **safe)  # noqa: S202 - made by this test
    source = folder / f"tieline-{VERSION}"
    return build(
        "wheel", tmp_path_factory.mktemp("pure"), source=source, wheel_cmake="false"
    )


def test_the_installed_command_says_its_version(place):
    assert place.tieline("--version").strip() == f"tieline {VERSION}"


def test_the_package_comes_from_the_wheel_and_not_from_the_checkout(place):
    where = Path(place.python("import tieline; print(tieline.__file__)").strip())

    assert place.folder in where.parents


def test_the_installed_command_screens_against_its_own_data(place):
    lines = place.tieline("screen", "Hikvision", "-f", "ndjson").splitlines()

    kinds = [json.loads(line)["kind"] for line in lines]
    hits = json.loads(lines[1])["hits"]
    assert kinds == ["run", "result", "end"]
    assert any("HIKVISION" in hit["caption"].upper() for hit in hits)
    assert all(hit["reasons"] and hit["listings"] for hit in hits)


def test_the_wheel_holds_code_data_and_notices_only(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    info = f"tieline-{VERSION}.dist-info"
    tops = {name.split("/")[0] for name in names}
    assert tops == {"tieline", info}
    assert {
        "tieline/py.typed",
        f"{info}/licenses/LICENSE",
        f"{info}/licenses/NOTICE",
    } <= set(names)
    assert [
        n for n in names if n.endswith((".cpp", ".hpp", ".pyc", ".lock", ".part"))
    ] == []


def test_the_wheel_holds_every_data_file_of_the_package(wheel):
    source = ROOT / "src" / "tieline"
    left_out = {".py", ".pyc", ".so", ".pyd", ".cpp", ".hpp", ".h"}
    data = {
        f"tieline/{path.relative_to(source).as_posix()}"
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in left_out
    }

    with zipfile.ZipFile(wheel) as archive:
        missing = data - set(archive.namelist())

    assert missing == set()


def test_the_sdist_holds_what_a_build_needs(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}

    needed = {
        "pyproject.toml",
        "LICENSE",
        "NOTICE",
        "README.md",
        "src/tieline/__init__.py",
    }
    assert needed <= names
    assert not any(name.startswith((".venv", "demo/", "build/")) for name in names)


def test_without_a_compiler_the_package_works_from_python_alone(tmp_path, pure_wheel):
    place = Place(tmp_path, pure_wheel)

    result = json.loads(
        place.tieline("screen", "Hikvision", "-f", "ndjson").splitlines()[1]
    )

    assert pure_wheel.name.endswith("-none-any.whl")
    assert any("HIKVISION" in hit["caption"].upper() for hit in result["hits"])


def test_the_version_stands_in_one_place():
    stating = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if f'"{VERSION}"' in path.read_text("utf-8")
    ]

    assert stating == []
