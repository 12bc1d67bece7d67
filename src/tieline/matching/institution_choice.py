"""Choose among the registered names in an affiliation which are meant."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tieline.kernel.registry_format import LOOSE, Registered
from tieline.matching.institution_bodies import implied_phrases
from tieline.matching.institution_phrases import Candidate, Phrase, PhraseFinder
from tieline.names.affiliation_keys import is_han_char
from tieline.names.affiliation_words import affiliation_words
from tieline.names.affiliations import Affiliation, Segment

_HOSPITAL = frozenset({"hospital", "clinic", "infirmary", "klinikum", "hospitals"})
_CARE = frozenset({"medical", "health", "cancer", "heart"})
_CARE_HEAD = frozenset({"center", "system", "care", "campus", "network", "sciences"})
_HEADS = frozenset({"university", "college", "institute", "academy", "school"})
_LINKS = frozenset({"of", "for", "de", "fur", "für", "di", "da"})
_SHORTEST_ACRONYM = 3


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase that is taken, and the organisations that it may mean.

    There is one where it is clear. `is_unit` says that it stands inside another that is
    named, `is_hospital_of` that it only lends a hospital its name, and `near` what else
    in the affiliation told it from its namesakes.
    """

    phrase: Phrase
    organisations: tuple[Registered, ...]
    rank: int
    is_unit: bool = False
    is_hospital_of: bool = False
    near: str = ""


def choose(
    text: str, affiliation: Affiliation, finder: PhraseFinder
) -> tuple[Choice, ...]:
    """Return the phrases that name somebody, in the order of the text.

    Longer ones go before those inside them, names in their order before those in
    another, and what says little is taken only where something else supports it.
    """
    place = _Place(text, affiliation)
    found = [
        phrase for phrase in finder.phrases(affiliation) if place.may_stand(phrase)
    ]
    taken: list[Phrase] = []
    said: set[tuple[str, ...]] = set()
    for phrase in sorted(found, key=place.worth, reverse=True):
        if phrase.words not in said and not any(
            _overlap(phrase, other) for other in taken
        ):
            taken.append(phrase)
            said.add(phrase.words)
    implied = implied_phrases(text, affiliation, finder, taken)
    supported = _Support(finder, taken, place)
    choices = [
        choice
        for phrase in sorted([*taken, *implied], key=lambda one: one.first)
        if (choice := supported.choice(phrase)) is not None
    ]
    return tuple(_once(supported.ranked(choices, choice) for choice in choices))


def _overlap(one: Phrase, other: Phrase) -> bool:
    return one.first < other.last and other.first < one.last


def _once(choices: Iterable[Choice]) -> Iterator[Choice]:
    """Keep one choice an organisation: a short form in brackets says it again.

    What is written goes before what is only implied.
    """
    held = tuple(choices)
    seen: set[tuple[str, ...]] = set()
    written = {_ids(choice) for choice in held if not choice.phrase.is_implied}
    for choice in held:
        ids = _ids(choice)
        is_said = choice.phrase.is_implied and ids in written
        if ids not in seen and not is_said:
            seen.add(ids)
            yield choice


def _ids(choice: Choice) -> tuple[str, ...]:
    return tuple(one.id for one in choice.organisations)


