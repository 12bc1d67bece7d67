"""OFAC's legacy files: rows joined by number, remarks read piece by piece."""

import pytest

from tieline.files.parties.party import Cell
from tieline.files.us.ofac_remarks import split_remarks
from tieline.model.errors import SourceError, TruncatedError
from tieline.sources.us_ofac import SOURCE

NULL = "-0- "


def main(number="7", name="EXAMPLE", kind=NULL, program="SDGT", remarks=NULL, **more):
    cells = [
        number,
        f'"{name}"',
        kind if kind == NULL else f'"{kind}"',
        f'"{program}"',
        *(more.get(key, NULL) for key in ("title", "call", "type", "tons", "grt")),
        more.get("flag", NULL),
        more.get("owner", NULL),
        remarks if remarks == NULL else f'"{remarks}"',
    ]
    return ",".join(cells)


def file(*rows, closing="\x1a"):
    return "".join(f"{row}\r\n" for row in rows) + closing


def one(written, remarks, kind="individual"):
    return written(sdn__csv=file(main(kind=kind, remarks=remarks)))


@pytest.mark.parametrize(
    ("remark", "prop", "values"),
    [
        ("DOB 15 Jan 1955", "birthDate", ["1955-01-15"]),
        ("DOB circa 1951", "birthDate", ["1951"]),
        ("DOB 1951 to 1953", "birthDate", ["1951", "1952", "1953"]),
        ("DOB 01 Jan 1973 to 31 Dec 1973", "birthDate", ["1973"]),
        ("DOB circa 07 Jul 1966", "birthDate", ["1966"]),
        ("DOB 1946; alt. DOB Mar 1947", "birthDate", ["1946", "1947-03"]),
        ("POB Tehran, Iran", "birthPlace", ["Tehran, Iran"]),
        ("nationality Korea, North", "nationality", ["kp"]),
        ("citizen Mexico; alt. citizen Spain", "citizenship", ["mx", "es"]),
        ("Gender Female", "gender", ["female"]),
        ("Passport A1 (Iran) expires 2 Feb 2009", "passportNumber", ["A1"]),
        ("Passport Booklet: A5199819 (Pakistan)", "passportNumber", ["A5199819"]),
        ("Cedula No. 6067015 (Colombia)", "idNumber", ["6067015"]),
        ("C.U.R.P. # HESU430525HBCRMR13 (Mexico)", "idNumber", ["HESU430525HBCRMR13"]),
        ("National ID No. CNIC: 35202-5400413-9", "idNumber", ["35202-5400413-9"]),
        ("I.F.E. 0539041296164 (Mexico)", "idNumber", ["0539041296164"]),
        ("SSN 111-11-1111 (United States)", "socialSecurityNumber", ["111-11-1111"]),
        ("a.k.a. 'EX'", "weakAlias", ["EX"]),
        ("f.k.a. 'OLD EX'", "previousName", ["OLD EX"]),
        ("Website www.example.org", "website", ["www.example.org"]),
        ("alt. Email Address a@example.org", "email", ["a@example.org"]),
        ("Telephone (98)(9121115315)", "phone", ["(98)(9121115315)"]),
        ("Alt. Telephone: 982188554432", "phone", ["982188554432"]),
        ("Fax No. 263-4-487261", "phone", ["263-4-487261"]),
        (
            "Linked To: EXAMPLE, S.A. DE C.V.",
            "notes",
            ["Linked To: EXAMPLE, S.A. DE C.V."],
        ),
        ("brother of somebody", "notes", ["brother of somebody"]),
    ],
)
def test_a_remark_about_a_person_is_read(written, remark, prop, values):
    found = one(written, f"{remark}.")

    assert found.values("ofac-7", prop) == values


