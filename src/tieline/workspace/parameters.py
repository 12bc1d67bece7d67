"""Words that the addresses of lists need, and that a person has to set."""

from tieline.fetch.places import placeholders
from tieline.registry import sources


def declared_parameters() -> tuple[str, ...]:
    """Return the settings that lists' addresses need, in order.

    Raises:
        TielineError: a plug of another package cannot be loaded.
    """
    return tuple(
        f"{source.key}.{name}"
        for source in sources().values()
        for name in dict.fromkeys(
            name for each in source.downloads for name in placeholders(each.url)
        )
    )
