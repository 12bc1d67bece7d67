"""What becomes of the interests in a beneficial ownership statement."""

from collections.abc import Sequence

from tieline.files.ownership.bods_parties import Statements
from tieline.files.ownership.bods_records import (
    Interest,
    RelationshipDetails,
    ShareDetails,
    Unspecified,
)
from tieline.files.ownership.shares import Share
from tieline.model.errors import SourceError
from tieline.model.ids import digest_id

# Only a share in the capital is owned; who sits on a board directs; all else is some
# influence, whose share (of votes, of profits) must not be added to one of capital.
_OWNED = "shareholding"
_DIRECTS = frozenset({"boardMember", "boardChair", "seniorManagingOfficial"})
_LINKED = frozenset(
    {
        "",
        "votingRights",
        "appointmentOfBoard",
        "otherInfluenceOrControl",
        "settlor",
        "trustee",
        "protector",
        "beneficiaryOfLegalArrangement",
        "rightsToSurplusAssetsOnDissolution",
        "rightsToProfitOrIncome",
        "rightsToProfitOrIncomeFromAssets",
        "rightToProfitOrIncomeFromAssets",
        "rightsGrantedByContract",
        "conditionalRightsGrantedByContract",
        "controlViaCompanyRulesOrArticles",
        "controlByLegalFramework",
        "enjoymentAndUseOfAssets",
        "nominee",
        "nominator",
        "unknownInterest",
        "unpublishedInterest",
    }
)
_ENDS = {
    "Ownership": ("asset", "owner"),
    "Directorship": ("organization", "director"),
    "UnknownLink": ("object", "subject"),
}
_NEWER = "The statement is of another version; a newer Tieline may read it"


def state_interests(
    said: Statements,
    details: RelationshipDetails,
    ends: tuple[str | None, str | None],
    parts: Sequence[str],
) -> None:
    """State a tie for each interest; an end that is not specified is a note.

    `ends` are the ids of the subject and of the party with an interest in it, `parts`
    those of the records that an indirect interest is made of.

    Raises:
        SourceError: a type of interest is not known, or a date is none.
    """
    subject, holder = ends
    if subject is None or holder is None:
        _state_open_end(said, details, subject or holder)
        return
    for number, interest in enumerate(details.interests or (Interest(),)):
        at = f"interests[{number}]" if details.interests else "interestedParty"
        tie = _tie(said, interest, number)
        _state_ends(said, tie, details, (subject, holder))
        _state_interest(said, tie, interest, at)
        _state_origin(said, tie, details, parts)


def _state_open_end(
    said: Statements, details: RelationshipDetails, known: str | None
) -> None:
    """State that somebody is not named, and why: that is an answer, too."""
    for role, end, schema_name in (
        ("subject", details.subject, "LegalEntity"),
        ("interestedParty", details.interested_party, "LegalEntity"),
    ):
        if not isinstance(end, Unspecified) or known is None:
            continue
        text = f"{role} not specified: {end.reason}"
        if end.description:
            text += f" ({end.description})"
        at = f"{role}.reason"
        said.state((known, schema_name), "notes", text, at, quote=end.reason)


def _tie(said: Statements, interest: Interest, number: int) -> tuple[str, str]:
    if interest.type == _OWNED:
        kind = "Ownership"
    elif interest.type in _DIRECTS:
        kind = "Directorship"
    elif interest.type in _LINKED:
        kind = "UnknownLink"
    else:
        what = f"type of interest {interest.type!r} is not known"
        raise SourceError(what, where=said.where, hint=_NEWER)
    key = (said.subject, said.statement.statement_id, str(number))
    return digest_id("bods-tie", *key), kind


def _state_ends(
    said: Statements,
    tie: tuple[str, str],
    details: RelationshipDetails,
    ends: tuple[str, str],
) -> None:
    props = _ENDS[tie[1]]
    columns = ("subject", "interestedParty")
    raw = (details.subject, details.interested_party)
    for prop, end, column, quote in zip(props, ends, columns, raw, strict=True):
        said.state(tie, prop, end, column, quote=str(quote))
    number = said.statement.record_id
    said.state(tie, "recordId", number, "recordId")


