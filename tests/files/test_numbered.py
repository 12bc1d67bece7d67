"""Lists inside a cell: ranges, words before them, and long ones in good time."""

import time

import pytest

from tieline.files.gb.papers import read_paper
from tieline.files.numbered import read_numbered
from tieline.files.parties.names import read_name


def test_the_words_before_a_list_are_among_all_its_texts():
    found = read_numbered("Possibly: (1) Tunisia (2) Libya")

    assert found.texts == ("Tunisia", "Libya")
    assert found.all_texts == ("Possibly:", "Tunisia", "Libya")


@pytest.mark.parametrize("dash", ["-", " - ", " to ", "\u2013"])
def test_a_range_stands_for_each_of_its_numbers(dash):
    found = read_numbered(f"(1){dash}(3) Tunisia (4) Libya")

    assert found.items == (
        (1, "Tunisia"),
        (2, "Tunisia"),
        (3, "Tunisia"),
        (4, "Libya"),
    )


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_numbered, "a) x b) " + " " * 100_000 + "y c)" + " " * 100_000 + "z"),
        (read_name, "; " * 50_000),
        (lambda text: read_paper(text, "Passport"), "fiscal code " * 10_000),
    ],
    ids=["numbered", "name", "paper"],
)
def test_a_long_cell_is_read_in_time_that_grows_with_it(read, text):
    begun = time.process_time()

    read(text)

    assert time.process_time() - begun < 5
