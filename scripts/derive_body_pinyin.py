"""Derive the pinyin of the names of known bodies in characters: Haikang Weishi.

Writes `body_pinyin.tsv`; run it whenever a table of known bodies has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from tieline.names.bodies import FILES, read_rows
from tieline.text.hanzi import is_han
from tieline.text.pinyin import read_characters

TABLE = Path("src/tieline/names/body_pinyin.tsv")
HEAD = """\
# Names of known bodies in pinyin, written together, derived from the characters in the
# tables of known bodies by scripts/derive_body_pinyin.py. Names of fewer than four
# characters, weak ones, and those that two bodies share in pinyin are left out.
# pinyin <tab> canonical word. version 1
"""
FEWEST = 4


def spelled() -> Iterator[tuple[str, str]]:
    """Yield names in pinyin with the canonical word of their body."""
    for row in (row for file in FILES for row in read_rows(file)):
        for way, is_weak in row.each_way():
            if not is_weak and len(way) >= FEWEST and is_han(way):
                yield "".join(read_characters(way, is_person=False)), row.canonical


def main() -> None:
    """Write the table."""
    found: dict[str, set[str]] = {}
    for pinyin, canonical in spelled():
        if pinyin.isascii() and pinyin.isalpha():
            found.setdefault(pinyin, set()).add(canonical)
    rows = [
        f"{pinyin}\t{next(iter(bodies))}\n"
        for pinyin, bodies in sorted(found.items())
        if len(bodies) == 1
    ]
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(rows):,} names in {TABLE}")


if __name__ == "__main__":
    main()
