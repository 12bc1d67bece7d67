"""Read the data files of a package."""

import pkgutil


def read_table(package: str, file: str) -> str:
    """Return the text of a data file of `package`, wherever that is installed.

    >>> read_table("tieline.text", "pinyin_syllables.txt").split()[0]
    'ai'
    """
    return (pkgutil.get_data(package, file) or b"").decode()