@pytest.mark.parametrize(
    ("remark", "prop", "value"),
    [
        ("Tax ID No. 7744001497 (Russia)", "innCode", "7744001497"),
        ("Tax ID No. AABA 670850 Y", "taxNumber", "AABA 670850 Y"),
        ("Legal Entity Number 253400WSS48YWMBUA688", "leiCode", "253400WSS48YWMBUA688"),
        ("Registration Number 1027700167110 (Russia)", "ogrnCode", "1027700167110"),
        ("Company Number U51909DL2006PTC14620 (India)", "registrationNumber",
         "U51909DL2006PTC14620"),
        ("Registration Number 3934472 (New York) (United States)",
         "registrationNumber", "3934472"),
        ("United Social Credit Code Certificate (USCCC) 91210200241830857Q (China)",
         "uscCode", "91210200241830857Q"),
        ("Government Gazette Number 09804148 (Russia)", "okpoCode", "09804148"),
        ("SWIFT/BIC VTBRRUMM", "swiftBic", "VTBRRUMM"),
        ("D-U-N-S Number 52-024-2307", "dunsCode", "52-024-2307"),
        ("Company Number IMO 5055293", "imoNumber", "IMO5055293"),
        ("Identification Number IMO 5342883", "imoNumber", "IMO5342883"),
        ("V.A.T. Number BG 121024920 (Bulgaria)", "vatCode", "BG 121024920"),
        (
            "Organization Established Date 17 Dec 2016",
            "incorporationDate",
            "2016-12-17",
        ),
    ],
)  # fmt: skip
def test_a_remark_about_an_organisation_is_read(written, remark, prop, value):
    found = one(written, f"{remark}.", kind=NULL)

    assert found.values("ofac-7", prop) == [value]


@pytest.mark.parametrize(
    ("kind", "remark", "prop", "value"),
    [
        ("vessel", "Vessel Registration Identification IMO 9187629", "imoNumber",
         "IMO9187629"),
        ("vessel", "MMSI 572469210", "mmsi", "572469210"),
        ("vessel", "Former Vessel Flag Malta", "pastFlags", "mt"),
        ("vessel", "Former Vessel Flag None Identified", "notes",
         "past flags: None Identified"),
        ("aircraft", "Aircraft Model B.747-422", "model", "B.747-422"),
        ("aircraft", "Aircraft Operator Iran Air", "operatorName", "Iran Air"),
        ("aircraft", "Aircraft Manufacturer's Serial Number (MSN) 26354",
         "serialNumber", "26354"),
        ("aircraft", "Aircraft Tail Number EP-MMH", "registrationNumber", "EP-MMH"),
    ],
)  # fmt: skip
def test_a_remark_about_a_craft_is_read(written, kind, remark, prop, value):
    found = one(written, f"{remark}.", kind=kind)

    assert found.values("ofac-7", prop) == [value]


def test_what_is_forbidden_belongs_to_the_listing(written):
    found = one(
        written, "Secondary sanctions risk: See Section 11; all offices worldwide."
    )

    assert found.values("ofac-7-sdn", "provisions") == [
        "Secondary sanctions risk: See Section 11"
    ]
    assert found.values("ofac-7-sdn", "scope") == ["all offices worldwide"]


def test_scope_words_with_more_behind_them_are_a_scope_and_a_note(written):
    found = one(written, "All offices worldwide. For more on directives, see there.")

    assert found.values("ofac-7-sdn", "scope") == ["All offices worldwide"]
    assert found.values("ofac-7", "notes") == [
        "All offices worldwide. For more on directives, see there"
    ]


def test_the_place_of_a_number_is_its_authority(written):
    found = one(written, "Registration Number 18740 (Jalisco) (Mexico).", kind=NULL)

    held = {
        each.prop: each.value
        for each in found.statements
        if each.schema == "Identification"
    }
    assert (held["number"], held["authority"], held["country"]) == (
        "18740",
        "Jalisco",
        "mx",
    )


def test_a_digital_currency_address_is_a_wallet(written):
    found = one(written, "Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGN.")

    held = {
        one.prop: one.value for one in found.statements if one.schema == "CryptoWallet"
    }
    assert held["holder"] == "ofac-7"
    assert held["currencySymbol"] == "XBT"


