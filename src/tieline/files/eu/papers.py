"""Identity papers of the EU list: in fields of their own, or in one cell (1.0)."""

import re

import msgspec

from tieline.files.eu.countries import section_country
from tieline.files.eu.sections import Section
from tieline.files.parties.party import Paper
from tieline.files.xml_records import Leaf

_KINDS = {
    "passport": "Passport",
    "diplpassport": "Diplomatic Passport",
    "id": "National ID No.",
    "regnumber": "Registration Number",
    "fiscalcode": "Tax ID No.",
    "ssn": "SSN",
    "swiftbic": "SWIFT/BIC",
    "imo": "International Maritime Organization No.",
}
_FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "known to have expired",
    "knownFalse": "known to be false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by its issuer",
}
_LONGEST = 1_000  # characters: what is longer is a remark, and slow to match
_WHOLE = re.compile(
    r"^(?P<number>.*?)\s*\((?P<code>[a-z]+)-(?P<words>[^()]*)\)\s*(?P<more>\(.*\))?\s*$",
    re.DOTALL,
)
_DATE = r"(?:\d{1,2} )?[a-z]+ \d{4}|\d{4}-\d{2}-\d{2}|\d{4}"
_ISSUED = re.compile(rf"\bissued:? (?P<date>{_DATE})", re.IGNORECASE)
_EXPIRES = re.compile(rf"\bexpires:? (?P<date>{_DATE})", re.IGNORECASE)


class EuPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper, None where no number is given; remarks on it; the cells."""

    paper: Paper | None
    notes: tuple[str, ...]
    leaves: tuple[Leaf, ...]


def eu_paper(section: Section) -> EuPaper:
    """Read one identification of the list."""
    whole = section.one("anyNumber")
    if whole.text:
        return _from_cell(section, whole)
    number, latin, code, words, issuer = (
        section.one(field)
        for field in (
            "number",
            "latinNumber",
            "identificationTypeCode",
            "identificationTypeDescription",
            "issuedBy",
        )
    )
    issued = section.some("issueDate", "issuedDate", "validFrom")
    until, land = section.some("validTo"), section_country(section)
    kind = _KINDS.get(code.text, words.text or code.text or "document")
    leaves = (number, latin, code, words, issuer, *issued, *until, *land.leaves)
    value = number.text or latin.text
    notes = list(_remarks(section, f"{kind} {value}".strip()))
    if latin.text and latin.text != value:
        notes.append(f"{kind} {value}: in Latin letters {latin.text}")
    paper = Paper(
        kind=kind,
        value=value,
        country=land.code,
        issued=issued[0].text if issued else None,
        expires=until[0].text if until else None,
        place=issuer.text or None,
    )
    return EuPaper(
        paper=paper if value else None, notes=tuple(notes), leaves=_filled(leaves)
    )


def _remarks(section: Section, what: str) -> tuple[str, ...]:
    """Return what is said of a paper: marks that are set, names, places, remarks."""
    said = [word for field, word in _FLAGS.items() if _is_set(section, field)]
    said += [f"name on it: {leaf.text}" for leaf in section.some("nameOnDocument")]
    said += [f"region: {leaf.text}" for leaf in section.some("region")]
    said += [leaf.text for leaf in section.all("remark")]
    return tuple(f"{what}: {each}" for each in said)


def _is_set(section: Section, field: str) -> bool:
    return section.one(field).text.lower() == "true"


def _from_cell(section: Section, whole: Leaf) -> EuPaper:
    """Read `AD001 (passport-National passport) (issued 12 september 1993)`."""
    land = section_country(section)
    leaves = _filled((whole, *land.leaves))
    is_short = len(whole.text) <= _LONGEST
    found = _WHOLE.match(whole.text) if is_short else None
    if found is None or not found["number"]:
        note = f"identification: {whole.text}"
        return EuPaper(paper=None, notes=(note,), leaves=leaves)
    more = found["more"] or ""
    issued, expires = _ISSUED.search(more), _EXPIRES.search(more)
    kind = _KINDS.get(found["code"], found["words"])
    paper = Paper(
        kind=kind,
        value=found["number"],
        country=land.code,
        issued=issued["date"] if issued is not None else None,
        expires=expires["date"] if expires is not None else None,
    )
    is_plain = more.strip("() ") in {"", found["code"]}
    notes = () if is_plain else (f"{kind} {paper.value}: {more.strip()}",)
    return EuPaper(paper=paper, notes=notes, leaves=leaves)


def _filled(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in leaves if leaf.text)
