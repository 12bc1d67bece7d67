"""Which kernel serves: the compiled one where it was built, else its twin."""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import msgspec

from tieline.kernel import sifting, twin

Tally = twin.Tally
KindTally = twin.KindTally
Costs = sifting.Costs
Edge = twin.Edge
Edges = tuple[Edge, ...]


class WordList(Protocol):
    """The words of one name; made and read by the same kernel only."""

    def __len__(self) -> int:
        """Return the number of words."""
        ...


Names = Sequence[WordList]
SiftKinds = Callable[[Names, Sequence[Names], Costs, float], list[bool]]
SiftPersons = Callable[[Names, Sequence[Names], float, float], list[bool]]


class Kernel(msgspec.Struct, frozen=True, kw_only=True):
    """The functions of the kernel in use; `twin` says what they do.

    `name` and `is_compiled` are for reports; `why` says why the twin serves.
    """

    name: str
    is_compiled: bool
    why: str | None
    word_list: Callable[
        [
            Sequence[str],
            Sequence[int],
            Sequence[bool],
            Sequence[str],
            Sequence[int],
            Sequence[str],
        ],
        WordList,
    ]
    weigh: Callable[[WordList, WordList, bool], Tally]
    weigh_many: Callable[[WordList, Sequence[WordList], bool], list[Tally]]
    weigh_kinds: Callable[[WordList, Sequence[WordList]], list[KindTally]]
    sift_kinds: SiftKinds
    sift_persons: SiftPersons
    align: Callable[[WordList, WordList, bool], tuple[Tally, Edges]]
    similarity: Callable[[str, str], int]


def load_kernel(*, compiled: bool = True) -> Kernel:
    """Return the compiled kernel, or the twin where none was built.

    This is the only place that chooses. `compiled=False` asks for the twin.

    >>> load_kernel(compiled=False).name
    'Python twin'
    """
    why = "asked for"
    if compiled:
        try:
            return _compiled()
        # One built of an older source lacks what its twin has.
        except (ImportError, AttributeError) as error:
            why = f"the compiled kernel does not load ({error})"
    return Kernel(
        name="Python twin",
        is_compiled=False,
        why=why,
        word_list=twin.WordList,
        weigh=cast("Callable[[WordList, WordList, bool], Tally]", twin.weigh),
        weigh_many=cast(
            "Callable[[WordList, Sequence[WordList], bool], list[Tally]]",
            twin.weigh_many,
        ),
        weigh_kinds=cast(
            "Callable[[WordList, Sequence[WordList]], list[KindTally]]",
            twin.weigh_kinds,
        ),
        sift_kinds=cast("SiftKinds", sifting.sift_kinds),
        sift_persons=cast("SiftPersons", sifting.sift_persons),
        align=cast(
            "Callable[[WordList, WordList, bool], tuple[Tally, Edges]]", twin.align
        ),
        similarity=twin.similarity,
    )


def _compiled() -> Kernel:
    from tieline.kernel import _kernel  # noqa: PLC0415 - may not be built

    return Kernel(
        name="compiled kernel",
        is_compiled=True,
        why=None,
        word_list=_kernel.WordList,
        weigh=cast("Callable[[WordList, WordList, bool], Tally]", _kernel.weigh),
        weigh_many=cast(
            "Callable[[WordList, Sequence[WordList], bool], list[Tally]]",
            _kernel.weigh_many,
        ),
        weigh_kinds=cast(
            "Callable[[WordList, Sequence[WordList]], list[KindTally]]",
            _kernel.weigh_kinds,
        ),
        sift_kinds=cast("SiftKinds", _kernel.sift_kinds),
        sift_persons=cast("SiftPersons", _kernel.sift_persons),
        align=cast(
            "Callable[[WordList, WordList, bool], tuple[Tally, Edges]]", _kernel.align
        ),
        similarity=_kernel.similarity,
    )
