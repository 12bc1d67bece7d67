"""Read names of organisations: legal forms, numbers, words and acronyms."""

import re
from collections.abc import Sequence

from tieline.names.acronyms import acronyms_of
from tieline.names.han import HanReader
from tieline.names.name import Name, Word, WordKind
from tieline.names.vocabulary import LONGEST_WORD, LegalForm, Vocabulary
from tieline.text.fold import latin
from tieline.text.hanzi import has_han, is_han
from tieline.text.numbers import read_roman, read_words

_NUMBER_WEIGHT = 600
# CETC28所: beside characters, letters and figures stand for themselves.
_GLUED = re.compile(r"[^\W\d]+|\d+")
_GLUED_FORM = re.compile(r"(\w*[a-z])([A-Z]{2,4})")
# Short legal forms are words of other names; they count at the ends of a name.
_LONG_FORM = 4
_OPTIONAL = ("group", "corporation", "company")


class OrganisationReader:
    """Reads names of organisations with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._han = HanReader(vocabulary)

    def read(self, text: str, written: Sequence[str]) -> Name:
        """Return what a cleaned name says, given with its words in order."""
        if not has_han(text):
            return self._read_latin(text, written)
        parts: list[Name] = []
        pieces = [piece for word in written for piece in _GLUED.findall(word)]
        for word in pieces:
            if is_han(word):
                parts.append(self._han.read(word))
            elif word.isdecimal() and parts:
                parts.append(_number_part(word))
            else:
                parts.append(self._read_latin(word, [word]))
        return self._han.join(text, parts)

    def _read_latin(self, text: str, written: Sequence[str]) -> Name:
        parts = [part for word in written for part in self._unglue(word)]
        folded = [(latin(word)[:LONGEST_WORD], word) for word in parts]
        pairs = [pair for pair in folded if pair[0]]
        rest, forms = self._strip_forms(pairs)
        view, numbers = self._organisation_words(rest)
        spelled = [word.text for word in view if not word.is_exact]
        optional = [_OPTIONAL[2]] if forms else []
        if spelled and spelled[-1] in _OPTIONAL:
            optional.insert(0, spelled.pop())
        return Name(
            text=text,
            form="organisation",
            latin=(view,) if view else (),
            schemes=("written",) if view else (),
            legal_forms=tuple(form.name for form in forms),
            legal_kinds=_kinds(forms),
            numbers=numbers,
            acronyms=acronyms_of(spelled, optional)
            if len(spelled) > 1
            else frozenset(),
        )

    def _unglue(self, word: str) -> Sequence[str]:
        """Cut a legal form in capitals off the word it is written with: SiemensAG."""
        found = _GLUED_FORM.fullmatch(word)
        if found is None or (found[2].lower(),) not in self._vocabulary.forms:
            return (word,)
        return found.groups()

    def _strip_forms(
        self, pairs: list[tuple[str, str]]
    ) -> tuple[list[tuple[str, str]], list[LegalForm]]:
        folded = [word for word, _ in pairs]
        forms: list[LegalForm] = []
        taken: set[int] = set()
        start = 0
        while start < len(folded):
            size, form = self._form_at(folded, start, taken)
            if form is not None:
                forms.append(form)
                taken.update(range(start, start + size))
            start += size
        rest = [pair for place, pair in enumerate(pairs) if place not in taken]
        # A name that is nothing but a legal form keeps its words.
        return (rest, forms) if rest else (pairs, forms)

    def _form_at(
        self, folded: Sequence[str], start: int, taken: set[int]
    ) -> tuple[int, LegalForm | None]:
        longest = min(self._vocabulary.longest_form, len(folded) - start)
        for size in range(longest, 0, -1):
            form = self._vocabulary.form_of(folded[start : start + size])
            if form is None:
                continue
            at_start = start == len(taken)
            at_end = self._is_end(folded, start + size)
            is_long = size > 1 or len(folded[start]) >= _LONG_FORM
            if is_long or at_start or at_end:
                return size, form
        return 1, None

    def _is_end(self, folded: Sequence[str], place: int) -> bool:
        return all((word,) in self._vocabulary.forms for word in folded[place:])

    def _organisation_words(
        self, pairs: Sequence[tuple[str, str]]
    ) -> tuple[tuple[Word, ...], tuple[str, ...]]:
        folded = [self._vocabulary.long_form(word) for word, _ in pairs]
        kinds = self._vocabulary.kinds(folded)
        view: list[Word] = []
        numbers: list[str] = []
        place = 0
        while place < len(folded):
            is_last = place == len(folded) - 1
            found = read_words(folded[place:])
            if found is None and place and (is_last or len(pairs[place][1]) > 1):
                roman = read_roman(pairs[place][1])
                found = None if roman is None else (roman, 1)
            if found is not None:
                numbers.append(str(found[0]))
                view.append(
                    Word(str(found[0]), _NUMBER_WEIGHT, is_exact=True, kind="number")
                )
                place += found[1]
                continue
            if not self._vocabulary.is_stop(folded[place]):
                view.append(self._organisation_word(folded[place], kinds[place]))
            place += 1
        if not view:
            view = [Word(word, self._vocabulary.weight(word)) for word in folded]
        return tuple(view), tuple(numbers)

    def _organisation_word(self, word: str, kind: WordKind) -> Word:
        weight = self._vocabulary.weight(word)
        return Word(word, weight, sound=self._vocabulary.sound(word), kind=kind)


def _number_part(word: str) -> Name:
    number = Word(str(int(word)), _NUMBER_WEIGHT, is_exact=True, kind="number")
    return Name(
        text=word,
        form="organisation",
        latin=((number,),),
        schemes=("written",),
        han=(number,),
        numbers=(number.text,),
    )


def _kinds(forms: Sequence[LegalForm]) -> frozenset[str]:
    """Return what all forms allow; what the most special one says."""
    nothing: frozenset[str] = frozenset()
    kinds = sorted((len(form.kinds), sorted(form.kinds)) for form in forms)
    return frozenset(kinds[0][1]) if kinds else nothing
