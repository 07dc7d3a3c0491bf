"""PDF: the text layer, its lines joined into paragraphs and words cut at line ends mended.

The date of the file itself is when it was printed, not when the article appeared, and is not taken.

>>> mend("La mairie vic-\\ntime d'un rançon-\\ngiciel a déposé\\nplainte, dit le porte-\\nparole.\\n\\nLa suite.")
"La mairie victime d'un rançongiciel a déposé plainte, dit le porte-parole.\\n\\nLa suite."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from extractor.reading.errors import ReadingError
from extractor.reading.extras import quietly, require
from extractor.reading.web import headed
from extractor.records import Article

MOST_PAGES: Final = 2_000
LONGEST_TEXT: Final = 20_000_000

_CUT = re.compile(r"(?<!\w)(\w{1,40})-[ \t]{0,9}\n[ \t]{0,9}(\w{1,40})")
_KEPT_BEFORE = frozenset(
    """porte vice sous contre grand grande peut celui celle ceux celles non anti après avant demi mi rendez est nord
    sud ouest ex cyber là saint sainte savoir mot main quelques elles eux lui nous vous soi au ci chef""".split()
)
_KEPT_AFTER = frozenset("ci là même mêmes il elle on ils elles je tu nous vous ce ceux y en moi toi end mail".split())
_ENDS = (".", "!", "?", "…", ":", "»", "”", ")")


class PdfReader:
    """Reader of ``.pdf`` files that carry their text; a scan without any is an error."""

    suffixes: tuple[str, ...] = (".pdf",)
    needs = ("pypdf", "pdf")

    def read(self, stream: BinaryIO, source: str) -> Iterator[Article]:
        """The file's one article.

        Raises:
            ReadingError: no PDF, locked, without text, too long, or the library is missing.
        """
        library = require(*self.needs, source)
        head = stream.read(1024)
        if not head:
            raise ReadingError(source, "the file is empty")
        if b"%PDF-" not in head:
            raise ReadingError(source, "no PDF document")
        stream.seek(0)
        try:
            with quietly("pypdf"):
                document = library.PdfReader(stream)
                if document.is_encrypted and not document.decrypt(""):
                    raise ReadingError(source, "this PDF is locked with a password")
                pages = _pages(document, source)
                title = document.metadata.title if document.metadata else None
        except ReadingError:
            raise
        except library.errors.DependencyError:
            raise ReadingError(source, "this PDF is encrypted in a way that is not read") from None
        except Exception as error:  # damaged files raise nearly anything
            raise ReadingError(source, f"no PDF that can be read ({_reason(error)})") from None
        text = mend("\n\n".join(pages))
        if not text:
            raise ReadingError(source, f"no text in this PDF ({_count(pages)}): a scan needs text recognition first")
        title = title.strip() if isinstance(title, str) and " " in title.strip() else None
        yield Article(headed(title, text), title=title, source=source)


def mend(text: str) -> str:
    """Lines of a page joined into paragraphs, words cut at a line's end made whole.

    A hyphen at a line's end stays where the word is written with one elsewhere in the text, or is
    one that French writes so (« porte-parole », « dit-il »).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xad\n", "").replace("\xad", "")
    text = text.replace("\0", "")
    words = set(re.findall(r"\w+(?:-\w+)*", text))

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        if f"{first}-{second}" in words:
            return f"{first}-{second}"
        keeps = first.lower() in _KEPT_BEFORE or second.lower() in _KEPT_AFTER or not second[0].islower()
        return f"{first}-{second}" if keeps and first + second not in words else first + second

    lines = [" ".join(line.split()) for line in _CUT.sub(whole, text).split("\n")]
    width = sorted(len(line) for line in lines if line)[-1:] or [0]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line:
            paragraphs.append([])
            continue
        before = paragraphs[-1][-1] if paragraphs[-1] else ""
        if before and not _goes_on(before, line, width[0]):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line carries on the one before: no line end that its author meant."""
    if line[0].islower():
        return True
    short = len(before) < 0.75 * width
    return not short and not (before.endswith(_ENDS) and len(before) < 0.9 * width)


def _pages(document: object, source: str) -> list[str]:
    pages = document.pages  # type: ignore[attr-defined]
    if len(pages) > MOST_PAGES:
        raise ReadingError(source, f"a PDF of more than {MOST_PAGES} pages")
    texts: list[str] = []
    length = 0
    for page in pages:
        text = page.extract_text() or ""
        length += len(text)
        if length > LONGEST_TEXT:
            raise ReadingError(source, f"a PDF with more than {LONGEST_TEXT} characters")
        texts.append(text)
    return texts


def _count(pages: list[str]) -> str:
    return "1 page" if len(pages) == 1 else f"{len(pages)} pages"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:120].rstrip(": ")
