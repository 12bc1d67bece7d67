"""Keys: a slip of the pen leaves a query and its entity one in common."""

import pytest

from tieline.matching.keys import asked_keys, keys_of
from tieline.names.reading import NameReader


@pytest.fixture(scope="module")
def reader():
    return NameReader()


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Xznyu Works", "Xinyu Works"),
        ("Sdttu Works", "Sdtu Works"),
        ("Hikvsion Works", "Hikvision Works"),
    ],
)
def test_a_slip_in_a_rare_word_leaves_a_key_of_it(party, reader, asked, listed):
    found = set(asked_keys(party("Company", name=asked), reader))
    known = set(keys_of(party("Company", name=listed), reader))

    shared = found & known
    assert any(key[0] in "sbem" for key in shared)


def test_a_query_is_looked_up_by_the_common_word_it_slipped_from(party, reader):
    keys = asked_keys(party("Company", name="Institute of CChemistry"), reader)

    assert "wchemistry" in keys


def test_a_query_has_all_keys_of_its_names(party, reader):
    profile = party("Company", name="Institute of CChemistry")

    assert set(keys_of(profile, reader)) <= set(asked_keys(profile, reader))


def test_the_index_has_no_keys_of_words_a_slip_away(party, reader):
    keys = keys_of(party("Company", name="Institute of CChemistry"), reader)

    assert "wchemistry" not in keys
