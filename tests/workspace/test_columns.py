"""What each column of a table is taken for, and why."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieline.model.errors import UsageError
from tieline.workspace.column_words import ColumnWords
from tieline.workspace.columns import guess_columns


def parties(plan):
    return {party.role: party.fields for party in plan.parties}


def test_a_plain_list_has_one_party_without_a_role():
    plan = guess_columns(
        ["id", "name", "schema", "country"], [["1", "ACME", "Company", "CN"]]
    )

    assert parties(plan) == {None: {"name": ("name",), "country": ("country",)}}
    assert (plan.id, plan.schema) == ("id", "schema")


def test_parties_are_grouped_by_role():
    plan = guess_columns(
        ["Order", "Consignee / Name", "Consignee / Country", "Buyer", "Bank", "Qty"], []
    )

    assert parties(plan) == {
        "consignee": {
            "name": ("Consignee / Name",),
            "country": ("Consignee / Country",),
        },
        "buyer": {"name": ("Buyer",)},
        "bank": {"name": ("Bank",)},
    }
    assert plan.id == "Order"


@pytest.mark.parametrize(
    ("label", "role", "field"),
    [
        ("Notify party", "notify_party", "name"),
        ("Name of end user", "end_user", "name"),
        ("endUserCountry", "end_user", "country"),
        ("end_user_reg_no", "end_user", "registrationNumber"),
        ("Ultimate consignee address", "ultimate_consignee", "address"),
        ("Consignee bank", "consignee_bank", "name"),
        ("收货人名称", "consignee", "name"),
        ("最终用户国家", "end_user", "country"),
        ("买方的统一社会信用代码", "buyer", "uscCode"),
        ("Name des Empfängers", "consignee", "name"),
        ("Empfängerland", "consignee", "country"),
        ("Endverwender", "end_user", "name"),
        ("Pays de l'acheteur", "buyer", "country"),
        ("Nom du destinataire", "consignee", "name"),
        ("País del comprador", "buyer", "country"),
        ("Usuario final", "end_user", "name"),
        ("Наименование грузополучателя", "consignee", "name"),
        ("Страна покупателя", "buyer", "country"),
        ("Date of Birth", None, "birthDate"),
        ("Firmenname", None, "name"),
        ("公司名称", None, "name"),
        ("名称 2", None, "name"),
    ],
)
def test_a_label_is_read_in_six_languages(label, role, field):
    sense = ColumnWords().sense(label)

    assert (sense.role, sense.field) == (role, field)


def test_a_general_word_for_a_firm_is_a_role_only_beside_others():
    alone = guess_columns(["Company", "Country"], [["ACME", "CN"]])
    beside = guess_columns(["Company", "Name", "Country"], [["ACME", "Li", "CN"]])

    assert list(parties(alone)) == [None]
    assert alone.parties[0].schema == "Company"
    assert set(parties(beside)) == {None, "company"}


def test_a_name_column_of_numbers_is_no_name():
    plan = guess_columns(["name", "buyer"], [["17", "ACME"], ["18", "Foo"]])

    assert parties(plan) == {"buyer": {"name": ("buyer",)}}
    assert "holds numbers" in plan.choices[0].reason


def test_a_country_that_belongs_to_nobody_is_not_used():
    plan = guess_columns(["Buyer", "Seller", "Country"], [["A co", "B co", "CN"]])

    assert plan.choices[2].use == ""
    assert "not whose" in plan.choices[2].reason


def test_a_country_without_a_role_belongs_to_the_only_party():
    plan = guess_columns(["Supplier", "Country"], [["A co", "CN"]])

    assert parties(plan) == {
        "supplier": {"name": ("Supplier",), "country": ("Country",)}
    }


def test_names_in_parts_make_a_party():
    plan = guess_columns(["First name", "Surname"], [["Wei", "Zhang"]])

    assert parties(plan) == {
        None: {"firstName": ("First name",), "lastName": ("Surname",)}
    }


def test_no_name_column_is_wrong_usage_that_shows_the_option():
    with pytest.raises(UsageError) as caught:
        guess_columns(["Foo", "Bar"], [["aa", "bb"]])

    assert '"Foo", "Bar"' in caught.value.hint
    assert "--column" in caught.value.hint


def test_a_single_column_under_an_unknown_label_may_be_a_name_itself():
    with pytest.raises(UsageError) as caught:
        guess_columns(["ACME Ltd"], [["Foo Ltd"]])

    assert "--header 0" in caught.value.hint


def test_the_only_column_of_words_is_the_name_beside_known_columns():
    plan = guess_columns(["No", "Widget"], [["1", "ACME"], ["2", "Foo"]])

    assert parties(plan) == {None: {"name": ("Widget",)}}
    assert plan.choices[1].reason == "it is the only column of words"


def test_what_is_told_goes_before_any_guess():
    plan = guess_columns(
        ["Buyer", "Seller", "Country", "Ref"],
        [["A co", "B co", "CN", "7"]],
        assigned=["seller.name=seller", "seller.country=Country", "id=Ref"],
    )

    assert parties(plan) == {"seller": {"name": ("Seller",), "country": ("Country",)}}
    assert plan.id == "Ref"
    assert plan.choices[1].reason == "named by --column"


def test_a_party_can_be_taken_away():
    plan = guess_columns(
        ["Buyer", "Seller"], [["A co", "B co"]], assigned=["seller.name="]
    )

    assert list(parties(plan)) == ["buyer"]


@pytest.mark.parametrize(
    ("assigned", "said"),
    [
        ("name=Nobody", "no column 'Nobody'"),
        ("nam=Buyer", "names no field"),
        ("x", "x"),
    ],
)
def test_a_wrong_assignment_is_wrong_usage(assigned, said):
    with pytest.raises(UsageError, match=said):
        guess_columns(["Buyer"], [["A co"]], assigned=[assigned])


def test_a_schema_column_must_hold_schemata():
    good = guess_columns(["name", "type"], [["A co", "Person"], ["B co", "company"]])
    bad = guess_columns(["name", "type"], [["A co", "steel"], ["B co", "iron"]])

    assert good.schema == "type"
    assert bad.schema is None


@pytest.mark.parametrize(
    "label", ["USCC", "Unified Social Credit Code", "统一社会信用代码"]
)
def test_a_column_of_social_credit_codes_is_known(label):
    plan = guess_columns(["Name", label], [["A co", "91330000733796106P"]])

    assert plan.parties[0].fields["uscCode"] == (label,)


def test_a_portfolios_holdings_are_its_parties():
    plan = guess_columns(["ISIN", "Holding", "Sector"], [["CNE1", "A co", "Steel"]])

    assert plan.parties[0].fields == {"name": ("Holding",)}


def test_the_plan_is_told_in_words():
    plan = guess_columns(["Order no", "Buyer", "Qty"], [["1", "A co", "5"]])

    assert plan.describe() == (
        'buyer: name from "Buyer"',
        'id of the row: "Order no"',
        'not used: "Qty"',
    )


@settings(deadline=None)
@given(
    columns=st.lists(st.text(max_size=20), min_size=1, max_size=6, unique=True),
    row=st.lists(st.text(max_size=10), max_size=6),
)
def test_every_column_is_accounted_for_or_the_usage_refused(columns, row):
    with contextlib.suppress(UsageError):
        plan = guess_columns(columns, [row])

        assert [choice.column for choice in plan.choices] == columns
        assert all(choice.reason for choice in plan.choices)
        assert plan.parties


def test_every_field_of_a_party_is_documented():
    page = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"
    text = page.read_text("utf-8")

    missing = [field for field in ColumnWords().fields if f"`{field}`" not in text]

    assert missing == []
