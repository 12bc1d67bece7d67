"""A query and a candidate, and which of their names agree best."""

from collections.abc import Sequence

from tieline.matching import organisations, persons
from tieline.matching.name_pairs import NamePair
from tieline.matching.prepared import Prepared, Preparer
from tieline.names.name import NameForm


class Pair:
    """A query and a candidate; what several features need is computed once."""

    __slots__ = ("_is_known", "_names", "candidate", "form", "preparer", "query")

    def __init__(
        self, query: Prepared, candidate: Prepared, preparer: Preparer
    ) -> None:
        self.query, self.candidate, self.preparer = query, candidate, preparer
        self.form: NameForm = _form(query, candidate)
        self._is_known = False
        self._names: NamePair | None = None

    @property
    def names(self) -> NamePair | None:
        """The names that agree best; None where a side has none."""
        if not self._is_known:
            self._names = _best(self)
            self._is_known = True
        return self._names


def come_near(
    query: Prepared, candidates: Sequence[Prepared], preparer: Preparer, least: float
) -> list[bool]:
    """Tell of which candidates the best names may be as close as `least`, 0 to 1.

    It costs little; where it would take a full comparison to know, they may.
    """
    may = [True] * len(candidates)
    forms: list[NameForm] = [_form(query, one) for one in candidates]
    for form in set(forms):
        if not query.names(form).names:
            continue
        held = [
            (place, candidates[place].names(form))
            for place, one in enumerate(forms)
            if one == form
        ]
        held = [(place, one) for place, one in held if one.names]
        room = persons if form == "person" else organisations
        near = room.come_near(
            query.names(form), [one for _, one in held], preparer.kernel, least
        )
        for (place, _), one in zip(held, near, strict=True):
            may[place] = one
    return may


def _form(query: Prepared, candidate: Prepared) -> NameForm:
    one, two = query.family, candidate.family
    if one == "person":
        return "person" if two in {"person", "any"} else "organisation"
    return "person" if two == "person" and one == "any" else "organisation"


def _best(pair: Pair) -> NamePair | None:
    query, candidate = pair.query.names(pair.form), pair.candidate.names(pair.form)
    if not query.names or not candidate.names:
        return None
    if pair.form == "person":
        return persons.best_pair(query, candidate, pair.preparer)
    return organisations.best_pair(query, candidate, pair.preparer)
