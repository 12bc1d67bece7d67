"""What meets in an alignment, said of the twin; the compiled kernel is held to it."""

from hypothesis import example, given
from hypothesis import strategies as st

from tieline.kernel import twin

names = st.lists(st.text("abcdefgh", min_size=1, max_size=6), max_size=6)


def words(*texts, weight=1000):
    size = len(texts)
    return twin.WordList(
        texts, [weight] * size, [False] * size, [""] * size, [0] * size, [""] * size
    )


def called(*pairs):
    """Words with what else they may be called, as exact as syllables are."""
    texts, classes = zip(*pairs, strict=True)
    size = len(texts)
    return twin.WordList(
        texts, [1000] * size, [True] * size, [""] * size, [0] * size, classes
    )


def weigh(left, right, *, initials=True):
    return twin.weigh(left, right, initials)


def align(left, right, *, initials=True):
    return twin.align(left, right, initials)


def test_order_does_not_matter():
    tally, _ = align(words("xi", "jinping"), words("jinping", "xi"))

    assert tally == (2000, 0, 0, 0)


def test_words_written_together_meet():
    tally, edges = align(words("good", "will"), words("goodwill"), initials=False)

    assert tally[2:] == (0, 0)
    assert edges == ((0, 2, 0, 1, 1000),)


def test_an_initial_meets_a_name_only_where_initials_count():
    short, long = words("a", weight=400), words("ali")

    assert weigh(short, long)[0] > 0
    assert weigh(short, long, initials=False)[0] == 0


def test_an_acronym_meets_the_words_it_is_made_of():
    tally, _ = align(
        words("pla", "china"), words("people", "liberation", "army"), initials=False
    )

    assert tally[0] > 0


def test_an_exact_word_agrees_only_with_itself():
    zhang = twin.WordList(["zhang"], [900], [True], [""], [0], [""])

    assert weigh(zhang, words("zheng"))[0] == 0
    assert weigh(zhang, words("zhang"))[0] > 0


@given(left=names, right=names)
@example(left=["fd", "fa"], right=["ff", "da"])
def test_an_alignment_is_symmetric(left, right):
    one = weigh(words(*left), words(*right))
    two = weigh(words(*right), words(*left))

    assert (*one[:2], one[3], one[2]) == two


@given(left=names)
def test_a_name_agrees_wholly_with_itself(left):
    tally = weigh(words(*left), words(*left))

    assert tally == (1000 * len(left), 0, 0, 0)


@given(left=names, right=names)
def test_every_word_is_used_once_at_most(left, right):
    _, edges = align(words(*left), words(*right))

    used = [place for edge in edges for place in range(edge[0], edge[1])]
    assert len(used) == len(set(used))


def test_a_word_meets_another_spelling_of_it():
    _, edges = align(called(("xing", "hang heng")), words("hang"), initials=False)

    assert edges == ((0, 1, 0, 1, 900),)


def test_words_that_share_one_of_their_classes_meet():
    left, right = called(("kadafi", "kdf gdf")), called(("gaddafi", "gdf"))

    assert align(left, right)[1] == ((0, 1, 0, 1, 900),)


def test_syllables_in_other_spellings_meet_the_word_they_make():
    left = called(("ching", "jing qing"), ("wen", ""))

    assert align(left, words("qingwen"))[1] == ((0, 2, 0, 1, 900),)
    assert align(left, words("xingwen"))[1] == ()


def test_neighbouring_letters_that_changed_places_are_a_slip():
    tally, _ = align(words("velmaron"), words("velmraon"))

    assert tally == (900, 100, 0, 0)


def test_exchanged_letters_tell_nothing_of_a_short_word():
    swapped, _ = align(words("vela"), words("vlea"))

    assert swapped[0] < 900


def test_an_exchanged_first_letter_is_no_slip():
    swapped, _ = align(words("velmaron"), words("evlmaron"))

    assert swapped[0] < 900
