"""Cantonese and other southern spellings of characters, and what they may stand for."""

from collections.abc import Mapping

from tieline.text.tables import read_rows

_MOST_WAYS = 6
# The commonest surnames: their readings are the likeliest of a spelling.
_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_SURNAME = 40
# Often a short a, which many write u.
_SHORT_A = frozenset({"chan", "kan", "san"})
# Macau writes after Portuguese habit: the ends of Hong Kong spellings, longest first.
_MACAU = (
    ("eung", "eong"),
    ("yuen", "un"),
    ("ung", "ong"),
    ("uen", "un"),
    ("ook", "ok"),
    ("uk", "ok"),
    ("ow", "ao"),
    ("au", "ao"),
    ("iu", "io"),
    ("ee", "i"),
)


class SouthernReadings:
    """The spellings of characters after Cantonese, and of the south's other languages.

    `cantonese` and `southern` hold the spellings of a character, the usual one first.
    `usual` are the first spellings of Cantonese. `mandarin` holds the pinyin that a
    Hong Kong spelling may stand for, the likeliest first: that of most characters.
    """

    def __init__(self) -> None:
        rows = list(read_rows("tieline.text", "cantonese.tsv"))
        self.cantonese: Mapping[str, tuple[str, ...]] = {
            char: tuple(ways.split("; ")) for char, ways, _ in rows
        }
        self.usual = frozenset(ways[0] for ways in self.cantonese.values())
        self.southern: Mapping[str, tuple[str, ...]] = {
            char: tuple(ways.split("; "))
            for char, ways in read_rows("tieline.text", "southern_spellings.tsv")
        }
        counts: dict[str, dict[str, int]] = {}
        for char, ways, pinyin in rows:
            most = _SURNAME if char in _SURNAMES else 2
            for way in ways.split("; "):
                counted = counts.setdefault(way, {})
                for place, syllable in enumerate(pinyin.split("; ")):
                    counted[syllable] = counted.get(syllable, 0) + (most >> (place > 0))
        self.mandarin: Mapping[str, tuple[str, ...]] = {
            way: tuple(sorted(counted, key=lambda one: (-counted[one], one)))[
                :_MOST_WAYS
            ]
            for way, counted in counts.items()
        }


def other_spellings(spelling: str) -> tuple[str, ...]:
    """Return how else a Hong Kong spelling is written: in Macau, with r or ee.

    >>> other_spellings("ngo"), other_spellings("leung"), other_spellings("chan")
    (('ngor',), ('leong',), ('chun',))
    """
    ways = [f"{spelling}r"] if spelling[-1] == "o" else []
    if spelling[-1] == "i" and spelling[-2:-1] not in set("aeou"):
        ways.append(f"{spelling[:-1]}ee")
    if spelling in _SHORT_A:
        ways.append(spelling.replace("an", "un"))
    macau = macau_spelling(spelling)
    return tuple(ways if macau == spelling else (*ways, macau))


def macau_spelling(spelling: str) -> str:
    """Return a Hong Kong spelling as Macau writes it, often the same.

    >>> macau_spelling("leung"), macau_spelling("chau"), macau_spelling("chan")
    ('leong', 'chao', 'chan')
    """
    for ours, theirs in _MACAU:
        if spelling.endswith(ours):
            return spelling[: -len(ours)] + theirs
    return spelling


class _Held:
    """Owner of the readings: read on first use, never changed."""

    def __init__(self) -> None:
        self._readings: SouthernReadings | None = None

    def readings(self) -> SouthernReadings:
        if self._readings is None:
            self._readings = SouthernReadings()
        return self._readings


_HELD = _Held()


def southern_readings() -> SouthernReadings:
    """Return the tables of this package.

    >>> southern_readings().cantonese["黄"], southern_readings().southern["黄"][:2]
    (('wong',), ('ng', 'ooi'))
    """
    return _HELD.readings()
