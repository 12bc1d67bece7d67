"""Han characters: which they are, and which two are one character."""

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003134f"
_HAN = re.compile(f"[{HAN}]")
_ONLY = re.compile(f"[{HAN}]+")

# Characters that simplification merged into another that both scripts have.
_MERGED = (
    "后後 里裡裏 干乾幹 云雲 丑醜 范範 谷穀 斗鬥 几幾 姜薑 卷捲 克剋 困睏 漓灕 "
    "了瞭 面麵 蔑衊 仆僕 朴樸 秋鞦 曲麯 舍捨 沈瀋 松鬆 台臺颱檯 系係繫 咸鹹 余餘 "
    "郁鬱 御禦 岳嶽 折摺 征徵 只隻祇 致緻 制製 钟鐘鍾 周週 准準 出齣 冬鼕 回迴 "
    "伙夥 借藉 家傢 据據 累纍 帘簾 升昇 向嚮 叶葉 佣傭 涌湧 游遊 占佔 志誌 注註 "
    "采採 才纔 厂廠 广廣 儿兒 个個 万萬 与與 术術 胡鬍 党黨 表錶 发發髮 复復複"
)


def has_han(text: str) -> bool:
    """Tell whether any character is Han.

    >>> has_han("CETC 28所"), has_han("CETC")
    (True, False)
    """
    return not text.isascii() and _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Tell whether every character is Han.

    >>> is_han("中国"), is_han("中国 A")
    (True, False)
    """
    return _ONLY.fullmatch(text) is not None


class Variants:
    """Tells which two characters may be one, simplified and traditional.

    No table is needed: a pair that sounds alike, and that neither character set
    (GB 2312 of the mainland, Big5 of Taiwan) holds both of, is taken for one.
    """

    def __init__(self) -> None:
        self._groups: dict[str, int] = {}
        for number, group in enumerate(_MERGED.split()):
            self._groups.update(dict.fromkeys(group, number))

    def are_one(self, left: str, right: str) -> bool:
        """Tell whether two characters that sound alike may be one character.

        >>> Variants().are_one("华", "華"), Variants().are_one("伟", "薇")
        (True, False)
        """
        if left == right:
            return True
        group = self._groups.get(left)
        if group is not None and group == self._groups.get(right):
            return True
        return not any(
            _holds(left, charset) and _holds(right, charset)
            for charset in ("gb2312", "big5")
        )


def _holds(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
