"""Tieline traces the ties between civilian organisations and militaries."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tieline.model.errors import TielineError
    from tieline.model.listing import Listing
    from tieline.model.query import (
        EditionRef,
        End,
        Hit,
        Party,
        Query,
        Reason,
        Result,
        Run,
        Searched,
    )
    from tieline.workspace.explaining import Explained
    from tieline.workspace.gathering import Importing
    from tieline.workspace.ingest import Imported
    from tieline.workspace.screening import Screening
    from tieline.workspace.sync_results import Fetched, Synced, Syncing
    from tieline.workspace.verbs import Screened, explain, ingest, screen, sync
    from tieline.workspace.workspace import Workspace, open_workspace

__all__ = [
    "EditionRef",
    "End",
    "Explained",
    "Fetched",
    "Hit",
    "Imported",
    "Importing",
    "Listing",
    "Party",
    "Query",
    "Reason",
    "Result",
    "Run",
    "Screened",
    "Screening",
    "Searched",
    "Synced",
    "Syncing",
    "TielineError",
    "Workspace",
    "explain",
    "ingest",
    "open_workspace",
    "screen",
    "sync",
]

_HOMES = {
    "tieline.model.errors": ("TielineError",),
    "tieline.model.listing": ("Listing",),
    "tieline.model.query": (
        "EditionRef",
        "End",
        "Hit",
        "Party",
        "Query",
        "Reason",
        "Result",
        "Run",
        "Searched",
    ),
    "tieline.workspace.explaining": ("Explained",),
    "tieline.workspace.gathering": ("Importing",),
    "tieline.workspace.ingest": ("Imported",),
    "tieline.workspace.screening": ("Screening",),
    "tieline.workspace.sync_results": ("Fetched", "Synced", "Syncing"),
    "tieline.workspace.verbs": ("Screened", "explain", "ingest", "screen", "sync"),
    "tieline.workspace.workspace": ("Workspace", "open_workspace"),
}


if not TYPE_CHECKING:  # a name that does not exist is then an error to type checkers

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first asked for; the import itself is light."""
        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(module), name)
        what = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(what)


def __dir__() -> list[str]:
    return [*__all__]
