"""Rows become orders: who is asked about, in which role, under which id."""

import pytest

from tieline.files.tables import open_table
from tieline.model.errors import UsageError
from tieline.workspace.orders import entities_of, named_orders, orders_of, plan_of
from tieline.workspace.screening import Screening


def orders(tmp_path, text, *assigned, **how):
    path = tmp_path / "orders.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    return list(orders_of(plan_of(table, assigned), table, Screening(**how)))


def listed(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    return {query.id: query for query in entities_of(open_table(path))}


SEVERAL = "Order,Buyer,Buyer country,Bank\nEO-1,ACME,CN,Example Bank\n"


def test_each_role_that_a_row_fills_is_a_party(tmp_path):
    (order,) = orders(tmp_path, SEVERAL)

    assert [party.role for party in order.parties] == ["buyer", "bank"]
    assert order.parties[0].query.properties == {"name": ("ACME",), "country": ("CN",)}


def test_a_party_of_several_has_the_rows_id_and_its_role(tmp_path):
    (order,) = orders(tmp_path, SEVERAL)

    assert [party.query.id for party in order.parties] == ["EO-1/buyer", "EO-1/bank"]


def test_the_only_party_has_the_rows_own_id(tmp_path):
    (order,) = orders(tmp_path, "id,name\n7,ACME\n")

    assert order.parties[0].query.id == order.id == "7"


def test_without_ids_the_same_row_has_the_same_id_wherever_it_stands(tmp_path):
    first = orders(tmp_path, "name,country\nACME,CN\nOther,DE\n")
    second = orders(tmp_path, "name,country\nOther,DE\nACME,CN\n")

    assert first[0].id == second[1].id
    assert first[0].id.startswith("q-")


def test_a_row_keeps_its_own_cells_in_order(tmp_path):
    (order,) = orders(tmp_path, "note,name,x\n=1+1,ACME,\n")

    assert list(order.row.items()) == [("note", "=1+1"), ("name", "ACME"), ("x", "")]


def test_a_role_left_blank_is_no_party(tmp_path):
    (order,) = orders(tmp_path, "Order,Buyer,Bank\nEO-1,ACME,\n")

    assert [party.role for party in order.parties] == ["buyer"]
    assert order.error is None


def test_a_row_that_names_nobody_says_so_and_where(tmp_path):
    _, nobody = orders(tmp_path, "id,name,x\n1,ACME,\n2,,filled\n")

    assert nobody.error == "orders.csv row 3: no party is named"


def test_a_schema_that_is_none_is_an_error_of_its_row(tmp_path):
    text = "id,name,schema\n1,ACME,Company\n2,B,Company\n3,C,Compny\n"

    found = orders(tmp_path, text)

    assert [order.error is None for order in found] == [True, True, False]
    assert "Did you mean Company?" in found[2].error


def test_the_option_gives_schema_and_country_where_the_row_gives_none(tmp_path):
    text = "id,name,country\n1,A,CN\n2,B,\n"

    one, two = orders(tmp_path, text, schema="company", countries=("DE",))

    queries = [order.parties[0].query for order in (one, two)]
    assert {query.schema for query in queries} == {"Company"}
    assert [query.properties["country"] for query in queries] == [("CN",), ("DE",)]


def test_given_and_family_name_make_one_name(tmp_path):
    (order,) = orders(tmp_path, "First name,Last name\nWei,Zhang\n")

    assert order.parties[0].query.properties == {"name": ("Wei Zhang",)}


def test_a_date_of_birth_makes_a_person(tmp_path):
    (order,) = orders(tmp_path, "name,date of birth\nZhang Wei,1970-01-01\n")

    assert order.parties[0].query.schema == "Person"


def test_a_family_name_makes_a_person(tmp_path):
    (order,) = orders(tmp_path, "first name,last name\nJohn,Smith\n")

    assert order.parties[0].query.schema == "Person"


def test_a_persons_institution_is_asked_about_under_its_own_role(tmp_path):
    text = "Visitor ID,Family name,Home institution\nV1,Zhang,Example University\n"

    (order,) = orders(tmp_path, text, schema="Person")

    person, institution = (party.query for party in order.parties)
    assert (person.id, person.schema) == ("V1", "Person")
    assert (institution.id, institution.schema) == ("V1/affiliation", "LegalEntity")


def test_a_social_credit_code_is_asked_for_as_one(tmp_path):
    (order,) = orders(tmp_path, "name,USCC\nACME,91330000733796106P\n")

    assert order.parties[0].query.properties["uscCode"] == ("91330000733796106P",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("21.12.1963", "1963-12-21"),
        ("12/21/1963", "1963-12-21"),
        ("3/4/1963", "1963"),
        ("1963-12", "1963-12"),
        ("31.02.1963", "1963"),
    ],
)
def test_a_day_of_birth_is_read_as_far_as_it_is_sure(tmp_path, written, read):
    (order,) = orders(tmp_path, f"name,date of birth\nZhang Wei,{written}\n")

    assert order.parties[0].query.properties["birthDate"] == (read,)


def test_names_split_by_a_semicolon_are_names_of_one_party(tmp_path):
    (order,) = orders(tmp_path, "id,name\n1,ACME; ACME Holding；Acme\n")

    names = order.parties[0].query.properties["name"]
    assert names == ("ACME", "ACME Holding", "Acme")


def test_names_given_by_hand_need_no_table():
    (order,) = named_orders(["ACME"], Screening(), keeps_row=False)

    assert (order.parties[0].query.schema, order.row) == ("Thing", None)


def test_a_list_joins_the_rows_of_one_id(tmp_path):
    text = "id,name,country\n1,ACME,CN\n2,Other,\n1,ACME Holding;Acme,HK\n"

    found = listed(tmp_path, text)

    assert found["1"].properties == {
        "name": ("ACME", "ACME Holding", "Acme"),
        "country": ("CN", "HK"),
    }


def test_a_list_without_ids_has_an_entity_a_row(tmp_path):
    assert list(listed(tmp_path, "name\nACME\nOther\n")) == ["row 2", "row 3"]


def test_a_list_without_names_is_refused(tmp_path):
    with pytest.raises(UsageError):
        listed(tmp_path, "a,b\n1,2\n")


def test_an_address_without_a_name_is_asked_about(tmp_path):
    (order,) = orders(tmp_path, 'Order,Name,Address\n1,,"1 Example Road, Harbin"\n')

    assert order.parties[0].query.properties == {"address": ("1 Example Road, Harbin",)}


def test_a_city_without_a_name_is_nobody(tmp_path):
    (order,) = orders(tmp_path, "Order,Name,City\n1,,Harbin\n")

    assert "no party is named" in order.error


def test_a_row_of_a_list_with_an_address_alone_is_an_address(tmp_path):
    found = listed(tmp_path, 'id,name,address\na,,"1 Example Road, Harbin"\n')

    assert found["a"].schema == "Address"


def test_addresses_without_names_are_one_order():
    (order,) = named_orders((), Screening(addresses=("A", "B")), keeps_row=False)

    assert order.parties[0].query.properties == {"address": ("A", "B")}


def test_a_named_order_takes_the_address_it_is_given():
    (order,) = named_orders(("ACME",), Screening(addresses=("A",)), keeps_row=False)

    assert order.parties[0].query.properties == {"name": ("ACME",), "address": ("A",)}
