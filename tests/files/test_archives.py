"""Archives: their files by name, and nothing that a hostile one can do."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.files.archives import archive_kind, unpack
from tieline.files.packed_streams import Limits
from tieline.model.errors import SourceError

TEXT = b"ent_num,name\n1,Example\n" * 50


@pytest.fixture
def opened(tmp_path):
    """Unpack an archive; return what came: contents, and refusals by name."""

    def unpacked(path, **limits):
        folder = tmp_path / "unpacked"
        folder.mkdir(exist_ok=True)
        members = list(unpack(path, folder, limits=Limits(**limits)))
        got = {m.name: m.path.read_bytes() for m in members if m.path is not None}
        refused = {m.name: m.error for m in members if m.error is not None}
        return got, refused

    return unpacked


def zipped(path, *members, **how):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as package:
        for name, data in members:
            package.writestr(name, data)
    return path


def taped(path, *members, mode="w"):
    with tarfile.open(path, mode) as tape:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tape.addfile(info, io.BytesIO(data))
    return path


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_gives_its_files_by_name_however_it_is_packed(tmp_path, opened, mode):
    path = taped(tmp_path / "a", ("x/one.csv", TEXT), ("two.csv", b""), mode=mode)

    got, refused = opened(path)

    assert got == {"x/one.csv": TEXT, "two.csv": b""}
    assert refused == {}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.csv.gz", gzip), ("a.csv.bz2", bz2), ("a.csv.xz", lzma)],
)
def test_a_packed_file_is_one_file_without_its_suffix(tmp_path, opened, name, pack):
    path = tmp_path / name
    path.write_bytes(pack.compress(TEXT))

    got, refused = opened(path)

    assert (got, refused) == ({"a.csv": TEXT}, {})


@pytest.mark.parametrize("pack", [gzip, bz2, lzma])
def test_packed_files_set_end_to_end_are_one_file(tmp_path, opened, pack):
    path = tmp_path / "a.csv.packed"
    path.write_bytes(pack.compress(TEXT) + pack.compress(b"more"))

    got, _ = opened(path)

    assert list(got.values()) == [TEXT + b"more"]


def test_an_archive_in_an_archive_is_opened_too(tmp_path, opened):
    inner = zipped(tmp_path / "inner.zip", ("sdn.csv", TEXT)).read_bytes()
    path = zipped(
        tmp_path / "a.zip", ("in.zip", inner), ("b.csv.gz", gzip.compress(b"b"))
    )

    got, refused = opened(path)

    assert got == {"in.zip/sdn.csv": TEXT, "b.csv.gz/b.csv": b"b"}
    assert refused == {}


def test_archives_nest_only_so_deep(tmp_path, opened):
    data = TEXT
    for _ in range(4):
        data = zipped(tmp_path / "inner.zip", ("in.zip", data)).read_bytes()
    path = tmp_path / "outer.zip"
    path.write_bytes(data)

    got, refused = opened(path, depth=3)

    assert got == {}
    assert "4th" in refused["in.zip/in.zip/in.zip"].what


def test_what_systems_leave_beside_files_is_passed_over(tmp_path, opened):
    names = ("__MACOSX/._sdn.csv", "._sdn.csv", "x/.DS_Store", "Thumbs.db")
    path = zipped(tmp_path / "a.zip", ("sdn.csv", TEXT), *((n, b"x") for n in names))

    got, refused = opened(path)

    assert (list(got), refused) == (["sdn.csv"], {})


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../sdn.csv", "a/../../sdn.csv", "C:\\sdn.csv", "..\\x.csv"]
)
@pytest.mark.parametrize("pack", [zipped, taped])
def test_a_name_that_leads_out_is_refused_and_the_rest_comes(
    tmp_path, opened, pack, name
):
    path = pack(tmp_path / "a", (name, b"x"), ("sdn.csv", TEXT))

    got, refused = opened(path)

    assert got == {"sdn.csv": TEXT}
    (error,) = refused.values()
    assert "leads out" in error.what
    assert error.where.startswith("a/")
    assert error.hint


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_what_is_no_plain_file_in_a_tar_is_refused(tmp_path, opened, kind):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tape:
        info = tarfile.TarInfo("sdn.csv")
        info.type, info.linkname = kind, "/etc/passwd"
        tape.addfile(info)

    got, refused = opened(path)

    assert got == {}
    assert refused["sdn.csv"].what in {"is a link", "is no file"}


def test_a_link_in_a_zip_is_refused(tmp_path, opened):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        info = zipfile.ZipInfo("sdn.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(info, "/etc/passwd")

    _, refused = opened(path)

    assert refused["sdn.csv"].what == "is a link"


def test_an_encrypted_member_is_refused_with_the_remedy(tmp_path, opened):
    path = zipped(tmp_path / "a.zip", ("sdn.csv", TEXT), ("b.csv", b"b"))
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    path.write_bytes(data)

    got, refused = opened(path)

    assert got == {"b.csv": b"b"}
    assert refused["sdn.csv"].what == "is encrypted"
    assert "Unpack it yourself" in refused["sdn.csv"].hint


def test_a_damaged_member_of_a_zip_is_refused_and_the_rest_comes(tmp_path, opened):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("one.csv", b"first")
        package.writestr("two.csv", b"second")
    path.write_bytes(path.read_bytes().replace(b"first", b"firsT"))

    got, refused = opened(path)

    assert got == {"two.csv": b"second"}
    assert "damaged" in refused["one.csv"].what


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_cut_tar_says_so(tmp_path, opened, mode, share):
    noise = b"".join(number.to_bytes(4, "big") * 4 for number in range(2000))
    path = taped(tmp_path / "a.tar", ("one.csv", TEXT), ("two.csv", noise), mode=mode)
    data = path.read_bytes().rstrip(b"\0") if mode == "w" else path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])

    _, refused = opened(path)

    assert refused[""].where == "a.tar"
    assert refused[""].hint


def test_a_tar_that_goes_on_with_something_else_says_so(tmp_path, opened):
    path = taped(tmp_path / "a.tar", ("one.csv", TEXT))
    data = path.read_bytes()
    path.write_bytes(data[:2048] + b"x" * 2048)

    got, refused = opened(path)

    assert got == {"one.csv": TEXT}
    assert "damaged" in refused[""].what


def test_a_cut_packed_file_says_so(tmp_path, opened):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(TEXT)[:-9])

    got, refused = opened(path)

    assert got == {}
    assert "cut" in refused[""].what


@pytest.mark.parametrize("pack", [gzip, bz2, lzma])
def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path, opened, pack):
    path = tmp_path / "bomb.csv.packed"
    path.write_bytes(pack.compress(b"\0" * (8 << 20)))

    got, refused = opened(path, free=1 << 20, ratio=100)

    assert got == {}
    assert "unpacks to more than" in refused[""].what
    assert sum(p.stat().st_size for p in (tmp_path / "unpacked").iterdir()) == 0


def test_a_bomb_of_archives_in_archives_counts_as_one(tmp_path, opened):
    inner = zipped(tmp_path / "in.zip", ("a.csv", b"\0" * (1 << 20))).read_bytes()
    path = zipped(tmp_path / "a.zip", *((f"{n}.zip", inner) for n in range(20)))

    _, refused = opened(path, free=2 << 20, ratio=100)

    assert any("unpacks to more than" in e.what for e in refused.values())


def test_an_archive_of_too_many_files_is_refused(tmp_path, opened):
    path = zipped(tmp_path / "a.zip", *((f"{n}.csv", b"x") for n in range(20)))

    got, refused = opened(path, members=10)

    assert len(got) == 10
    assert "more than 10 files" in refused[""].what


def test_a_header_that_claims_to_be_huge_is_not_read(tmp_path, opened):
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 4 << 30
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 4096)

    got, refused = opened(path)

    assert got == {}
    assert "header" in refused[""].what


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(6, b"\xff\xff", id="a version that nobody reads"),
        pytest.param(28, b"\x00\x00", id="a member without a name"),
    ],
)
def test_a_zip_whose_directory_is_odd_is_refused_with_its_reason(
    tmp_path, opened, place, value
):
    path = zipped(tmp_path / "a.zip", ("sdn.csv", TEXT))
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + place : first + place + 2] = value
    path.write_bytes(data)

    got, refused = opened(path)

    assert got == {}
    assert all(error.what and error.hint for error in refused.values())
    assert refused


def test_two_members_of_one_name_are_not_mixed_up(tmp_path, opened):
    path = taped(tmp_path / "a.tar", ("a.csv", b"first"), ("a.csv", b"second"))

    got, refused = opened(path)

    assert got == {"a.csv": b"first"}
    assert refused["a.csv"].what == "comes twice"


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07\x01", "RAR")],
)
def test_an_archive_that_is_not_opened_is_named(tmp_path, head, kind):
    path = tmp_path / "a.bin"
    path.write_bytes(head + b"\0" * 100)

    with pytest.raises(SourceError, match=kind):
        archive_kind(path)


def test_a_workbook_is_no_archive(tmp_path):
    path = zipped(tmp_path / "a.xlsx", ("[Content_Types].xml", b"<x/>"))

    assert archive_kind(path) is None


@given(data=st.binary(max_size=2000), cut=st.integers(0, 2000))
def test_any_damage_is_told_or_harmless(tmp_path_factory, data, cut):
    folder = tmp_path_factory.mktemp("any")
    path = taped(folder / "a.tar.gz", ("one.csv", TEXT), mode="w:gz")
    whole = path.read_bytes()
    path.write_bytes(whole[:cut] + data)
    (folder / "out").mkdir()

    try:
        members = list(unpack(path, folder / "out"))
    except SourceError:
        members = []

    assert all((m.path is None) != (m.error is None) for m in members)
