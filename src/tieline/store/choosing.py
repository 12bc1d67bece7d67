"""Which edition of each data set is in force."""

from collections.abc import Iterable, Sequence

from tieline.model.errors import UsageError
from tieline.model.interval import is_date, last_day
from tieline.store.edition import Edition


def newest(editions: Iterable[Edition], day: str | None) -> Edition | None:
    """Return the edition in force on `day` (None: of all), given in import order.

    The newest day wins, on one day a whole edition before a partial one, and
    among equals the later import. So a partial edition is in force only where no
    whole edition is as new.
    """
    best: tuple[str, bool, int] | None = None
    found: Edition | None = None
    for number, edition in enumerate(editions):
        if day is not None and edition.day > day:
            continue
        rank = (edition.day, not edition.is_partial, number)
        if best is None or rank > best:
            best, found = rank, edition
    return found


def in_force(
    own: Sequence[Edition], bundle: Sequence[Edition], known_on: str | None
) -> dict[str, Edition]:
    """Return the edition of each data set as known on a day, by data set name.

    `known_on` is a day, a month, or an edition (`dataset@version`, or a version;
    its beginning is enough): then that edition, and of the other data sets what
    was known on its day. A bundled data set is hidden by a whole edition of its
    own name or of one in its `superseded_by`.

    Raises:
        UsageError: `known_on` is neither a day nor one known edition.
    """
    pinned: Edition | None = None
    day = known_on
    if known_on is not None and is_date(known_on):
        day = last_day(known_on)
    elif known_on is not None:
        pinned = find_edition((*own, *bundle), known_on)
        day = pinned.day
    chosen = _of_each(own, day)
    whole = {name for name, edition in chosen.items() if not edition.is_partial}
    for name, edition in _of_each(bundle, day).items():
        if name in whole or whole.intersection(edition.superseded_by):
            continue
        rival = chosen.get(name)
        if rival is None or newest((edition, rival), None) is edition:
            chosen[name] = edition
    if pinned is not None:
        chosen[pinned.dataset] = pinned
    return dict(sorted(chosen.items()))


def find_edition(editions: Iterable[Edition], text: str) -> Edition:
    """Return the one edition that `text` names.

    `text` is `dataset@version` or a version; its beginning is enough, and so is
    that of the hash.

    Raises:
        UsageError: none, or more than one, is meant.
    """
    dataset, at, start = text.rpartition("@")
    found = [
        edition
        for edition in editions
        if (not at or edition.dataset == dataset)
        and (edition.version.startswith(start) or edition.sha256.startswith(start))
    ]
    exact = [edition for edition in found if edition.version == start]
    if len(exact) == 1:
        return exact[0]
    if len(found) == 1:
        return found[0]
    if not found:
        hint = "`tieline status` lists the editions; a day is YYYY-MM-DD"
        raise UsageError(f"no edition and no day is called {text!r}", hint=hint)
    names = ", ".join(f"{edition.dataset}@{edition.version}" for edition in found)
    raise UsageError(f"{text!r} may mean {names}", hint="Write more of it")


def _of_each(editions: Iterable[Edition], day: str | None) -> dict[str, Edition]:
    grouped: dict[str, list[Edition]] = {}
    for edition in editions:
        grouped.setdefault(edition.dataset, []).append(edition)
    chosen = {name: newest(held, day) for name, held in grouped.items()}
    return {name: edition for name, edition in chosen.items() if edition is not None}
