"""Find code that nothing uses: vulture, taught what is used from outside.

Fields of structs are used by being written out, and plugs by being found by name.
"""

import ast
import io
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

import click
import requests
import urllib3
from vulture import Vulture
from vulture.core import Item

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "bench", "fuzz", "scripts")
STRUCTS = {"Struct", "TypedDict", "NamedTuple", "Protocol"}
# Found by name: by the registry, by the command line, by pytest.
FOUND_BY_NAME = {"SOURCE", "FEATURE", "COMMAND", "FORMAT", "EXTRACTOR"}
# A word that rooms to come will speak.
AHEAD = {"Step"}
# What a class of ours overrides is called by the library that it comes from, and what
# is hung on an XML or HTML parser, a session or a pool of connections by these.
LIBRARIES = (click.Group, expat.ParserCreate(), HTMLParser, io.RawIOBase)
NETWORK = (requests.Session(), urllib3.PoolManager(), urllib3.HTTPConnectionPool)
OVERRIDES = {name for each in (*LIBRARIES, *NETWORK) for name in dir(each)}


def struct_fields(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and line of each field of the structs that a module defines."""
    structs = set(STRUCTS)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        bases = {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
        bases |= {base.id for base in node.bases if isinstance(base, ast.Name)}
        if bases & structs:
            structs.add(node.name)
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(
                    field.target, ast.Name
                ):
                    yield field.target.id, field.lineno


def is_used_from_outside(item: Item) -> bool:
    """Tell whether an unused name is one that is used without being named."""
    path = Path(item.filename)
    if item.typ == "import" or item.name.startswith("__"):
        # Ruff knows better which imports are used, and Python calls what is dunder.
        return True
    if item.name in FOUND_BY_NAME | OVERRIDES | AHEAD:
        return True
    if "tests" in path.relative_to(ROOT).parts:
        return True
    return (item.name, item.first_lineno) in set(struct_fields(path))


def main() -> int:
    """Print what is dead; return 1 when there is any."""
    finder = Vulture()
    finder.scavenge([str(ROOT / folder) for folder in FOLDERS])
    dead = [
        item
        for item in finder.get_unused_code(min_confidence=60)
        if not is_used_from_outside(item)
    ]
    for item in dead:
        print(item.get_report())
    return int(bool(dead))


if __name__ == "__main__":
    sys.exit(main())
