"""What the words over a column say: whose it is, and what of them it holds."""

import pkgutil
import re
from collections.abc import Iterator

import msgspec

from tieline.model.errors import ProjectError
from tieline.model.ids import fold_key

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A field word may be glued to a role of this many letters: "Empfängerland".
_GLUED = 5
_MOST_WORDS = 4


class Sense(msgspec.Struct, frozen=True, kw_only=True):
    """What a label says; None is nothing.

    `role` names the party (`end_user`), `is_generic` that it tells parties apart
    from nothing (`company`), `field` what of it (`name`, `country`), and
    `is_record` that it numbers the rows.
    """

    role: str | None = None
    is_generic: bool = False
    field: str | None = None
    is_record: bool = False


class ColumnWords:
    """The words of the data file, looked up by their folded form."""

    def __init__(self) -> None:
        self._roles: dict[str, tuple[str, bool]] = {}
        self._fields: dict[str, str] = {}
        self._records: set[str] = set()
        self._skipped: set[str] = set()
        for kind, key, words in _rows():
            folded = [fold_key(word) for word in words.split("|")]
            if kind in {"role", "generic"}:
                self._roles.update(dict.fromkeys(folded, (key, kind == "generic")))
            elif kind == "field":
                self._fields.update(dict.fromkeys(folded, key))
            elif kind == "record":
                self._records.update(folded)
            else:
                self._skipped.update(folded)
        self._han_roles = sorted(
            (word for word in self._roles if _HAN.search(word)), key=len, reverse=True
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a column can hold, in the data file's order."""
        return tuple(dict.fromkeys(self._fields.values()))

    def sense(self, label: str) -> Sense:
        """Read a label.

        >>> sense = ColumnWords().sense("Name of end user")
        >>> sense.role, sense.field
        ('end_user', 'name')
        """
        words = fold_key(_HUMP.sub(" ", label)).split()
        while len(words) > 1 and words[-1].isdigit():
            words.pop()
        if words and not words[-1].isdigit():
            words[-1] = words[-1].rstrip("0123456789")
        text = " ".join(words)
        if text in self._records:
            return Sense(is_record=True)
        if text in self._fields:
            return Sense(field=self._fields[text])
        roles, rest = self._take_roles(words)
        told = [role for role in roles if not role[1]] or roles
        rest_text = " ".join(word for word in rest if word not in self._skipped)
        field = self._fields.get(rest_text)
        if not told:
            return Sense(field=field)
        if field is None and rest_text:
            return Sense(role="_".join(role for role, _ in told))
        return Sense(
            role="_".join(dict.fromkeys(role for role, _ in told)),
            is_generic=told[0][1],
            field=field or "name",
        )

    def _take_roles(self, words: list[str]) -> tuple[list[tuple[str, bool]], list[str]]:
        """Return the roles that stand among the words, and the other words."""
        roles: list[tuple[str, bool]] = []
        rest: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
                role = self._roles.get(" ".join(words[at : at + size]))
                if role is not None:
                    roles.append(role)
                    at += size
                    break
            else:
                role, left = self._glued(words[at])
                if role is not None:
                    roles.append(role)
                rest.extend(left)
                at += 1
        return roles, rest

    def _glued(self, word: str) -> tuple[tuple[str, bool] | None, list[str]]:
        """Take a word apart that is written together: 收货人名称, Empfängerland."""
        if _HAN.search(word):
            for role in self._han_roles:
                before, found, after = word.partition(role)
                if found:
                    left = (before + after).replace("的", "")
                    return self._roles[role], [left] if left else []
            return None, [word]
        for size in range(_GLUED, len(word)):
            role_key = self._roles.get(word[:size])
            if role_key is not None and word[size:] in self._fields:
                return role_key, [word[size:]]
        return None, [word]


def _rows() -> Iterator[list[str]]:
    data = pkgutil.get_data("tieline.workspace", "column_words.tsv")
    if data is None:
        what = "the words of columns are missing"
        raise ProjectError(what, where="column_words.tsv", hint="Install Tieline again")
    lines = [line for line in data.decode().splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        yield line.split("\t")
