"""The registry's index: the same bytes each time, and damage is an error."""

import pytest

from tieline.kernel.registry_building import build_registry
from tieline.kernel.registry_format import Registered, RegisteredName
from tieline.kernel.registry_index import RegistryIndex
from tieline.kernel.registry_keys import keys_of
from tieline.model.errors import ProjectError


def organisation(number, name, *, country="cn", is_active=True):
    return Registered(
        id=f"0{number}",
        country=country,
        types=("education",),
        is_active=is_active,
        names=(RegisteredName(name, "display", "en"),),
        parents=(),
        successors=(),
        related=(),
        outside=(),
    )


ONES = [
    organisation(1, "University of Examples"),
    organisation(2, "Example Institute (Hall)", country="fi", is_active=False),
    *(organisation(number, f"Place {number}") for number in range(3, 400)),
]


def built(entries=ONES):
    return build_registry(
        [(one, tuple(keys_of(one))) for one in entries],
        title="Registry",
        licence="CC0 1.0",
        source="invented",
    )


def before_checksums(whole):
    """Return a registry's index as one that has no checksum."""
    place = whole.index(b'"checksum":')
    end = whole.index(b"}", place)
    return whole[:place] + b'"checksum":null'.ljust(end - place) + whole[end:]


def test_the_same_organisations_make_the_same_bytes():
    assert built() == built()


def test_every_key_leads_to_its_organisation():
    index = RegistryIndex(built(), where="test")

    for number, one in enumerate(ONES):
        assert index.organisation(number) == one
        assert all(number in index.find(key) for key in keys_of(one))


def test_brackets_may_be_left_out_of_a_name():
    assert "example institute" in keys_of(ONES[1])


def test_what_stands_beside_the_names_can_be_read_without_them():
    index = RegistryIndex(built(), where="test")

    assert (index.country(1), index.is_active(1)) == ("fi", False)
    assert index.is_of(0, "education")
    assert not index.is_of(0, "company")


def test_an_unknown_key_leads_nowhere():
    assert RegistryIndex(built(), where="test").find("nobody") == ()


@pytest.mark.parametrize("cut", [0, 4, 11, 200, -1])
def test_a_cut_file_is_an_error(cut):
    with pytest.raises(ProjectError):
        RegistryIndex(built()[:cut], where="test")


def test_a_damaged_block_is_an_error():
    data = bytearray(before_checksums(built()))
    start, size = RegistryIndex(bytes(data), where="t").header.sections["blocks"]
    body = len(data) - start - size
    data[body + start + 20] ^= 0xFF

    index = RegistryIndex(bytes(data), where="test")

    with pytest.raises(ProjectError, match="damaged"):
        index.organisation(0)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(ProjectError, match="cannot be opened"):
        RegistryIndex.open(tmp_path / "none.tlr")


def test_no_byte_behind_the_header_can_change_unseen():
    whole = built()
    start = int.from_bytes(whole[8:12], "little") + 12
    for place in range(start, len(whole), 997):
        broken = bytearray(whole)
        broken[place] ^= 1
        with pytest.raises(ProjectError, match="damaged"):
            RegistryIndex(bytes(broken), where="test")


def test_a_file_of_before_checksums_is_read_and_damage_to_it_is_an_error():
    old = before_checksums(built())
    index = RegistryIndex(old, where="test")
    assert index.country(0) == "cn"

    start = int.from_bytes(old[8:12], "little") + 12
    first = start + index.header.sections["countries"][0]
    broken = RegistryIndex(old[:first] + b"\xff\xff" + old[first + 2 :], where="test")
    with pytest.raises(ProjectError, match="damaged"):
        broken.country(0)


@pytest.mark.parametrize("place", range(12, 40))
def test_a_header_that_is_no_text_is_an_error(place):
    broken = bytearray(built())
    broken[place] = 0xFF

    with pytest.raises(ProjectError, match="damaged"):
        RegistryIndex(bytes(broken), where="test")
