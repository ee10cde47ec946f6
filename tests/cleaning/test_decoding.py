"""Bytes read as the charset they are in."""

from pathlib import Path

import pytest

from pipelines.cleaning.decoding import decode

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
CHINESE = "西藏召开会议，镕基、喆、丄。"
ENGLISH = "The ferry’s back — a “first”"


@pytest.mark.parametrize(
    ("why", "body", "text", "charset", "reason"),
    [
        ("plain letters", b"ferry", "ferry", "utf-8", "valid UTF-8"),
        ("a mark wins", b"\xef\xbb\xbf" + CHINESE.encode(), CHINESE, "utf-8", "byte-order mark"),
        (
            "sixteen bits with a mark",
            b"\xff\xfe" + CHINESE.encode("utf-16-le"),
            CHINESE,
            "utf-16-le",
            "byte-order mark",
        ),
        (
            "valid UTF-8 wins over a wrong label",
            b"<meta charset=gb2312>" + CHINESE.encode(),
            None,
            "utf-8",
            "valid UTF-8",
        ),
        (
            "gb2312 is read as its wider sister",
            b"<meta charset=gb2312>" + CHINESE.encode("gb18030"),
            None,
            "gb18030",
            "declared by the page",
        ),
        (
            "a label that lies is not believed",
            b"<meta charset=utf-8>" + (CHINESE * 9).encode("gb18030"),
            None,
            "gb18030",
            "detected",
        ),
        (
            "Latin-1 means Windows",
            b"<meta charset=iso-8859-1>" + ENGLISH.encode("cp1252"),
            None,
            "cp1252",
            "declared by the page",
        ),
        ("one broken byte", (CHINESE * 3).encode() + b"\xff" + CHINESE.encode(), None, "utf-8", "nearly valid UTF-8"),
        (
            "one stray dash among a few accents",
            "café “no” à la".encode() + b" \x96 ",
            None,
            "utf-8",
            "nearly valid UTF-8",
        ),
        (
            "one pound sign",
            b"a bet of \xa32 on the ferry",
            "a bet of £2 on the ferry",
            "cp1252",
            "a few lone signs in plain letters",
        ),
        (
            "sixteen bits without a mark",
            "<p>ferry</p>".encode("utf-16-be"),
            "<p>ferry</p>",
            "utf-16-be",
            "every other byte is empty",
        ),
    ],
)
def test_bytes_are_read_as_what_they_are(why, body, text, charset, reason):
    read, decoding = decode(body)
    assert (decoding.charset, decoding.why) == (charset, reason), why
    if text is not None:
        assert read == text, why


def test_what_the_server_says_comes_before_what_the_page_says():
    body = b"<meta charset=big5>" + CHINESE.encode("gb18030")
    assert decode(body, "GBK")[1].why == "declared by the server"


def test_an_unknown_charset_is_no_charset():
    assert decode((CHINESE * 9).encode("gb18030"), "x-nonsense")[0].startswith("西藏召开会议")


def test_what_cannot_be_read_is_counted():
    assert decode((CHINESE * 20).encode() + b"\xff\xfe\xff")[1].lost == 3


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_every_page_of_the_encodings_corpus_is_read_right():
    wrong = []
    for path in sorted((CORPUS / "encodings").glob("*/*")):
        name = path.parent.name
        name = "-".join(name.split("-")[:2]) if name.startswith("windows") else name
        body = path.read_bytes()
        truth = body.decode("gb18030" if name == "GB2312" else name)
        if decode(body)[0] != truth.lstrip("\ufeff"):
            wrong.append(path.name)
    assert wrong == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_pages_in_chinese_bytes_lose_no_character():
    for path in sorted((CORPUS / "netease-gbk").glob("*.htm*")):
        text, decoding = decode(path.read_bytes())
        assert decoding.lost == 0, path.name
        assert text == path.read_bytes().decode("gb18030"), path.name