class _Place:
    """Where phrases stand in one affiliation."""

    def __init__(self, text: str, affiliation: Affiliation) -> None:
        self.text = text
        self.affiliation = affiliation
        self.held = [word for word in affiliation.words if word.word]

    def segment(self, phrase: Phrase) -> Segment | None:
        """Return the segment that holds the whole phrase; None where it crosses."""
        for segment in self.affiliation.segments:
            if segment.start <= phrase.start and phrase.end <= segment.end:
                return segment
        return None

    def is_alone(self, phrase: Phrase) -> bool:
        """Tell whether the phrase is all that stands between two commas."""
        segment = self.segment(phrase)
        if segment is None:
            return False
        inside = [w for w in self.held if segment.start <= w.start < segment.end]
        return len(inside) == phrase.last - phrase.first

    def worth(self, phrase: Phrase) -> tuple[bool, int, bool, int]:
        """Rank phrases against those that overlap them."""
        rank = min(one.rank for one in phrase.candidates)
        is_whole = self.segment(phrase) is not None
        size = phrase.last - phrase.first
        return (not phrase.is_plain, size, is_whole, -rank)

    def may_stand(self, phrase: Phrase) -> bool:
        """Tell whether a phrase can be a name where it stands."""
        segment = self.segment(phrase)
        is_loose = all(one.rank >= LOOSE for one in phrase.candidates)
        if segment is None:
            is_weak = is_loose or phrase.is_acronym or phrase.is_plain
            return not is_weak and self._opens_segment(phrase)
        if segment.kind in {"country", "email", "person"}:
            return False
        if phrase.is_acronym:
            return self._is_written_short(phrase)
        if len(phrase.words) == 1:
            return self.is_alone(phrase) and self._is_no_town(phrase, segment)
        if is_loose and not self._is_at_edge(phrase, segment):
            return False
        return not self._is_part(phrase)

    def _is_at_edge(self, phrase: Phrase, segment: Segment) -> bool:
        """Tell whether a phrase begins or ends its segment."""
        is_first = not phrase.first or self.held[phrase.first - 1].start < segment.start
        is_last = (
            phrase.last == len(self.held) or self.held[phrase.last].start >= segment.end
        )
        return is_first or is_last

    def _opens_segment(self, phrase: Phrase) -> bool:
        """Tell whether a name that goes over a comma begins where a segment does."""
        starts = {segment.start for segment in self.affiliation.segments}
        begun = self.held[phrase.first - 1].end if phrase.first else 0
        return any(begun <= start <= phrase.start for start in starts)

    def _is_no_town(self, phrase: Phrase, segment: Segment) -> bool:
        """Tell whether one word alone may be an institution, where towns stand too."""
        held = self.text[phrase.start : phrase.end]
        if phrase.is_plain:
            return False
        is_proper = held[:1].isupper() and held[1:].islower()
        return not is_proper or segment.start == self.affiliation.segments[0].start

    def _is_part(self, phrase: Phrase) -> bool:
        """Tell whether a longer name goes on before or behind: Medical University of X.

        A unit before it, or a town behind, is no part of the name.
        """
        words = affiliation_words()
        if phrase.words[-1] in _HEADS and phrase.last < len(self.held):
            gap = self.text[phrase.end : self.held[phrase.last].start].split()
            if (
                gap
                and gap[0].lower() in _LINKS
                and self.held[phrase.last].word in words.plain
            ):
                return True
        if phrase.words[0] in _HEADS and phrase.first:
            before = self.held[phrase.first - 1]
            gap_text = self.text[before.end : phrase.start]
            return not gap_text.strip() and before.word in words.plain
        return False

    def _is_written_short(self, phrase: Phrase) -> bool:
        held = self.text[phrase.start : phrase.end]
        capitals = sum(char.isupper() for char in held)
        is_long = len(held) >= _SHORTEST_ACRONYM
        return is_long and 2 * capitals >= len(held) and self.is_alone(phrase)

    def is_inside_hospital(self, phrase: Phrase) -> bool:
        """Tell whether a university's name is part of an unknown hospital's."""
        segment = self.segment(phrase)
        if segment is None:
            return False
        inside = [w for w in self.held if segment.start <= w.start < segment.end]
        before = [w.word for w in inside if w.start < phrase.start]
        after = [w.word for w in inside if w.start >= phrase.end]
        if "医院" in self.text[phrase.end : segment.end]:
            return True
        if after and (after[0] in _HOSPITAL or _is_care(after)):
            return True
        return bool(before) and before[-1] in _HOSPITAL


def _is_care(words: Sequence[str]) -> bool:
    return (
        len(words) > 1
        and words[0] in _CARE
        and any(word in _CARE_HEAD or word in _HOSPITAL for word in words[1:3])
    )


