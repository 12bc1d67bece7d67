"""Streets: where in a row of words one stands, with its numbers."""

from collections.abc import Sequence

import msgspec

from tieline.names.address import HouseNumber, Street, house_number
from tieline.names.address_words import AddressWords

_LONGEST_NUMBER = 4
_MOST_WORDS = 5
# Romanisations of one letter, and umlauts with and without their e.
_SPELLINGS = (
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "e"),
    ("ue", "u"),
    ("oe", "o"),
    ("ae", "a"),
)
_PINYIN_DIRECTIONS = frozenset({"dong", "xi", "nan", "bei", "zhong"})
_PINYIN_NUMBERS = frozenset(
    {"yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi"}
)
_PINYIN = _PINYIN_DIRECTIONS | _PINYIN_NUMBERS
_SHORTEST_NAME = 5
_PARTICLES = frozenset({"du", "de", "del"})


class Token(msgspec.Struct, frozen=True):
    """A word of an address; `is_marked` where it is said to be a house number."""

    text: str
    is_number: bool = False
    is_marked: bool = False


class FoundStreet(msgspec.Struct, frozen=True, kw_only=True):
    """A street, and which tokens it takes: from `start` up to `end`.

    `inside` is a second number, behind the street: that of a room.
    """

    street: Street
    start: int
    end: int
    inside: str = ""


def read_street(tokens: Sequence[Token], words: AddressWords) -> FoundStreet | None:
    """Return the street among the tokens; None where there is none.

    The word for street stands before the name (Calle Mina), after it (Mina Street) or
    is its end (Minastrasse). Without such a word a name with a short number is a
    street.
    """
    return (
        _before(tokens, words)
        or _after(tokens, words)
        or _glued(tokens, words)
        or _untyped(tokens, words)
    )


def _before(tokens: Sequence[Token], words: AddressWords) -> FoundStreet | None:
    for place, token in enumerate(tokens):
        if token.is_number or not words.is_a("before", token.text):
            continue
        names = _run(tokens, place + 1, words)
        if not names:
            # Road 1507, Calle 53a: a number for a name.
            names = _numbered_name(tokens, place)
            if not names:
                continue
        elif (
            place
            and not tokens[place - 1].is_number
            and words.word("before", token.text) != "only"
        ):
            # Chatham Road South: what follows is no name of its own.
            continue
        end = place + 1 + len(names)
        if end < len(tokens) and _is_suffix(tokens[end], words):
            continue
        start = place - 1 if place and tokens[place - 1].is_number else place
        numbers = [t for t in tokens[start:place] if t.is_number]
        while end < len(tokens) and _is_house(tokens[end]):
            numbers.append(tokens[end])
            end += 1
        if len(numbers) > 1:
            # Circular 73B No. 39B 15: the parts of one number.
            whole = "-".join(number.text for number in numbers)
            numbers = [Token(whole, is_number=True)]
        kind = words.word("street", token.text) or ""
        return _found(names, (kind, numbers), (start, end), words)
    return None


def _is_suffix(token: Token, words: AddressWords) -> bool:
    return not token.is_number and words.is_a("street", token.text)


def _is_house(token: Token) -> bool:
    if not token.is_number:
        return False
    return token.is_marked or not (
        token.text.isdecimal() and len(token.text) > _LONGEST_NUMBER
    )


def _run(tokens: Sequence[Token], start: int, words: AddressWords) -> list[Token]:
    """Return the words of a name that follow, up to a number or a word for street."""
    found: list[Token] = []
    for place, token in enumerate(tokens[start : start + _MOST_WORDS], start):
        if token.is_number and not _is_ordinal(token, words):
            # Boulevard du 30 Juin: a day.
            is_day = found and found[-1].text in _PARTICLES
            if not is_day or not tokens[place + 1 : place + 2]:
                break
        if _is_suffix(token, words):
            break
        found.append(token)
    return found


def _numbered_name(tokens: Sequence[Token], place: int) -> list[Token]:
    following = tokens[place + 1 :]
    if len(following) > 1 and following[0].is_number and following[1].is_number:
        return [following[0]]
    return []


def _after(tokens: Sequence[Token], words: AddressWords) -> FoundStreet | None:
    for place in range(len(tokens) - 1, 0, -1):
        token = tokens[place]
        if token.is_number or not words.is_a("street", token.text):
            continue
        first = place
        if (
            place > 1
            and tokens[place - 1].text.isdecimal()
            and not tokens[place - 1].is_marked
            and len(tokens[place - 1].text) == 1
            and not tokens[place - 2].is_number
        ):
            # Zhongshan 2 Road.
            first -= 1
        while first and _may_be_name(tokens[first - 1], words):
            first -= 1
        if first == place or all(
            words.is_a("level", t.text) for t in tokens[first:place]
        ):
            continue
        start = first
        while start and tokens[start - 1].is_number and _is_house(tokens[start - 1]):
            start -= 1
        numbers = [t for t in tokens[start:first] if t.is_number]
        names, end = list(tokens[first:place]), place + 1
        while end < len(tokens) and _is_tail(tokens[end], words):
            names.append(tokens[end])
            end += 1
        inside = ""
        if end < len(tokens) and _is_house(tokens[end]):
            if numbers:
                inside = tokens[end].text
            else:
                numbers = [tokens[end]]
            end += 1
        kind = words.word("street", token.text) or ""
        found = _found(names, (kind, numbers), (start, end), words)
        return found and msgspec.structs.replace(found, inside=inside)
    return None


