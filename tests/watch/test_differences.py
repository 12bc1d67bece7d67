"""What changed from one state of a list to the next."""

from hypothesis import given
from hypothesis import strategies as st

from tieline.watch.differences import Row, differences


def row(prop, value, *, of="c-1", part=None, schema="Company", status=None):
    return Row(of, part or of, schema, prop, value, status)


def listing(prop, value, *, of="c-1", part="c-1-sdn", status="listed"):
    return row(prop, value, of=of, part=part, schema="Sanction", status=status)


def changed(before, after, **how):
    return list(differences(before, after, **how))


def said(change):
    return [(f.what, f.aspect, f.prop, f.value) for f in change.fields]


ACME = [row("name", "Acme"), listing("entity", "c-1"), listing("list", "SDN")]


def test_an_edition_does_not_differ_from_itself():
    assert changed(ACME, ACME) == []


def test_an_entity_that_came_is_added_with_its_lists_and_name():
    (one,) = changed([], ACME)

    assert (one.what, one.id, one.caption, one.lists) == (
        "added",
        "c-1",
        "Acme",
        ("SDN",),
    )


def test_an_entity_that_went_is_removed_with_what_it_was():
    (one,) = changed(ACME, [])

    assert (one.what, one.id, one.caption, one.lists) == (
        "removed",
        "c-1",
        "Acme",
        ("SDN",),
    )


def test_each_value_that_came_or_went_is_told_with_what_it_is():
    before = [row("name", "Acme"), row("address", "1 Old Rd"), row("country", "de")]
    after = [row("name", "Acme"), row("alias", "ACM"), row("registrationNumber", "7")]

    (one,) = changed(before, after)

    assert one.what == "changed"
    assert said(one) == [
        ("removed", "address", "address", "1 Old Rd"),
        ("removed", "other", "country", "de"),
        ("added", "name", "alias", "ACM"),
        ("added", "identifier", "registrationNumber", "7"),
    ]


def test_a_further_listing_has_started_and_a_lost_one_has_ended():
    other = [
        listing("list", "CMIC", part="c-1-cmic"),
        listing("startDate", "2021-06-03", part="c-1-cmic"),
    ]

    (begun,) = changed(ACME, ACME + other)
    (over,) = changed(ACME + other, ACME)

    assert said(begun) == [("started", "listing", "Sanction", "CMIC; from 2021-06-03")]
    assert said(over) == [("ended", "listing", "Sanction", "CMIC; from 2021-06-03")]


def test_an_end_date_of_a_listing_is_a_value_of_it():
    (one,) = changed(ACME, [*ACME, listing("endDate", "2025-01-07")])

    assert said(one) == [("added", "listing", "endDate", "2025-01-07")]
    assert one.fields[0].of == "c-1-sdn"


def test_a_listing_that_is_removed_by_its_status_has_changed():
    after = [row("name", "Acme"), listing("list", "SDN", status="removed")]

    (one,) = changed(ACME, after)

    assert said(one) == [
        ("removed", "listing", "status", "listed"),
        ("added", "listing", "status", "removed"),
    ]


def test_a_paper_that_came_is_told_by_its_number():
    paper = [
        row("holder", "c-1", part="p-1", schema="Passport"),
        row("number", "X 12", part="p-1", schema="Passport"),
    ]

    (one,) = changed(ACME, ACME + paper)

    assert said(one) == [("added", "paper", "Passport", "X 12")]


def test_a_value_that_is_printed_in_other_words_was_reworded():
    before = row("country", "mk")._replace(original="Macedonia")
    after = row("country", "mk")._replace(original="North Macedonia")

    (one,) = changed([before], [after])

    assert said(one) == [("reworded", "other", "country", "North Macedonia")]


def test_another_schema_is_a_change():
    (one,) = changed([row("name", "A", schema="Organization")], [row("name", "A")])

    assert said(one) == [
        ("removed", "other", "schema", "Organization"),
        ("added", "other", "schema", "Company"),
    ]


def _under(other, rows):
    return [
        r._replace(
            target=other,
            entity_id=r.entity_id.replace("c-1", other),
            value=other if r.value == "c-1" else r.value,
        )
        for r in rows
    ]


def test_an_entity_of_another_id_has_changed_and_was_not_removed_and_added():
    after = _under("d-9", ACME)

    (one,) = changed(ACME, after, renamed={"d-9": ("c-1",)})

    assert (one.what, one.id, one.was, one.fields) == ("changed", "d-9", ("c-1",), ())


def test_who_points_at_an_entity_of_another_id_has_not_changed():
    def owned(owner):
        return [
            row("owner", owner, of="tie-1", schema="Ownership"),
            row("summary", "c-1", of="tie-1", schema="Ownership"),
        ]

    before = [row("name", "Acme"), *owned("c-1")]
    after = [row("name", "Acme", of="c-9"), *owned("c-9")]

    changes = changed(before, after, renamed={"c-9": ("c-1",)})

    assert [(one.id, one.was) for one in changes] == [("c-9", ("c-1",))]


def test_two_that_became_one_are_one_change_with_both_ids():
    before = [row("name", "Acme"), row("name", "Acme West", of="c-2")]
    after = [row("name", "Acme", of="d-9")]

    (one,) = changed(before, after, renamed={"d-9": ("c-1", "c-2")})

    assert (one.what, one.was) == ("changed", ("c-1", "c-2"))
    assert said(one) == [("removed", "name", "name", "Acme West")]


def test_one_that_was_taken_up_by_another_changes_that_one():
    before = [row("name", "Acme"), row("name", "Acme West", of="c-2")]
    after = [row("name", "Acme"), row("alias", "Acme West")]

    (one,) = changed(before, after, renamed={"c-1": ("c-2",)})

    assert (one.what, one.id, one.was) == ("changed", "c-1", ("c-2",))


STATES = st.dictionaries(
    st.sampled_from([f"c-{n}" for n in range(9)]),
    st.sets(
        st.tuples(st.sampled_from(["name", "alias"]), st.sampled_from("ABC")),
        min_size=1,
    ),
)


def _rows(state):
    return [row(p, v, of=key) for key in sorted(state) for p, v in sorted(state[key])]


@given(before=STATES, after=STATES)
def test_it_agrees_with_a_plain_difference_of_sets(before, after):
    found = changed(_rows(before), _rows(after))

    ids = {
        kind: {c.id for c in found if c.what == kind}
        for kind in ("added", "removed", "changed")
    }
    both = before.keys() & after.keys()
    assert ids["added"] == after.keys() - before.keys()
    assert ids["removed"] == before.keys() - after.keys()
    assert ids["changed"] == {key for key in both if before[key] != after[key]}


@given(before=STATES, after=STATES)
def test_what_came_is_what_goes_the_other_way(before, after):
    forth = changed(_rows(before), _rows(after))
    back = changed(_rows(after), _rows(before))

    other = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [(c.id, other[c.what]) for c in forth] == [(c.id, c.what) for c in back]


@given(before=STATES, after=STATES)
def test_the_changes_make_the_one_edition_out_of_the_other(before, after):
    made = {key: set(facts) for key, facts in before.items()}
    for change in changed(_rows(before), _rows(after)):
        facts = made.setdefault(change.id, set())
        for field in change.fields:
            move = facts.add if field.what == "added" else facts.discard
            if field.prop != "schema":
                move((field.prop, field.value))

    assert {key: facts for key, facts in made.items() if facts} == after