class _Support:
    """What the other phrases of an affiliation say for one."""

    def __init__(
        self, finder: PhraseFinder, taken: Sequence[Phrase], place: _Place
    ) -> None:
        self._finder = finder
        self._place = place
        self._taken = taken
        self._texts = {word.word for word in place.held}

    def choice(self, phrase: Phrase) -> Choice | None:
        """Return what a phrase means, or None where it says too little."""
        best = self._best(phrase)
        if not best:
            return None
        organisations = tuple(self._finder.organisation(one.number) for one in best)
        if not self._is_enough(phrase, best):
            return None
        is_education = any("education" in one.types for one in organisations)
        return Choice(
            phrase=phrase,
            organisations=organisations,
            rank=best[0].rank,
            is_hospital_of=is_education and self._place.is_inside_hospital(phrase),
            near=self._told_by(phrase, best),
        )

    def _told_by(self, phrase: Phrase, best: Sequence[Candidate]) -> str:
        """Say what else in the affiliation speaks for the only candidate left."""
        if len(best) > 1 or not best:
            return ""
        relative = self._relative(phrase, best[0])
        if relative is not None:
            return self._place.text[relative.start : relative.end]
        if len(phrase.candidates) == 1:
            return ""
        near = self._near(phrase, best[0])
        return ", ".join(sorted(near))

    def ranked(self, choices: Sequence[Choice], choice: Choice) -> Choice:
        """Mark a choice that is a unit of others, or that only lends its name.

        A laboratory stands inside its university, a ministry behind its key
        laboratory; neither is where somebody is employed when the other is named.
        """
        own = choice.organisations[0]
        others = [one for one in choices if one is not choice]
        schools = [one for one in others if _is_of(one, "education")]
        if not schools or _is_of(choice, "education") or _is_of(choice, "healthcare"):
            return choice
        parents = set(own.parents)
        numbers = {c.number for one in schools for c in one.phrase.candidates}
        is_unit = bool(parents & numbers) or "laboratory" in choice.phrase.words
        is_unit = is_unit or (choice.phrase.is_plain and "government" in own.types)
        return msgspec.structs.replace(choice, is_unit=is_unit)

    def _is_enough(self, phrase: Phrase, best: Sequence[Candidate]) -> bool:
        if not (phrase.is_plain or phrase.is_acronym or len(phrase.words) == 1):
            return True
        if self._relative(phrase, best[0]) is not None:
            return True
        countries = self._place.affiliation.countries
        is_placed = best[0].country in countries
        if phrase.is_plain:
            is_only = not any(one for one in self._taken if not one.is_plain)
            return (
                len(best) == 1
                and is_placed
                and self._place.is_alone(phrase)
                and is_only
            )
        if len(best) > 1:
            return False
        is_long = len(phrase.words[0]) > _SHORTEST_ACRONYM
        return is_placed or bool(self._near(phrase, best[0])) or is_long

    def _best(self, phrase: Phrase) -> list[Candidate]:
        """Return the candidates that nothing else rules out, the best names only."""
        held = list(phrase.candidates)
        countries = self._place.affiliation.countries
        held = [one for one in held if one.country in countries] or held
        for better in (
            [one for one in held if self._relative(phrase, one) is not None],
            [one for one in held if self._near(phrase, one)],
        ):
            if better and len(held) > 1:
                held = better
                break
        top = min(one.rank for one in held)
        held = [one for one in held if one.rank == top]
        return [one for one in held if one.is_active] or held

    def _near(self, phrase: Phrase, candidate: Candidate) -> set[str]:
        """Return the other words of the affiliation that its own names hold."""
        others = self._texts.difference(phrase.words)
        others -= affiliation_words().plain
        held = self._finder.held_keys(candidate.number)
        return {
            word
            for key in held
            for word in key.lstrip("~").split()
            if word in others and not is_han_char(word[0])
        }

    def _relative(self, phrase: Phrase, candidate: Candidate) -> Phrase | None:
        """Return the phrase that names its parent or its child; None without one."""
        own = self._finder.organisation(candidate.number)
        near = {*own.parents, *own.related}
        for other in self._taken:
            if other is phrase or other.is_plain:
                continue
            for one in other.candidates:
                theirs = self._finder.organisation(one.number)
                if one.number in near or candidate.number in (
                    *theirs.parents,
                    *theirs.related,
                ):
                    return other
        return None


def _is_of(choice: Choice, kind: str) -> bool:
    return any(kind in one.types for one in choice.organisations)
