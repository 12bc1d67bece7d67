"""What the tests of matching share."""

import pytest

from tieline import registry
from tieline.matching.prepared import Preparer
from tieline.matching.profiling import profile_of
from tieline.matching.scoring import Scorer
from tieline.model.query import Query


@pytest.fixture(scope="session")
def scorer():
    """A scorer with all features."""
    return Scorer(registry.features(), Preparer())


@pytest.fixture(scope="session")
def party():
    """Make a profile of properties: `party("Company", name="ACME")`."""

    def make(schema="LegalEntity", *, key="q", **properties):
        held = {
            prop: (value,) if isinstance(value, str) else tuple(value)
            for prop, value in properties.items()
        }
        return profile_of(Query(id=key, schema=schema, properties=held))

    return make


@pytest.fixture(scope="session")
def explain(scorer, party):
    """Score two names of one schema."""

    def score(left, right, schema="LegalEntity"):
        return scorer.explain(party(schema, name=left), party(schema, name=right))

    return score
