"""Japan's bodies under an export ban: Russia, Belarus and third countries.

The notices name an entry's number, names in English and Japanese, aliases and
addresses, as text or PDF. No entry has a day of its own: each listing begins on the day
that its notice gives, though some bodies were added later, and the report says so. A
number is a place in the notice and moves; ids are made of the name and the country.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from tieline.files.jp.notice import (
    LONGEST_ENTRY,
    NoticeEntry,
    Said,
    read_entries,
    read_entry,
    unknown_labels,
)
from tieline.files.jp.scripts import has_japanese
from tieline.files.parties.names import read_name
from tieline.files.parties.party import Cell, Party
from tieline.files.pdf_pages import is_pdf, read_pages
from tieline.model.entry import Entry, EntryDraft, Provenance
from tieline.model.errors import SourceError, TruncatedError
from tieline.model.ids import natural_id
from tieline.model.source import Part, Report, Snapshot, Source
from tieline.text.countries import country_code

_AUTHORITY = "Ministry of Foreign Affairs of Japan"
_LARGEST = 8 << 20
_CUT = "\ufffd"
_HEADING = 4_000
# The number of a next entry, alone or before a name in characters.
_BEGUN = re.compile(r"(?:\n|\.)\s*\d{1,4}\s*(?:[^\x00-\x7f].*)?$")
_BEFORE_CHINA = frozenset({"hk", "mo"})  # written "Hong Kong, China"
_CODE = 2  # two letters are more often part of a street than a country's code
_BAN = "輸出等に係る禁止措置"
_AGAIN = "Get the file again"
_HINT = "The list changed; a newer Tieline may read it"
_PARTIAL = "Get the file again, or import it with --partial to keep the whole entries"
_NOTES = (
    "the entries have no day of their own: each listing begins on the day of the notice"
)


class _Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One of the lists: its name, the words of its heading, its country, if one."""

    dataset: str
    code: str
    words: str
    country: str | None = None


# In this order: the heading of the third list names the countries of the others.
_NOTICES = (
    _Notice(dataset="jp_meti_thirdcountry", code="METI-3C", words="以外の国の団体"),
    _Notice(
        dataset="jp_meti_belarus",
        code="METI-BY",
        words="ベラルーシ共和国の団体",
        country="by",
    ),
    _Notice(
        dataset="jp_meti_russia",
        code="METI-RU",
        words="ロシア連邦の団体",
        country="ru",
    ),
)
_FILE_NAMES = {
    "jp_meti_thirdcountry": re.compile(r"daisangoku_tokutei|meti_third"),
    "jp_meti_belarus": re.compile(r"belarus_tokutei|meti_belarus"),
    "jp_meti_russia": re.compile(r"russia_tokutei|meti_russia"),
}
_DECREE = re.compile(r"（(?P<decree>[^（）]*告示[^（）]*)）")
_DAY = r"[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_DESIGNATED = re.compile(rf"(?<!最終)指\s*定\s*日\s*{_DAY}")
_UPDATED = re.compile(rf"最\s*終\s*更\s*新\s*日\s*{_DAY}")


def recognise(name: str, head: bytes) -> str | None:
    """Tell a text by its heading, and a PDF by the name that METI gives it."""
    if is_pdf(head):
        found = (key for key, known in _FILE_NAMES.items() if known.search(name))
        return next(found, None)
    notice = _notice(head[: 3 * _HEADING].decode("utf-8", "replace"))
    return notice.dataset if notice is not None else None


def published(snapshot: Snapshot) -> str | None:
    """Return the day of the last update, in the heading."""
    for part in snapshot.parts:
        day = _day(_UPDATED, _text(part).whole[:_HEADING])
        if day is not None:
            return day.value
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a body."""
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        try:
            text = _text(part)
        except TruncatedError as error:
            if not snapshot.partial:
                raise
            report.broken.append(str(error))
            continue
        heading = _heading(text.whole, part.name)
        for begins, number, body in _entries(text, report, partial=snapshot.partial):
            entry = read_entry(begins, number, body)
            where = f"{part.name} {text.place(begins)}"
            if entry is None:
                what = "the entry has no address"
                raise SourceError(what, where=where, hint=_AGAIN)
            unread = unknown_labels(body)
            if unread:
                what = f"labels {list(unread)} are not read"
                raise SourceError(what, where=where, hint=_HINT)
            report.records_in += 1
            _check_count(entry, where, report)
            yield _entry(entry, heading, where, held)
    if not report.records_in and not report.broken:
        what, name = "there is no whole entry in it", snapshot.parts[0].name
        if not snapshot.partial:
            raise SourceError(what, where=name, hint=_AGAIN)
        report.broken.append(f"{name}: {what}")
    report.notes.append(_NOTES)


class _Text(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a file; `pages` pairs where each page begins with its number."""

    whole: str
    pages: tuple[tuple[int, int], ...] = ()

    def place(self, at: int) -> str:
        """Name the page, or the line of a text without pages."""
        numbers = [number for begins, number in self.pages if begins <= at]
        if numbers:
            return f"page {numbers[-1]}"
        return f"line {self.whole.count(chr(10), 0, at) + 1}"