def test_a_paper_of_unknown_kind_keeps_its_printed_kind(written):
    found = one(written, "Order of Examples No. 77-A (China).")

    held = {
        one.prop: one.value
        for one in found.statements
        if one.schema == "Identification"
    }
    assert held["type"] == "Order of Examples No."
    assert held["number"] == "77-A"
    assert held["country"] == "cn"


def test_no_remark_is_lost(written):
    remarks = "DOB 1946; strange thing 77; POB Ex; another; Passport; nationality Mars"

    found = one(written, f"{remarks}.")

    said = " ".join(stated.evidence[0].quote for stated in found.entries[0].statements)
    assert all(piece in said for piece in remarks.split("; "))


def test_programmes_are_parted_at_the_brackets(written):
    found = written(sdn__csv=file(main(program="SDGT] [IFSR] [NPWMD")))

    assert found.values("ofac-7-sdn", "program") == ["SDGT", "IFSR", "NPWMD"]


def test_null_states_nothing(written):
    found = written(sdn__csv=file(main()))

    assert not [one for one in found.statements if "-0-" in one.value]


def test_names_and_addresses_join_by_number(written):
    alt = file('7,1,"aka","OTHER",-0- ', '7,2,"fka","OLDER",-0- ')
    add = file('7,5,"1 Road","Tehran","Iran",-0- ', "7,6,-0- ,-0- ,-0- ,-0- ")

    found = written(add__csv=add, sdn__csv=file(main()), alt__csv=alt)

    assert found.values("ofac-7", "alias") == ["OTHER"]
    assert found.values("ofac-7", "previousName") == ["OLDER"]
    assert found.values("ofac-7", "address") == ["1 Road, Tehran, Iran"]
    assert found.values("ofac-7", "country") == ["ir"]


def test_a_joined_value_is_cited_in_its_own_file(written):
    alt = file('7,1,"aka","OTHER",-0- ')

    found = written(sdn__csv=file(main()), alt__csv=alt)

    (alias,) = [
        each for each in found.entries[0].statements if each.statement.prop == "alias"
    ]
    assert alias.evidence[0].locator == "alt.csv row 1, alt_name"


def test_comments_continue_the_remarks_in_the_middle_of_a_word(written):
    sdn = file(main(kind="individual", remarks="DOB 1946; POB Teh"))
    comments = file('7,"ran, Iran; Gender Male."')

    found = written(sdn__csv=sdn, sdn_comments__csv=comments)

    assert found.values("ofac-7", "birthPlace") == ["Tehran, Iran"]
    assert found.values("ofac-7", "gender") == ["male"]
    (place,) = [
        each
        for each in found.entries[0].statements
        if each.statement.prop == "birthPlace"
    ]
    assert [evidence.quote for evidence in place.evidence] == ["POB Teh", "ran, Iran"]


def test_pieces_of_remarks_cite_their_cells_and_lose_nothing():
    cells = [
        Cell(column=str(at), quote=text) for at, text in enumerate(("a; b", "c; d."))
    ]

    pieces = split_remarks(cells)

    assert [piece.text for piece in pieces] == ["a", "bc", "d"]
    assert [len(piece.cells) for piece in pieces] == [1, 2, 1]


def test_rows_of_another_edition_are_refused_with_how_many_join(written):
    alt = file('7,1,"aka","OTHER",-0- ', '8,2,"aka","STRANGER",-0- ')

    with pytest.raises(SourceError) as caught:
        written(sdn__csv=file(main()), alt__csv=alt)

    assert "1 of 2 rows join" in caught.value.what
    assert "different editions" in caught.value.what
    assert "--partial" in caught.value.hint


def test_partial_keeps_what_joins(written):
    alt = file('7,1,"aka","OTHER",-0- ', '8,2,"aka","STRANGER",-0- ')

    found = written(partial=True, sdn__csv=file(main()), alt__csv=alt)

    assert found.values("ofac-7", "alias") == ["OTHER"]
    assert "1 rows left out" in found.report.broken[0]


