"""Identifiers: check digits, kinds written under other kinds, what settles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieline.matching.check_digits import IdentifierRead, read_identifier

# Valid by their check digits; the credit code's middle is its organisation code.
LEI, OTHER_LEI = "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"
USCC, OTHER_USCC, CODE = "91110000600037341L", "91330000733796106P", "600037341"
KINDS = ["leiCode", "uscCode", "imoNumber", "innCode", "idNumber", "registrationNumber"]


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("leiCode", f"LEI: {LEI}", ("leiCode", LEI, True)),
        ("leiCode", LEI[:-1] + "3", ("leiCode", LEI[:-1] + "3", False)),
        ("uscCode", "9111 0000-6000 3734 1l", ("uscCode", USCC, True)),
        ("registrationNumber", USCC, ("uscCode", USCC, True)),
        ("taxNumber", USCC, ("uscCode", USCC, True)),
        ("registrationNumber", "IMO 9187629", ("imoNumber", "9187629", True)),
        ("imoNumber", "9187628", ("imoNumber", "9187628", False)),
        ("innCode", "ИНН 7707083893", ("innCode", "7707083893", True)),
        (
            "idNumber",
            "11010519491231002X",
            ("residentIdentity", "11010519491231002X", True),
        ),
        ("passportNumber", "E 12-345.678", ("passportNumber", "E12345678", None)),
        (
            "registrationNumber",
            "９１１１００００６０００３７３４１Ｌ",
            ("uscCode", USCC, True),
        ),
    ],
)
def test_an_identifier_is_read_with_its_kind_and_its_check(kind, written, read):
    found = read_identifier(kind, written)

    assert (found.kind, found.value, found.is_valid) == read


@pytest.mark.parametrize(
    "written", ["", "n/a", "none", "0000000", "123456", "987654321", "---", "12"]
)
def test_what_fills_a_form_is_no_identifier(written):
    assert read_identifier("registrationNumber", written) is None


@given(kind=st.sampled_from(KINDS), text=st.text(max_size=30))
def test_reading_what_was_read_changes_nothing(kind, text):
    once = read_identifier(kind, text)

    assert once is None or read_identifier(kind, once.value) == once


def score(scorer, party, left, right):
    return scorer.explain(
        party("Company", name="Acme Trading", **left),
        party("Company", name="Acme Trading", **right),
    )


def said(found):
    return next(r for r in found.reasons if r.feature == "identifiers")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"leiCode": LEI}, {"leiCode": LEI.lower()}),
        ({"registrationNumber": USCC}, {"uscCode": USCC}),
        ({"uscCode": USCC}, {"registrationNumber": CODE}),
        ({"registrationNumber": CODE}, {"taxNumber": USCC}),
    ],
)
def test_one_number_under_any_kind_settles(scorer, party, left, right):
    assert score(scorer, party, left, right).verdict == "match"


@pytest.mark.parametrize(
    ("kind", "one", "two"),
    [("leiCode", LEI, OTHER_LEI), ("uscCode", USCC, OTHER_USCC)],
)
def test_different_valid_numbers_of_one_kind_forbid(scorer, party, kind, one, two):
    found = score(scorer, party, {kind: one}, {kind: two})

    assert found.verdict == "no_match"
    assert said(found).points == -8


def test_different_credit_codes_forbid_under_a_general_kind(scorer, party):
    found = score(
        scorer, party, {"taxNumber": USCC}, {"registrationNumber": OTHER_USCC}
    )

    assert found.verdict == "no_match"


def test_a_number_that_cannot_be_right_does_not_forbid(scorer, party):
    found = score(scorer, party, {"leiCode": LEI}, {"leiCode": LEI[:-1] + "3"})

    assert found.verdict == "candidate"
    assert "may be misread" in said(found).detail


def test_equal_numbers_of_two_countries_do_not_settle(scorer, party):
    found = score(
        scorer,
        party,
        {"registrationNumber": "HRB 77123", "country": "de"},
        {"registrationNumber": "HRB 77123", "country": "cn"},
    )

    assert found.verdict == "candidate"
    assert "different countries" in said(found).detail


def test_a_short_number_alone_does_not_settle(scorer, party):
    found = score(
        scorer, party, {"registrationNumber": "4711"}, {"registrationNumber": "4711"}
    )

    assert found.verdict == "candidate"


def test_a_number_with_wrong_check_digits_on_both_sides_still_counts(scorer, party):
    wrong = LEI[:-1] + "3"

    found = score(scorer, party, {"leiCode": wrong}, {"leiCode": wrong})

    assert said(found).points == 5
    assert "do not hold" in said(found).detail


def test_an_identity_number_of_no_known_place_is_a_number_like_another():
    # the province is known and the county is not: a made-up number
    number = "110199199001010010"

    assert read_identifier("idNumber", number) == IdentifierRead("idNumber", number)