def _text(part: Part) -> _Text:
    with part.open() as stream:
        is_paged = is_pdf(stream.read(2048))
    if not is_paged:
        return _Text(whole=_plain(part))
    pages: list[tuple[int, int]] = []
    whole = ""
    for page in read_pages(part):
        pages.append((len(whole), page.number))
        whole += page.text.rstrip("\n") + "\n"
    return _Text(whole=whole, pages=tuple(pages))


def _plain(part: Part) -> str:
    with part.open() as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        what = f"the text is larger than {_LARGEST >> 20} MiB"
        raise SourceError(what, where=part.name, hint="This is not such a list")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            # cut within a letter: the mark keeps the last entry from looking whole
            return data[: error.start].decode("utf-8-sig") + _CUT
        what = f"byte {data[error.start]:#04x} is not UTF-8 (offset {error.start})"
        raise SourceError(what, where=part.name, hint=_AGAIN) from error


class _Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above the entries."""

    notice: _Notice
    words: Said
    decree: Said | None
    designated: Said | None
    updated: Said | None


def _notice(text: str) -> _Notice | None:
    """Return the list whose heading a text begins with."""
    tight = "".join(text.split())
    if _BAN not in tight:
        return None
    bare = tight.replace("特定団体", "団体")  # "designated bodies" in some editions
    return next((each for each in _NOTICES if each.words in bare), None)


def _heading(text: str, name: str) -> _Heading:
    above = text[:_HEADING]
    notice = _notice(above)
    if notice is None:
        what = "the heading names no list of bodies under an export ban"
        raise SourceError(what, where=name, hint=_AGAIN)
    decree = _DECREE.search(above)
    first = above.split("\n", 1)[0]
    return _Heading(
        notice=notice,
        words=Said(value=notice.words, quote=first),
        decree=Said(value="".join(decree["decree"].split()), quote=decree["decree"])
        if decree is not None
        else None,
        designated=_day(_DESIGNATED, above),
        updated=_day(_UPDATED, above),
    )


def _day(pattern: re.Pattern[str], text: str) -> Said | None:
    found = pattern.search(text)
    if found is None:
        return None
    year, month, day = (
        int(unicodedata.normalize("NFKC", part)) for part in found.groups()
    )
    return Said(value=f"{year}-{month:02d}-{day:02d}", quote=found[0])


def _entries(
    text: _Text, report: Report, *, partial: bool
) -> Iterator[tuple[int, str, str]]:
    """Yield the entries; the last one has to be whole.

    Nothing closes such a text, so its last address has to end with a country.
    """
    held: tuple[int, str, str] | None = None
    for found in read_entries(text.whole):
        if len(found[2]) > LONGEST_ENTRY:
            what = f"the entry is longer than {LONGEST_ENTRY:,} characters"
            raise SourceError(what, where=text.place(found[0]), hint=_AGAIN)
        if held is not None:
            yield held
        held = found
    if held is None:
        return
    if _is_whole(held):
        yield held
        return
    what = "the text breaks off: its last entry does not end with a country"
    where = text.place(held[0])
    if not partial:
        raise TruncatedError(what, where=where, hint=_PARTIAL)
    report.broken.append(f"{where}: {what}")


def _is_whole(held: tuple[int, str, str]) -> bool:
    entry = read_entry(*held)
    if entry is None or not entry.addresses:
        return False
    is_open = held[2].rstrip().endswith((",", ";", "and", "-", _CUT))
    is_open = is_open or _BEGUN.search(held[2]) is not None
    country = _country(entry.addresses[-1].value)
    return not is_open and country is not None and country not in _BEFORE_CHINA


def _country(address: str) -> str | None:
    """Return the country that an address ends with, a postal code aside.

    >>> _country("12 Example Street, Moscow, Russia, 127322"), _country("Dubai")
    ('ru', None)
    """
    parts = [re.sub(r"\d+", " ", part) for part in re.split(r"[,，]", address)]
    has_code = len(parts) > 1 and not parts[-1].strip(" .")
    for part in parts[-2:-1] if has_code else parts[-1:]:
        bare = " ".join(part.strip(" .").split())
        for words in (bare, bare.rpartition(" ")[2]):
            code = country_code(words)
            if code is not None and len(words) > _CODE:
                return code
    return None


def _check_count(entry: NoticeEntry, where: str, report: Report) -> None:
    """Note an entry that says how many aliases it has and has another number."""
    if entry.stated is not None and entry.stated != len(entry.aliases):
        note = f"{where}: says {entry.stated} aliases, {len(entry.aliases)} were read"
        report.notes.append(note)


def _entry(
    entry: NoticeEntry, heading: _Heading, where: str, held: Provenance
) -> Entry:
    name = entry.english or entry.japanese
    if name is None:
        what = "the entry has no name"
        raise SourceError(what, where=where, hint=_AGAIN)
    codes = [_country(each.value) for each in entry.addresses]
    code = heading.notice.country or next(filter(None, codes), "")
    subject = natural_id("jp-meti", name.value, code)
    draft = EntryDraft(f"{where}, No. {entry.number.value}", held)
    party = Party(
        draft,
        subject=subject,
        schema_name="Organization",
        listings=(f"{subject}-{heading.notice.code.lower()}",),
        publisher="jp",
    )
    _state_listing(party, entry, heading)
    _state_names(party, entry)
    for each, found in zip(entry.addresses, codes, strict=True):
        country = (found or "").upper()
        party.address(each.value, _cell("address", each), country)
    if heading.notice.country is not None:
        party.say("country", heading.notice.country, _cell("heading", heading.words))
    return draft.finish(subject)


def _cell(column: str, said: Said) -> tuple[Cell, ...]:
    return (Cell(column=column, quote=said.quote),)


def _state_listing(party: Party, entry: NoticeEntry, heading: _Heading) -> None:
    number = _cell("number", entry.number)
    party.rule("entity", party.subject, number)
    party.rule("recordId", entry.number.value, number)
    party.rule("list", heading.notice.code, _cell("heading", heading.words))
    party.rule("authority", _AUTHORITY, _cell("heading", heading.words))
    party.say("topics", "sanction", _cell("heading", heading.words))
    for prop, said in (
        ("program", heading.decree),
        ("startDate", heading.designated),
        ("modifiedAt", heading.updated),
    ):
        if said is not None:
            party.rule(prop, said.value, _cell("heading", said))


def _state_names(party: Party, entry: NoticeEntry) -> None:
    english, japanese = entry.english, entry.japanese
    if english is not None:
        name, mark, scope = english.value.partition(", including ")
        for prop, text in read_name(name).names:
            party.say(prop, text, _cell("name", english))
        if mark:
            party.rule("scope", f"including {scope}", _cell("name", english))
    if japanese is not None:
        cells = _cell("Japanese name", japanese)
        party.say("name", japanese.value, cells, lang="ja")
    for each in entry.chinese:
        party.say("name", each.value, _cell("Chinese name", each), lang="zh")
    for each in entry.aliases:
        party.say("alias", each.value, _cell("alias", each))
    for each in entry.japanese_aliases:
        lang = "ja" if has_japanese(each.value) else None
        party.say("alias", each.value, _cell("Japanese alias", each), lang=lang)


SOURCE = Source(
    key="jp_meti",
    title="Japan: bodies under an export ban (Russia, Belarus, third countries)",
    publisher="Ministry of Economy, Trade and Industry of Japan",
    url="https://www.meti.go.jp/policy/external_economy/trade_control/02_export/17_russia/russia.html",
    licence="public list of Japan; facts only",
    dataset="jp_meti_russia",
    datasets={
        "jp_meti_russia": "Japan: bodies in Russia under an export ban",
        "jp_meti_belarus": "Japan: bodies in Belarus under an export ban",
        "jp_meti_thirdcountry": "Japan: bodies in third countries under an export ban",
    },
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key="Name in English and country: a number is a place and moves.",
    uses="Screening; METI is to be named as the source, the notice alone is binding.",
    reliability="A",
    credibility="1",
)
