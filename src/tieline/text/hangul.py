"""Hangul in Latin letters: the systems, and the usual spellings of surnames."""

from itertools import product

_FIRST, _LAST = "가", "힣"
_VOWELS, _ENDS = 21, 28
# Revised Romanisation, then what McCune-Reischauer and usage have otherwise.
_INITIALS = "g/k,kk,n,d/t,tt,r/l,m,b/p,pp,s,ss,,j/ch,jj,ch/chh,k/kh,t/th,p/ph,h"
_MEDIALS = (
    "a,ae/ai,ya,yae,eo/o/u,e,yeo/yo/you/yu,ye,o,wa,wae,oe/oi,yo,u/oo/woo,wo/weo,we,wi,"
    "yu/yoo,eu/u,ui/eui/ee,i/ee"
)
_FINALS = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t"
# What families write; beside the systems.
_SURNAMES = {
    "김": "kim",
    "이": "lee yi rhee ri li i",
    "리": "ri lee rhee li yi",
    "박": "park pak bak",
    "최": "choi choe",
    "정": "jung chung jeong jong chong",
    "강": "kang gang",
    "조": "cho jo",
    "윤": "yoon yun youn",
    "장": "jang chang",
    "임": "lim im yim rim",
    "림": "rim lim",
    "오": "oh o",
    "서": "seo suh so",
    "신": "shin sin",
    "권": "kwon gwon",
    "안": "ahn an",
    "유": "yoo yu you ryu",
    "류": "ryu yoo yu ryoo",
    "전": "jeon jun chon chun",
    "고": "ko go koh",
    "문": "moon mun",
    "손": "son sohn",
    "배": "bae pae",
    "백": "baek paek paik",
    "허": "heo hur huh ho",
    "심": "shim sim",
    "노": "noh no roh ro",
    "로": "ro roh",
    "곽": "kwak gwak",
    "성": "sung seong song",
    "주": "joo ju chu",
    "우": "woo u wu",
    "구": "koo gu ku",
    "라": "ra na",
    "나": "na ra",
    "진": "jin chin",
    "지": "ji chi",
    "엄": "um eom uhm om",
    "천": "cheon chun chon",
    "방": "bang pang",
    "공": "kong gong",
    "현": "hyun hyeon hyon",
    "여": "yeo yuh yo",
    "변": "byun byeon pyon",
    "염": "yeom yum",
    "금": "keum geum kum",
}
_GIVEN = {
    "신": "shin",
    "시": "shi",
    "영": "young",
    "선": "sun",
    "현": "hyun",
    "성": "sung",
}


def is_hangul(text: str) -> bool:
    """Tell whether every character is a syllable of Hangul.

    >>> is_hangul("김정은"), is_hangul("김 A"), is_hangul("")
    (True, False, False)
    """
    return bool(text) and all(_FIRST <= char <= _LAST for char in text)


def parts_of(syllable: str) -> tuple[int, int, int]:
    """Return the numbers of a syllable's initial (19), vowel (21) and end (28).

    >>> parts_of("가"), parts_of("힣")
    ((0, 0, 0), (18, 20, 27))
    """
    place = ord(syllable) - ord(_FIRST)
    initial, rest = divmod(place, _VOWELS * _ENDS)
    return (initial, *divmod(rest, _ENDS))


def hangul_spellings(syllable: str, *, is_surname: bool) -> tuple[str, ...]:
    """Return how a syllable of a name is written, the usual spelling first.

    >>> hangul_spellings("박", is_surname=True)
    ('park', 'pak', 'bak')
    >>> hangul_spellings("은", is_surname=False)
    ('eun', 'un')
    """
    initial, medial, final = parts_of(syllable)
    starts = _INITIALS.split(",")[initial].split("/")
    middles = _MEDIALS.split(",")[medial].split("/")
    end = _FINALS.split(",")[final]
    systems = (one + two + end for one, two in product(starts, middles))
    usual = _SURNAMES.get(syllable, "") if is_surname else _GIVEN.get(syllable, "")
    return tuple(dict.fromkeys((*usual.split(), *systems)))


def has_hangul(text: str) -> bool:
    """Tell whether any character is a syllable of Hangul.

    >>> has_hangul("LG전자"), has_hangul("LG")
    (True, False)
    """
    return any(_FIRST <= char <= _LAST for char in text)


def hangul_letters(text: str) -> str:
    """Return Hangul in Latin letters after the Revised system, other signs left out.

    >>> hangul_letters("셀트리온"), hangul_letters("삼성 A")
    ('selteurion', 'samseong')
    """
    return "".join(_revised(char) for char in text if _FIRST <= char <= _LAST)


def _revised(syllable: str) -> str:
    initial, medial, final = parts_of(syllable)
    return (
        _INITIALS.split(",")[initial].partition("/")[0]
        + _MEDIALS.split(",")[medial].partition("/")[0]
        + _FINALS.split(",")[final]
    )
