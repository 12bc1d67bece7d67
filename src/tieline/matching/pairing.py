"""A query and a candidate, and which of their names agree best."""

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


def may_come_near(pair: Pair, least: float) -> bool:
    """Tell whether the best names may be as close as `least`, 0 to 1, at little cost.

    Where it would take a full comparison to know, they may.
    """
    if pair.form == "person":
        return True
    query, candidate = pair.query.names(pair.form), pair.candidate.names(pair.form)
    if not query.names or not candidate.names:
        return True
    return organisations.may_come_near(query, candidate, pair.preparer, least)


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
