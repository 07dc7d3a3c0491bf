"""E-mail as a mail program saves it (``.eml``): a newsletter, a press release.

The text is the subject, a blank line and the message; attachments are not read.

>>> import io
>>> head = b"From: Le Fil <fil@example.org>\\nSubject: Dax piratee\\nDate: Thu, 14 Mar 2024 18:07:00 +0100\\n"
>>> [article] = MailReader().read(io.BytesIO(head + b"\\nLa mairie ...\\n"), "fil.eml")
>>> article.text, article.publisher, str(article.published)
('Dax piratee\\n\\nLa mairie ...', 'Le Fil', '2024-03-14')
"""

from __future__ import annotations

import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from typing import BinaryIO, Final

from extractor.reading.encoding import NotText, decode
from extractor.reading.errors import ReadingError
from extractor.reading.markup import plain_of
from extractor.reading.stamps import day_of
from extractor.reading.web import decode_page, headed
from extractor.records import Article

LARGEST: Final = 64 * 2**20

_HEADERS = ("from", "subject", "date", "message-id", "received", "to")


class MailReader:
    """Reader of ``.eml`` files: the plain part, or the HTML part where there is no other."""

    suffixes: tuple[str, ...] = (".eml",)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The message as one article.

        Raises:
            ReadingError: no e-mail, or one without a text.
        """
        data = stream.read(LARGEST + 1)
        if not data:
            raise ReadingError(source, "the file is empty")
        if len(data) > LARGEST:
            raise ReadingError(source, f"an e-mail of more than {LARGEST // 2**20} MB")
        try:
            message = email.message_from_bytes(data, policy=email.policy.compat32)
            if not any(message[name] for name in _HEADERS):
                raise ReadingError(source, "no e-mail (it has no header)")
            body = _body(message)
        except NotText as error:
            raise ReadingError(source, f"the message is no text ({error})") from None
        except (ValueError, LookupError, RecursionError) as error:
            raise ReadingError(source, f"no e-mail that can be read ({type(error).__name__})") from None
        if not body:
            raise ReadingError(source, "an e-mail without text")
        title = _words(message["subject"])
        day = day_of(_words(message["date"]))
        name, address = email.utils.parseaddr(_words(message["from"]) or "")
        yield Article(
            headed(title, body),
            title=title,
            published=day,
            published_from="metadata" if day else None,
            source=source,
            publisher=name or address or None,
        )


def _body(message: Message) -> str:
    marked = ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            continue
        text = decode_page(data, part.get_content_charset())
        if kind == "text/plain" and text.strip():
            return text.strip()
        marked = marked or plain_of(text)
    return marked


def _words(header: object) -> str | None:
    """A header as one line of text, its encoded words decoded."""
    if header is None:
        return None
    pieces: list[str] = []
    for piece, charset in decode_header(header if isinstance(header, str) else str(header)):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        try:
            pieces.append(piece.decode(charset) if charset else decode(piece))
        except (LookupError, ValueError):
            pieces.append(piece.decode("utf-8", "replace"))
    return " ".join("".join(pieces).split()) or None
