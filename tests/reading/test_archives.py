"""Archives: what is inside is read, within limits, and never leaves the archive."""

from __future__ import annotations

import gzip
import io
import stat
import sys
import zipfile

import pytest

from extractor.reading import ReadingError
from extractor.reading.archives import GzipReader, Limits, ZipReader
from extractor.records import Article

TEXT = "La mairie de Dax a été piratée."


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, limits: Limits | None = None, source: str = "x.zip") -> tuple[list[Article], str | None]:
    """Articles read, and the cause of the error that ended them."""
    reader = ZipReader(limits) if source.endswith(".zip") else GzipReader(limits)
    articles: list[Article] = []
    try:
        for article in reader.read(io.BytesIO(data), source):
            articles.append(article)
    except ReadingError as error:
        failure = error
    else:
        return articles, None
    assert str(failure).startswith(f"{source}: ")
    return articles, failure.cause


def test_every_known_file_is_read_and_the_others_passed_over() -> None:
    files: dict[str, bytes | str] = {
        "b/2024-03-14-dax.txt": TEXT,
        "a.jsonl": '{"text": "un"}\n{"text": "deux"}\n',
        "photo.jpg": b"\xff\xd8\xff",
        ".hidden.txt": "x",
        "__MACOSX/a.txt": "x",
        "report.json": '{"schema_version": "1.0", "article": {}}',
        "inner.zip": zipped({"c.csv": "texte\ntrois\n"}),
    }
    articles, cause = read(zipped(files))
    assert cause is None
    assert [(article.text, article.source) for article in articles] == [
        ("un", "x.zip/a.jsonl#1"),
        ("deux", "x.zip/a.jsonl#2"),
        (TEXT, "x.zip/b/2024-03-14-dax.txt"),
        ("trois", "x.zip/inner.zip/c.csv#2"),
    ]
    assert (str(articles[2].published), articles[2].published_from) == ("2024-03-14", "filename")


def test_a_bad_file_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    articles, cause = read(zipped({"a.txt": "", "b.html": "<p>x</p>", "c.txt": TEXT}))
    assert [article.text for article in articles] == [TEXT]
    assert cause == (
        "2 of 3 files not read: a.txt (the file is empty); "
        "b.html (needs trafilatura; pip install 'cyberpresse[html]')"
    )


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_path_out_of_the_archive_is_refused(name: str) -> None:
    articles, cause = read(zipped({name: "x", "dax.txt": TEXT}))
    assert [article.text for article in articles] == [TEXT]
    assert cause is not None
    assert cause.endswith("(its path leads out of the archive)")


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("dax.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    assert read(out.getvalue()) == ([], "1 of 1 file not read: dax.txt (a link)")


def test_a_bomb_is_refused_and_its_neighbour_read() -> None:
    articles, cause = read(zipped({"bomb.txt": b"a" * 2**24, "dax.txt": TEXT}))
    assert [article.text for article in articles] == [TEXT]
    assert cause == "1 of 2 files not read: bomb.txt (unpacks to more than 200 times its size)"
    large = Limits(ratio=10**6, entry_bytes=2**21)
    assert read(zipped({"bomb.txt": b"a" * 2**24}), large)[1] == (
        "1 of 1 file not read: bomb.txt (more than 2 MB unpacked)"
    )


def test_limits_of_the_whole_archive() -> None:
    files: dict[str, bytes | str] = {f"{number}.txt": TEXT for number in range(5)}
    assert read(zipped(files), Limits(entries=4)) == ([], "more than 4 files")
    articles, cause = read(zipped(files), Limits(total_bytes=100))
    assert (len(articles), cause) == (2, "more than 100 bytes unpacked")
    articles, cause = read(zipped({"a.zip": zipped(files), "b.zip": zipped(files)}), Limits(entries=8))
    assert cause == "more than 8 files"


@pytest.mark.parametrize(("depth", "read_it"), [(1, False), (2, False), (3, True)])
def test_archives_inside_archives_end(depth: int, read_it: bool) -> None:
    data = zipped({"a.zip": zipped({"b.txt.gz": gzip.compress(TEXT.encode())})})
    articles, cause = read(data, Limits(depth=depth))
    assert bool(articles) is read_it
    assert (cause is None) is read_it
    if cause:
        assert f"more than {depth} archives inside each other" in cause


def test_damaged_archives_are_refused_with_their_cause() -> None:
    data = bytearray(zipped({"dax.txt": TEXT * 50}))
    data[45] ^= 0xFF
    assert "dax.txt (damaged (" in (read(bytes(data))[1] or "")
    assert read(b"PK\x03\x04") == ([], "no ZIP archive that can be read (file is not a zip file)")
    assert read(b"") == ([], "no ZIP archive that can be read (file is not a zip file)")
    assert read(zipped({"photo.jpg": b"x"})) == ([], "no article in this archive")


def test_a_gzip_file_is_read_as_its_name_says() -> None:
    articles, cause = read(gzip.compress(b'{"text": "un"}\n{"text": "deux"}'), source="d/2024-03-14.jsonl.gz")
    assert [(article.text, article.source) for article in articles] == [
        ("un", "d/2024-03-14.jsonl.gz#1"),
        ("deux", "d/2024-03-14.jsonl.gz#2"),
    ]
    assert (cause, str(articles[0].published)) == (None, "2024-03-14")


@pytest.mark.parametrize(
    ("source", "data", "cause"),
    [
        ("a.txt.gz", b"x", "no gzip file that can be read (not a gzipped file (b'x'))"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-12], "no gzip file that can be read (compressed file ended before"),
        ("a.txt.gz", b"", "the file is empty"),
        ("a.txt.gz", gzip.compress(b"a" * 2**24), "unpacks to more than 200 times its size"),
        ("a.tar.gz", gzip.compress(b"x"), "files ending in .tar are not read"),
        ("a.gz", gzip.compress(b"x"), "files without an ending are not read"),
    ],
)
def test_bad_gzip_files_are_refused_with_their_cause(source: str, data: bytes, cause: str) -> None:
    articles, told = read(data, source=source)
    assert articles == []
    assert (told or "").startswith(cause)
