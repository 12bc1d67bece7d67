"""The same body in two scripts, as lists, registers and tables write it.

Five sources: names in characters of bodies on the Consolidated Screening List and the
§1260H list, from a glossary; names in original script on the UN list and in two
regulations of the EU; China's lists of Western firms; ROR by script. The lists of the
United States hold no other script than Latin themselves.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from figures import sampled
from parties import Party, named, of_script, read_rows, script_of
from ror import FILE as ROR
from ror import read_ror
from tasks import (
    Asked,
    BenchSet,
    Contender,
    Outcome,
    SearchTask,
    judge_search,
    prefixed,
)

from tieline.model.ids import fold_key

_CSL = "data/lists/us_csl_2022-05-05_flat_namerows.csv"
_1260H = "data/nc/us_1260h_2021-2026.csv"
_UN = "data/lists/un_sc_consolidated_2026-02-27.xml"
_EU = ("data/nc/eu_2014R0833_annexIV.csv", "data/nc/eu_2014R0269.csv")
_COUNTER = "data/nc/cn_countermeasures_en_zh.csv"
_GLOSSARY = "domain/glossary.csv"
_PER_SCRIPT = 100
_EU_SCRIPTS = ("Han", "Cyrillic", "Arabic")
_BESIDE = re.compile(r"(.+?)\s*\(([^()]+)\)")
_ROR_SCRIPTS = ("Han", "Kana", "Hangul", "Cyrillic", "Greek", "Arabic", "Hebrew")


def _search(
    pairs: list[tuple[Party, frozenset[str]]],
    candidates: list[Party],
    sample: int | None,
) -> SearchTask:
    """Ask for each party; its targets are the candidates of the ids beside it."""
    held = sampled(((party.id, (party, goal)) for party, goal in pairs), sample)
    return SearchTask(
        queries=[party for party, _ in held],
        candidates=candidates,
        targets=[goal for _, goal in held],
    )


def _glossary(path: Path) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield schema, Latin names and Han names of each body."""
    for row in read_rows(path):
        english = (row["canonical_en"], *row["aliases_en"].split(";"))
        han = (row["zh_hans"], *row["zh_aliases"].split(";"))
        if row["zh_hans"]:
            yield row["kind"], _kept(english), _kept(han)


def _kept(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for name in names if name.strip())


def _by_glossary(asked: Asked, path: str) -> SearchTask:
    """Ask in characters for the bodies of the glossary that a list names in English.

    A body may stand on a list more than once: every party that shares a name with one
    that the glossary names is a target too.
    """
    parties = asked.parties(path)
    known: dict[str, set[str]] = {}
    for party in parties:
        for name in party.names:
            known.setdefault(_bare(name), set()).add(party.id)
    names = {party.id: party.names for party in parties}
    pairs = []
    for _, english, han in _glossary(asked.shared / _GLOSSARY):
        first = {one for name in english for one in known.get(_bare(name), ())}
        goal = {one for held in first for n in names[held] for one in known[_bare(n)]}
        if goal:
            query = named(f"glossary {han[0]}", "Organization", *han)
            pairs.append((query, frozenset(goal)))
    return _search(pairs, parties, asked.sample)


def _bare(name: str) -> str:
    """Fold a name and take a legal form off its end, to find the body on the list."""
    words = fold_key(name).replace(",", " ").replace(".", " ").split()
    while len(words) > 1 and words[-1] in {
        "co",
        "ltd",
        "limited",
        "inc",
        "corporation",
    }:
        words.pop()
    return " ".join(words)


def _un(asked: Asked) -> SearchTask:
    """Ask in the original script for entities of the UN list; the list is its Latin."""
    parties = asked.parties(_UN)
    listed = [
        named(party.id, party.schema, *of_script(party, "Latin"))
        for party in parties
        if of_script(party, "Latin")
    ]
    held = {party.id for party in listed}
    pairs = []
    for party in parties:
        other = [n for n in party.names if script_of(n) not in {"Latin", ""}]
        if other and party.id in held:
            pairs.append(
                (party.only(*other, suffix=" original"), frozenset([party.id]))
            )
    return _search(pairs, listed, asked.sample)


