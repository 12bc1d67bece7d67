"""What is fed with damaged input: each reader takes a damaged file and its sound one.

A reader may say no with one of the project's own errors. Anything else that it raises
is a fault, and so is an answer that takes too long.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from families import Target, drain, families, part_of
from tieline import registry
from tieline.kernel.flat_index import FlatIndex, build
from tieline.model.profile import Profile
from tieline.model.source import Report, Snapshot
from tieline.sources.mapping import read_mapping
from tieline.workspace.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"


def _index(path: Path, _: Path) -> None:
    with closing(FlatIndex.open(path)) as index:
        for number in range(min(len(index), 100)):
            index.profile(number)
        index.postings("t:optics")
        index.find_id("x-1")


def _mapping(path: Path, _: Path) -> None:
    read_mapping(path.read_bytes())


def _settings(path: Path, _: Path) -> None:
    load_settings(flags={}, env={}, project=path.parent, user=path.parent / "none")


def _source(key: str, *, partial: bool) -> Callable[[Path, Path], None]:
    def read(path: Path, sound: Path) -> None:
        plug = registry.source(key)
        parts = [part_of(sound.name, path.read_bytes())]
        if sound.parent.parent.name == key:
            # One edition in several files: the others are whole.
            others = (other for other in sound.parent.iterdir() if other != sound)
            parts += [part_of(other.name, other.read_bytes()) for other in others]
        snapshot = Snapshot(
            source_key=key,
            dataset=plug.dataset,
            sha256=parts[0].sha256,
            parts=tuple(parts),
            published="2024-01-01",
            partial=partial,
        )
        plug.recognise(sound.name, path.read_bytes()[:65536])
        plug.published(snapshot)
        drain(plug.parse(snapshot, Report()))

    return read


def _index_seed(folder: Path) -> Path:
    profiles = (
        Profile(id=f"x-{n}", schema="Company", names=(), identifiers=())
        for n in range(50)
    )
    path = folder / "profiles.tlx"
    build(path, ((profile, ("t:optics",)) for profile in profiles))
    return path


def targets(folder: Path) -> Iterator[Target]:
    """Yield every reader with its seeds; those that must be made lie in `folder`."""
    samples = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    orders = ROOT / "src" / "tieline" / "bundle" / "demo" / "orders.csv"
    yield from families(folder, [*samples, orders])
    yield Target(name="index", read=_index, seeds=(_index_seed(folder),))
    for key in registry.sources():
        files = sorted((SAMPLES / key).rglob("*"))
        seeds = tuple(p for p in files if p.is_file() and p.name != "expected.json")
        if seeds:
            for partial in (False, True):
                name = f"source {key}" + (" --partial" if partial else "")
                read = _source(key, partial=partial)
                yield Target(name=name, read=read, seeds=seeds)
    mappings = tuple(sorted((ROOT / "docs" / "examples").glob("*.toml")))
    yield Target(name="mapping", read=_mapping, seeds=mappings)
    settings = folder / "tieline.toml"
    settings.write_text('format_version = 1\nthreshold = 0.8\nby = "A"\n', "utf-8")
    yield Target(name="settings", read=_settings, seeds=(settings,))
