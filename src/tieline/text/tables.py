"""Read the data files of a package."""

import pkgutil
from collections.abc import Iterator


def read_table(package: str, file: str) -> str:
    """Return the text of a data file of `package`, wherever that is installed.

    >>> read_table("tieline.text", "pinyin_syllables.txt").split()[0]
    'ai'
    """
    return (pkgutil.get_data(package, file) or b"").decode()


def read_rows(package: str, file: str) -> Iterator[list[str]]:
    """Yield the rows of a table between tabs, without empty lines and `#` remarks.

    >>> next(read_rows("tieline.text", "heteronyms.tsv"))
    ['万', 'wan; mo']
    """
    for line in read_table(package, file).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
