"""From bytes to text: what the file says, character for character."""

from __future__ import annotations

import codecs

import pytest

from extractor.reading.encoding import NotText, decode

FRENCH = (
    "L’hôpital de Châteauroux a été visé ; « le cœur du réseau » est touché.\r\n"
    "Où sont passées les données ? Le maire, François Noël, déplore 10 000 € de dégâts.\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_survives_its_encoding_unchanged(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_is_read_in_the_order_its_mark_says(mark: bytes) -> None:
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + FRENCH.encode(name)) == FRENCH


def test_mac_text_is_told_from_windows_text() -> None:
    text = FRENCH.replace("€", "euros").replace("œ", "oe") * 3
    assert decode(text.encode("mac_roman")) == text


def test_line_ends_are_kept_as_the_file_has_them() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


def test_only_the_first_mark_is_no_text() -> None:
    assert decode("\ufeffa\ufeffb".encode()) == "a\ufeffb"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"text with \0 inside", "binary"),
        (bytes(range(1, 256)) * 4, "binary"),
        (b"\x01\x02\x03\x04 few letters", "binary"),
    ],
)
def test_binary_data_is_refused_by_kind(data: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind):
        decode(data)


def test_a_mark_that_lies_is_an_error_not_a_guess() -> None:
    with pytest.raises(NotText, match="UTF-8"):
        decode(codecs.BOM_UTF8 + b"caf\xe9")
    with pytest.raises(NotText, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"odd")
