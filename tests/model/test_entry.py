"""Statements of one record, and ids that survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.model.entry import EntryDraft, Provenance
from tieline.model.errors import SourceError
from tieline.model.ids import fold_key, natural_id
from tieline.model.record import Record

HELD = Provenance(dataset="d", snapshot_sha256="0" * 64, method="d/1")
texts = st.text(min_size=1, max_size=20)


@given(values=st.lists(texts, min_size=1, max_size=10))
def test_each_value_is_stated_once_with_all_its_cells(values):
    draft = EntryDraft("list.csv row 2", HELD)

    for number, value in enumerate(values):
        draft.add("e", "Company", "alias", value, column=f"c{number}", quote=value)
    entry = draft.finish("e")

    stated = {s.statement.value: s.evidence for s in entry.statements}
    assert set(stated) == set(values)
    assert sum(len(spans) for spans in stated.values()) == len(values)
    assert all(spans for spans in stated.values())


def test_an_empty_value_states_nothing():
    draft = EntryDraft("list.csv row 2", HELD)

    draft.add("e", "Company", "alias", "", column="alias", quote="")

    assert draft.finish("e").statements == ()


def test_an_entity_does_not_refer_to_itself():
    draft = EntryDraft("list.csv row 2", HELD)

    draft.refer("e", "e")
    draft.refer("e", "old")

    assert draft.finish("e").referents == (("e", "old"),)


@given(text=st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    folded = fold_key(text)

    assert fold_key(folded) == folded


@given(left=texts, right=texts)
def test_the_parts_of_a_natural_key_do_not_run_together(left, right):
    if not fold_key(left) or not fold_key(right):
        return

    joined = natural_id("x", fold_key(left) + fold_key(right))

    assert natural_id("x", left, right) != joined


@given(fields=st.dictionaries(texts, texts, min_size=1, max_size=6), data=st.data())
def test_a_filled_field_that_nobody_took_is_named(fields, data):
    record = Record(fields, where="list.csv row 2")
    taken = data.draw(st.sets(st.sampled_from(sorted(fields))))
    for field in taken:
        record.take(field)
    left = [key for key in fields if key not in taken and fields[key].strip()]

    if not left:
        record.finish()
        return
    with pytest.raises(SourceError) as caught:
        record.finish()

    assert all(repr(key) in str(caught.value) for key in left)
    assert "list.csv row 2" in str(caught.value)
