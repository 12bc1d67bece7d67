"""A row that complains about what was not asked for."""

from collections.abc import Mapping

from tieline.model.errors import SourceError


class Record:
    """The fields of one row; every filled one has to be taken or dropped.

    >>> row = Record({"name": "ACME", "note": ""}, where="list.csv row 2")
    >>> row.take("name")
    'ACME'
    >>> row.finish()
    """

    def __init__(self, fields: Mapping[str, str], *, where: str) -> None:
        self._left = dict(fields)
        self._where = where

    @property
    def where(self) -> str:
        """File and row, for messages and locators."""
        return self._where

    def take(self, field: str) -> str:
        """Return the field's value, stripped, and strike it off.

        Raises:
            SourceError: the record has no such field.
        """
        if field not in self._left:
            raise SourceError(f"field {field!r} is missing", where=self._where)
        return self._left.pop(field).strip()

    def take_if(self, field: str) -> str:
        """Return the field's value as `take` does, or "" where there is none."""
        return self._left.pop(field, "").strip()

    def finish(self) -> None:
        """Check that every filled field was taken.

        Raises:
            SourceError: a filled field was never asked for.
        """
        unread = sorted(key for key, value in self._left.items() if value.strip())
        if unread:
            hint = "Take them in the source's parser, or drop them on purpose"
            raise SourceError(
                f"columns {unread} are not read", where=self._where, hint=hint
            )
