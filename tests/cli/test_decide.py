"""`tieline decide`: what a person found out counts until something changes."""

import json

import pytest


def results(done):
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if line["kind"] == "result"]


@pytest.fixture
def hit(held):
    """A screened name's query id and the entity found."""
    (result,) = results(held("screen", "Bright River Trading", "--dataset", "house"))
    return result["query"]["id"], result["hits"][0]["entity_id"]


def decide(held, hit, *words, verdict="different"):
    return held(
        "decide", *hit, "--verdict", verdict, "--why", "looked", "--by", "Jo", *words
    )


def rescreen(held, *words):
    name = ("Bright River Trading", "--dataset", "house")
    (result,) = results(held("screen", *name, *words))
    return result


def test_a_decision_is_recorded_with_person_time_and_reason(held, hit):
    done = decide(held, hit)

    recorded = json.loads(done.stdout)
    assert (recorded["verdict"], recorded["by"], recorded["why"]) == (
        "different",
        "Jo",
        "looked",
    )
    assert recorded["at"].endswith("Z")
    assert recorded["left_fingerprint"]
    assert recorded["right_fingerprint"]


def test_a_decided_pair_is_left_out_of_the_next_screening_and_counted(held, hit):
    decide(held, hit)

    result = rescreen(held)

    assert (result["hits"], result["suppressed"]) == ([], 1)


def test_a_decided_pair_is_shown_on_request(held, hit):
    decide(held, hit, verdict="unsure")

    result = rescreen(held, "--all")

    assert [one["decision"] for one in result["hits"]] == ["unsure"]


@pytest.mark.parametrize(("verdict", "code"), [("same", 3), ("different", 0)])
def test_a_pair_decided_to_be_the_same_still_fails_a_pipeline(held, hit, verdict, code):
    decide(held, hit, verdict=verdict)

    done = held(
        "screen", "Bright River Trading", "--dataset", "house", "--fail-on", "match"
    )

    assert done.exit_code == code


def test_a_decision_taken_back_no_longer_counts(held, hit):
    decide(held, hit)

    undone = held("decide", *hit, "--undo", "--why", "new evidence", "--by", "Jo")

    assert undone.exit_code == 0
    assert len(rescreen(held)["hits"]) == 1


def test_a_later_decision_replaces_the_former(held, hit):
    decide(held, hit)
    decide(held, hit, verdict="same")

    assert rescreen(held)["confirmed"] == 1


def test_a_decision_is_reopened_when_the_entity_changes(held, hit, house, tmp_path):
    decide(held, hit)
    changed = house.ROWS.replace("United States,2021-03-01", "Panama,2021-03-01")
    table, mapping = house.write_list(
        tmp_path, name="house_2025-01-20.csv", rows=changed
    )
    assert held("import", table, "--map", mapping).exit_code == 0

    result = rescreen(held)

    assert [one["decision"] for one in result["hits"]] == ["reopened: was different"]


def test_a_new_edition_that_says_the_same_reopens_nothing(held, hit, house, tmp_path):
    decide(held, hit)
    table, mapping = house.write_list(
        tmp_path,
        name="house_2025-01-20.csv",
        rows="h-0,company,First,,,2020-01-01,\n" + house.ROWS,
    )
    assert held("import", table, "--map", mapping).exit_code == 0

    assert rescreen(held)["suppressed"] == 1


def test_a_row_of_a_table_is_decided_by_its_own_id_until_it_changes(held, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("Order,Buyer,Bank\nEO-1,Bright River Trading,X Bank\n", "utf-8")
    screen = ("screen", path, "--dataset", "house")
    (first,) = results(held(*screen))
    (hit,) = first["hits"]
    done = decide(held, (hit["query_id"], hit["entity_id"]))
    assert done.exit_code == 0, done.stderr

    (same,) = results(held(*screen))
    path.write_text("Order,Buyer,Bank\nEO-1,Bright River Trading Co,X Bank\n", "utf-8")
    (changed,) = results(held(*screen))

    assert (same["hits"], same["suppressed"]) == ([], 1)
    assert [one["decision"] for one in changed["hits"]] == ["reopened: was different"]


def test_a_query_that_was_not_screened_cannot_be_decided(held, hit):
    done = decide(held, ("EO-9/buyer", hit[1]))

    assert done.exit_code == 1
    assert "Screen its table in this project first" in done.stderr


def test_an_entity_that_is_not_held_cannot_be_decided(held, hit):
    done = decide(held, (hit[0], "nobody"))

    assert done.exit_code == 1
    assert "nobody" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--verdict", "maybe", "--why", "x", "--by", "Jo"),
        ("--verdict", "same", "--by", "Jo"),
        ("--verdict", "same", "--why", "x"),
        ("--why", "x", "--by", "Jo"),
    ],
)
def test_a_decision_needs_verdict_reason_and_person(held, hit, words):
    done = held("decide", *hit, *words)

    assert done.exit_code == 2
    assert "What to do" in done.stderr


def test_decisions_come_from_a_table_all_or_none(held, hit, tmp_path):
    good = f"{hit[0]},{hit[1]},different,looked,Jo\n"
    header = "query_id,entity_id,verdict,why,by\n"
    (tmp_path / "bad.csv").write_text(
        f"{header}{good}{hit[0]},nobody,same,x,Jo\n", "utf-8"
    )
    (tmp_path / "good.csv").write_text(header + good, "utf-8")

    refused = held("decide", "--file", "bad.csv")
    after_refused = rescreen(held)["suppressed"]
    taken = held("decide", "--file", "good.csv")

    assert (refused.exit_code, after_refused) == (1, 0)
    assert "bad.csv row 3" in refused.stderr
    assert (taken.exit_code, rescreen(held)["suppressed"]) == (0, 1)


def test_a_screenings_own_output_serves_as_a_table_of_decisions(held, tmp_path):
    (tmp_path / "names.csv").write_text("name\nBright River Trading\n", "utf-8")
    held("screen", "names.csv", "-o", "out.csv", "--dataset", "house")
    text = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    text = [
        text[0] + ",verdict,why",
        *(line + ",different,looked" for line in text[1:]),
    ]
    (tmp_path / "out.csv").write_text("\n".join(text) + "\n", "utf-8")

    done = held("decide", "--file", "out.csv", "--by", "Jo")

    assert done.exit_code == 0, done.stderr
    assert rescreen(held)["suppressed"] == 1


def test_undoing_what_was_not_decided_is_an_error(held, hit):
    assert held("decide", *hit, "--undo", "--by", "Jo", "--why", "x").exit_code == 1


def test_a_dry_run_records_nothing(held, hit):
    decide(held, hit, "-n")

    assert rescreen(held)["suppressed"] == 0
