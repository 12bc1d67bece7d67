from collections.abc import Sequence

class WordList:
    def __init__(
        self,
        texts: Sequence[str],
        weights: Sequence[int],
        exact: Sequence[bool],
        sounds: Sequence[str],
        kinds: Sequence[int],
        classes: Sequence[str],
    ) -> None: ...
    def __len__(self) -> int: ...

def similarity(left: str, right: str) -> int: ...
def weigh(
    left: WordList, right: WordList, initials: bool
) -> tuple[int, int, int, int]: ...
def weigh_many(
    left: WordList, rights: Sequence[WordList], initials: bool
) -> list[tuple[int, int, int, int]]: ...
def weigh_kinds(
    left: WordList, rights: Sequence[WordList]
) -> list[tuple[int, int, int, int, int, int, int]]: ...
def sift_kinds(
    lefts: Sequence[WordList],
    groups: Sequence[Sequence[WordList]],
    costs: tuple[float, float, float, float, float, float],
    least: float,
) -> list[bool]: ...
def sift_persons(
    lefts: Sequence[WordList],
    groups: Sequence[Sequence[WordList]],
    conflict: float,
    least: float,
) -> list[bool]: ...
def align(
    left: WordList, right: WordList, initials: bool
) -> tuple[tuple[int, int, int, int], tuple[tuple[int, int, int, int, int], ...]]: ...
