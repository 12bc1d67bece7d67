"""What the people of a country are called in English, to ISO 3166-1 alpha-2 codes."""

from tieline.text.countries import country_code

_CODES = dict(
    pair.split(":")
    for pair in (
        "afgan:af afghan:af albanian:al algerian:dz american:us argentine:ar "
        "armenian:am australian:au austrian:at azerbaijani:az bahraini:bh "
        "bangladeshi:bd belarusian:by belgian:be bosnian:ba brazilian:br british:gb "
        "bulgarian:bg burundian:bi cambodian:kh cameroonian:cm canadian:ca chadian:td "
        "chinese:cn colombian:co croatian:hr cuban:cu cypriot:cy czech:cz danish:dk "
        "dutch:nl egyptian:eg eritrean:er estonian:ee ethiopian:et filipino:ph "
        "finnish:fi french:fr gambian:gm georgian:ge german:de ghanaian:gh greek:gr "
        "haitian:ht hungarian:hu indian:in indonesian:id iranian:ir iraqi:iq irish:ie "
        "israeli:il italian:it ivorian:ci japanese:jp jordanian:jo kazakh:kz "
        "kenyan:ke kuwaiti:kw kyrgyz:kg latvian:lv lebanese:lb liberian:lr libyan:ly "
        "lithuanian:lt malaysian:my malian:ml mauritanian:mr mexican:mx moldovan:md "
        "moroccan:ma nigerian:ng norwegian:no omani:om pakistani:pk palestinian:ps "
        "polish:pl portuguese:pt qatari:qa qatarian:qa romanian:ro russian:ru "
        "rwandan:rw senegalese:sn serbian:rs singaporean:sg slovak:sk somali:so "
        "spanish:es sudanese:sd swedish:se swiss:ch syrian:sy tajik:tj tanzanian:tz "
        "thai:th tunisian:tn turkish:tr turkmen:tm ugandan:ug ukrainian:ua uzbek:uz "
        "venezuelan:ve vietnamese:vn yemeni:ye zimbabwean:zw"
    ).split()
)
_PHRASES = {
    "north korean": "kp",
    "south korean": "kr",
    "south sudanese": "ss",
    "saudi arabian": "sa",
    "saudi": "sa",
    "sri lankan": "lk",
    "south african": "za",
    "trinidadian": "tt",
    "libyan arab jamahiriya": "ly",
}


def nationality_code(text: str) -> str | None:
    """Return the code of a country's name or of its people's; None if unknown.

    What two countries share, as "Congolese", is not known.

    >>> nationality_code("Iraqi"), nationality_code("North Korean")
    ('iq', 'kp')
    >>> nationality_code("Saudi Arabia"), nationality_code("Congolese")
    ('sa', None)
    """
    lower = " ".join(text.lower().split())
    found = _PHRASES.get(lower) or _CODES.get(lower)
    return found or country_code(text)