def _state_interest(
    said: Statements, tie: tuple[str, str], interest: Interest, at: str
) -> None:
    share, quote = _share(interest.share)
    is_owned = tie[1] == "Ownership"
    if share is not None and is_owned:
        said.state(
            tie, "percentage", share.text, f"{at}.share", quote=quote, share=share
        )
    said.state(
        tie,
        "role",
        interest.type,
        f"{at}.type",
        share=share if not is_owned else None,
    )
    if share is not None and not is_owned:
        text = f"share: {share.text} %"
        said.state(tie, "summary", text, f"{at}.share", quote=quote)
    how = interest.direct_or_indirect
    prop = "ownershipType" if is_owned else "summary"
    said.state(tie, prop, how, f"{at}.directOrIndirect")
    if interest.beneficial_ownership_or_control is not None:
        flag = str(interest.beneficial_ownership_or_control).lower()
        column = f"{at}.beneficialOwnershipOrControl"
        text = f"beneficial ownership or control: {flag}"
        said.state(tie, "summary", text, column, quote=flag)
    said.state(tie, "description", interest.details, f"{at}.details")
    for prop, text, column in (
        ("startDate", interest.start_date, "startDate"),
        ("endDate", interest.end_date, "endDate"),
    ):
        day = said.day(text, f"{at}.{column}")
        said.state(tie, prop, day, f"{at}.{column}", quote=text)


def _share(found: ShareDetails | None) -> tuple[Share | None, str]:
    """Return the share and the bound that is quoted for it, None where none is."""
    if found is None:
        return None, ""
    if found.exact is not None:
        text = str(found.exact)
        return Share(low=text, high=text), text
    low, is_low_open = found.minimum, False
    if low is None and found.exclusive_minimum is not None:
        low, is_low_open = found.exclusive_minimum, True
    high, is_high_open = found.maximum, False
    if high is None and found.exclusive_maximum is not None:
        high, is_high_open = found.exclusive_maximum, True
    if low is None and high is None:
        return None, ""
    share = Share(
        low=None if low is None else str(low),
        high=None if high is None else str(high),
        is_low_open=is_low_open,
        is_high_open=is_high_open,
    )
    return share, share.low or share.high or ""


def _state_origin(
    said: Statements,
    tie: tuple[str, str],
    details: RelationshipDetails,
    parts: Sequence[str],
) -> None:
    """State when and by whom a tie was declared, and what became of the statement."""
    found = said.statement
    day = said.day(found.statement_date, "statementDate")
    said.state(tie, "modifiedAt", day, "statementDate", quote=found.statement_date)
    status = "replaced" if said.replaced_by else found.record_status
    quote = found.record_status or found.statement_id
    said.state(tie, "status", status, "recordStatus", quote=quote)
    if said.replaced_by:
        text = f"replaced by statement {said.replaced_by}"
        said.state(tie, "summary", text, "statementId", quote=found.statement_id)
    if details.is_component:
        text = "part of an indirect interest that has a record of its own"
        said.state(tie, "summary", text, "isComponent", quote="true")
    for number, part in enumerate(parts):
        quote = details.component_records[number]
        text = f"made of record {quote} ({part})"
        said.state(tie, "summary", text, f"componentRecords[{number}]", quote=quote)
    publisher = found.publication_details.publisher
    said.state(tie, "publisher", publisher.name, "publicationDetails.publisher.name")
    said.state(tie, "sourceUrl", found.source.url, "source.url")
    for number, by in enumerate(found.source.asserted_by):
        text = f"asserted by: {by.name}" if by.name else ""
        column = f"source.assertedBy[{number}].name"
        said.state(tie, "summary", text, column, quote=by.name)
    for number, each in enumerate(found.annotations):
        text = each.description or each.transformed_content or each.url
        note = f"annotation: {text}" if text else ""
        said.state(tie, "summary", note, f"annotations[{number}]", quote=text)
