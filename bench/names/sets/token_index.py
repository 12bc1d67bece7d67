"""What the index of keys leaves out of what scoring everything finds."""

import random
import time
from collections.abc import Sequence

from figures import sampled
from parties import Party
from ror import CHINA, read_ror
from ror import FILE as ROR
from tasks import Asked, BenchSet, Contender, Outcome
from tieline_contender import profile_from
from zh_names import FILE as ZH
from zh_names import between, read_zh

from tieline.kernel.memory_index import MemoryIndex
from tieline.matching.keys import keys_of
from tieline.matching.prepared import Preparer
from tieline.matching.searching import ExhaustiveMatcher, TokenMatcher
from tieline.registry import features

_CSL = "data/lists/us_csl_2022-05-05_flat_namerows.csv"
_UN = "data/lists/un_sc_consolidated_2026-02-27.xml"
_QUERIES, _LIMIT = 60, 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4

Part = tuple[list[Party], list[Party]]
"""Queries, and the list they are asked of."""


def slipped(name: str, chance: random.Random) -> str:
    """Return a name with one slip in a letter: lost, doubled, exchanged, another."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha()]
    if len(name) < _SHORTEST or not places:
        return name
    at = chance.choice(places)
    one, two = name[at], name[at + 1]
    put = chance.choice(("", one + one, None, chance.choice(_LETTERS)))
    if put is None:
        return f"{name[:at]}{two}{one}{name[at + 2 :]}"
    return f"{name[:at]}{put}{name[at + 1 :]}"


def _asked_with_slips(listed: Sequence[Party], most: int) -> list[Party]:
    """Ask for parties under one of their names, misspelled."""
    chance = random.Random(3)
    held = sampled(((party.id, party) for party in listed if party.names), most)
    return [
        party.only(slipped(chance.choice(party.names), chance), suffix=" slipped")
        for party in held
    ]


def _persons(asked: Asked) -> Part:
    """Chinese persons among the UN's: in characters, and misspelled in pinyin."""
    rows = read_zh(asked, "persons")
    listed = between(rows, "Person", "simp", "pinyin").candidates
    listed += [one for one in asked.parties(_UN) if one.schema == "Person"]
    return (
        [
            query
            for form in ("simp", "trad")
            for query in between(rows, "Person", form, "pinyin").queries
        ]
        + _asked_with_slips(listed, asked.sample or _QUERIES),
        listed,
    )


def load(asked: Asked) -> dict[str, Part]:
    """Ask of four lists: whole names in another script, and names with a slip."""
    most = asked.sample or _QUERIES
    csl, un = asked.parties(_CSL), asked.parties(_UN)
    chinese = [
        one
        for one in asked.shelf.take(asked.shared / ROR, read_ror)
        if one.country in CHINA and "Latin" in one.names
    ]
    ror = [one.party("Latin") for one in chinese]
    han = [(one.id, one.party("Han")) for one in chinese if "Han" in one.names]
    return {
        "CSL": (_asked_with_slips(csl, most), csl),
        "ROR": (sampled(han, most) + _asked_with_slips(ror, most), ror),
        "UN": (_asked_with_slips(un, most), un),
        "persons": _persons(asked),
    }


def judge(_key: str, tasks: dict[str, Part], _contender: Contender) -> Outcome:
    """Hold the hits from 0.7 on over the keys against those over everything."""
    figures: dict[str, float] = {}
    lost = everything = 0
    preparer = Preparer()
    for name, (queries, listed) in tasks.items():
        index = MemoryIndex(
            (one, keys_of(one, preparer.reader)) for one in map(profile_from, listed)
        )
        token = TokenMatcher(index, features(), preparer)
        exhaustive = ExhaustiveMatcher(index, features(), preparer)
        scored = missed = found = 0
        seconds = 0.0
        for query in map(profile_from, queries):
            whole = {one.profile.id for one in exhaustive.search(query, limit=_LIMIT)}
            scored += len(token.candidates(query))
            start = time.perf_counter()
            met = {one.profile.id for one in token.search(query, limit=_LIMIT)}
            seconds += time.perf_counter() - start
            found += len(whole)
            missed += len(whole - met)
        lost, everything = lost + missed, everything + found
        figures[f"{name}: recall"] = 1 - missed / max(found, 1)
        figures[f"{name}: scored a query"] = scored / max(len(queries), 1)
        figures[f"{name}: ms a query"] = 1000 * seconds / max(len(queries), 1)
    figures["recall"] = 1 - lost / max(everything, 1)
    return Outcome(figures=figures)


SET = BenchSet(
    key="token_index",
    title="Index of keys, held against scoring everything",
    rule="of the first 20 hits from 0.7 on that scoring everything finds, those that "
    "the index of keys finds; the queries are names with a slip in one letter, "
    "and names in characters asked of lists in Latin letters",
    files=(_CSL, _UN, ROR, ZH),
    load=load,
    judge=judge,
    ours_only=True,
    bounds=(("recall", "min", 0.99),),
)
