"""PDF, made here by hand: text read and mended, scans and damage refused."""

from __future__ import annotations

import contextlib
import io
import sys
import zlib

import pytest

from extractor.reading import ReadingError, pdf
from extractor.reading.pdf import PdfReader, mend
from extractor.records import Article

LINES = [
    "La clinique piratée",
    "",
    "La clinique des Ormes a été victime d'un rançon-",
    "giciel dans la nuit de mardi à mercredi, a dit sa porte-",
    "parole. Une plainte a été déposée.",
]


def document(pages: list[bytes], *, packed: bool = False, title: str = "") -> bytes:
    """A PDF whose pages have these content streams."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(pages):
        data = zlib.compress(content, 9) if packed else content
        what = "/Filter /FlateDecode " if packed else ""
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
        objects.append(f"{page}/Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(f"<< {what}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")
    objects.append(f"<< /Title ({title}) >>".encode("cp1252"))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def page_of(lines: list[str]) -> bytes:
    shown = "".join(f"({line}) Tj T*\n" if line else "T*\n" for line in lines)
    return b"BT /F1 12 Tf 14 TL 50 800 Td\n" + shown.encode("cp1252") + b"ET"


def read(data: bytes) -> Article:
    [article] = PdfReader().read(io.BytesIO(data), "dax.pdf")
    return article


def cause_of(data: bytes) -> str:
    with pytest.raises(ReadingError, match=r"^dax\.pdf: ") as caught:
        read(data)
    return caught.value.cause


def test_the_text_is_read_and_its_lines_mended() -> None:
    article = read(document([page_of(LINES), page_of(["La suite demain."])], packed=True))
    assert article.text.split("\n\n") == [
        "La clinique piratée",
        "La clinique des Ormes a été victime d'un rançongiciel dans la nuit de mardi à mercredi, a dit sa "
        "porte-parole. Une plainte a été déposée.",
        "La suite demain.",
    ]
    assert (article.title, article.published) == (None, None)


def test_the_title_of_the_file_is_taken_when_it_is_words() -> None:
    body = [page_of(["La mairie de Dax a porté plainte."])]
    assert read(document(body, title="Dax sans ordinateurs")).text.startswith("Dax sans ordinateurs\n\nLa mairie")
    assert read(document(body, title="export_0012.indd")).title is None


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("rançon-\ngiciel", "rançongiciel"),
        ("dit-\nil", "dit-il"),
        ("Saint-\nDié", "Saint-Dié"),
        ("un sous-\nsol", "un sous-sol"),
        ("le wi-\nfi et le wi-fi", "le wi-fi et le wi-fi"),
        ("cyber\xad\nattaque", "cyberattaque"),
        ("", ""),
    ],
)
def test_cut_words_are_mended(text: str, mended: str) -> None:
    assert mend(text) == mended


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (b"Bonjour", "no PDF document"),
        (document([b"q 595 0 0 842 0 0 cm Q"]), "no text in this PDF (1 page): a scan needs text recognition first"),
    ],
)
def test_bad_files_are_refused_with_their_cause(data: bytes, cause: str) -> None:
    assert cause_of(data) == cause


@pytest.mark.parametrize("part", [0.1, 0.5, 0.8])
def test_a_file_cut_short_is_an_error_or_still_read(part: float) -> None:
    data = document([page_of(LINES)])
    with contextlib.suppress(ReadingError):
        assert "clinique" in read(data[: int(len(data) * part)]).text


def test_a_locked_file_is_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document([page_of(LINES)])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert cause_of(out.getvalue()) == "this PDF is locked with a password"


def test_a_stream_that_expands_without_end_is_refused() -> None:
    bomb = document([b" " * 200_000_000], packed=True)
    assert len(bomb) < 300_000
    assert cause_of(bomb).startswith(("no PDF that can be read", "no text in this PDF"))


def test_limits_on_pages_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document([page_of(LINES)] * 3)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert cause_of(data) == "a PDF of more than 2 pages"
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    monkeypatch.setattr(pdf, "LONGEST_TEXT", 200)
    assert cause_of(data) == "a PDF with more than 200 characters"


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert cause_of(b"%PDF-1.4") == "needs pypdf; pip install 'cyberpresse[pdf]'"
