"""E-mail: subject and message, in whatever encoding, and nothing of the attachments."""

from __future__ import annotations

import contextlib
import io
from email.message import EmailMessage

import pytest
from tests_support import SAMPLES

from extractor.reading import ReadingError, mail, read_path
from extractor.reading.mail import MailReader
from extractor.records import Article

HEAD = b"From: Le Fil <fil@example.org>\r\nSubject: Dax\r\nDate: Thu, 14 Mar 2024 18:07:00 +0100\r\n"


def read(data: bytes) -> Article:
    [article] = MailReader().read(io.BytesIO(data), "fil.eml")
    return article


def cause_of(data: bytes) -> str:
    with pytest.raises(ReadingError, match=r"^fil\.eml: ") as caught:
        read(data)
    return caught.value.cause


def test_a_newsletter_gives_its_plain_part() -> None:
    [article] = read_path(SAMPLES / "formats" / "lettre.eml")
    assert article.text.split("\n\n") == [
        "Cyberattaque à la régie des eaux",
        "La régie des eaux du Verdon-Haut a subi une cyberattaque lundi.",
        "La distribution n'est pas touchée. La facturation est suspendue.",
    ]
    assert (article.title, article.publisher) == ("Cyberattaque à la régie des eaux", "La lettre du numérique")
    assert (str(article.published), article.published_from) == ("2024-10-09", "metadata")


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_html_alone_is_read_as_words(transfer: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Été"
    message.set_content("<style>p {}</style><p>La mairie<br>de Dax</p><p>Plainte.</p>", subtype="html", cte=transfer)
    message.add_attachment("nothing of this", filename="notes.txt")
    assert read(message.as_bytes()).text == "Été\n\nLa mairie\nde Dax\n\nPlainte."


def test_an_attached_text_is_not_the_message() -> None:
    message = EmailMessage()
    message["Subject"] = "Dax"
    message.add_attachment("nothing of this", filename="notes.txt")
    assert cause_of(message.as_bytes()) == "an e-mail without text"


@pytest.mark.parametrize("charset", ["", "; charset=iso-8859-1", "; charset=no-such-charset", "; charset=utf-8"])
def test_a_wrong_or_missing_charset_does_not_spoil_the_text(charset: str) -> None:
    text = "L’hôpital de Châteauroux a été visé, où l’œil du maître veille."
    for encoding in ("utf-8", "cp1252"):
        data = HEAD + f"Content-Type: text/plain{charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
        assert read(data + text.encode(encoding)).text == f"Dax\n\n{text}"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (b"Bonjour a tous", "no e-mail (it has no header)"),
        (b"\0\1\2\3", "no e-mail (it has no header)"),
        (HEAD + b"\r\n", "an e-mail without text"),
        (HEAD + b"\r\nab\0\0\0", "the message is no text (binary file)"),
    ],
)
def test_bad_files_are_refused_with_their_cause(data: bytes, cause: str) -> None:
    assert cause_of(data) == cause


def test_a_date_that_is_none_is_left_out() -> None:
    article = read(b"Subject: =?no-such?Q?Dax?=\nDate: hier\nFrom: fil@example.org\n\nLa mairie ...")
    assert (article.title, article.published, article.publisher) == ("Dax", None, "fil@example.org")


def test_a_message_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "LARGEST", 2**20)
    assert cause_of(b"a" * (2**20 + 1)) == "an e-mail of more than 1 MB"


def test_parts_inside_parts_end() -> None:
    data = HEAD
    for number in range(3_000):
        data += f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n'.encode()
    with contextlib.suppress(ReadingError):
        assert "La mairie" in read(data + b"\r\nLa mairie").text
