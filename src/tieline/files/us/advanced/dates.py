"""Reads the dates of OFAC's advanced XML: four bounds, of a start and of an end."""

import msgspec

from tieline.files.us.advanced.values import CHANGED, References, Value, value_of
from tieline.files.xml_records import Node
from tieline.model.errors import SourceError
from tieline.model.interval import is_date

_FIXED = ("@CalendarTypeID", "@YearFixed", "@MonthFixed", "@DayFixed")
_WHOLE_YEAR = ("-01-01", "-12-31")


def read_period(node: Node, where: str, known: References) -> Value | None:
    """Return the date that the period of an element means, as a list writes it.

    A whole month or year is that month or year; another span is `start to end`.
    """
    start, end = read_span(node, where, known)
    if start is None or end is None:
        return start or end
    about = "circa " if start.text.startswith("circa ") else ""
    low, high = start.text.removeprefix("circa "), end.text.removeprefix("circa ")
    spots = (*start.spots, *(spot for spot in end.spots if spot not in start.spots))
    return Value(text=about + meant(low, high), where=where, spots=spots)


def meant(low: str, high: str) -> str:
    """Return the shortest way to write a span.

    >>> meant("1951-01-01", "1951-12-31"), meant("1951-01-01", "1953-12-31")
    ('1951', '1951 to 1953')
    """
    if low == high:
        return low
    if (low[4:], high[4:]) == _WHOLE_YEAR:
        return low[:4] if low[:4] == high[:4] else f"{low[:4]} to {high[:4]}"
    is_month = low[:7] == high[:7] and low[7:] == "-01" and not is_date(_next(high))
    return low[:7] if is_month else f"{low} to {high}"


def _next(day: str) -> str:
    return f"{day[:8]}{int(day[8:] or 31) + 1:02d}"


def read_span(
    node: Node, where: str, known: References
) -> tuple[Value | None, Value | None]:
    """Return the first day of a period's start and the last of its end.

    Raises:
        SourceError: there are several periods, or the calendar is not known.
    """
    found: list[Value | None] = [None, None]
    periods = node.nodes("DatePeriod")
    if len(periods) > 1:
        what = f"{periods[1].path} is a second period, and one is read"
        raise SourceError(what, where=where, hint=CHANGED)
    for period in periods:
        calendar = period.leaf("@CalendarTypeID")
        named = known.find("CalendarType", calendar, where) if calendar.raw else None
        if named is not None and named.text != "Gregorian":
            what = f"{period.path} is in a calendar that is not known"
            raise SourceError(what, where=where, hint=CHANGED)
        period.drop(*_FIXED)
        for index, (tag, order) in enumerate(
            (("Start", ("From", "To")), ("End", ("To", "From")))
        ):
            for bound in period.nodes(tag):
                found[index] = _bound(bound, order, where)
    return found[0], found[1]


def _bound(node: Node, order: tuple[str, str], where: str) -> Value | None:
    is_about = node.leaf("@Approximate").text == "true"
    node.drop(*_FIXED)
    days = [read_day(each, where) for tag in order for each in node.nodes(tag)]
    day = next(filter(None, days), None)
    if day is None or not is_about:
        return day
    return msgspec.structs.replace(day, text=f"circa {day.text}")


def read_day(node: Node, where: str) -> Value | None:
    """Return a date in parts as ISO 8601, as precise as the parts."""
    parts = [node.leaf(tag) for tag in ("Year", "Month", "Day")]
    filled = [leaf for leaf in parts if leaf.text]
    text = "-".join(leaf.text.rjust(2, "0") for leaf in filled)
    if filled and not is_date(text):
        what = f"{node.path} {text!r} is not a date"
        raise SourceError(what, where=where, hint="Get the file again")
    return value_of(where, *filled, text=text)
