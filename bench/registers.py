"""Import a synthetic register of a million LEI records, and say what it took.

    python bench/registers.py --records 1000000 --folder /tmp/register

The records have the shape of the Global LEI index and name nobody: words are made of
syllables, and a seed makes them the same every time. The import runs as a command of
its own, so that its peak memory is its own.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from measuring import cost

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = (
    "ba",
    "co",
    "dri",
    "el",
    "fa",
    "gu",
    "hin",
    "jo",
    "ka",
    "lor",
    "mi",
    "nen",
    "os",
    "pra",
    "qui",
    "ro",
    "stel",
    "ta",
    "ul",
    "vin",
    "zo",
)
WITH_OTHER_NAME = 0.3  # a share of the records, of our own choosing
FORMS = {
    "DE": ("GmbH", "AG", "KG"),
    "US": ("LLC", "Inc.", "Fund"),
    "GB": ("Limited", "PLC", "LLP"),
    "FR": ("SARL", "SA"),
    "CN": ("Co., Ltd.", "Group Co., Ltd."),
}
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">
<lei:LEIHeader><lei:ContentDate>2025-02-03T08:00:00Z</lei:ContentDate>
<lei:FileContent>GLEIF_FULL_PUBLISHED</lei:FileContent>
<lei:RecordCount>{count}</lei:RecordCount></lei:LEIHeader>
<lei:LEIRecords>
"""
FOOT = "</lei:LEIRecords>\n</lei:LEIData>\n"
# What the import may hold in memory, in megabytes.
BOUND_MB = 1024


def word(chance: random.Random, syllables: int) -> str:
    """Return an invented word."""
    made = "".join(chance.choice(SYLLABLES) for _ in range(syllables))
    return made.capitalize()


def lei(number: int) -> str:
    """Return an invented LEI: 18 characters that count, and two digits."""
    digits, left = "", number
    while left:
        left, place = divmod(left, len(ALPHABET))
        digits = ALPHABET[place] + digits
    return f"00BENCH{digits:0>11}00"


def address(chance: random.Random, country: str) -> dict[str, str]:
    """Return an invented address."""
    return {
        "FirstAddressLine": f"{word(chance, 3)} {chance.randint(1, 400)}",
        "City": word(chance, 2),
        "Region": f"{country}-{chance.choice('ABCDEF')}{chance.choice('KLMNO')}",
        "Country": country,
        "PostalCode": f"{chance.randint(10000, 99999)}",
    }


def record(number: int, chance: random.Random) -> dict[str, object]:
    """Return an invented record of the index, as its plain JSON has it."""
    country = chance.choice(tuple(FORMS))
    name = f"{word(chance, 3)} {word(chance, 2)} {chance.choice(FORMS[country])}"
    entity: dict[str, object] = {"LegalName": name}
    if chance.random() < WITH_OTHER_NAME:
        other = f"{word(chance, 3)} {chance.choice(FORMS[country])}"
        entity["OtherEntityNames"] = [
            {"type": "PREVIOUS_LEGAL_NAME", "OtherEntityName": other}
        ]
    register = {
        "RegistrationAuthorityID": f"RA{chance.randint(1, 900):06}",
        "RegistrationAuthorityEntityID": f"HRB {number:07}",
    }
    return {
        "LEI": lei(number),
        "Entity": {
            **entity,
            "LegalAddress": address(chance, country),
            "HeadquartersAddress": address(chance, country),
            "RegistrationAuthority": register,
            "LegalJurisdiction": country,
            "EntityCategory": chance.choice(("GENERAL", "GENERAL", "FUND")),
            "LegalForm": {"EntityLegalFormCode": "8888", "OtherLegalForm": "Form"},
            "EntityStatus": "ACTIVE",
            "EntityCreationDate": f"{chance.randint(1950, 2020)}-05-04T00:00:00Z",
        },
        "Registration": {
            "InitialRegistrationDate": "2013-06-01T00:00:00Z",
            "LastUpdateDate": "2025-01-07T09:30:00.000Z",
            "RegistrationStatus": chance.choice(("ISSUED", "LAPSED")),
            "NextRenewalDate": "2025-06-01T00:00:00Z",
            "ManagingLOU": "00MUSTERVERGABE00013",
            "ValidationSources": "FULLY_CORROBORATED",
        },
    }


def as_xml(item: object, tag: str) -> Iterator[str]:
    """Yield a plain record as the elements of its XML."""
    if isinstance(item, dict):
        kind = item.get("type")
        attribute = f' type="{kind}"' if kind else ""
        inner = item.get(tag)
        yield f"<lei:{tag}{attribute}>"
        if inner is not None:
            yield escape(inner)
        else:
            for key, value in item.items():
                yield from as_xml(value, key)
        yield f"</lei:{tag}>"
    elif isinstance(item, list):
        yield f"<lei:{tag}>"
        for each in item:
            yield from as_xml(each, tag.removesuffix("s"))
        yield f"</lei:{tag}>"
    else:
        yield f"<lei:{tag}>{escape(str(item))}</lei:{tag}>"


def write_register(path: Path, count: int, seed: int = 1) -> None:
    """Write `count` invented records: XML, or a line of JSON each, by the suffix."""
    chance = random.Random(seed)
    is_xml = path.suffix == ".xml"
    with path.open("w", encoding="utf-8") as file:
        if is_xml:
            file.write(HEAD.format(count=count))
        for number in range(1, count + 1):
            made = record(number, chance)
            if is_xml:
                file.write("".join(as_xml(made, "LEIRecord")) + "\n")
            else:
                file.write(json.dumps(made) + "\n")
        if is_xml:
            file.write(FOOT)


def main() -> int:
    """Write the register, import it, print what it took; 1 above the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--form", choices=("xml", "ndjson"), default="xml")
    parser.add_argument("--folder", type=Path)
    how = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = how.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"lei_2025-02-03_{how.records}.{how.form}"
        if not path.exists():
            write_register(path, how.records)
        project = Path(own) / "project"
        command = [sys.executable, "-m", "tieline", "-C", str(project)]
        took = cost([*command, "import", str(path)], cwd=folder)
    print(
        f"{how.records:,} records ({how.form}): {took.wall_s:.0f} s, "
        f"{took.cpu_s:.0f} s of processor time, at most {took.peak_mb:.0f} MB"
    )
    return 0 if took.peak_mb <= BOUND_MB else 1


if __name__ == "__main__":
    raise SystemExit(main())
