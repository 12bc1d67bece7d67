"""Places that a party's other names tell: what the met name leaves out, they say.

A body may be called without its place in one of its names; the place in another one is
its own all the same. A place of a person is no input to any score, so persons abstain.
"""

from tieline.matching.feature import Feature
from tieline.matching.pairing import Pair
from tieline.matching.prepared import NameSet
from tieline.model.query import Reason
from tieline.names.name import Name
from tieline.names.vocabulary import Vocabulary

KEY = "places"
_OTHER = -3.0
# Names that are further apart are not shown, whatever their places are.
_LEAST_CLOSE = 0.6
_TOLD = frozenset({"written", "english"})


def compare(pair: Pair) -> Reason | None:
    """Compare the places of all names, where the two that met do not tell both."""
    found = pair.names
    if found is None or pair.form == "person" or found.closeness < _LEAST_CLOSE:
        return None
    if not found.query.bodies.isdisjoint(found.candidate.bodies):
        return None
    vocabulary = pair.preparer.reader.vocabulary
    if bool(_in(found.query, vocabulary)) == bool(_in(found.candidate, vocabulary)):
        return None
    query = _of_party(pair.query.names(pair.form), vocabulary)
    candidate = _of_party(pair.candidate.names(pair.form), vocabulary)
    if not query or not candidate:
        return None
    may_be_one = vocabulary.place_tree.may_be_one
    if any(may_be_one(one, two) for one in query for two in candidate):
        return None
    left, right = ", ".join(sorted(query)), ", ".join(sorted(candidate))
    return Reason(
        feature=KEY,
        points=_OTHER,
        detail=f"The names of one tell of {left}, those of the other of {right}",
        query=left,
        candidate=right,
    )


def _in(name: Name, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the known places in a name as it is written, or translated."""
    return frozenset(
        word.text
        for view, scheme in zip(name.latin, name.schemes, strict=True)
        if scheme in _TOLD
        for word in view
        if word.kind == "place" and word.text in vocabulary.place_tree
    )


def _of_party(names: NameSet, vocabulary: Vocabulary) -> frozenset[str]:
    nothing: frozenset[str] = frozenset()
    return nothing.union(*(_in(name, vocabulary) for name in names.names))


FEATURE = Feature(key=KEY, is_symmetric=True, low=_OTHER, high=0.0, compare=compare)
