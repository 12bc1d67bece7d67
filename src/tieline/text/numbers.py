"""Numbers written as digits, words, ordinals, Roman or Chinese numerals."""

import re

_ORDINAL = re.compile(r"^(\d{1,6})(?:st|nd|rd|th|o|a|er|eme|e|y|i)?$")
_ROMAN = re.compile(r"^(X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ORDINAL_UNITS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_TENS = [
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
]

_HAN_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **dict(
        zip("〇壹贰叁肆伍陆柒捌玖两", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)
    ),
    **dict(zip("貳參陸兩", (2, 3, 6, 2), strict=True)),
}
_HAN_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# 廿八 is 28, 卅 30: old writings of tens.
_HAN_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
HAN_NUMERALS = "".join([*_HAN_DIGITS, *_HAN_SCALES, *_HAN_TENS])


def _small_numbers() -> dict[str, int]:
    numbers = {word: value for value, word in enumerate(_UNITS)}
    numbers |= {word: value for value, word in enumerate(_ORDINAL_UNITS)}
    for place, (plain, ordinal) in enumerate(zip(_TENS, _ORDINAL_TENS, strict=True)):
        numbers[plain] = numbers[ordinal] = 10 * (place + 2)
    return numbers


NUMBER_WORDS = _small_numbers()
_ROUND = frozenset(_TENS)


def read_number(word: str) -> int | None:
    """Return the value of one small Latin word; None if it is no number.

    >>> read_number("14th"), read_number("fourteenth"), read_number("ship")
    (14, 14, None)
    """
    if word[:1].isdigit():
        found = _ORDINAL.match(word)
        return int(found[1]) if found else None
    return NUMBER_WORDS.get(word)


def read_words(words: list[str]) -> tuple[int, int] | None:
    """Return the number that the words begin with, and how many words it takes.

    >>> read_words(["forty", "four", "brigade"]), read_words(["ship"])
    ((44, 2), None)
    """
    value = read_number(words[0])
    if value is None:
        return None
    if words[0] in _ROUND and len(words) > 1:
        unit = read_number(words[1])
        if unit is not None and 0 < unit < 10:  # noqa: PLR2004 - decimal system
            return value + unit, 2
    return value, 1


def read_roman(word: str) -> int | None:
    """Return the value of a Roman numeral in capitals, up to 39.

    >>> read_roman("XIV"), read_roman("VC"), read_roman("")
    (14, None, None)
    """
    if not word or _ROMAN.match(word) is None:
        return None
    values = [_ROMAN_VALUES[char] for char in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def read_han(numeral: str) -> int | None:
    """Return the value of a Chinese numeral; None if it is none.

    Figures in a row are read one by one, as institutes write them.

    >>> read_han("十四"), read_han("廿八"), read_han("七一九"), read_han("山")
    (14, 28, 719, None)
    """
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    numeral = "".join(_HAN_TENS.get(char, char) for char in numeral)
    if all(char in _HAN_DIGITS for char in numeral):
        return int("".join(str(_HAN_DIGITS[char]) for char in numeral))
    total, digit = 0, None
    for char in numeral:
        if char in _HAN_SCALES:
            total += (1 if digit is None else digit) * _HAN_SCALES[char]
            digit = None
        elif char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        else:
            return None
    return total + (digit or 0)
