"""Consonant skeletons: what misspellings of one word have in common."""

_CLASSES = {
    **dict.fromkeys("bp", "p"),
    **dict.fromkeys("cgkqj", "k"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("mn", "n"),
    **dict.fromkeys("lr", "l"),
    **dict.fromkeys("sxz", "s"),
    **dict.fromkeys("aeiouyhw", ""),
}


def skeleton(word: str) -> str:
    """Return the classes of a word's consonants; a vowel counts only at its start.

    >>> skeleton("mohammed") == skeleton("muhamad"), skeleton("osama")
    (True, 'asn')
    """
    if not word:
        return ""
    first = _CLASSES.get(word[0], word[0]) or "a"
    bones = [first]
    for char in word[1:]:
        bone = _CLASSES.get(char, char)
        if bone and bone != bones[-1]:
            bones.append(bone)
    return "".join(bones)
