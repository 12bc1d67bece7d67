"""Read names of organisations: legal forms, numbers, levels, words and acronyms."""

import re
from collections.abc import Sequence

from tieline.names.acronyms import SHORTEST, acronyms_of, runs_of
from tieline.names.bodies import Found as Body
from tieline.names.foreign import ForeignReader, script_of
from tieline.names.forms import kinds_of, strip_forms, unglue
from tieline.names.han import BODY_WEIGHT, WEAK_BODY_WEIGHT, HanReader
from tieline.names.name import Name, Word
from tieline.names.numbering import may_begin_number, number_at, number_word
from tieline.names.russian import RussianReader
from tieline.names.vocabulary import LONGEST_WORD, LegalForm, Vocabulary
from tieline.text.fold import latin
from tieline.text.hanzi import has_han
from tieline.text.remembering import Remembered
from tieline.text.tokens import words

# CETC28所: beside characters, letters and figures stand for themselves.
_GLUED = re.compile(r"[^\W\d]+|\d+")
_SOCIETY, _FORM_LEVELS = "society", frozenset({"obshchestvo", "obschestvo"})
_BANK, _TRUST = "bank", "trust"
_OPTIONAL = ("group", "corporation", "company")
_FIRM_KINDS = frozenset({"limited", "stock"})

_Pair = tuple[str, str]
"""A word folded, and as it is written."""


