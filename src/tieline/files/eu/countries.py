"""Countries as the EU list writes them: alpha-2 codes, or alpha-3 in version 1.0."""

from functools import lru_cache

import msgspec

from tieline.files.eu.sections import Section
from tieline.files.xml_records import Leaf
from tieline.text import tables
from tieline.text.countries import country_code, country_name


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """A country: its alpha-2 code, None where it is not known, its words and cells."""

    code: str | None
    words: str
    leaves: tuple[Leaf, ...]


def section_country(section: Section) -> Land:
    """Return the country of a part, its words as they are printed where they are.

    >>> from tieline.files.eu.sections import Section
    >>> leaf = Leaf(path="Addr_country", raw="PAK")
    >>> part = Section("address", lambda field: (leaf,) if "Iso3" in field else ())
    >>> section_country(part).code, section_country(part).words
    ('pk', 'Pakistan')
    """
    two, three, words = (
        section.one(field)
        for field in ("countryIso2Code", "countryIso3Code", "countryDescription")
    )
    code = country_code(two.text) or alpha2(three.text) or country_code(words.text)
    known = (country_name(code) or "") if code is not None else ""
    leaves = tuple(leaf for leaf in (two, three, words) if leaf.text)
    return Land(code=code, words=words.text or known or three.text, leaves=leaves)


def alpha2(code: str) -> str | None:
    """Return the alpha-2 code for an alpha-3 code of ISO 3166-1.

    >>> alpha2("IRQ"), alpha2("XXX")
    ('iq', None)
    """
    return _codes().get(code)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    rows = tables.read_rows("tieline.files.eu", "alpha3.tsv")
    return {row[0]: row[1] for row in rows}
