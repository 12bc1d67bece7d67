"""Pinyin: characters to syllables, and a romanised word to its syllables."""

from tieline.text.tables import read_table

_FILE = "pinyin_syllables.txt"
_LONGEST = 6

# pypinyin reads these as the common word; as a surname they are read so.
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "單": "shan",
    "区": "ou",
    "區": "ou",
    "仇": "qiu",
    "朴": "piao",
    "查": "zha",
    "解": "xie",
    "尹": "yin",
    "任": "ren",
    "华": "hua",
    "華": "hua",
    "盖": "ge",
    "蓋": "ge",
    "缪": "miao",
    "繆": "miao",
    "翟": "zhai",
    "覃": "qin",
    "召": "shao",
    "乐": "yue",
    "樂": "yue",
    "黑": "he",
    "秘": "bi",
    "种": "chong",
    "员": "yun",
    "員": "yun",
    "尉": "wei",
    "折": "she",
    "薄": "bo",
    "冼": "xian",
    "宁": "ning",
    "寧": "ning",
    "葛": "ge",
    "尚": "shang",
    "万": "wan",
    "哈": "ha",
    "燕": "yan",
    "令狐": "ling hu",
    "尉迟": "yu chi",
    "尉遲": "yu chi",
    "长孙": "zhang sun",
    "長孫": "zhang sun",
    "单于": "chan yu",
    "單于": "chan yu",
    "万俟": "mo qi",
    "澹台": "tan tai",
    "宰父": "zai fu",
}


def read_characters(han: str, *, is_person: bool) -> tuple[str, ...]:
    """Return one toneless syllable a character; a surname is read as one.

    A character without a reading stays as it is.

    >>> read_characters("曾庆红", is_person=True)
    ('zeng', 'qing', 'hong')
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow, and few names need it

    read = lazy_pinyin(han)
    if len(read) != len(han):
        read = ["".join(lazy_pinyin(char)) for char in han]
    syllables = tuple(syllable.replace("v", "u") for syllable in read)
    if is_person:
        for size in (2, 1):
            reading = SURNAMES.get(han[:size])
            if reading is not None:
                return (*reading.split(), *syllables[size:])
    return syllables


class Syllables:
    """The syllables of Mandarin, to cut romanised words."""

    def __init__(self) -> None:
        text = read_table("tieline.text", _FILE)
        self._known = frozenset(text.split())

    def __contains__(self, word: str) -> bool:
        """Tell whether a word is one syllable."""
        return word in self._known

    def cut(self, word: str) -> tuple[str, ...] | None:
        """Return the syllables of a romanised word, as few as possible.

        None where it is no pinyin: one-letter syllables are never cut off.

        >>> Syllables().cut("hangzhou"), Syllables().cut("smith")
        (('hang', 'zhou'), None)
        """
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(word) + 1):
            found: tuple[str, ...] | None = None
            for size in range(min(_LONGEST, end), 1, -1):
                before = best[end - size]
                piece = word[end - size : end]
                if before is None or piece not in self._known:
                    continue
                if found is None or len(before) + 1 < len(found):
                    found = (*before, piece)
            best.append(found)
        return best[-1] or None
