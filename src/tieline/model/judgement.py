"""What a person decided about a pair."""

from typing import Literal

import msgspec

Verdict = Literal["same", "different", "unsure"]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A decision on a query row and an entity, with who, when and why.

    The fingerprints are of both rows as they stood; when either changes, the
    decision is reopened. `at` is an ISO 8601 UTC time.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    at: str
    why: str
    left_fingerprint: str = ""
    right_fingerprint: str = ""
