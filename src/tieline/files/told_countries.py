"""Countries as the cells of a table say them: in English, by code, or in Chinese.

Words of a name are not read so: only a cell that says a country.
"""

import functools
import pkgutil

from tieline.text.countries import country_code


def country_told(cell: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that a cell names.

    >>> country_told("中国"), country_told("Germany"), country_told("火星")
    ('cn', 'de', None)
    """
    return country_code(cell) or _chinese().get(cell.strip())


@functools.cache
def _chinese() -> dict[str, str]:
    """Return the code of each Chinese name; read on first use, about 130 names."""
    data = pkgutil.get_data("tieline.files", "countries_zh.tsv") or b""
    lines = (line for line in data.decode().splitlines() if not line.startswith("#"))
    rows = (line.split("\t") for line in lines)
    return {name: code for code, *names in rows for name in names}
