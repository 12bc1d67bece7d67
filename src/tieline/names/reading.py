"""Read a name: words, legal forms, numbers and acronyms."""

import msgspec

from tieline.model.profile import NameValue
from tieline.names.name import Name, NameForm
from tieline.names.organisation_parts import parts_in
from tieline.names.organisations import OrganisationReader
from tieline.names.persons import PersonReader
from tieline.names.vocabulary import LONGEST_WORD, vocabulary
from tieline.text.fold import clean, is_cut
from tieline.text.tokens import words

MOST_WORDS = 32
"""How many words of a name are compared."""


class NameReader:
    """Reads names with the tables of this package."""

    def __init__(self) -> None:
        self.vocabulary = vocabulary()
        self.syllables = self.vocabulary.syllables
        self._persons = PersonReader(self.vocabulary)
        self._organisations = OrganisationReader(self.vocabulary)

    def read(self, value: NameValue, form: NameForm) -> Name:
        """Return what a name says, read as a person's or an organisation's.

        At most `MOST_WORDS` words are kept, each up to `LONGEST_WORD` characters.
        """
        return self._read(value, clean(value.text), form)

    def read_all(self, value: NameValue, form: NameForm) -> tuple[Name, ...]:
        """Return a name, and after it those that an organisation's name holds.

        A person's further names are views of the one.
        """
        text = clean(value.text)
        name = self._read(value, text, form)
        if form == "person":
            return (name,)
        return (name, *[self._read(value, part, form) for part in parts_in(text)])

    def _read(self, value: NameValue, text: str, form: NameForm) -> Name:
        if form == "person" and text.isascii():
            # Its reader cuts a name by what stands between the words.
            name = self._persons.read(text, ())
        else:
            written = [word[:LONGEST_WORD] for word in words(text)][:MOST_WORDS]
            reader = self._persons if form == "person" else self._organisations
            name = reader.read(text, written)
        weak, cut = value.kind == "weak", is_cut(value.text)
        if not weak and not cut:
            return name
        return msgspec.structs.replace(name, is_weak=weak, is_cut=cut)
