"""Names asked about without a kind: what reads as a person's is no surer than one.

王伟 and John Smith may be anybody's. Read as names of organisations their words would
weigh as much as a brand; as a person's they weigh by how many bear them.
"""

from tieline.matching.prepared import NameSet
from tieline.names.name import Name
from tieline.names.person_tables import person_tables
from tieline.names.vocabulary import Vocabulary
from tieline.text.han_folding import fold_han
from tieline.text.hanzi import is_han
from tieline.text.pinyin import readings_of
from tieline.text.surnames import given_name_in

_WHOLE = 1000
_FEWEST, _MOST = 2, 3


def evidence_as_person(
    names: tuple[Name, Name],
    sets: tuple[NameSet, NameSet],
    vocabulary: Vocabulary,
) -> float | None:
    """Return what the names say at most where one may be a person's, in words.

    None where neither is asked about, or listed, without its kind, or does not read
    as a person's.
    """
    found = [
        weight
        for name, side in zip(names, sets, strict=True)
        if side.may_be_person
        and (weight := weight_as_person(name, vocabulary)) is not None
    ]
    return min(found, default=None)


def weight_as_person(name: Name, vocabulary: Vocabulary) -> float | None:
    """Return what a name says as a person's, in words; None where it is none."""
    if name.levels or name.numbers or name.legal_forms or name.bodies:
        return None
    tables = person_tables()
    if name.han:
        run = fold_han(name.text)
        if not _is_persons(run, vocabulary):
            return None
        words = [ways[0] for ways in readings_of(run, is_person=True)]
    else:
        words = [word.text for word in name.latin[0]] if name.latin else []
        if not _FEWEST <= len(words) <= _MOST or not all(map(tables.is_common, words)):
            return None
    return sum(map(tables.weight, words)) / _WHOLE


def _is_persons(run: str, vocabulary: Vocabulary) -> bool:
    """Tell whether characters read as a surname and a given name, and as no word."""
    given = given_name_in(run) if is_han(run) else ""
    return bool(given) and run not in vocabulary.han and given not in vocabulary.han
