"""Run the commands that the documentation shows, and renew what they print.

In a page, a comment `<!-- file: NAME -->` before a block makes the block a file of that
name in the folder where the page's commands run; `<!-- output -->` before a block says
that it is what the commands before it print. A command that ends with a comment
`# exit N` has to end with that code. `--check` changes nothing and fails when a page
shows what is not printed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>file: [\w./-]+|output) -->\n)?"
    r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXIT = re.compile(r"\s+# exit (\d+)$")
FILE = "file: "


class PageError(Exception):
    """A command of a page did not end as the page says."""


def pages() -> list[Path]:
    """Return every page of the documentation."""
    top = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
    return [ROOT / name for name in top] + sorted((ROOT / "docs").rglob("*.md"))


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """Return the fenced blocks of a page: mark, kind, text."""
    found = BLOCK.finditer(page.read_text("utf-8"))
    return [(block["mark"] or "", block["kind"], block["text"]) for block in found]


def commands(text: str) -> list[str]:
    """Return the commands of a shell block that call us, or feed us."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if re.search(r"(^|\| )tieline ", line)]


def write_file(mark: str, text: str, folder: Path) -> None:
    """Write a block that is marked as a file."""
    (folder / mark.removeprefix(FILE)).write_text(text, "utf-8", newline="\n")


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with `tieline` on the path and no settings of its own."""
    bin_, home = folder / "bin", folder / "home"
    bin_.mkdir()
    home.mkdir()
    tieline = bin_ / "tieline"
    tieline.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tieline "$@"\n', "utf-8")
    tieline.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TIELINE_")}
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    return (
        kept
        | dict.fromkeys(homes, str(home))
        | {
            "PATH": f"{bin_}{os.pathsep}{kept['PATH']}",
            "COLUMNS": "88",
            "NO_COLOR": "1",
        }
    )


def printed(line: str, folder: Path, env: dict[str, str]) -> str:
    """Run one command and return what it printed.

    Raises:
        PageError: it ended with another code than the page says.
    """
    wanted = EXIT.search(line)
    done = subprocess.run(
        ["bash", "-c", EXIT.sub("", line)],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != (int(wanted[1]) if wanted else 0):
        raise PageError(f"{line}\nended with {done.returncode}\n{done.stderr}")
    return "".join(text.rstrip() + "\n" for text in done.stdout.splitlines())


def shown(page: Path) -> Iterator[tuple[str, str]]:
    """Run a page; yield each output that it shows and what was printed."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place, "work")
        work.mkdir()
        env = environment(Path(place))
        last = ""
        for mark, kind, text in blocks(page):
            if mark.startswith(FILE):
                write_file(mark, text, work)
            elif mark == "output":
                yield text, last
            elif kind == "sh":
                last = "".join(printed(line, work, env) for line in commands(text))


def main() -> int:
    """Run the pages; renew them, or say which ones show what is not printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, default=pages())
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    wrong = 0
    for page in wanted.pages:
        text = page.read_text("utf-8")
        for old, new in shown(page):
            if old == new:
                continue
            wrong += 1
            mark = "<!-- output -->\n```text\n"
            text = text.replace(f"{mark}{old}```", f"{mark}{new}```")
            if wanted.check:
                print(f"{page.name} shows\n{old}\nbut this is printed\n{new}")
        if not wanted.check:
            page.write_text(text, "utf-8", newline="\n")
    return int(wanted.check and wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
