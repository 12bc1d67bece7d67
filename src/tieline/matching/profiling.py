"""Turn a query into a profile, and a profile into blocking keys."""

from tieline.model.profile import Profile
from tieline.model.query import Query


def profile_of(query: Query) -> Profile:
    """Return what the matcher sees of a query."""
    raise NotImplementedError


def index_keys(profile: Profile) -> list[str]:
    """Return the blocking keys of a profile, each once, sorted."""
    raise NotImplementedError
