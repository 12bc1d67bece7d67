"""What is plugged in is found by name, without loading what is not asked for."""

import sys
from importlib.metadata import EntryPoint

import pytest

from tieline import registry
from tieline.model.errors import NotFoundError, TielineError
from tieline.model.source import Source


def test_every_source_stands_under_its_own_key():
    found = registry.sources()

    assert found
    assert all(isinstance(plug, Source) for plug in found.values())
    assert all(key == plug.key for key, plug in found.items())
    assert list(found) == sorted(found)


def test_a_source_is_named_as_its_file():
    for key in registry.sources():
        assert f"tieline.sources.{key}" in sys.modules


def test_one_source_is_returned_by_its_key():
    assert all(registry.source(key) is plug for key, plug in registry.sources().items())


def test_an_unknown_source_is_refused_with_those_that_are_known():
    with pytest.raises(NotFoundError) as caught:
        registry.source("no_such_list")

    assert all(key in caught.value.hint for key in registry.sources())


def test_a_file_of_no_source_is_not_recognised():
    assert registry.recognise("shopping.txt", b"eggs\nmilk\n") is None


def test_nothing_is_recognised_in_an_empty_file():
    assert registry.recognise("empty.csv", b"") is None


def test_features_have_keys_of_their_own():
    keys = [feature.key for feature in registry.features()]

    assert keys
    assert len(keys) == len(set(keys))


def test_a_plug_of_another_package_is_found(monkeypatch, tmp_path):
    info = tmp_path / "elsewhere-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: elsewhere\nVersion: 1\n", "utf-8")
    points = "[tieline.sources]\nelsewhere = elsewhere_list:SOURCE\n"
    (info / "entry_points.txt").write_text(points, "utf-8")
    module = (
        "import msgspec\n"
        "from tieline.sources.ftm import SOURCE as KNOWN\n"
        "SOURCE = msgspec.structs.replace(KNOWN, key='elsewhere')\n"
    )
    (tmp_path / "elsewhere_list.py").write_text(module, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    found = registry.sources()

    assert found["elsewhere"].key == "elsewhere"
    assert registry.source("elsewhere") is found["elsewhere"]


def test_a_plug_that_cannot_be_loaded_is_named(monkeypatch):
    broken = EntryPoint(
        name="x", value="no_such_module:SOURCE", group="tieline.sources"
    )
    monkeypatch.setattr(registry, "_is_declared", lambda _: True)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [broken])

    with pytest.raises(TielineError) as caught:
        registry.sources()

    assert "no_such_module" in caught.value.what


@pytest.mark.parametrize(
    ("plug", "said"),
    [
        (registry.source("us_csl"), "two lists have the key 'us_csl'"),
        ("a text", "no Source"),
    ],
    ids=["a key that is taken", "no list at all"],
)
def test_a_plug_that_is_none_or_takes_anothers_key_is_refused(monkeypatch, plug, said):
    monkeypatch.setattr(registry, "_foreign", lambda _: [plug])

    with pytest.raises(TielineError, match=said) as caught:
        registry.sources()

    assert caught.value.hint


def test_entry_points_are_not_looked_up_when_none_is_declared(monkeypatch):
    def refuse(**_):
        raise AssertionError

    monkeypatch.setattr(registry, "_is_declared", lambda _: False)
    monkeypatch.setattr("importlib.metadata.entry_points", refuse)

    assert registry.sources()
