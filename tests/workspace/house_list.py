"""A small list of a firm's own, with a mapping and an empty workspace."""

from datetime import UTC, datetime
from pathlib import Path

from tieline.workspace.clock import Clock
from tieline.workspace.workspace import open_workspace

MAPPING = """\
format_version = 1
id = [{ columns = ["number"], prefix = "house" }]

[dataset]
name = "house"
title = "House list"
publisher = "Example Trading"
url = "https://house.example/list"
licence = "For our own use"
is_official = false

[schema]
column = "kind"
map = { company = "Company", person = "Person" }

[properties]
name = "name"
registrationNumber = "registration"
country = "country"

[listing]
list = { constant = "HOUSE" }
start = "since"
end = "until"
status = { constant = "listed" }
"""
COLUMNS = "number,kind,name,registration,country,since,until\n"
OPTICS = (
    "h-1,company,Example Optics Co. Ltd,91330000733796106P,China,2020-01-01,"
    "2024-06-01\n"
)
RIVER = "h-2,company,Bright River Trading LLC,,United States,2021-03-01,\n"
ZHANG = "h-3,person,Zhang Wei,,China,2022-01-01,\n"
ROWS = OPTICS + RIVER + ZHANG
NOW = datetime(2025, 1, 31, 12, tzinfo=UTC)


def write_list(folder, *, name="house_2025-01-10.csv", rows=ROWS):
    """Write the list and its mapping; return the two paths."""
    mapping = folder / "house.toml"
    mapping.write_text(MAPPING, "utf-8")
    table = folder / name
    table.write_text(COLUMNS + rows, "utf-8")
    return table, mapping


def workspace_in(folder, *, now=NOW, **flags):
    """Open a workspace in a folder; the bundle is not searched unless asked for."""
    return open_workspace(
        Path(folder),
        project=Path(folder) / "project",
        env={},
        flags={"bundle": False, "by": "Jo Doe"} | flags,
        clock=Clock(read=lambda: now),
    )
