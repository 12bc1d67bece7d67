"""Profiles made ready for comparison, and kept while they are needed."""

from collections.abc import Callable

from tieline.kernel.loading import Kernel, WordList, load_kernel
from tieline.matching.families import Family, family_of
from tieline.model.profile import Profile
from tieline.names.name import Name, NameForm, Word
from tieline.names.reading import NameReader
from tieline.text.hanzi import Variants

MOST_NAMES = 200
"""How many names of one profile are compared."""


class PreparedName:
    """A name with its words in the kernel's form."""

    __slots__ = ("han", "key", "lines", "name")

    def __init__(self, name: Name, kernel: Kernel) -> None:
        self.name = name
        self.lines = tuple(_line(view, kernel) for view in name.latin if view)
        self.han = _line(name.han, kernel) if name.han else None
        self.key = (
            tuple(sorted(word.text for word in name.latin[0])) if name.latin else ()
        )


def _line(words: tuple[Word, ...], kernel: Kernel) -> WordList:
    return kernel.word_list(
        [word.text for word in words],
        [word.weight for word in words],
        [word.is_exact for word in words],
    )


class Prepared:
    """A profile with its names read, in the form that a comparison asks for."""

    __slots__ = ("_names", "_reader", "family", "profile")

    def __init__(
        self,
        profile: Profile,
        read: Callable[[Profile, NameForm], tuple[PreparedName, ...]],
    ) -> None:
        self.profile = profile
        self.family: Family = family_of(profile.schema)
        self._reader = read
        self._names: dict[NameForm, tuple[PreparedName, ...]] = {}

    def names(self, form: NameForm) -> tuple[PreparedName, ...]:
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
        self.variants = Variants()

    def prepare(self, profile: Profile) -> Prepared:
        """Return the profile, ready to be compared."""
        return Prepared(profile, self._read)

    def _read(self, profile: Profile, form: NameForm) -> tuple[PreparedName, ...]:
        names = (self.reader.read(name, form) for name in profile.names[:MOST_NAMES])
        return tuple(
            PreparedName(name, self.kernel) for name in names if not name.is_empty
        )
