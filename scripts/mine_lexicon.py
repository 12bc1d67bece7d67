"""Propose words for the bilingual lexicon from the names of one body in two languages.

Usage: python scripts/mine_lexicon.py NAMES.parquet [--least 3] > proposals.tsv

NAMES holds the names of the Research Organization Registry (CC0), one a row: `ror`
(the body's id), `name`, `lang`. Only bodies of one half, cut by a hash of the id, are
read, so that the other half can tell what a lexicon made from them is worth. What
comes out are proposals for a person to judge, no entries: a run of characters, how
many bodies have it, and the English words that come with it most tightly (Dice's
coefficient over bodies), best first.
"""

import argparse
import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import opencc

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN = re.compile("[a-z]+")
_LONGEST = 6
_MOST_ENGLISH = 4
_LEAST_DICE = 0.25
_FRAGMENT = 0.9
# Joining words take part in no pair.
_STOP = frozenset(["of", "and", "the", "for", "in", "at", "de", "la", "on", "to"])


def is_mined(ror: str) -> bool:
    """Tell whether a body is in the half that is mined; the other half measures.

    >>> is_mined("https://ror.org/04c4dkn09")
    True
    """
    return hashlib.sha256(ror.encode()).digest()[0] % 2 == 1


def bodies(path: Path) -> Iterator[tuple[set[str], set[str]]]:
    """Yield the Han names (simplified) and the English names of each mined body."""
    rows = duckdb.execute(
        "SELECT ror, list(name), list(coalesce(lang, '')) "
        "FROM read_parquet(?) GROUP BY ror ORDER BY ror",
        [str(path)],
    ).fetchall()
    chinese = opencc.OpenCC("t2s")
    japanese = opencc.OpenCC("jp2t")
    for ror, names, languages in rows:
        if not is_mined(ror):
            continue
        han = {
            chinese.convert(japanese.convert(name) if lang == "ja" else name)
            for name, lang in zip(names, languages, strict=True)
            if _HAN.search(name)
        }
        english = {
            name.lower()
            for name, lang in zip(names, languages, strict=True)
            if name.isascii() and lang in {"en", ""} and " " in name
        }
        if han and english:
            yield han, english


def _runs(names: Iterable[str]) -> set[str]:
    """Return every run of 2 to 6 characters of the names."""
    return {
        segment[start : start + size]
        for name in names
        for segment in _HAN.findall(name)
        for size in range(2, _LONGEST + 1)
        for start in range(len(segment) - size + 1)
    }


def _words(names: Iterable[str]) -> set[str]:
    """Return the words of the names, and each two that stand side by side."""
    found: set[str] = set()
    for name in names:
        words = [word for word in _LATIN.findall(name) if word not in _STOP]
        found.update(words)
        found.update(f"{one} {two}" for one, two in pairwise(words))
    return found


def _is_fragment(run: str, of_run: Counter[str], longer: dict[str, int]) -> bool:
    """Tell whether a run hardly ever stands outside one longer run."""
    return longer.get(run, 0) >= _FRAGMENT * of_run[run]


def _longer(of_run: Counter[str]) -> dict[str, int]:
    """Return for each run the count of its most frequent extension by a character."""
    found: dict[str, int] = {}
    for run, count in of_run.items():
        for part in (run[1:], run[:-1]):
            found[part] = max(found.get(part, 0), count)
    return found


def proposals(
    pairs: Iterable[tuple[set[str], set[str]]], *, least: int
) -> Iterator[tuple[str, int, list[tuple[str, float]]]]:
    """Yield runs that `least` bodies have, with English and its Dice coefficient."""
    of_run: Counter[str] = Counter()
    of_word: Counter[str] = Counter()
    kept = [(_runs(han), _words(english)) for han, english in pairs]
    for runs, words in kept:
        of_run.update(runs)
        of_word.update(words)
    both: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for runs, words in kept:
        for run in runs:
            if of_run[run] >= least:
                both[run].update(words)
    longer = _longer(of_run)
    for run, count in of_run.most_common():
        if count < least:
            return
        if _is_fragment(run, of_run, longer):
            continue
        scored = (
            (word, 2 * met / (count + of_word[word]))
            for word, met in both[run].items()
            if met > 1
        )
        best = sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:_MOST_ENGLISH]
        good = [(word, dice) for word, dice in best if dice >= _LEAST_DICE]
        if good:
            yield run, count, good


def main() -> None:
    """Print the proposals, the most frequent first."""
    parser = argparse.ArgumentParser(description="Propose words for the lexicon.")
    parser.add_argument("names", type=Path)
    parser.add_argument("--least", type=int, default=3, help="bodies with the run")
    asked = parser.parse_args()
    for run, count, english in proposals(bodies(asked.names), least=asked.least):
        shown = " | ".join(f"{word} {dice:.2f}" for word, dice in english)
        sys.stdout.write(f"{run}\t{count}\t{shown}\n")


if __name__ == "__main__":
    main()
