"""Read the data files of a package."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePath

_TABLES = frozenset({".tsv", ".txt", ".json"})


def read_table(package: str, file: str) -> str:
    """Return the text of a data file of `package`, wherever that is installed.

    >>> read_table("tieline.text", "pinyin_syllables.txt").split()[0]
    'ai'
    """
    return read_bytes(package, file).decode()


def read_rows(package: str, file: str) -> Iterator[list[str]]:
    """Yield the rows of a table between tabs, without empty lines and `#` remarks.

    >>> next(read_rows("tieline.text", "heteronyms.tsv"))
    ['万', 'wan; mo']
    """
    for line in read_table(package, file).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_bytes(package: str, file: str) -> bytes:
    """Return the bytes of a data file of `package`; none where there is none."""
    return pkgutil.get_data(package, file) or b""


def table_names(package: str) -> tuple[str, ...]:
    """Return the names of the data files of `package`, sorted.

    >>> "pinyin_syllables.txt" in table_names("tieline.text")
    True
    """
    from importlib.resources import files  # noqa: PLC0415 - one caller in a process

    found = (item.name for item in files(import_module(package)).iterdir())
    return tuple(sorted(name for name in found if PurePath(name).suffix in _TABLES))
