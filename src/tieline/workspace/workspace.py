"""A workspace: the project it works in, its settings and its clock."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tieline.model.errors import UsageError
from tieline.model.interval import is_date
from tieline.workspace.clock import Clock
from tieline.workspace.settings import (
    PROJECT_FILE,
    USER_FILE,
    Settings,
    environment,
    load_settings,
)
from tieline.workspace.times import Times

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from tieline.store.catalog import Catalog
    from tieline.store.project import Project
    from tieline.store.reading import Reader
    from tieline.workspace.searcher import Searcher

_FULL_DAY = 10


class Workspace:
    """Where the rooms meet: everything a face does starts from here.

    `project` is None where there is none yet; then the bundle alone is searched, and
    `place` is the folder in which `create` would make one; `is_named` says that it
    was named by hand.
    """

    def __init__(
        self,
        *,
        project: Project | None,
        place: Path,
        settings: Settings,
        clock: Clock,
        is_named: bool = False,
    ) -> None:
        self._project = project
        self.is_named = is_named
        self.place = place
        self.settings = settings
        self.clock = clock

    @property
    def project_file(self) -> Path:
        """The project's settings file."""
        return self.place / PROJECT_FILE

    @property
    def user_file(self) -> Path:
        """The user's own settings file."""
        return _user_file()

    @property
    def project(self) -> Project | None:
        """The project, None where there is none yet."""
        return self._project

    def create(self) -> Project:
        """Return the project; make it in `place` where there is none yet."""
        if self._project is None:
            from tieline.store.project import open_project  # noqa: PLC0415 - loaded when it is used

            self._project = open_project(self.place, create=True)
        return self._project

    def times(self, *, as_of: str | None, known_on: str | None) -> Times:
        """Return the times of an answer; today where nothing is said.

        Raises:
            UsageError: `as_of` is not a day.
        """
        today = self.clock.today()
        day = today if as_of is None else as_of
        if not is_date(day) or len(day) != _FULL_DAY:
            raise UsageError(f"--as-of {day!r} is not a day", hint="Write YYYY-MM-DD")
        if known_on == "":
            hint = "Write YYYY-MM-DD, or DATASET@VERSION"
            what = "--known-on names no day and no edition"
            raise UsageError(what, hint=hint)
        return Times(as_of=day, known_on=known_on or today)

    def catalog(self) -> Catalog:
        """Read which editions there are, the bundle's among them."""
        from tieline.store.catalog import Catalog  # noqa: PLC0415 - loaded when it is used

        return Catalog.read(self._project, bundle=self.settings.bundle)

    def notice(self) -> tuple[str, ...]:
        """Say what a reader has to know about where was searched."""
        if self._project is not None or not self.is_named:
            return ()
        return (f"{self.place} holds no project: only the bundle was searched",)

    def redacted(self) -> frozenset[str]:
        """Return the ids of entities and statements that are not to be shown."""
        if self._project is None or not self._project.state.exists():
            return frozenset()
        from tieline.store.state import State  # noqa: PLC0415 - sqlite3 for this only

        with State.open(self._project) as state:
            return state.redacted()

    @contextmanager
    def reader(
        self, times: Times, *, datasets: Sequence[str] = ()
    ) -> Generator[Reader]:
        """Open the statements of the editions in force.

        Raises:
            UsageError: a data set or an edition is not held.
        """
        from tieline.engine.duck import DuckEngine  # noqa: PLC0415 - seldom needed
        from tieline.store.reading import Reader  # noqa: PLC0415 - loaded when it is used
        from tieline.workspace.searcher import chosen  # noqa: PLC0415 - loaded when it is used

        catalog = self.catalog()
        held = chosen(catalog.editions(times.known_on), datasets)
        editions = {edition.dataset: edition for edition in held}
        with DuckEngine(memory_limit=self.settings.memory_limit) as engine:
            yield Reader(engine, catalog, editions, redacted=self.redacted())

    def searcher(
        self, times: Times, *, datasets: Sequence[str] = (), with_registers: bool = True
    ) -> Searcher:
        """Open the indexes of the editions in force; close it after use.

        Without `with_registers` a register is searched only where `datasets` names it.
        """
        from tieline.workspace.searcher import open_searcher  # noqa: PLC0415 - loaded when it is used

        return open_searcher(
            self.catalog(),
            times=times,
            datasets=datasets,
            redacted=self.redacted(),
            notice=self.notice(),
            with_registers=with_registers,
        )


def _user_file() -> Path:
    import platformdirs  # noqa: PLC0415 - `import tieline` does not need it

    return platformdirs.user_config_path("tieline", appauthor=False) / USER_FILE


def open_workspace(
    start: Path,
    *,
    project: Path | None = None,
    env: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    clock: Clock | None = None,
) -> Workspace:
    """Open the workspace for `start`, the folder that a person works in.

    The project is `project` where given (or `TIELINE_PROJECT`), else the nearest
    folder upwards of `start` with a `tieline.toml`, else the user's data folder. It
    is never made here. `env` is the environment (the process's own), `flags` are the
    settings given by hand.

    Raises:
        UsageError: a setting is wrong.
        ProjectError: the project is foreign or damaged.
    """
    import platformdirs  # noqa: PLC0415 - loaded when it is used

    from tieline.store.project import find_project, open_project  # noqa: PLC0415 - loaded when it is used

    given = environment() if env is None else env
    named = project or _named(given)
    place = start / named if named is not None else find_project(start)
    place = place or platformdirs.user_data_path("tieline", appauthor=False)
    is_there = (place / PROJECT_FILE).is_file()
    held = open_project(place, create=False) if is_there else None
    settings = load_settings(
        flags=flags or {},
        env=given,
        project=place if is_there else None,
        user=_user_file(),
    )
    return Workspace(
        project=held,
        place=place,
        settings=settings,
        clock=clock or Clock(),
        is_named=named is not None,
    )


def _named(env: Mapping[str, str]) -> Path | None:
    folder = env.get("TIELINE_PROJECT")
    return Path(folder) if folder else None
