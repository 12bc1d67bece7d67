"""Legal forms: found in the words of a name wherever they stand, and taken out."""

import re
from collections.abc import Sequence

from tieline.names.vocabulary import LegalForm, Vocabulary

_GLUED_FORM = re.compile(r"(\w*[a-z])([A-Z]{2,4}|GmbH|Ltd|Inc)")
# Short legal forms are words of other names; they count at the ends of a name, and
# these, which nothing else is called, in its middle too.
_LONG_FORM = 4
_SURE = frozenset(
    [
        "ltd",
        "llc",
        "inc",
        "plc",
        "gmbh",
        "ooo",
        "oao",
        "zao",
        "pao",
        "ojsc",
        "pjsc",
        "cjsc",
        "jsc",
        "fgup",
        "fgbu",
    ]
)

_Pair = tuple[str, str]
"""A word folded, and as it is written."""


def unglue(word: str, vocabulary: Vocabulary) -> Sequence[str]:
    """Cut a legal form in capitals off the word it is written with: SiemensAG."""
    if word[1:].islower() or word.isupper():
        return (word,)
    found = _GLUED_FORM.fullmatch(word)
    if found is None or (found[2].lower(),) not in vocabulary.forms:
        return (word,)
    return found.groups()


def strip_forms(
    pairs: Sequence[_Pair], vocabulary: Vocabulary
) -> tuple[list[_Pair], list[LegalForm]]:
    """Return the words that are no legal form, and the legal forms.

    A name that is nothing but a legal form keeps its words.
    """
    folded = [word for word, _ in pairs]
    forms: list[LegalForm] = []
    taken: set[int] = set()
    start = 0
    for place in range(len(folded)):
        if place < start:
            continue
        longest = vocabulary.longest_form_at(folded, place)
        if not longest:
            continue
        size, form = _form_at(folded, place, (longest, len(taken)), vocabulary)
        start = place + size
        if form is not None:
            forms.append(form)
            taken.update(range(place, start))
    if not taken:
        return list(pairs), forms
    rest = [pair for place, pair in enumerate(pairs) if place not in taken]
    return (rest, forms) if rest else (list(pairs), forms)


def kinds_of(forms: Sequence[LegalForm]) -> frozenset[str]:
    """Return what all forms allow; what the most special one says."""
    nothing: frozenset[str] = frozenset()
    if not forms:
        return nothing
    if len(forms) == 1:
        return forms[0].kinds
    kinds = sorted((len(form.kinds), sorted(form.kinds)) for form in forms)
    return frozenset(kinds[0][1]) if kinds else nothing


def _form_at(
    folded: Sequence[str], start: int, span: tuple[int, int], vocabulary: Vocabulary
) -> tuple[int, LegalForm | None]:
    """Return the form at `start`, given how long it may be and what is taken out."""
    longest, taken = span
    for size in range(longest, 0, -1):
        form = vocabulary.form_of(folded[start : start + size])
        if form is None:
            continue
        at_start = start == taken
        is_long = size > 1 or len(folded[start]) >= _LONG_FORM
        is_sure = folded[start] in _SURE
        if is_long or is_sure or at_start or _is_end(folded, start + size, vocabulary):
            return size, form
    return 1, None


def _is_end(folded: Sequence[str], place: int, vocabulary: Vocabulary) -> bool:
    return all((word,) in vocabulary.forms for word in folded[place:])
