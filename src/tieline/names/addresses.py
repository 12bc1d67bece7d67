"""Addresses: strings in, `Address` out; Latin, Cyrillic and Han, in any order.

Nothing is looked up and nothing is guessed: what is no street, number, building, floor,
room, box or postcode by its words or its form is taken for a place, or left out.
"""

import re
import unicodedata
from collections.abc import Sequence

from tieline.names.address import Address, house_number
from tieline.names.address_draft import Draft, Loose
from tieline.names.address_words import held_words
from tieline.names.premises import take_premises
from tieline.names.streets import Token, read_street
from tieline.text.countries import country_code
from tieline.text.fold import clean, latin
from tieline.text.hanzi import has_han

_MOST_READ = 20_000
_SEGMENTS = re.compile(r"[,;\n()\[\]|]+")
_TOKEN = re.compile(r"№?\s*(?:\d[\w/–-]*|[a-z]\d[\w/–-]*)|[^\W\d_][^\s№]*")
_PIECES = re.compile(r"[.\-/_]+")
_POSTCODE_DIGITS = 5
_CODE = 2
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
_SPLIT_NUMBER = re.compile(r"(?<=\d)(?:\s+[-–]\s*|\s*[-–]\s+)(?=\d)")
# Kurkisuontie 2 B
_SPLIT_LETTER = re.compile(r"(?<=\d)\s+(?=[A-Za-z]\s*(?:,|;|$))")
# Teheran-ro 7-gil
_HYPHENED = re.compile(r"(?<=\d)-(?=[a-z]{2,})")
# d.16, ul.Lenina, No.5: a stop before the next word without a space.
_STUCK = re.compile(r"(?<=[a-z])\.(?=[A-Z\d])")


class AddressReader:
    """Reads addresses; keeps those that it read, up to a bound."""

    def __init__(self) -> None:
        self._known: dict[str, Address] = {}

    def read(self, text: str) -> Address:
        """Return what the address says; any text is read, few say much.

        >>> found = AddressReader().read("Rm 1503, 15/F, 1016-1018 Tai Nan West St, HK")
        >>> sorted(found.rooms), str(found.streets[0].numbers[0]), found.country
        (['1503'], '1016-1018', 'hk')
        """
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST_READ:
                self._known.pop(next(iter(self._known)))
            known = self._known[text] = read_address(text)
        return known


def read_address(text: str) -> Address:
    """Read one address; see `AddressReader` to read many."""
    draft = Draft(text, held_words())
    rest = clean(text)
    if has_han(rest):
        from tieline.names.han_addresses import take_han  # noqa: PLC0415 - most addresses have none

        draft.script = "han"
        rest = take_han(rest, draft)
    if not rest.isascii():
        rest = _ascii(rest)
    rest = _HYPHENED.sub(" ", rest)
    rest = _SPLIT_LETTER.sub("", _SPLIT_NUMBER.sub("-", _STUCK.sub(". ", rest)))
    rest = _take_country(rest, draft)
    if draft.country == "sg":
        rest += ", Singapore"
    rest = take_premises(rest, draft.parts)
    for segment in _SEGMENTS.split(rest):
        tokens = _tokens(segment)
        if tokens:
            _read_segment(tokens, draft)
    return draft.finish()


def _ascii(text: str) -> str:
    """Romanise what is not Latin, and drop accents; keep the stops and commas."""
    bare = "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(char)
    )
    if not bare.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most addresses need no table

        bare = anyascii(unicodedata.normalize("NFC", text)).replace("'", "")
    return bare


def _take_country(text: str, draft: Draft) -> str:
    """Take the country from the end of the address, where it is one."""
    head, comma, last = text.rstrip(" .,;").rpartition(",")
    name = last.strip(" .") if comma else ""
    is_code = len(name) == _CODE
    can_be_code = name.isupper() and draft.script == "latin"
    code = country_code(name) if not is_code or can_be_code else None
    if code is None and not draft.country:
        place = draft.words.place(tuple(filter(None, map(latin, name.split()))))
        code = place[1] if place is not None and place[0] == "country" else None
    if code is None:
        return text
    draft.country = draft.country or code
    # A second country before it: "Hong Kong, CN".
    return head if is_code or code not in {"hk", "mo", "sg"} else text


