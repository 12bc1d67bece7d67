"""Ids that survive a new edition."""

import hashlib
import re
import unicodedata

_OTHER = re.compile(r"[\W_]+")


def fold_key(text: str) -> str:
    """Fold text for use in a natural key: case, width, accents and punctuation.

    The rule is frozen: ids of stored entities depend on it.

    >>> fold_key("  Société Générale, S.A. ")
    'societe generale s a'
    """
    wide = unicodedata.normalize("NFKD", text).casefold()
    wide = unicodedata.normalize("NFKD", wide).casefold()
    bare = "".join(char for char in wide if not unicodedata.combining(char))
    return _OTHER.sub(" ", bare).strip()


def natural_id(prefix: str, *parts: str) -> str:
    """Return an id made of the folded parts, for lists without ids of their own.

    >>> natural_id("us-dpl", "I. ASH", "2003-06-19") == natural_id(
    ...     "us-dpl", "I Ash", "2003-06-19"
    ... )
    True
    """
    key = "\x1f".join(fold_key(part) for part in parts)
    digest = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    return f"{prefix}-{digest[:20]}"


def digest_id(prefix: str, *parts: str) -> str:
    """Return an id made of the exact parts, for values that must not be folded."""
    key = "\x1f".join(parts)
    digest = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    return f"{prefix}-{digest[:20]}"
