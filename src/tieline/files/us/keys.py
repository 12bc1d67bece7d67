"""Ids of entries on lists that number nobody, told apart where names repeat."""

from itertools import chain

import msgspec

from tieline.files.us.lists import keyed_id
from tieline.model.ids import fold_key
from tieline.text.mending import mend


class KeyedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What tells an entry: its list's code, name and start date, and what is added.

    `addresses` are joined by semicolons; `mark` is the list's own id of the entry, or
    all its text.
    """

    code: str
    name: str
    start: str
    addresses: str
    citation: str
    mark: str


class EntryKeys:
    """The ids of the entries of an edition; holds only what several may share.

    The key is list, name and start date. Of several entries that share it, the one
    with the first address in order keeps the key; the others add their address, then
    their citation, then an ordinal. So no id depends on the order of the rows.
    """

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._sharing: dict[str, dict[str, tuple[str, str]]] = {}

    def count(self, row: KeyedRow) -> None:
        """Take note of an entry before any id is given."""
        more = (fold_key(row.addresses), fold_key(row.citation))
        self._sharing.setdefault(_key(row), {})[row.mark] = more

    def id(self, row: KeyedRow) -> str:
        """Return the entry's id."""
        key = _key(row)
        sharing = self._sharing[key]
        if len(sharing) == 1:
            return key
        if (key, row.mark) not in self._ids:
            self._share_out(row, sharing)
        return self._ids[key, row.mark]

    def _share_out(self, row: KeyedRow, sharing: dict[str, tuple[str, str]]) -> None:
        key, name = _key(row), mend(row.name)
        taken: set[str] = set()
        for mark in sorted(sharing, key=lambda each: (sharing[each], each)):
            more: tuple[str, ...] = ()
            free = key
            for part in chain(sharing[mark], map(str, range(len(sharing)))):
                if free not in taken:
                    break
                more = (*more, part)
                free = keyed_id(row.code, name, row.start, *more)
            taken.add(free)
            self._ids[key, mark] = free


def _key(row: KeyedRow) -> str:
    return keyed_id(row.code, mend(row.name), row.start)
