"""Profiles made ready for comparison, and kept while they are needed."""

from collections.abc import Callable, Iterator, Mapping

from tieline.kernel.leftovers import KINDS
from tieline.kernel.loading import Kernel, WordList, load_kernel
from tieline.matching.families import Family, family_of
from tieline.matching.units import unit_numbers
from tieline.model.profile import Profile
from tieline.names.acronyms import capitals_of, lone_acronym
from tieline.names.heard_names import HEARD_VIEW
from tieline.names.name import Choice, Name, NameForm, Word
from tieline.names.reading import NameReader

_NO_WORDS: frozenset[str] = frozenset()
_NO_RUNS: Mapping[str, tuple[int, int]] = {}
_NO_CAPITALS: Mapping[str, int] = {}
_KINDS = {kind: number for number, kind in enumerate(KINDS)}

MOST_NAMES = 200
"""How many names of one profile are compared."""


class NameSet:
    """The names of a profile, with all their views side by side.

    `lines[i]` holds the words of `names[owners[i]].latin[views[i]]`, `schemes[i]` how
    that view came about, `choices[i]` what words of it may be instead; `han` has the
    characters of each name, None where it has none. `runs` are initials that names
    begin with, `capitals` words that may be such, each with the place of its name.
    `every` are the places of all lines, `written` those lines that no system of
    romanisation made, with their places. `may_be_person` where nothing tells whether
    they are of a person or of an organisation. `units` are numbers that units go by.
    """

    __slots__ = (
        "_is_plain",
        "acronyms",
        "capitals",
        "choices",
        "every",
        "han",
        "has_han",
        "lines",
        "lone",
        "may_be_person",
        "may_choose",
        "names",
        "owners",
        "runs",
        "schemes",
        "units",
        "views",
        "written",
    )

    def __init__(
        self, names: tuple[Name, ...], kernel: Kernel, *, may_be_person: bool = False
    ) -> None:
        self.names = names
        self.may_be_person = may_be_person
        owners: list[int] = []
        views: list[int] = []
        schemes: list[str] = []
        lines: list[WordList] = []
        choices: list[tuple[Choice, ...]] = []
        for owner, name in enumerate(names):
            for view, words in enumerate(name.latin):
                if words:
                    owners.append(owner)
                    views.append(view)
                    schemes.append(name.schemes[view])
                    lines.append(line_of(words, kernel))
                    choices.append(name.choices[view] if name.choices else ())
        # Tuples of what holds nothing itself: the collector of garbage lets them be.
        self.owners, self.views = tuple(owners), tuple(views)
        self.schemes, self.lines = tuple(schemes), tuple(lines)
        self.choices, self.may_choose = tuple(choices), any(choices)
        self.every = tuple(range(len(lines)))
        self.written = self._written()
        self.has_han = any([name.han for name in names])  # noqa: C419 - faster so
        self.han: tuple[WordList | None, ...] = (None,) * len(names)
        if self.has_han:
            self.han = tuple(
                [line_of(name.han, kernel) if name.han else None for name in names]
            )
        self.units = unit_numbers(names)
        self._is_plain: bool | None = None
        self._find_acronyms()

    def _written(self) -> tuple[tuple[int, ...], tuple[WordList, ...]]:
        if self.schemes.count("written") == len(self.lines):
            return self.every, self.lines
        at = tuple(
            [place for place, one in enumerate(self.schemes) if one == "written"]
        )
        return at, tuple([self.lines[place] for place in at])

    def _find_acronyms(self) -> None:
        names = self.names
        self.acronyms = self.lone = _NO_WORDS
        self.runs, self.capitals = _NO_RUNS, _NO_CAPITALS
        if not names or names[0].form == "person":
            return
        self.acronyms = _NO_WORDS.union(*[name.acronyms for name in names])
        lone = [lone_acronym(name) for name in names]
        self.lone = frozenset([word for word in lone if word is not None])
        self.runs = {
            letters: (place, size)
            for place, name in enumerate(names)
            for letters, size in name.runs
        }
        self.capitals = {
            word: place
            for place, name in enumerate(names)
            for word in capitals_of(name)
        }

    @property
    def is_plain(self) -> bool:
        """Tell whether a person's names are but words that agree or do not.

        They have no father's name and no characters, none is but a title and a word
        more, and none was read by its sound.
        """
        if self._is_plain is None:
            self._is_plain = not (
                self.has_han
                or HEARD_VIEW in self.schemes
                or any(_is_special(view) for name in self.names for view in name.latin)
            )
        return self._is_plain

    @property
    def texts(self) -> Iterator[str]:
        """The words of all views, as often as they stand there."""
        for name in self.names:
            for view in name.latin:
                for word in view:
                    yield word.text

    def line_at(self, name: int) -> int:
        """Return the place of the first line of a name."""
        return self.owners.index(name)


def _is_special(view: tuple[Word, ...]) -> bool:
    roles = [word.role for word in view]
    return "father" in roles or (
        "title" in roles and len(roles) - roles.count("title") == 1
    )


def line_of(words: tuple[Word, ...], kernel: Kernel) -> WordList:
    """Return words in the kernel's form."""
    return kernel.word_list(
        [word.text for word in words],
        [word.weight for word in words],
        [word.is_exact for word in words],
        [word.sound for word in words],
        [_KINDS[word.kind] for word in words],
        [word.akin for word in words],
    )


class Prepared:
    """A profile with its names read, in the form that a comparison asks for."""

    __slots__ = ("_names", "_reader", "family", "keys", "profile")

    def __init__(
        self, profile: Profile, read: Callable[[Profile, NameForm], NameSet]
    ) -> None:
        self.profile = profile
        self.family: Family = family_of(profile.schema)
        self._reader = read
        self._names: dict[NameForm, NameSet] = {}
        self.keys: tuple[str, ...] | None = None
        """What it is looked up by, once that is known."""

    def names(self, form: NameForm) -> NameSet:
        """Return the names, read as a person's or as an organisation's."""
        known = self._names.get(form)
        if known is None:
            known = self._names[form] = self._reader(self.profile, form)
        return known


class Preparer:
    """Prepares profiles with one kernel and one set of tables."""

    def __init__(self, kernel: Kernel | None = None) -> None:
        self.kernel = load_kernel() if kernel is None else kernel
        self.reader = NameReader()
        self._asked: Prepared | None = None

    def question(self, query: Profile) -> Prepared:
        """Return a query, ready to be compared; one is put to several lists in turn."""
        last = self._asked
        if last is None or last.profile is not query:
            last = self._asked = self.prepare(query)
        return last

    def prepare(self, profile: Profile) -> Prepared:
        """Return the profile, ready to be compared."""
        return Prepared(profile, self._read)

    def _read(self, profile: Profile, form: NameForm) -> NameSet:
        read_all = self.reader.read_all
        names = tuple(
            [
                name
                for value in profile.names[:MOST_NAMES]
                for name in read_all(value, form)
                if not name.is_empty
            ]
        )
        is_open = family_of(profile.schema) == "any"
        return NameSet(names, self.kernel, may_be_person=is_open)
