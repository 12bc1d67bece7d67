"""Reading addresses: what each part becomes, in every script."""

import pytest

from tieline.names.address import house_number
from tieline.names.addresses import AddressReader, read_address


def street(text):
    """The first street of an address, as type, name and number."""
    found = read_address(text).streets[0]
    return found.type, found.name, " ".join(map(str, found.numbers))


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("15/F, X Tower", "15"),
        ("15/F., X Tower", "15"),
        ("15th Floor, X Tower", "15"),
        ("Floor 15, X Tower", "15"),
        ("Level 15, X Tower", "15"),
        ("15F, X Tower", "15"),
        ("Fifteenth Floor, X Tower", "15"),
        ("G/F, X Tower", "g"),
        ("Ground Floor, X Tower", "g"),
        ("8eme Etage, X", "8"),
        ("3-й этаж, X", "3"),
        ("Kat: 2, X", "2"),
        ("X大厦15楼", "15"),
        ("X大廈十五樓", "15"),
        ("X大厦15层", "15"),
        ("X大廈地下", "g"),
        ("X大厦B1层", "b1"),
    ],
)
def test_a_floor_is_read_however_it_is_written(text, floor):
    assert read_address(text).floors == {floor}


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("Rm 1503, X Tower", "1503"),
        ("Rm. 1503, X Tower", "1503"),
        ("Room No. 1503, X Tower", "1503"),
        ("Flat/Rm 1503, X Tower", "1503"),
        ("Unit # 1503, X Tower", "1503"),
        ("Suite 1503, X Tower", "1503"),
        ("Office No.: 1503, X Tower", "1503"),
        ("кв. 1503", "1503"),
        ("оф. 1503", "1503"),
        ("Flat A, 12/F, X Tower", "12a"),
        ("Unit 5, 27/F, X Tower", "2705"),
        ("X大厦1503室", "1503"),
        ("X大厦1503房", "1503"),
        ("X大廈15樓1503", "1503"),
        ("X大廈12樓A室", "12a"),
    ],
)
def test_a_room_is_read_however_it_is_written(text, room):
    assert read_address(text).rooms == {room}


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Block B, X Estate", "b"),
        ("Blk 2, X Estate", "2"),
        ("Tower A, Long Plaza", "a"),
        ("Building No. 5, X Road", "5"),
        ("ul. X 5, korp. 2", "2"),
        ("ул. X, д. 5, стр. 3", "3"),
        ("X路5号A座", "a"),
        ("X路5号3号楼", "3"),
        ("X路5号院2栋", "2"),
        ("X路5号2幢", "2"),
    ],
)
def test_a_block_is_read_however_it_is_written(text, block):
    assert read_address(text).blocks == {block}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("No. 555 Qianmo Road, Hangzhou", ("road", "qianmo", "555")),
        ("Qianmo Lu 555, Hangzhou", ("road", "qianmo", "555")),
        ("杭州市阡陌路555号", ("road", "qianmo", "555")),
        ("1016-1018 Tai Nan Street, HK", ("street", "tainan", "1016-1018")),
        ("12A Nathan Road, HK", ("road", "nathan", "12a")),
        ("ул. Ленина, д. 5, Москва", ("street", "lenina", "5")),
        ("Ruesterstrasse 7, Bonn", ("street", "ruster", "7")),
        ("Tullimiehentie 4, Vantaa", ("lane", "tullimiehen", "4")),
        ("16 rue de la Paix, Paris", ("street", "delapaix", "16")),
        ("Calle Mina No. 61, Leon, MX", ("street", "mina", "61")),
        ("Cra 30 # 77-26, Bogota", ("carrera", "30", "77-26")),
        ("Dimitriados 1, Limassol", ("", "dimitriados", "1")),
        ("Melnichnaya Street, 31, Kirov", ("street", "melnichnaia", "31")),
        ("北京市方庄胡同3号", ("lane", "fangzhuang", "3")),
        ("北京市长安大街10号", ("street", "changan", "10")),
        ("5 St Georges Road, London", ("road", "stgeorges", "5")),
    ],
)
def test_a_street_is_read_with_its_type_and_number(text, parts):
    assert street(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "No. 5, Zhongshan Dong Yi Lu, Shanghai",
        "5 Zhongshan East 1st Road, Shanghai",
        "上海市中山东一路5号",
    ],
)
def test_directions_and_ordinals_stand_apart_from_a_name(text):
    found = read_address(text).streets[0]

    assert (found.name, found.directions, found.ordinals) == (
        "zhongshan",
        {"east"},
        {"1"},
    )


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("1 X Road, Beijing, CN", "cn", "beijing"),
        ("1 X Road, Kwun Tong, Hong Kong", "hk", "kwuntong"),
        ("1 X Road, HK", "hk", "hongkong"),
        ("1 X Road, Москва, Россия", "ru", "moscow"),
        ("1 X Road, Chiyoda-ku, Tokyo, JP", "jp", "tokyo"),
        ("中国北京市海淀区X路1号", "cn", "haidian"),
    ],
)
def test_country_and_places_are_told_apart(text, country, place):
    found = read_address(text)

    assert found.country == country
    assert place in found.places


def test_a_province_is_no_place_in_it():
    found = read_address("1 Long Road, Jinan, Shandong Province, CN")

    assert (found.provinces, found.places) == ({"shandong"}, {"jinan"})


@pytest.mark.parametrize("text", ["北京路5号", "广东路5号", "上海西路5号"])
def test_a_street_named_after_a_place_is_a_street(text):
    found = read_address(text)

    assert found.streets
    assert not found.cities


@pytest.mark.parametrize(
    ("left", "right", "meets"),
    [
        ("12", "12", True),
        ("12", "12A", False),
        ("12-16", "14", True),
        ("12-16", "16-20", True),
        ("12-16", "18", False),
        ("A5", "5a", True),
        ("77-26", "77-26", True),
        ("77-26", "77", False),
    ],
)
def test_house_numbers_meet_where_they_may_be_one(left, right, meets):
    one, two = house_number(left), house_number(right)

    assert one.meets(two) == two.meets(one) == meets


def test_a_reader_keeps_what_it_read():
    reader = AddressReader()

    assert reader.read("1 X Road, Beijing") is reader.read("1 X Road, Beijing")


def test_a_prison_is_marked():
    assert read_address("INMATE NUMBER 1, FCI EXAMPLE, P.O. BOX 7, X").is_custody
