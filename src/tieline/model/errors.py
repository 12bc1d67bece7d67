"""Deliberate errors: what is wrong, where, and what to do."""


class TielineError(Exception):
    """Base of all deliberate errors.

    `what` says what is wrong, `where` names the file, line, column or id, and
    `hint` says what to do. Faces turn them into exit codes and HTTP statuses.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        """Join the three parts into one line."""
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.what}" + (f". {self.hint}" if self.hint else "")


class UsageError(TielineError):
    """The call itself is wrong: an option, a missing file, a bad value (exit 2)."""


class SourceError(TielineError):
    """A list or table does not look as its parser expects."""


class TruncatedError(SourceError):
    """A file ends in the middle of a record; `--partial` keeps the whole ones."""


class HeldError(SourceError):
    """A list lost so much since its last edition that a person has to confirm it."""


class FetchError(TielineError):
    """An address may not be asked, does not answer, or answers with something else."""


class OfflineError(FetchError):
    """The network is locked."""


class TableError(TielineError):
    """A table cannot be read or written as asked."""


class MappingError(TielineError):
    """A mapping file does not fit its table."""


class SchemaError(TielineError):
    """A schema or property name is not known."""


class ProjectError(TielineError):
    """A project folder is missing, foreign, damaged or of another format."""


class LockedError(ProjectError):
    """Somebody else is writing to the project."""


class StorageError(ProjectError):
    """The disk refuses: full, read-only or gone."""


class NotFoundError(TielineError):
    """What was asked for is not in the sources held."""
