"""The compiled kernel and its twin give the same answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.kernel import twin
from tieline.kernel.leftovers import KINDS
from tieline.kernel.loading import load_kernel

TWIN = load_kernel(compiled=False)
COMPILED = load_kernel()

texts = st.one_of(
    st.sampled_from(
        ["ali", "al", "a", "abd", "hang", "zhou", "hangzhou", "scholz", "14"]
    ),
    st.text("abchz", min_size=1, max_size=7),
    st.text(st.characters(), min_size=1, max_size=80),
)
words = st.tuples(
    texts,
    st.integers(0, 1000),
    st.booleans(),
    st.sampled_from(["", "ks", "snk"]),
    st.integers(0, len(KINDS) - 1),
    st.sampled_from(["", "school", "works", "abd al", "zhou  hang", "a ab c"]),
)
lists = st.lists(words, max_size=9)


def both(rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 6
    return TWIN.word_list(*columns), COMPILED.word_list(*columns)


@pytest.fixture(autouse=True)
def _needs_the_compiled_kernel():
    if not COMPILED.is_compiled:
        pytest.skip(f"no compiled kernel: {COMPILED.why}")


@settings(max_examples=500, deadline=None)
@given(left=lists, right=lists, initials=st.booleans())
def test_alignments_are_the_same(left, right, initials):
    left_twin, left_compiled = both(left)
    right_twin, right_compiled = both(right)

    expected = TWIN.align(left_twin, right_twin, initials)
    found = COMPILED.align(left_compiled, right_compiled, initials)

    assert found == expected
    assert COMPILED.weigh(left_compiled, right_compiled, initials) == expected[0]
    many = COMPILED.weigh_many(left_compiled, [right_compiled] * 2, initials)
    assert many == TWIN.weigh_many(left_twin, [right_twin] * 2, initials)


@settings(max_examples=500, deadline=None)
@given(left=lists, right=lists)
def test_leftovers_by_kind_are_the_same(left, right):
    left_twin, left_compiled = both(left)
    right_twin, right_compiled = both(right)

    expected = TWIN.weigh_kinds(left_twin, [right_twin] * 2)

    assert COMPILED.weigh_kinds(left_compiled, [right_compiled] * 2) == expected


groups = st.lists(st.lists(lists, max_size=2), max_size=3)
costs = st.tuples(*[st.floats(0, 4)] * 6)


def all_of(rows):
    """Return names of either kernel: the twin's, then the compiled one's."""
    made = [both(one) for one in rows]
    return [one for one, _ in made], [two for _, two in made]


@settings(max_examples=300, deadline=None)
@given(
    lefts=st.lists(lists, max_size=2), held=groups, cost=costs, least=st.floats(0, 1)
)
def test_names_of_organisations_are_sifted_alike(lefts, held, cost, least):
    left_twin, left_compiled = all_of(lefts)
    twins = [all_of(group)[0] for group in held]
    compiled = [all_of(group)[1] for group in held]

    expected = TWIN.sift_kinds(left_twin, twins, cost, least)

    assert COMPILED.sift_kinds(left_compiled, compiled, cost, least) == expected


@settings(max_examples=300, deadline=None)
@given(
    lefts=st.lists(lists, max_size=2),
    held=groups,
    conflict=st.floats(0, 4),
    least=st.floats(0, 1),
)
def test_names_of_persons_are_sifted_alike(lefts, held, conflict, least):
    left_twin, left_compiled = all_of(lefts)
    twins = [all_of(group)[0] for group in held]
    compiled = [all_of(group)[1] for group in held]

    expected = TWIN.sift_persons(left_twin, twins, conflict, least)

    assert COMPILED.sift_persons(left_compiled, compiled, conflict, least) == expected


@settings(max_examples=300, deadline=None)
@given(left=lists, right=lists)
def test_leftovers_are_the_same_from_either_side(left, right):
    one, two = both(left)[0], both(right)[0]

    agreed, half, same, across, only_left, only_right, branch = TWIN.weigh_kinds(
        one, [two]
    )[0]

    swapped = (agreed, half, same, across, only_right, only_left, branch)
    assert TWIN.weigh_kinds(two, [one])[0] == swapped


@settings(max_examples=300, deadline=None)
@given(left=st.text(st.characters(), max_size=300), right=st.text(max_size=300))
def test_similarities_are_the_same(left, right):
    assert COMPILED.similarity(left, right) == TWIN.similarity(left, right)


@pytest.mark.parametrize(
    "columns",
    [
        (["a"], [1], [False], [], [0], [""]),
        ([""], [1], [False], [""], [0], [""]),
        (["a" * (twin.LONGEST_WORD + 1)], [1], [False], [""], [0], [""]),
        (["a"], [-1], [False], [""], [0], [""]),
        (["a"], [1], [False], [""], [len(KINDS)], [""]),
        tuple([value] * (twin.MOST_WORDS + 1) for value in ("a", 1, False, "", 0, "")),
    ],
)
@pytest.mark.parametrize("kernel", [TWIN, COMPILED], ids=["twin", "compiled"])
def test_words_out_of_bounds_are_refused(kernel, columns):
    with pytest.raises(ValueError, match=r"length|words|weight|kind"):
        kernel.word_list(*columns)


@pytest.mark.parametrize(
    "call",
    [
        lambda one: COMPILED.weigh_many(one, [None], initials=True),
        lambda one: COMPILED.weigh_kinds(one, [one, None]),
        lambda one: COMPILED.sift_kinds([one], [[None]], (0.0,) * 6, 0.5),
        lambda one: COMPILED.sift_persons([None], [[one]], 0.5, 0.5),
        lambda one: COMPILED.weigh(one, None, initials=True),
    ],
)
def test_what_is_no_name_is_an_error_and_no_crash(call):
    _, one = both([("ali", 1000, False, "", 0, "")])

    with pytest.raises(TypeError):
        call(one)
