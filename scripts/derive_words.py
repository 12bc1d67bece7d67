"""Derive words of Latin names from the bilingual lexicon: what they speak of.

The English of the lexicon's trade words, and the pinyin of its common words (Daxue,
Keji), say as little in a Latin name as their counterparts; names of places are places.
Writes `derived_words.tsv`; run it whenever the lexicon has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from tieline.names.lexicon import rows_of
from tieline.names.vocabulary import vocabulary
from tieline.text.pinyin import read_characters

TABLE = Path("src/tieline/names/derived_words.tsv")
HEAD = """\
# Words of Latin names of organisations that the bilingual lexicon knows, derived from
# han_words.tsv and places.tsv by scripts/derive_words.py: English trade words, common
# Chinese words in pinyin written together, places.
# word <tab> place, field, level or branch <tab> weight in thousandths. version 1
"""
COMMON = {"field", "function", "military", "form"}
FIELD_WEIGHT, PINYIN_WEIGHT, PLACE_WEIGHT = 850, 500, 650
SHORTEST = 4
# How many characters are written together in pinyin, by kind of word.
LONGEST = {"level": 4, "field": 3, "form": 2}
SMALL = {"district"}


def derived() -> Iterator[tuple[str, str, int]]:
    """Yield words with kind and weight; the first of a word counts."""
    tables = vocabulary()
    for _, _, spellings, level, _, _ in rows_of("places.tsv"):
        if level not in SMALL:
            for word in spellings.split(" | "):
                if " " not in word:
                    yield word, "place", PLACE_WEIGHT
    for han, english, kind, _ in rows_of("han_words.tsv"):
        if kind in COMMON:
            for word in english.replace("|", " ").split():
                yield word, "field", FIELD_WEIGHT
        if 1 < len(han) <= LONGEST.get(kind, 0):
            words = english.split(" | ")[0].split()
            heaviest = max(words, key=tables.weight)
            weight = min(PINYIN_WEIGHT, tables.weight(heaviest))
            spelled = "".join(read_characters(han, is_person=False))
            about = tables.kind(heaviest, "school")
            yield spelled, "field" if about == "rare" else about, weight


def main() -> None:
    """Write the table."""
    tables = vocabulary()
    found: dict[str, tuple[str, int]] = {}
    for word, kind, weight in derived():
        is_known = tables.is_listed(word, of_kind=kind == "place")
        if len(word) >= SHORTEST and word.isalpha() and not is_known:
            found.setdefault(word, (kind, weight))
    rows = [
        f"{word}\t{kind}\t{weight}\n" for word, (kind, weight) in sorted(found.items())
    ]
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
