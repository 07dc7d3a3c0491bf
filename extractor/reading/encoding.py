"""From bytes to the text that offsets count.

A byte order mark says how to read the rest and is no part of the text. Everything else stays as
it is: line ends are not translated, so an offset into the text is an offset into the file's own
characters.

>>> decode("Une mairie piratée\\r\\n".encode("utf-16"))
'Une mairie piratée\\r\\n'
>>> decode("Le réseau a été coupé à l’hôpital, où l’œil du maître veille.".encode("cp1252"))[-23:]
'l’œil du maître veille.'
>>> decode(b"%PDF-1.7 ...")
Traceback (most recent call last):
...
extractor.reading.encoding.NotText: binary file (PDF document)
"""

from __future__ import annotations

import codecs
import re


class NotText(ValueError):
    """Bytes that are no text, or no text that can be told."""


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF-", "PDF document"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x7fELF", "program"),
)

# Encodings that French text without a mark is found in. Left to every code page it knows, the
# guesser reads a short French text as Polish or Turkish as often as not.
_CANDIDATES = ["cp1252", "mac_roman", "cp850"]

# No text holds these; tab, line feed, vertical tab, form feed, return and escape may occur.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """Text of a file.

    UTF-8 with or without a mark, UTF-16 and UTF-32 with one; else the likeliest of the eight-bit
    encodings that French text is found in.

    Raises:
        NotText: a binary file, or bytes that the mark at their head does not describe.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"binary file ({kind})")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding))
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise NotText(f"marked as {name}, but byte {error.start} is not") from None
    if b"\0" in data:
        raise NotText("binary file")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_guess(data))


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # costs more than the rest of the room together

    best = from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if best is None:
        raise NotText("binary file, or text in an unknown encoding")
    return data.decode(best.encoding)


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise NotText("binary file")
    return text
