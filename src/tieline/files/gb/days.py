"""Days as British lists write them, with zeros or letters for what is not known."""

import re

from tieline.model.interval import is_date

_DAY = re.compile(
    r"^(?P<day>\d{1,2}|dd)/(?P<month>\d{1,2}|mm)/(?P<year>\d{4})$", re.IGNORECASE
)
_YEAR = re.compile(r"^\d{4}$")


def iso_day(text: str) -> str | None:
    """Return `dd/mm/yyyy` as precise as it is; None for another form.

    >>> iso_day("13/04/2018"), iso_day("00/09/1977"), iso_day("00/00/1980")
    ('2018-04-13', '1977-09', '1980')
    >>> iso_day("dd/mm/1971"), iso_day("1973"), iso_day("15/08/19yy")
    ('1971', '1973', None)
    """
    if _YEAR.match(text):
        return text
    found = _DAY.match(text)
    if found is None:
        return None
    day, month = (_part(found[each]) for each in ("day", "month"))
    date = found["year"]
    if month:
        date += f"-{month:02d}" + (f"-{day:02d}" if day else "")
    return date if is_date(date) else None


def _part(text: str) -> int:
    """Return a day or month, 0 for one that is not known."""
    return int(text) if text.isdigit() else 0