def _countermeasures(asked: Asked) -> SearchTask:
    """Ask in characters for the firms on China's lists; the list is their English."""
    schemata = {"person": "Person", "individual": "Person"}
    pairs, listed = [], []
    for number, row in enumerate(read_rows(asked.shared / _COUNTER), 1):
        schema = schemata.get(row["Type"].strip().casefold(), "Organization")
        han = row["Chinese name"].strip()
        english = _kept((row["Name"], *row["Alias"].split(";")))
        if not english:
            continue
        listed.append(named(f"row {number}", schema, *english))
        if script_of(han) == "Han":
            goal = frozenset([f"row {number}"])
            pairs.append((named(f"han {number}", schema, han), goal))
    return _search(pairs, listed, asked.sample)


def _beside(text: str) -> tuple[str, ...]:
    """Part a name from another script's in brackets behind it, as the EU writes it."""
    found = _BESIDE.fullmatch(text.strip())
    if found is None or script_of(found[1]) == script_of(found[2]):
        return (text,)
    return found[1], found[2]


def _eu(asked: Asked) -> Iterator[tuple[str, SearchTask]]:
    """Ask in another script for the parties of two regulations; the list is Latin."""
    parties = []
    for path in _EU:
        for row in read_rows(asked.shared / path):
            cell = f"{row['name']};{row['alias']}"
            names = _kept(tuple(n for one in cell.split(";") for n in _beside(one)))
            party_id = f"{row['celex']} {row['annex']} {row['recordId']}"
            parties.append(named(party_id, row["schema"] or "LegalEntity", *names))
    latin = [(party, of_script(party, "Latin")) for party in parties]
    listed = [party.only(*names) for party, names in latin if names]
    for script in _EU_SCRIPTS:
        pairs = [
            (
                party.only(*of_script(party, script), suffix=f" {script}"),
                frozenset([party.id]),
            )
            for party, names in latin
            if names and of_script(party, script)
        ]
        size = min(asked.sample or _PER_SCRIPT, _PER_SCRIPT)
        yield f"EU {script} to Latin", _search(pairs, listed, size)


def _ror(asked: Asked) -> Iterator[tuple[str, SearchTask]]:
    """Ask in each script, and back, for at most 100 organisations of ROR.

    The list is the organisations that have a name in the other script.
    """
    everyone = asked.shelf.take(asked.shared / ROR, read_ror)
    size = min(asked.sample or _PER_SCRIPT, _PER_SCRIPT)
    latin = [one.party("Latin") for one in everyone if "Latin" in one.names]
    both = {
        script: [o for o in everyone if script in o.names and "Latin" in o.names]
        for script in _ROR_SCRIPTS
    }
    # All that share a list come together, so that it is indexed once.
    for script, held in both.items():
        there = [(one.party(script), frozenset([one.id])) for one in held]
        yield f"ROR {script} to Latin", _search(there, latin, size)
    for script, held in both.items():
        back = [(one.party("Latin"), frozenset([one.id])) for one in held]
        listed = [one.party(script) for one in everyone if script in one.names]
        yield f"ROR Latin to {script}", _search(back, listed, size)


def load(asked: Asked) -> dict[str, SearchTask]:
    """Read every source."""
    return {
        "CSL Han to Latin": _by_glossary(asked, _CSL),
        "1260H Han to Latin": _by_glossary(asked, _1260H),
        "UN original to Latin": _un(asked),
        "China's lists Han to Latin": _countermeasures(asked),
        **dict(_eu(asked)),
        **dict(_ror(asked)),
    }


def judge(key: str, tasks: dict[str, SearchTask], contender: Contender) -> Outcome:
    """Search each list; say also how many were asked."""
    outcomes = []
    for part, task in tasks.items():
        outcome = judge_search(key, task, contender)
        outcome.figures["asked"] = len(task.queries)
        outcomes.append((part, outcome))
    return prefixed(outcomes)


SET = BenchSet(
    key="cross_script",
    title="The same body in two scripts",
    rule="top 20, threshold 0.7; a hit on another is false",
    files=(_CSL, _1260H, _UN, *_EU, _COUNTER, _GLOSSARY, ROR),
    load=load,
    judge=judge,
    peer_sample=40,
)
