"""The addresses that lists declare can be asked, checked and kept."""

from pathlib import PurePath

import pytest

from tieline import registry
from tieline.fetch.places import host_of, is_private_name, known_hosts, telling_host
from tieline.fetch.sanity import complaint

DECLARED = [
    (key, each) for key, one in registry.sources().items() for each in one.downloads
]
each_address = pytest.mark.parametrize(
    "declared", DECLARED, ids=lambda pair: f"{pair[0]}-{pair[1].name}"
)


@each_address
def test_an_address_is_one_of_the_web(declared):
    host = host_of(declared[1].url)

    assert not is_private_name(host)


@each_address
def test_an_address_needs_no_agreement(declared):
    """Every timer would stop where the publisher of a list is in the table."""
    assert telling_host(host_of(declared[1].url), known_hosts()) is None


@each_address
def test_a_web_page_is_not_taken_for_the_file(declared):
    name = declared[1].name
    page = b"<!doctype html><title>Down for repair</title>"

    is_page = PurePath(name).suffix in (".html", ".htm")
    assert (complaint(name, page, page) is None) == is_page


@pytest.mark.parametrize("key", registry.sources())
def test_the_files_of_an_edition_have_names_of_their_own(key):
    places = [(each.edition, each.name) for each in registry.source(key).downloads]

    assert len(set(places)) == len(places)
    assert all(PurePath(name).name == name for _, name in places)
