"""The public door: what `import tieline` offers, typed and documented."""

import inspect
import typing
from pathlib import Path

import pytest

import tieline

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NAMES = sorted(tieline.__all__)
# The seven verbs arrive with the work that delivers each; these are here.
DELIVERED = {"screen", "ingest"}


def functions(thing):
    """The public functions of a name: itself, or the methods of a class."""
    if inspect.isfunction(thing):
        yield thing
    elif inspect.isclass(thing) and thing.__module__.startswith("tieline."):
        for name, member in vars(thing).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                yield member


def test_the_delivered_verbs_are_at_the_door():
    assert set(tieline.__all__) >= DELIVERED


def test_the_door_lists_what_it_offers():
    assert dir(tieline) == NAMES
    assert len(set(tieline.__all__)) == len(tieline.__all__)
    assert not any(name.startswith("_") for name in tieline.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_there_and_says_what_it_is(name):
    thing = getattr(tieline, name)

    assert inspect.getdoc(thing)
    assert all(inspect.getdoc(function) for function in functions(thing))


@pytest.mark.parametrize("name", NAMES)
def test_a_public_function_is_typed_in_full(name):
    for function in functions(getattr(tieline, name)):
        taken = inspect.signature(function)
        untyped = [
            parameter.name
            for parameter in taken.parameters.values()
            if parameter.annotation is parameter.empty and parameter.name != "self"
        ]

        assert untyped == []
        assert taken.return_annotation is not taken.empty


@pytest.mark.parametrize("name", NAMES)
def test_a_public_function_takes_at_most_two_parameters_by_place(name):
    for function in functions(getattr(tieline, name)):
        by_place = [
            parameter
            for parameter in inspect.signature(function).parameters.values()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            and parameter.name != "self"
        ]

        assert len(by_place) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_documented(name):
    pages = (DOCS / "reference").rglob("*.md")

    assert any(f"`{name}" in page.read_text("utf-8") for page in pages)


@pytest.mark.parametrize("verb", sorted(DELIVERED))
def test_each_verb_has_an_example_that_runs(verb):
    pages = [ROOT / "README.md", *DOCS.rglob("*.md")]
    examples = [
        block.split("```")[0]
        for page in pages
        for block in page.read_text("utf-8").split("```python\n")[1:]
    ]

    assert any(f"{verb}(" in example for example in examples)


def test_an_unknown_name_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="no_such_name"):
        tieline.no_such_name  # noqa: B018 - asking is the test


def test_results_are_values_that_cannot_be_changed():
    for name in NAMES:
        thing = getattr(tieline, name)
        fields = getattr(thing, "__struct_fields__", None)
        if fields is not None:
            assert thing.__struct_config__.frozen, name
            assert typing.get_type_hints(thing).keys() >= set(fields)