def _may_be_name(token: Token, words: AddressWords) -> bool:
    return not token.is_number or _is_ordinal(token, words)


def _is_ordinal(token: Token, words: AddressWords) -> bool:
    is_plain = token.text.isdecimal() or token.is_marked
    return not is_plain and words.word("ordinal", token.text) is not None


def _is_tail(token: Token, words: AddressWords) -> bool:
    """Tell whether a word after the street's belongs to it: Chatham Road South."""
    return not token.is_number and words.is_a("direction", token.text)


def _glued(tokens: Sequence[Token], words: AddressWords) -> FoundStreet | None:
    for place, token in enumerate(tokens):
        parts = None if token.is_number else words.unglued(token.text)
        if parts is None:
            continue
        start, end = place, place + 1
        numbers: list[Token] = []
        while end < len(tokens) and _is_house(tokens[end]):
            numbers.append(tokens[end])
            end += 1
        if not numbers and start and _is_house(tokens[start - 1]):
            start -= 1
            numbers.append(tokens[start])
        if not numbers and len(tokens) > 1:
            continue
        street = Street(
            name=street_name(parts[0]), type=parts[1], numbers=_numbers(numbers)
        )
        return FoundStreet(street=street, start=start, end=end)
    return None


def _untyped(tokens: Sequence[Token], words: AddressWords) -> FoundStreet | None:
    """Take a name and one short number for a street: Dimitriados 1."""
    numbers = [t for t in tokens if t.is_number]
    names = [t for t in tokens if not t.is_number]
    if len(numbers) != 1 or not _is_house(numbers[0]) or len(names) > _MOST_WORDS:
        return None
    if tokens[0] is not numbers[0] and tokens[-1] is not numbers[0]:
        return None
    if any(
        words.is_a(kind, name.text)
        for name in names
        for kind in ("street", "estate", "level", "skip", "custody")
    ):
        return None
    if words.place(tuple(name.text for name in names)) is not None:
        return None
    return _found(names, ("", numbers), (0, len(tokens)), words)


def _found(
    names: Sequence[Token],
    kind: tuple[str, Sequence[Token]],
    span: tuple[int, int],
    words: AddressWords,
) -> FoundStreet | None:
    street = _street(names, kind[0], kind[1], words)
    if street is None:
        return None
    return FoundStreet(street=street, start=span[0], end=span[1])


def _street(
    names: Sequence[Token], kind: str, numbers: Sequence[Token], words: AddressWords
) -> Street | None:
    """Part a name from its directions and ordinals: Zhongshan East 2nd Road."""
    left = [token.text for token in names]
    directions: set[str] = set()
    ordinals: set[str] = set()
    for end in (-1, 0):
        while len(left) > 1 and _is_apart(left, end):
            direction = words.word("direction", left[end])
            ordinal = words.word("ordinal", left[end]) if end else None
            if direction is not None and not directions:
                directions.add(direction)
            elif ordinal is not None and not ordinals:
                ordinals.add(ordinal)
            else:
                break
            del left[end]
    joined = "".join(left)
    ordinal = words.word("ordinal", joined)
    if ordinal is not None and not joined.isdecimal():
        joined, ordinals = "", {*ordinals, ordinal}
    name = street_name(joined)
    if len(name) < 2 and not ordinals:  # noqa: PLR2004 - a letter names no street
        return None
    known = words.place((*left, kind)) or words.place((name, kind))
    if known is not None and known[0] == "street":
        name = known[1].removesuffix(kind)
    return Street(
        name=name,
        type=kind,
        directions=frozenset(directions),
        ordinals=frozenset(ordinals),
        numbers=_numbers(numbers),
        written=joined,
    )


def _is_apart(names: Sequence[str], end: int) -> bool:
    """Tell whether the word at an end may be a direction or a number by itself.

    A short name keeps its pinyin: Tai Nan Street is no southern Tai Street.
    """
    rest = sum(map(len, names)) - len(names[end])
    return names[end] not in _PINYIN or rest >= _SHORTEST_NAME


def street_name(joined: str) -> str:
    """Return a street's name in one spelling of Slavonic endings and the like.

    >>> street_name("leninskiy"), street_name("leninsky"), street_name("oktyabrskaya")
    ('leninsky', 'leninsky', 'oktiabrskaia')
    >>> street_name("ruester"), street_name("ruster")
    ('ruster', 'ruster')
    """
    if joined.endswith(("iy", "ij", "ii", "yi", "yy", "yj")):
        joined = joined[:-2] + "y"
    elif len(joined) > 5 and joined.endswith("i"):  # noqa: PLR2004 - no short name
        joined = joined[:-1] + "y"
    for written, read in _SPELLINGS:
        joined = joined.replace(written, read)
    return joined


def _numbers(tokens: Sequence[Token]) -> tuple[HouseNumber, ...]:
    return tuple(house_number(token.text) for token in tokens)