class OrganisationReader:
    """Reads names of organisations with the tables of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._han = HanReader(vocabulary, self._read_part)
        self._may_be_number = Remembered(may_begin_number)
        self._russian = RussianReader(vocabulary, self._without_forms)
        self._foreign = ForeignReader(vocabulary)

    def read(self, text: str, written: Sequence[str]) -> Name:
        """Return what a cleaned name says, given with its words in order."""
        if not has_han(text):
            return self._read_words(text, written)
        tokens = [piece for word in written for piece in _GLUED.findall(word)]
        return self._han.read(text, tokens)

    def _read_part(self, written: Sequence[str]) -> Name:
        return self._read_foreign(" ".join(written), written)

    def _read_words(self, text: str, written: Sequence[str]) -> Name:
        name = self._read_foreign(text, written)
        return self._russian.with_english(name, written)

    def _read_foreign(self, text: str, written: Sequence[str]) -> Name:
        name = self._read_latin(text, written)
        script = script_of(text)
        if script is None:
            return name
        return self._foreign.with_english(name, written, script)

    def _without_forms(
        self, written: Sequence[str]
    ) -> tuple[Sequence[_Pair], Sequence[_Pair]]:
        pairs = self._pairs(written)
        return pairs, strip_forms(pairs, self._vocabulary)[0]

    def _pairs(self, written: Sequence[str]) -> list[_Pair]:
        pairs: list[_Pair] = []
        for word in written:
            if word.isascii() and (word[1:].islower() or word.isupper()):
                # Nothing is written together, and `latin` is but small letters.
                pairs.append((word.lower()[:LONGEST_WORD], word))
                continue
            for part in unglue(word, self._vocabulary):
                folded = latin(part)[:LONGEST_WORD]
                if folded:
                    pairs.append((folded, part))
        return pairs

    def _read_latin(self, text: str, written: Sequence[str]) -> Name:
        pairs = self._pairs(written)
        rest, forms = strip_forms(pairs, self._vocabulary)
        view, numbers = self._words(rest)
        spelled = [word.text for word in view if not word.is_exact]
        optional = [_OPTIONAL[2]] if forms else []
        if spelled and spelled[-1] in _OPTIONAL:
            optional.insert(0, spelled.pop())
        all_words = [word for word, _ in pairs]
        found = self._vocabulary.bodies.in_words(all_words)
        known, bodies = self._known(pairs, all_words, found)
        views = [found for found in (view, known) if found]
        return Name(
            text=text,
            form="organisation",
            latin=tuple(views),
            schemes=("written", "canonical")[: len(views)],
            legal_forms=tuple(form.name for form in forms),
            legal_kinds=kinds_of(forms),
            numbers=numbers,
            levels=self._as_firm(
                _of_body(self._levels(text, all_words, found), all_words, rest),
                all_words,
                rest,
                forms,
                found,
            ),
            bodies=bodies,
            acronyms=acronyms_of(spelled, optional)
            if len(spelled) > 1
            else frozenset(),
            runs=self._runs(all_words, rest, view),
        )

    def _as_firm(
        self,
        levels: tuple[str, ...],
        all_words: Sequence[str],
        rest: Sequence[_Pair],
        forms: Sequence[LegalForm],
        bodies: Sequence[Body],
    ) -> tuple[str, ...]:
        """Return the levels, with a company before a university that owns it.

        Tsinghua Holdings Ltd is a firm, though the body in its name is none.
        """
        if not (bodies and kinds_of(forms) & _FIRM_KINDS):
            return levels
        within = {at for body in bodies for at in range(body.start, body.end)}
        others = [word for at, word in enumerate(all_words) if at not in within]
        if not any(word in others for word, _ in rest):
            return levels
        if self._vocabulary.levels.in_words(others)[:1] not in {(), ("company",)}:
            return levels
        return tuple(dict.fromkeys(("company", *levels)))

    def _levels(
        self, text: str, all_words: Sequence[str], bodies: Sequence[Body]
    ) -> tuple[str, ...]:
        """Return the levels; of parts between commas the smallest is the head."""
        whole = self._vocabulary.levels_beside(all_words, bodies)
        if _TRUST in whole and _BANK in whole:
            trust = trust_level(all_words, is_joined="&" in text)
            if trust is not None:
                return (_BANK,) if trust == _BANK else (_TRUST, _BANK)
        if "," not in text or len(whole) < 2:  # noqa: PLR2004 - one inside another
            return whole
        parts = [list(map(latin, words(part))) for part in text.split(",")]
        heads = [
            found[0]
            for part in parts
            if part and (found := self._vocabulary.levels_in_words(part))
        ]
        smallest = min(heads, key=self._vocabulary.levels.size, default=whole[0])
        return tuple(dict.fromkeys((smallest, *whole)))

    def _runs(
        self, all_words: Sequence[str], rest: Sequence[_Pair], view: Sequence[Word]
    ) -> tuple[tuple[str, int], ...]:
        """Return the initials the name begins with, counted in words of the view."""
        if len(view) + 1 < SHORTEST or not all_words[0][0].isalpha():
            return ()
        runs = runs_of(all_words, self._vocabulary.is_stop)
        if not runs:
            return ()
        kept = {word for word, _ in rest if not self._vocabulary.is_stop(word)}
        return tuple(
            (letters, sum(word in kept for word in all_words[:size]))
            for letters, size in runs
        )

    def _known(
        self, pairs: Sequence[_Pair], words: Sequence[str], bodies: Sequence[Body]
    ) -> tuple[tuple[Word, ...] | None, frozenset[str]]:
        """Return the words with known bodies under one name, and the bodies."""
        found = bodies or self._vocabulary.bodies.in_pinyin(words)
        if not found:
            return None, frozenset()
        view: list[Word] = []
        end = 0
        for body in found:
            view += self._between(pairs[end : body.start])
            weight = WEAK_BODY_WEIGHT if body.is_weak else BODY_WEIGHT
            origin = " ".join(words[body.start : body.end])
            if origin == body.canonical:
                origin = ""
            view.append(Word(body.canonical, weight, is_exact=True, origin=origin))
            end = body.end
        view += self._between(pairs[end:])
        return tuple(view), frozenset(
            body.canonical for body in found if not body.is_weak
        )

    def _between(self, pairs: Sequence[_Pair]) -> Sequence[Word]:
        rest, forms = strip_forms(pairs, self._vocabulary)
        if not rest or (forms and len(rest) == len(pairs)):
            return ()
        return self._words(rest)[0]

    def _is_pinyin(self, folded: Sequence[str], place: int) -> bool:
        """Tell whether what joins words elsewhere is a syllable here: Da Hua.

        Where a name begins there is nothing to join.
        """
        syllables = self._vocabulary.syllables
        return (
            place == 0
            and len(folded) > 1
            and folded[0] in syllables
            and folded[1] in syllables
        )

    def _words(
        self, pairs: Sequence[_Pair]
    ) -> tuple[tuple[Word, ...], tuple[str, ...]]:
        vocabulary = self._vocabulary
        folded = [vocabulary.long_form(word) for word, _ in pairs]
        kinds = vocabulary.kinds(folded)
        view: list[Word] = []
        numbers: list[str] = []
        place = 0
        while place < len(folded):
            may_be = self._may_be_number[pairs[place]]
            found = number_at(pairs, place) if may_be else None
            if found is not None:
                number, size = found
                if number:
                    numbers.append(number)
                    view.append(number_word(number))
                place += size
                continue
            phrase = vocabulary.phrase_at(folded, place)
            if phrase is not None:
                view.append(vocabulary.word(phrase, vocabulary.kind(phrase)))
                place += 2
                continue
            if not vocabulary.is_stop(folded[place]):
                view.append(vocabulary.word(folded[place], kinds[place]))
            elif self._is_pinyin(folded, place):
                view.append(vocabulary.word(folded[place], "rare"))
            place += 1
        if not view:
            view = [Word(word, vocabulary.weight(word)) for word in folded]
        return tuple(view), tuple(numbers)


def trust_level(words: Sequence[str], *, is_joined: bool) -> str | None:
    """Return the level of a bank's trust company, which is not the bank; else None.

    A bank *and* trust company is one body, a bank: `is_joined` where a sign says so.

    >>> trust_level("alfa bank trust company".split(), is_joined=False)
    'trust'
    >>> trust_level("alfa bank and trust".split(), is_joined=False)
    'bank'
    """
    text = f" {' '.join(words)} "
    if f" {_BANK} and {_TRUST} " in text:
        return _BANK
    if f" {_BANK} {_TRUST} " in text and is_joined:
        return _BANK
    return _TRUST if f" {_BANK} {_TRUST} company " in text else None


def _of_body(
    levels: tuple[str, ...], all_words: Sequence[str], rest: Sequence[_Pair]
) -> tuple[str, ...]:
    """Leave out the level that is but a legal form: aktsionernoe obshchestvo."""
    if _SOCIETY not in levels or _FORM_LEVELS.isdisjoint(all_words):
        return levels
    if not _FORM_LEVELS.isdisjoint(word for word, _ in rest):
        return levels
    return tuple(level for level in levels if level != _SOCIETY)