def test_a_file_without_its_closing_mark_is_refused(written):
    with pytest.raises(TruncatedError) as caught:
        written(sdn__csv=file(main(), closing=""))

    assert "0x1A" in caught.value.what


def test_names_without_records_are_refused(written):
    with pytest.raises(SourceError) as caught:
        written(alt__csv=file('7,1,"aka","OTHER",-0- '))

    assert "no main file" in caught.value.what


def test_two_main_files_are_refused(written):
    with pytest.raises(SourceError) as caught:
        written(sdn__csv=file(main()), sdn2__csv=file(main()))

    assert "sdn.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("program", "remarks", "lists"),
    [
        ("CMIC-EO13959", NULL, ["cmic"]),
        ("NS-PLC", NULL, ["plc"]),
        ("UKRAINE-EO13662", NULL, ["ssi"]),
        ("561-Related", NULL, ["cap"]),
        (
            "UKRAINE-EO13662] [RUSSIA-EO14024",
            "Listing Date (EO 14024 Directive 3): 24 Feb 2022.",
            ["mbs", "ssi"],
        ),
        ("SOMETHING-NEW", NULL, ["ns"]),
    ],
)
def test_the_consolidated_file_tells_lists_by_programme(
    written, program, remarks, lists
):
    found = written(cons_prim__csv=file(main(program=program, remarks=remarks)))

    assert found.snapshot.dataset == "us_ofac_cons"
    assert sorted(found.listings()) == [f"ofac-7-{code}" for code in lists]


def test_a_file_is_read_the_same_whatever_the_order_of_its_parts(written):
    sdn, alt = file(main()), file('7,1,"aka","OTHER",-0- ')

    one_way = written(sdn__csv=sdn, alt__csv=alt)
    other_way = written(alt__csv=alt, sdn__csv=sdn)

    assert one_way.statements == other_way.statements


SETS = [
    (
        "ofac_sdn_2021-07_bench.csv",
        "ofac_alt_2021-07_bench.csv",
        "ofac_add_2021-07_bench.csv",
    ),
    (
        "ofac_cons_prim_2025-12.csv",
        "ofac_cons_alt_2025-12.csv",
        "ofac_cons_add_2025-12.csv",
        "ofac_cons_comments_2025-12.csv",
    ),
    ("ofac_sdn_2021-08-18.csv",),
]


@pytest.mark.parametrize("names", SETS, ids=lambda names: names[0])
def test_every_row_of_a_real_edition_comes_out(lists, read, names, plain_rows):
    paths = [lists / name for name in names]
    rows = {path.name: plain_rows(path) for path in paths}

    found = read(*paths)

    assert len(found.entries) == found.report.records_in == len(rows[names[0]])
    assert len(found.subjects()) == len({row[0] for row in rows[names[0]]})
    further = [row for held in rows.values() for row in held if len(row) == 5]
    said = {(one.entity_id, one.value) for one in found.statements}
    assert {(f"ofac-{row[0]}", " ".join(row[3].split())) for row in further} <= said
    places = [
        row
        for held in rows.values()
        for row in held
        if len(row) == 6 and any(cell.strip() != "-0-" for cell in row[2:5])
    ]
    cited = {
        evidence.locator.rpartition(",")[0]
        for entry in found.entries
        for stated in entry.statements
        for evidence in stated.evidence
        if evidence.locator.endswith((", Address", ", City", ", Country"))
    }
    assert len(cited) == len(places)


def test_the_cmic_list_is_complete_in_the_consolidated_edition(lists, read):
    found = read(lists / "ofac_cons_prim_2025-12.csv")

    assert sum(each.endswith("-cmic") for each in found.listings()) == 68


