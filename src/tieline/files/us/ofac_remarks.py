"""Reads the remarks of OFAC's legacy files, piece by piece; nothing is lost."""

import re
from collections.abc import Sequence

import msgspec

from tieline.files.parties.kinds import sort_of, split_kind
from tieline.files.parties.names import read_scope
from tieline.files.parties.party import Cell, Paper, Party

_WEAK = re.compile(r"^(?P<mark>[afn])\.k\.a\.,? ['\"‘“](?P<name>.+?)['\"’”]$")
_ALTERNATE = re.compile(r"^alt\. ", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?P<kind>[A-Z][\w .'/&()-]*?(?:\bNo\.?|\bNumber|#|\bCode|\bID|\bRegistration))"
    r" (?P<rest>\S*\d.*)$"
)
_CURRENCY = re.compile(r"^(?P<kind>Digital Currency Address - \w+) (?P<rest>\S+)$")
_REST = re.compile(
    r"^(?P<number>.*?)"
    r"(?:,? \((?P<country>[^()\d]+)\))?"
    r"(?:,? issued (?P<issued>.*?))?"
    r"(?:,? expires (?P<expires>.*?))?$"
)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One remark, with the cells that it stands in: two where a file was cut."""

    text: str
    cells: tuple[Cell, ...]


def split_remarks(cells: Sequence[Cell]) -> tuple[Piece, ...]:
    """Split remarks at their semicolons.

    `cells` are the remark and what continues it in the comments file: OFAC cuts
    after 1,000 characters, in the middle of a word.

    >>> first = Cell(column="remarks", quote="DOB 1946; POB Te")
    >>> rest = Cell(column="comment", quote="hran, Iran.")
    >>> [(piece.text, len(piece.cells)) for piece in split_remarks((first, rest))]
    [('DOB 1946', 1), ('POB Tehran, Iran', 2)]
    """
    whole = "".join(cell.quote for cell in cells)
    pieces: list[Piece] = []
    start = 0
    for text in whole.split("; "):
        end = start + len(text)
        bare = text.strip()
        bare = bare.removesuffix(".") if end == len(whole) else bare
        if bare:
            pieces.append(Piece(text=bare, cells=_cited(cells, start, end)))
        start = end + 2
    return tuple(pieces)


def state_remark(party: Party, piece: Piece) -> None:
    """State what one remark says; what is not understood goes to the notes."""
    text = piece.text.removeprefix("(").removesuffix(")")
    text = text if text.count("(") == text.count(")") else piece.text
    text = _ALTERNATE.sub("", text).strip()
    weak = _WEAK.match(text)
    if weak is not None:
        prop = "previousName" if weak["mark"] == "f" else "weakAlias"
        party.say(prop, weak["name"], piece.cells)
        return
    scope = read_scope(text)
    if scope is not None:
        party.rule("scope", scope[0], piece.cells)
    if scope is not None and scope[1]:
        return
    paper = read_paper(text)
    if paper is None:
        party.say("notes", text, piece.cells)
    else:
        party.paper(paper, piece.cells)


def read_paper(text: str) -> Paper | None:
    """Read a fact or identifier; None for free text.

    >>> paper = read_paper("Passport E590976 (Tunisia) issued 19 Jun 1987")
    >>> paper.value, paper.country, paper.issued
    ('E590976', 'Tunisia', '19 Jun 1987')
    """
    currency = _CURRENCY.match(text)
    if currency is not None:
        return Paper(kind=currency["kind"], value=currency["rest"])
    known = split_kind(text)
    if known is not None and known[1]:
        kind, rest = known
        sort = sort_of(kind)
        if sort is not None and sort[0] != "identifier":
            return Paper(kind=kind, value=rest)
        return _identifier(kind, rest)
    numbered = _NUMBERED.match(text)
    if numbered is None:
        return None
    return _identifier(numbered["kind"], numbered["rest"])


def _identifier(kind: str, rest: str) -> Paper | None:
    found = _REST.match(rest)
    if found is None or not found["number"]:
        return None
    if kind.lower() != "equity ticker" and not re.search(r"\d", found["number"]):
        is_code = re.fullmatch(r"[A-Z0-9-]{5,}", found["number"])
        if is_code is None:
            return None
    return Paper(
        kind=kind,
        value=found["number"].strip(),
        country=found["country"],
        issued=found["issued"],
        expires=found["expires"],
    )


def _cited(cells: Sequence[Cell], start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells that the span lies in, each with its part of it as quote."""
    found: list[Cell] = []
    begin = 0
    for cell in cells:
        low, high = max(start - begin, 0), min(end - begin, len(cell.quote))
        quote = cell.quote[low:high] if low < high else ""
        if quote.strip():
            found.append(msgspec.structs.replace(cell, quote=quote))
        begin += len(cell.quote)
    return tuple(found)
