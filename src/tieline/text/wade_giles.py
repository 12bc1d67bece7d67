"""Wade-Giles and the habits of Taiwan: what a syllable of pinyin is written like."""

_INITIALS = {
    "zh": "ch",
    "ch": "ch",
    "sh": "sh",
    "b": "p",
    "d": "t",
    "g": "k",
    "j": "ch",
    "q": "ch",
    "x": "hs",
    "z": "ts",
    "c": "ts",
    "r": "j",
}
_WHOLE = {
    "zi": "tzu",
    "ci": "tzu",
    "si": "szu",
    "zhi": "chih",
    "chi": "chih",
    "shi": "shih",
    "ri": "jih",
    "er": "erh",
    "ye": "yeh",
    "yue": "yueh",
    "you": "yu",
    "yan": "yen",
    "yong": "yung",
    "yi": "i",
    "guo": "kuo",
    "kuo": "kuo",
    "huo": "huo",
    "shuo": "shuo",
    "gui": "kuei",
    "kui": "kuei",
    "ge": "ko",
    "ke": "ko",
    "he": "ho",
}
_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "iong": "iung", "ong": "ung"}
# Other habits: Wade-Giles of the press, Tongyong, Gwoyeu and its simplified forms.
_HABITS = {
    "si": "ssu sih",
    "zi": "tsu tze zih",
    "ci": "tsu tze cih",
    "zhi": "chi jhih jyh",
    "chi": "chi chyh",
    "shi": "shi shyr",
    "ri": "rih",
    "yi": "yi yih ih",
    "you": "you yiu yow",
    "yan": "yan yien",
    "e": "o",
    "he": "her hor",
    "jiu": "jeou jiou chiou",
    "xiu": "siou shiu shiow",
    "liu": "liou",
    "qiu": "chiou ciou",
    "xiao": "siao shiau shiao",
    "xie": "sie shieh",
    "xi": "shi shyi",
    "xu": "syu shyu sheu",
    "xin": "sin shin",
    "xian": "sian shian",
    "xiang": "siang shiang",
    "xiong": "syong shiung",
    "xun": "syun shiun shyun",
    "xuan": "syuan shiuan",
    "xue": "syue shiue",
    "zhang": "jang jhang",
    "zheng": "jeng jheng",
    "zhong": "jong jhong",
    "zhou": "jou jhou",
    "zhu": "ju jhu",
    "zhuang": "jhuang juang",
    "zhan": "jan jhan",
    "zhao": "jau jhao",
    "zhen": "jen jhen tseng",
    "zhe": "jer jhe je",
    "zong": "tzong",
    "song": "soong",
    "lu": "lyu lui",
    "feng": "fong",
    "ping": "pyng",
    "guo": "kwo gwo",
    "gui": "guei",
    "hui": "huei hwei",
    "rui": "ruei",
    "wen": "wun",
    "weng": "wong ong",
    "qing": "cing",
    "qi": "chyi ci",
    "quan": "chyuan cyuan",
    "yuan": "yuen",
    "bo": "poh",
    "de": "der teh",
    "ying": "in ing",
    "long": "loong",
    "kong": "koong",
    "hou": "hoe",
    "jun": "jiun jyun",
    "ju": "jyu",
    "juan": "jiuan jyuan",
    "yun": "yuin",
    "cai": "tsay",
    "jia": "jya",
    "hua": "hwa huah wha",
    "hao": "hau",
    "gao": "kau",
}


def wade_giles(syllable: str) -> str:
    """Return a toneless syllable of pinyin in Wade-Giles, without marks.

    The apostrophes that tell ch from ch' are mostly left out, and so they are here.

    >>> wade_giles("xie"), wade_giles("qing"), wade_giles("zhang"), wade_giles("guo")
    ('hsieh', 'ching', 'chang', 'kuo')
    """
    whole = _WHOLE.get(syllable)
    if whole is not None:
        return whole
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    if not initial and syllable[:1] in set("ptkmnlfhs"):
        initial, final = syllable[0], syllable[1:]
    if final == "uo" and initial:
        final = "o"
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)


def taiwan_spellings(syllable: str) -> tuple[str, ...]:
    """Return how else names of Taiwan write a syllable of pinyin, the usual first.

    >>> taiwan_spellings("xie"), taiwan_spellings("ma")
    (('sie', 'shieh'), ())
    """
    return tuple(_HABITS.get(syllable, "").split())