def test_files_of_different_dates_under_one_stem_are_refused_or_partial(
    lists, read, plain_rows
):
    paths = [lists / f"ofac_{name}_static.csv" for name in ("sdn", "alt", "add")]
    with pytest.raises(SourceError):
        read(*paths)

    found = read(*paths, partial=True)

    assert len(found.entries) == len(plain_rows(paths[0]))
    assert any("9,393 of 17,091" in broken for broken in found.report.broken)


def test_the_day_is_in_the_main_files_name(lists, snapshot_of):
    _, snapshot = snapshot_of([lists / "ofac_sdn_2021-08-18.csv"])

    assert SOURCE.published(snapshot) == "2021-08-18"


def test_a_file_without_a_day_has_none(lists, snapshot_of):
    _, snapshot = snapshot_of([lists / "ofac_sdn_static.csv"])

    assert SOURCE.published(snapshot) is None
    assert SOURCE.is_official


def test_an_edition_without_its_other_names_says_so(lists, read):
    paths = [lists / f"ofac_{name}_2021-07_bench.csv" for name in ("sdn", "alt", "add")]

    alone, addressed, whole = read(paths[0]), read(paths[0], paths[2]), read(*paths)

    assert "(alt) and the file of addresses (add)" in alone.report.notice
    assert addressed.report.notice.endswith("the file of other names (alt)")
    assert whole.report.notice is None


@pytest.fixture(scope="module", params=SETS[:2], ids=lambda names: names[0])
def real(request, lists, read, plain_rows):
    """A real edition, and the pieces of its remarks by the csv module alone."""
    paths = [lists / name for name in request.param]
    more = {}
    for path in paths[1:]:
        for row in plain_rows(path):
            if len(row) == 2:
                more.setdefault(row[0], []).append(row[1])
    pieces = []
    for row in plain_rows(paths[0]):
        texts = [row[11], *more.get(row[0], ())]
        whole = "".join(text for text in texts if text.strip() != "-0-")
        parts = (part.strip() for part in whole.split("; "))
        pieces.append([part for part in parts if part.strip(".")])
    return read(*paths), pieces


def quotes_of(entry, *props):
    """The remarks that statements of those properties quote, put together again."""
    found = []
    for stated in entry.statements:
        if props and stated.statement.prop not in props:
            continue
        spans = [each for each in stated.evidence if each.locator.endswith("Remarks")]
        joined = "".join(each.quote for each in spans)
        found += [joined, *(each.quote for each in spans)]
    return [text.strip().removesuffix(".") for text in found if text.strip()]


def test_every_remark_of_a_real_edition_is_quoted(real):
    found, pieces = real
    lost = []
    for entry, wanted in zip(found.entries, pieces, strict=True):
        quoted = set(quotes_of(entry))
        lost += [part for part in wanted if part.removesuffix(".") not in quoted]

    assert lost == []
    assert sum(map(len, pieces)) > 1000


@pytest.mark.parametrize(
    ("begins", "props"),
    [
        (("DOB ", "alt. DOB "), {"birthDate"}),
        (("POB ", "alt. POB "), {"birthPlace"}),
        (("nationality ", "alt. nationality "), {"nationality"}),
        (("citizen ", "alt. citizen "), {"citizenship"}),
        (("Passport ", "alt. Passport "), {"passportNumber", "number"}),
        (("Tax ID No. ", "alt. Tax ID No. "), {"taxNumber", "innCode", "number"}),
        (("Gender ",), {"gender"}),
        (("Website ", "alt. Website "), {"website"}),
    ],
)
def test_dates_places_and_numbers_of_a_real_edition_are_typed(real, begins, props):
    found, pieces = real
    counted = stated = 0
    for entry, wanted in zip(found.entries, pieces, strict=True):
        meant = {part.removesuffix(".") for part in wanted if part.startswith(begins)}
        counted += len(meant)
        stated += len(meant & set(quotes_of(entry, *props)))

    # What is no such value after all ("Passport issued by ...") stands in the notes.
    assert stated >= counted * 0.98
    assert counted == 0 or stated > 0
