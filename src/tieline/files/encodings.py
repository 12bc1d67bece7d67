"""Which encoding a file is in, checked strictly over the whole file."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

import msgspec

from tieline.model.errors import TableError, UsageError

# Returns the file from its start; the caller closes it.
Opener: TypeAlias = Callable[[], BinaryIO]

CHUNK = 1 << 20
HINT = "Save it as UTF-8, or name its encoding: --encoding gb18030, --encoding cp1252"
# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets save tables in where it is not Unicode.
_LEGACY = ["gb18030", "big5", "cp932", "euc_kr", "cp1251", "cp1252", "cp1250"]
# Share of two-byte characters that are everyday Chinese; other encodings' text that
# happens to decode as GB18030 stays well below.
_EVERYDAY_SHARE = 0.9
_SAMPLE = 1 << 16


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """An encoding's Python name; `is_guess` where no mark or option names it."""

    name: str
    is_guess: bool = False


def find_encoding(where: str, opener: Opener, asked: str | None = None) -> Encoding:
    """Return the encoding that the whole file decodes in.

    An encoding asked for is held to strictly, except that a byte order mark of
    UTF-8 is always skipped. `where` names the file in messages.

    Raises:
        UsageError: the encoding asked for is not known.
        TableError: the file does not decode; names the first bad byte's line.
    """
    with opener() as stream:
        head = stream.read(1 << 12)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if asked is not None:
        name = _known(asked)
        if name == "utf-8" and marked == "utf-8-sig":
            name = marked
        _check(where, opener, name)
        return Encoding(name=name)
    found = marked or _unmarked_utf16(head)
    if found is not None:
        _check(where, opener, found)
        return Encoding(name=found)
    return _unmarked(where, opener)


def _known(asked: str) -> str:
    try:
        codec = codecs.lookup(asked)
    except (LookupError, ValueError):
        codec = None
    # Codecs such as rot13 and base64 are not text encodings.
    if codec is None or not getattr(codec, "_is_text_encoding", True):
        hint = "Use a name such as utf-8, utf-16, gb18030, big5, cp1252 or cp1251"
        raise UsageError(
            f"the encoding {asked!r} is not known", where="--encoding", hint=hint
        ) from None
    return codec.name


def _unmarked_utf16(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the NUL in every other byte."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > pairs * 0.3 and even < pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.3 and odd < pairs * 0.02:
        return "utf-16-be"
    return None


def _chunks(opener: Opener) -> Iterator[bytes]:
    with opener() as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _decodes(opener: Opener, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for chunk in _chunks(opener):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _check(where: str, opener: Opener, name: str) -> None:
    if not _decodes(opener, name):
        raise bad_byte(where, opener, name)


def bad_byte(where: str, opener: Opener, name: str) -> TableError:
    """Return the error for the first byte that is not in the encoding."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    line, chunk = 1, b""
    try:
        for chunk in _chunks(opener):
            line += _line_ends(decoder.decode(chunk))
        chunk = b""
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        data, start = error.object, error.start
        line += _line_ends(data[:start].decode(name, "ignore"))
        byte = f"byte 0x{data[start]:02X}" if start < len(data) else "the end"
        what = f"{byte} is not {name} text ({error.reason})"
    except UnicodeError as error:
        what = f"the file is not {name} text ({error})"
    else:
        what = f"the file is not {name} text"
    return TableError(what, where=f"{where} line {line}", hint=HINT)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _unmarked(where: str, opener: Opener) -> Encoding:
    if _decodes(opener, "utf-8"):
        return Encoding(name="utf-8")
    sample = _telling_lines(opener)
    if _is_damaged_utf8(sample):
        raise bad_byte(where, opener, "utf-8")
    name = _legacy(sample)
    if name is None:
        raise bad_byte(where, opener, "utf-8")
    if not _decodes(opener, name):
        raise bad_byte(where, opener, name)
    return Encoding(name=name, is_guess=True)


def _telling_lines(opener: Opener) -> bytes:
    """Return the first lines that hold more than ASCII, 64 KiB of them at most."""
    found = bytearray()
    for chunk in _chunks(opener):
        if chunk.isascii():
            continue
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                found += line[: _SAMPLE - len(found)]
            if len(found) >= _SAMPLE:
                return bytes(found)
    return bytes(found)


def _is_damaged_utf8(sample: bytes) -> bool:
    """Tell whether most of what is not ASCII is UTF-8 all the same."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    return whole >= 4 * broken


def _legacy(sample: bytes) -> str | None:
    chinese = _chinese(sample)
    if chinese is not None:
        return chinese
    # Imported here: it takes a while, and most files are Unicode.
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded when it is used

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    if best is None:
        return None
    if best.encoding == "cp1250" and _same_text(sample, "cp1250", "cp1252"):
        return "cp1252"
    return best.encoding


def _same_text(sample: bytes, one: str, other: str) -> bool:
    try:
        return sample.decode(one) == sample.decode(other)
    except UnicodeDecodeError:
        return False


def _chinese(sample: bytes) -> str | None:
    """Recognise GB18030 and EUC-KR, which statistics on short text mix up.

    Both put their everyday characters in B0-F7; Korean syllables fill only B0-C8.
    """
    pairs = everyday = hangul = 0
    at = 0
    while at < len(sample) - 1:
        lead, trail = sample[at], sample[at + 1]
        if lead < 0x80:  # noqa: PLR2004 - the end of ASCII
            at += 1
            continue
        at += 2
        pairs += 1
        if 0xB0 <= lead <= 0xF7 and trail >= 0xA1:  # noqa: PLR2004 - see above
            everyday += 1
            hangul += lead <= 0xC8  # noqa: PLR2004 - see above
        elif lead in {0xA1, 0xA3} and trail >= 0xA1:  # noqa: PLR2004 - punctuation
            pairs -= 1
    if not pairs or everyday < pairs * _EVERYDAY_SHARE:
        return None
    return "euc_kr" if hangul == everyday and pairs > 3 else "gb18030"  # noqa: PLR2004 - few pairs tell nothing
