"""The Chinese names that three sets share."""

import json
from pathlib import Path
from typing import Any

from figures import sampled
from parties import named
from tasks import Asked, SearchTask

FILE = "bench/zh_names.json"


def read_zh(asked: Asked, kind: str) -> list[dict[str, Any]]:
    """Return the persons ("persons") or organisations ("orgs") of the file."""
    path: Path = asked.shared / FILE
    rows = json.loads(path.read_text("utf-8"))[kind]
    return sampled(((row["trad"] + row["en"], row) for row in rows), asked.sample)


def between(
    rows: list[dict[str, Any]], schema: str, asked_in: str, listed_in: str
) -> SearchTask:
    """Ask for each name in one form; the list is all names in another form.

    Those whose listed form is the same are one target: no tool could tell them apart.
    """
    candidates = [
        named(f"{number}", schema, row[listed_in]) for number, row in enumerate(rows)
    ]
    forms: dict[str, set[str]] = {}
    for candidate in candidates:
        forms.setdefault(candidate.names[0].casefold(), set()).add(candidate.id)
    return SearchTask(
        queries=[
            named(f"{asked_in} {number}", schema, row[asked_in])
            for number, row in enumerate(rows)
        ],
        candidates=candidates,
        targets=[frozenset(forms[row[listed_in].casefold()]) for row in rows],
        limit=len(candidates),
        is_exhaustive=True,
    )
