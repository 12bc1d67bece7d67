"""States the relations between parties in OFAC's advanced XML."""

from tieline.files.parties.party import Party
from tieline.files.us.advanced.reading import Tie
from tieline.files.us.advanced.values import Value
from tieline.files.us.lists import ofac_id
from tieline.model.entry import EntryDraft
from tieline.model.ids import digest_id

# What a relation is, and the properties of the party that it starts from and of the
# other. Others are links of an unknown kind, whose role says what OFAC calls it.
_OWNED = ("Ownership", "asset", "owner")
_KINDS = {
    "owned or controlled by": _OWNED,
    "acting for or on behalf of": ("Representation", "agent", "client"),
    "leader or official of": ("Directorship", "director", "organization"),
    "principal executive officer": ("Directorship", "director", "organization"),
    "family member of": ("Family", "person", "relative"),
}
_UNKNOWN = ("UnknownLink", "subject", "object")


def state_tie(draft: EntryDraft, party: Party, tie: Tie) -> None:
    """State a relation as an entity of its own; OFAC gives no share with any.

    What is owned or controlled is no person, so such a relation of one is a link.
    """
    kind = _KINDS.get(tie.kind.text.lower(), _UNKNOWN)
    is_person = party.schema == "Person"
    if (kind is _OWNED and is_person) or (kind[0] == "Family" and not is_person):
        kind = _UNKNOWN
    schema_name, here, there = kind
    target = ofac_id(tie.target.text)
    held = digest_id("ofac-tie", party.subject, target, tie.kind.text)
    says = "relationship" if schema_name == "Family" else "role"

    def state(prop: str, text: str, value: Value) -> None:
        for cell in value.cells():
            draft.add(
                held,
                schema_name,
                prop,
                text,
                column=cell.column,
                quote=cell.quote,
                locator=cell.locator,
            )

    state(here, party.subject, tie.source)
    state(there, target, tie.target)
    state(says, tie.kind.text, tie.kind)
    state("recordId", tie.number.text, tie.number)
    for prop, value in (
        ("startDate", tie.start),
        ("endDate", tie.end),
        ("summary", tie.quality),
        ("description", tie.comment),
    ):
        if value is not None:
            state(prop, value.text.removeprefix("circa "), value)
    if tie.former is not None:
        # a family stays one, and has no status
        prop = "summary" if schema_name == "Family" else "status"
        state(prop, "former", tie.former)
