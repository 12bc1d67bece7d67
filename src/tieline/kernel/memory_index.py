"""An index of profiles in memory, for small lists and tests."""

from collections.abc import Iterable, Sequence

from tieline.model.profile import Profile


class MemoryIndex:
    """The same questions as FlatIndex, answered from memory."""

    def __init__(self, profiles: Iterable[tuple[Profile, Sequence[str]]]) -> None:
        self._profiles: list[Profile] = []
        self._postings: dict[str, list[int]] = {}
        self._ids: dict[str, int] = {}
        former: dict[str, int] = {}
        for number, (profile, keys) in enumerate(profiles):
            self._profiles.append(profile)
            self._ids.setdefault(profile.id, number)
            for known in profile.referents:
                former.setdefault(known, number)
            for key in dict.fromkeys(keys):
                self._postings.setdefault(key, []).append(number)
        self._ids = {**former, **self._ids}

    def close(self) -> None:
        """Do nothing: it is memory."""

    def __len__(self) -> int:
        """Return the number of profiles."""
        return len(self._profiles)

    def profile(self, number: int) -> Profile:
        """Return the profile at `number`, from 0."""
        return self._profiles[number]

    def count(self, key: str) -> int:
        """Return how many profiles carry `key`."""
        return len(self._postings.get(key, ()))

    def postings(self, key: str) -> Sequence[int]:
        """Return the numbers of the profiles that carry `key`, ascending."""
        return self._postings.get(key, ())

    def find_id(self, entity_id: str) -> int | None:
        """Return the number of the profile with this id, or former id; else None."""
        return self._ids.get(entity_id)
