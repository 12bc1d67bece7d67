"""Reads the papers that British lists describe in words: number, country, days."""

import re
from collections.abc import Sequence

import msgspec

from tieline.files.numbered import read_numbered
from tieline.files.parties.party import Cell, Paper, Party
from tieline.text.dates import dates_in
from tieline.text.demonyms import nationality_code

_ANY_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_LABEL = re.compile(r"\b(?:no[.:]+|ID|SSN) ?(?=[A-Z]*\d)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w/.])(?:[A-Z]{1,6}[-/ ]?)?\d(?:[\w/-]|\.(?=\d)){3,}(?: \d{3,})?(?!\+)"
)
_ROUNDED = re.compile(r"\d\.\d+E\+\d+")  # what a spreadsheet leaves of a long number
_DATE = r"\d{1,2} [A-Z][a-z]+\.? \d{4}|[A-Z][a-z]+\.? \d{4}|\d{4}-\d{2}-\d{2}|\d{4}"
_ISSUED = re.compile(rf"\bissued (?:on |in )?(?P<date>{_DATE})", re.IGNORECASE)
_EXPIRES = re.compile(
    rf"\b(?:expir\w+(?: date)?|date of expiration)[: ]+(?:on )?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\((?P<inside>[^()]+)\)|^(?P<before>[A-Z][A-Za-z ]+?) (?:passport|n)"
)
_CARD = re.compile(r"identi(?:ty|fication) card", re.IGNORECASE)
_KINDS = (
    (re.compile(r"fiscal code", re.IGNORECASE), "Tax ID No."),
    (re.compile(r"social security|\bSSN\b", re.IGNORECASE), "SSN"),
)
_FISCAL = re.compile(
    r"fiscal code:? (?P<number>[A-Z0-9 ]{1,40}\d[A-Z])\b", re.IGNORECASE
)


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The cell of a paper's numbers, that of what is said of them, and their kind."""

    label: str
    numbers: str
    said: str
    kind: str


def state_numbers(party: Party, cell: Numbers, cells: Sequence[Cell]) -> None:
    """State papers whose numbers have a cell of their own, each by its place in it."""
    notes = dict(read_numbered(cell.said).items)
    for place, text in read_numbered(cell.numbers).items:
        paper = read_paper(f"{text} {notes.get(place, '')}".strip(), cell.kind)
        if paper is None or paper.value not in text:
            paper = Paper(kind=cell.kind, value=text)
        land = paper.country or _first_people(notes.get(place, ""))
        party.paper(msgspec.structs.replace(paper, country=land), cells)
        if paper.value != text:
            party.say("notes", f"{cell.label}: {text}", cells)
    if cell.said:
        party.say("notes", f"{cell.label}, details: {cell.said}", cells)


def _first_people(text: str) -> str | None:
    """Return the country of the people that a remark begins with.

    >>> _first_people("Afghan diplomatic passport"), _first_people("Issued in Kabul")
    ('af', None)
    """
    words = re.split(r"[.,;]", text)[0].split()
    names = (" ".join(words[:length]) for length in (3, 2, 1) if words[:length])
    return next(filter(None, (nationality_code(name) for name in names)), None)


def read_paper(text: str, kind: str) -> Paper | None:
    """Read one paper from what is said of it; None where no number can be made out.

    `kind` is what the column holds; the words may tell it more exactly.

    >>> found = read_paper("OR801168 (Afghan). Issued on 28 Feb 2006", "Passport")
    >>> found.value, found.country, found.issued
    ('OR801168', 'af', '28 Feb 2006')
    >>> read_paper("1.23457E+12", "National ID No.") is None
    True
    """
    fiscal = _FISCAL.search(text)
    if fiscal is not None:
        number = fiscal["number"].replace(" ", "")
        return Paper(kind="Tax ID No.", value=number, country="Italy")
    if _ROUNDED.search(text):
        return None
    dated = _ANY_DAY.sub(_written_out, _LABEL.sub(" ", text))
    bare = re.sub(rf"\b(?:{_DATE})\b(?!\d)", _without_year, dated)
    found = _NUMBER.search(bare)
    if found is None:
        return None
    if kind == "Passport" and _CARD.search(text):
        kind = "National ID No."
    for pattern, known in _KINDS:
        kind = known if pattern.search(text) else kind
    issued, expires = _ISSUED.search(dated), _EXPIRES.search(dated)
    return Paper(
        kind=kind,
        value=found[0],
        country=issuer(text),
        issued=issued["date"] if issued is not None else None,
        expires=expires["date"] if expires is not None else None,
    )


def _written_out(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _without_year(found: re.Match[str]) -> str:
    """Blank a written date, but not a number of four digits that may be the paper's."""
    is_dated = bool(dates_in(found[0])) and not found[0].isdigit()
    return " " * len(found[0]) if is_dated else found[0]


def issuer(text: str) -> str | None:
    """Return the code of the country that a paper is said to be of.

    >>> issuer("passport (Iran (Islamic Republic of))") or issuer("Iranian passport")
    'ir'
    """
    for found in _HOLDER.finditer(text):
        words = (found["inside"] or found["before"]).split()
        for length in (len(words), 4, 3, 2, 1):
            name = " ".join(words[:length])
            if nationality_code(name) is not None and len(name) > 2:  # noqa: PLR2004 - two letters are a code
                return nationality_code(name)
    return None
