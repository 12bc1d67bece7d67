"""The index file: what goes in comes out, and damage is an error."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieline.kernel import flat_building
from tieline.kernel.flat_index import FlatIndex, build
from tieline.kernel.memory_index import MemoryIndex
from tieline.model.errors import ProjectError, StorageError
from tieline.model.listing import Listing
from tieline.model.profile import NameValue, Profile


def sample(count=20):
    random = Random(5)  # noqa: S311 - no secret
    for number in range(count):
        yield (
            Profile(
                id=f"e-{number}",
                names=(NameValue(text=f"Name {number} 中国"),),
                referents=(f"old-{number}",),
                listings=(Listing(id=f"l-{number}", dataset="d", list="EL"),),
            ),
            [f"w{random.randrange(8)}" for _ in range(5)] + ["wall"],
        )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "profiles.tlx"
    build(path, sample())
    return path


def test_every_profile_comes_back_as_it_went_in(path):
    with FlatIndex.open(path) as index:
        found = [index.profile(number) for number in range(len(index))]

    assert found == [profile for profile, _ in sample()]


def test_postings_are_those_of_the_index_in_memory(path):
    memory = MemoryIndex(sample())

    with FlatIndex.open(path) as index:
        keys = [f"w{number}" for number in range(9)] + ["wall", "none"]
        assert [list(index.postings(key)) for key in keys] == [
            list(memory.postings(key)) for key in keys
        ]
        assert [index.count(key) for key in keys] == [memory.count(key) for key in keys]


def test_an_entity_is_found_by_its_id_and_by_a_former_one(path):
    with FlatIndex.open(path) as index:
        assert index.find_id("e-3") == 3
        assert index.find_id("old-3") == 3
        assert index.find_id("e-99") is None


def test_the_same_profiles_make_the_same_bytes(path, tmp_path):
    other = tmp_path / "other.tlx"

    build(other, sample())

    assert other.read_bytes() == path.read_bytes()


def test_large_buckets_are_sorted_like_small_ones(path, tmp_path, monkeypatch):
    monkeypatch.setattr(flat_building, "_SMALL", 0)
    other = tmp_path / "other.tlx"

    build(other, sample())

    assert other.read_bytes() == path.read_bytes()


def test_an_empty_index_holds_nothing(tmp_path):
    path = tmp_path / "empty.tlx"
    build(path, [])

    with FlatIndex.open(path) as index:
        assert len(index) == 0
        assert index.postings("w") == []


def test_building_leaves_nothing_beside_the_file(path):
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_build_that_breaks_off_leaves_the_old_file(path):
    before = path.read_bytes()

    def broken():
        yield from sample(3)
        what = "the source broke off"
        raise ProjectError(what)

    with pytest.raises(ProjectError):
        build(path, broken())
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_a_build_needs_few_open_files(tmp_path, monkeypatch):
    # Some systems let a process have 256.
    limits = pytest.importorskip("resource")
    monkeypatch.setattr(flat_building, "_HELD", 2)
    before = limits.getrlimit(limits.RLIMIT_NOFILE)
    limits.setrlimit(limits.RLIMIT_NOFILE, (100, before[1]))

    try:
        count = build(tmp_path / "few.tlx", sample(200))
    finally:
        limits.setrlimit(limits.RLIMIT_NOFILE, before)

    assert count == 200


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match="cannot be written"):
        build(tmp_path / "no" / "profiles.tlx", sample())


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ProjectError, match="cannot be opened") as caught:
        FlatIndex.open(tmp_path / "profiles.tlx")

    assert caught.value.hint


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_truncated_file_is_refused(path, tmp_path, data):
    whole = path.read_bytes()
    cut = tmp_path / "cut.tlx"
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])

    with pytest.raises(ProjectError):
        FlatIndex.open(cut)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_flipped_bit_is_refused(path, tmp_path, data):
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    damaged = tmp_path / "damaged.tlx"
    damaged.write_bytes(whole)

    with pytest.raises(ProjectError):
        FlatIndex.open(damaged)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_large_damaged_file_is_an_error_or_reads_well(
    path, tmp_path, monkeypatch, data
):
    monkeypatch.setattr("tieline.kernel.flat_index.VERIFIED_AT_OPEN", 0)
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(
            st.integers(0, 255)
        )
    damaged = tmp_path / "damaged.tlx"
    damaged.write_bytes(whole)

    try:
        index = FlatIndex.open(damaged)
    except ProjectError:
        return
    with index:
        for ask in (
            lambda: [index.profile(number) for number in range(len(index))],
            lambda: [index.postings(f"w{number}") for number in range(9)],
            lambda: index.find_id("e-3"),
            index.verify,
        ):
            try:
                ask()
            except ProjectError:
                continue
