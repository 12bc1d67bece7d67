"""OFAC's advanced XML: names in their scripts, dates of listing, ties between parties.

The file is read twice: once for what the parties refer to and what refers to them,
which is held in memory, packed; once for the parties, one at a time.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from tieline.files.us.advanced.reading import (
    ListEntry,
    Paper,
    Place,
    Tie,
    read_entry,
    read_paper,
    read_place,
    read_tie,
)
from tieline.files.us.advanced.stating import Beside, state_party
from tieline.files.us.advanced.values import References
from tieline.files.us.ofac_party import (
    CONS,
    DATASETS,
    DOWNLOADS,
    LICENCE,
    NATURAL_KEY,
    PUBLISHER,
    SDN,
    USES,
)
from tieline.files.xml_records import XmlRecord, read_xml
from tieline.model.entry import Entry
from tieline.model.errors import SourceError
from tieline.model.interval import is_date
from tieline.model.source import Download, Part, Report, Snapshot, Source

_TOP = "/Sanctions"
_PARTIES = f"{_TOP}/DistinctParties"
_REFERENCES = "ReferenceValueSets"
_BESIDE: dict[str, str | frozenset[str]] = {
    _TOP: frozenset({"DateOfIssue", _REFERENCES}),
    f"{_TOP}/Locations": "Location",
    f"{_TOP}/IDRegDocuments": "IDRegDocument",
    f"{_TOP}/SanctionsEntries": "SanctionsEntry",
    f"{_TOP}/ProfileRelationships": "ProfileRelationship",
    f"{_TOP}/SanctionsEntryLinks": "SanctionsEntryLink",
}
_SECTIONS = frozenset(
    {*(set(_BESIDE) - {_TOP}), f"{_TOP}/DateOfIssue", f"{_TOP}/{_REFERENCES}"}
)
_ROOT = re.compile(rb"<(?:\w+:)?Sanctions\s[^>]{0,2000}xmlns")
_DAY = re.compile(rb"<(?:\w+:)?(Year|Month|Day)>\s*(\d+)\s*<")
_PARTS = (b"Year", b"Month", b"Day")
_LIST_OF = {SDN: "SDN List", CONS: "Consolidated List"}


class _Packed:
    """The records beside the parties, packed: some 300 bytes each."""

    def __init__(self) -> None:
        self.known = References()
        self.places: dict[str, bytes] = {}
        self.papers: defaultdict[str, list[bytes]] = defaultdict(list)
        self.entries: defaultdict[str, list[bytes]] = defaultdict(list)
        self.ties: defaultdict[str, list[bytes]] = defaultdict(list)
        self.lists: set[str] = set()
        self.is_cut = False

    def take(self, record: XmlRecord) -> None:
        """Keep one record."""
        pack = msgspec.msgpack.encode
        tag, known = record.node.tag, self.known
        if tag == _REFERENCES:
            known.learn(record)
        elif tag == "Location":
            number, place = read_place(record, known)
            self.places[number] = pack(place)
        elif tag == "IDRegDocument":
            number, paper = read_paper(record, known, self.places)
            self.papers[number].append(pack(paper))
        elif tag == "SanctionsEntry":
            number, entry = read_entry(record, known)
            self.entries[number].append(pack(entry))
            self.lists.add(entry.on.text)
        elif tag == "ProfileRelationship":
            number, tie = read_tie(record, known)
            self.ties[number].append(pack(tie))
        else:
            if tag == "DateOfIssue":
                record.node.drop("@CalendarTypeID", "Year", "Month", "Day")
            record.finish()

    def beside(self, identities: tuple[str, ...], party: str) -> Beside:
        """Return what belongs to a party."""
        unpack = msgspec.msgpack.decode
        return Beside(
            known=self.known,
            places=lambda number: _unpacked(self.places.get(number)),
            papers=tuple(
                unpack(data, type=Paper)
                for identity in identities
                for data in self.papers.get(identity, ())
            ),
            entries=tuple(
                unpack(data, type=ListEntry) for data in self.entries.get(party, ())
            ),
            ties=tuple(unpack(data, type=Tie) for data in self.ties.get(party, ())),
            is_cut=self.is_cut,
        )


def _unpacked(data: bytes | None) -> Place | None:
    return None if data is None else msgspec.msgpack.decode(data, type=Place)


def recognise(name: str, head: bytes) -> str | None:
    """Tell by the root element and what follows it; the data set by the name.

    Which list it is stands at the end of the file only; `parse` looks there.
    """
    if _ROOT.search(head) is None or b"DateOfIssue" not in head:
        return None
    return CONS if "cons" in name.lower() else SDN


def published(snapshot: Snapshot) -> str | None:
    """Return the day of issue."""
    for part in snapshot.parts:
        with part.open() as stream:
            head = stream.read(4096)
        _, found, after = head.partition(b"DateOfIssue")
        if found:
            parts = dict(_DAY.findall(after.partition(b"DateOfIssue")[0]))
            numbers = [parts.get(key, b"").decode() for key in _PARTS]
            day = "-".join(number.rjust(2, "0") for number in numbers if number)
            return day if is_date(day) else None
    return None


def parse(snapshot: Snapshot, report: Report) -> Iterator[Entry]:
    """Yield one entry a party.

    Raises:
        SourceError: no entry is on the list that the data set is of.
    """
    held = SOURCE.provenance(snapshot)
    for part in snapshot.parts:
        packed = _packed(part, snapshot)
        before = report.records_in
        for record in read_xml(
            part,
            {_PARTIES: "DistinctParty"},
            report,
            partial=snapshot.partial,
            skipping=_SECTIONS,
        ):
            report.records_in += 1
            yield state_party(record, packed.beside, held)
        if packed.is_cut:
            lost = "what stands after the break is lost, listings and ties among it"
            report.broken.append(f"{part.name}: {lost}")
        if report.records_in == before and not report.broken:
            what = "there is no record in it"
            raise SourceError(what, where=part.name, hint="Get the file again")


def _packed(part: Part, snapshot: Snapshot) -> _Packed:
    packed, report = _Packed(), Report()
    for record in read_xml(
        part, _BESIDE, report, partial=snapshot.partial, skipping=(_PARTIES,)
    ):
        packed.take(record)
    packed.is_cut = bool(report.broken)
    wanted = _LIST_OF.get(snapshot.dataset)
    if wanted is not None and packed.lists and wanted not in packed.lists:
        what = f"no entry is on the {wanted}, but on {sorted(packed.lists)}"
        hint = f"Say which it is with --dataset, {SDN} or {CONS}"
        raise SourceError(what, where=part.name, hint=hint)
    return packed


SOURCE = Source(
    key="us_ofac_advanced",
    title="OFAC sanctions lists, advanced XML files",
    publisher=PUBLISHER,
    url=f"{DOWNLOADS}sanctions/1.0/sdn_advanced.xml",
    licence=LICENCE,
    dataset=SDN,
    datasets=DATASETS,
    recognise=recognise,
    published=published,
    parse=parse,
    natural_key=NATURAL_KEY,
    downloads=tuple(
        Download(
            url=f"{DOWNLOADS}sanctions/1.0/{name}_advanced.xml",
            name=f"{name}_advanced.xml",
            edition=name,
        )
        for name in ("sdn", "cons")
    ),
    uses=USES,
    reliability="A",
    credibility="1",
)