def _tokens(segment: str) -> list[Token]:
    found: list[Token] = []
    for piece in _TOKEN.findall(segment.lower()):
        if piece[0] == "№" or any(char.isdigit() for char in piece[:2]):
            bare = piece.lstrip("№ ").rstrip("-/.–")
            found.append(Token(bare, is_number=True, is_marked=piece[0] == "№"))
            continue
        whole = _DOTTED.sub(lambda match: match[0].replace(".", ""), piece)
        parts = [latin(part) for part in _PIECES.split(whole)]
        found += [Token(part) for part in parts if part]
    return found


def _read_segment(tokens: Sequence[Token], draft: Draft) -> None:
    """Read what stands between two commas, which may be several things in a row."""
    words = draft.words
    if any(words.is_a("custody", token.text) for token in tokens):
        draft.is_custody = True
    if tokens[0].text == "co" and len(tokens) > 1 and not tokens[0].is_number:
        return
    if all(token.is_number for token in tokens):
        for token in tokens:
            _read_number(token, draft)
        return
    cut = _building_end(tokens, draft)
    if not cut:
        _read_street_or_place(tokens, draft)
        return
    draft.line.append(None)
    _read_building(tokens[:cut], draft)
    if tokens[cut:]:
        _read_segment(tokens[cut:], draft)


def _read_street_or_place(tokens: Sequence[Token], draft: Draft) -> None:
    """Read a street with what stands before and behind it, or else places."""
    street = read_street(tokens, draft.words)
    if street is None:
        draft.line.append(None)
        _read_place(tokens, draft)
        return
    for before, after in ((0, street.start), (street.end, len(tokens))):
        if before == street.end:
            draft.line.append(street.street)
            if street.inside:
                draft.parts.setdefault("rooms", set()).add(street.inside)
        if tokens[before:after]:
            _read_segment(tokens[before:after], draft)


def _read_number(token: Token, draft: Draft) -> None:
    digits = sum(char.isdigit() for char in token.text)
    if digits >= _POSTCODE_DIGITS and not token.is_marked and token.text.isdecimal():
        draft.parts.setdefault("postcodes", set()).add(token.text)
    else:
        draft.line.append(Loose(house_number(token.text), token.is_marked))


def _building_end(tokens: Sequence[Token], draft: Draft) -> int:
    """Return how many words the name of a building takes; 0 where none begins."""
    words = draft.words
    last = 0
    for place, token in enumerate(tokens):
        if token.is_number:
            if last:
                break
            continue
        if words.is_a("building", token.text):
            following = tokens[place + 1].text if place + 1 < len(tokens) else ""
            if words.is_a("street", following):
                return 0
            last = place + 1
        elif last:
            break
        elif words.is_a("street", token.text) and place:
            return 0
    return last


def _read_building(tokens: Sequence[Token], draft: Draft) -> None:
    """Read the name of a building; a number before it is a house number."""
    words = draft.words
    for token in tokens:
        if token.is_number:
            _read_number(token, draft)
    names = [
        token.text
        for token in tokens
        if not token.is_number
        and not words.is_a("building", token.text)
        and not words.is_a("skip", token.text)
    ]
    core = "".join(name for name in names if not words.is_a("generic", name))
    if len(core) > 1:
        draft.buildings.append(core)
    elif core:
        draft.parts.setdefault("blocks", set()).add(core)


def _read_place(tokens: Sequence[Token], draft: Draft) -> None:
    """Read one place or several; numbers part them, and long ones are postcodes."""
    if draft.words.is_a("skip", tokens[0].text):
        return
    names: list[str] = []
    for token in tokens:
        if not token.is_number:
            names.append(token.text)
            continue
        if token.text.isdecimal() and len(token.text) >= _POSTCODE_DIGITS:
            _read_number(token, draft)
        _name_places(names, draft)
        names = []
    _name_places(names, draft)


def _name_places(names: Sequence[str], draft: Draft) -> None:
    words = draft.words
    known, left = words.places_in(tuple(names))
    for kind, word in known:
        draft.place(kind, word)
    level = None
    for end in (-1, 0):
        found = words.word("level", left[end]) if len(left) > 1 else None
        if found is not None:
            level = level or found
            del left[end]
    if len(left) == 1 and words.is_a("level", left[0]):
        return
    joined = "".join(left)
    if len(joined) > _CODE and country_code(" ".join(left)) is None:
        draft.named_place(level, joined)
