"""``mutate(random, page, other)``: one page broken as the web, and those who mean harm, break pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

LONGEST = 1_000_000  # bytes of a mutated page
_TAG = re.compile(rb"(<[^<>]{1,2000}>)")
_NAME = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,10})")
_HREF = re.compile(rb"""(href|src|action)\s?=\s?["']?[^"'\s>]{0,300}["']?""", re.I)
_WORDS = re.compile(rb">([^<>]{2,400})<")

CHARSETS = """utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 gb18030 gbk gb2312 big5 shift_jis euc_jp euc_kr cp1252
    latin-1 cp1251 koi8-r cp1255 cp874 iso8859_9 hz utf-7 cp037""".split()
TAGS = b"""div span p td tr table ul li a b font center h1 h2 h3 section article form textarea select option button pre
    svg math template noscript iframe object title script style marquee dialog details ruby rt plaintext xmp body html
    head frameset listing nobr x-story col caption""".split()
HOSTILE = [
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//[::1", "http://[::1]:99999/", "http://a:b@c/",
    "http://0x7f000001/", "//" + "a" * 300, "http://" + "x" * 5000, "?" * 400, "#" * 400, "../" * 500, "\\\\evil\\x",
    "http://例え。テスト/页面?词=正文", "http://xn--/", "http://a..b/", "%zz%00", "http://a.cn:0/", "h\ntt\tp://a.cn/", "",
    "http://a.cn/\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "mailto:x@y", "ht!tp://", "http:///", "//",
]  # fmt: skip
# What rules look for, and what regular expressions choke on, in long rows.
RUNS = [
    "编辑：", "来源：", "责任编辑：张三 ", "记者 李四 ", "关键词：", "2026年3月", "2026-03-1", "1.", "12:", "99999", "、", "　", " ",
    "张三、李四 ", "首页 > ", "（", "(", "]]>", "&amp;", "&", "&#", "&#x", "<", "<!", "<!--", "</", "a ", "a-", "A. ", "é",
    "é", "\u200b", "\u202e", "\ufeff", "\ue000", "\U0001f600", "━", "-", "_", ".", "…", "“", "\"", "'", "《", "|", "/", "=", "@",
    "http://a.cn/", "1/2 ", "[1]", "下一页 ", "版权", "By ", "Editor: ", "Source: ", "·", "：", ":", "\r", "\n", "\t", "\x1c",
    "十", "零", "第", "图", "编辑 记者 ", "January ", "1 January ", "2026 ", "de ", "。", "، ", "১", "②", "\u0301", "\u3099",
]  # fmt: skip
INSERTS = [
    b"\0", b"\x1a", b"\x1c\x1d\x1e\x1f", b"\x85", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe4\xb8", b"\x81", b"\xf4\x90\x80\x80",
    b"&#0;", b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"&nosuch;", b"&lt;script&gt;", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<script>", b"<style>", b"<textarea>", b"<title>", b"<plaintext>", b"<xmp>", b"<noscript>", b"<template>", b"<svg><style>",
    b"<math><mtext><table>", b"<iframe>", b"<select><option>", b"<table><a><td>", b"</p></p></p>", b"</body></html>", b"</HTML >",
    b"<base href='http://127.0.0.1/'>", b"<meta charset=utf-16>", b"<meta charset=nosuch>", b"<?xml version='1.0' encoding='x'?>",
    b"<meta http-equiv=refresh content='0;url=file:///etc/passwd'>", b"<frameset><frame>", b"<a href>", b"<a href=''>", b"<p hidden>",
    b"<div style='display:none'>", b"<div style='DISPLAY : NONE'>", b"<br>" * 50, b"<hr>", b"<img alt='" + b"x" * 5000 + b"'>",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":[{}],\"author\":[[null,1,{\"name\":[]}]]}</script>",
    b"<script type='application/ld+json'>" + b"[" * 3000 + b"</script>", b"<script type='application/ld+json'>[1e999,NaN,-0]</script>",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"\\ud800 " + b"word " * 60 + b"\"}</script>",
    b"<meta property='article:published_time' content='0000-00-00T99:99:99+99:99'>", b"<time datetime='2026-13-45'>",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\\ud800\",\"datePublished\":1e400}</script>",
    b"<meta name=keywords content='" + b",;,; " * 500 + b"'>", b"<meta name=author content='\xef\xbf\xbe\xed\xb0\x80'>",
]  # fmt: skip


def mutate(random: Random, page: bytes, other: bytes) -> bytes:
    """The page, broken one to four times."""
    for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
        page = random.choice(MUTATIONS)(random, page, other)[:LONGEST]
    return page


def flip_bytes(random: Random, page: bytes, other: bytes) -> bytes:
    broken = bytearray(page or b" ")
    for _ in range(random.choice((1, 3, 10, 100, 1000))):
        broken[random.randrange(len(broken))] = random.randrange(256)
    return bytes(broken)


def flip_bits_of_signs(random: Random, page: bytes, other: bytes) -> bytes:
    """Only what makes tags: ``<``, ``>``, ``"``, ``/`` and ``&`` become one another."""
    broken = bytearray(page)
    places = [at for at, byte in enumerate(broken) if byte in b"<>\"'/&=;"]
    for at in random.sample(places, min(len(places), random.choice((1, 10, 200)))):
        broken[at] = random.choice(b"<>\"'/&=; ")
    return bytes(broken)


def cut_out(random: Random, page: bytes, other: bytes) -> bytes:
    start, end = _span(random, page)
    return page[:start] + page[end:]


def cut_end(random: Random, page: bytes, other: bytes) -> bytes:
    return page[: random.randrange(len(page) + 1)]


def cut_start(random: Random, page: bytes, other: bytes) -> bytes:
    return page[random.randrange(len(page) + 1) :]


def join(random: Random, page: bytes, other: bytes) -> bytes:
    return page + other


def graft(random: Random, page: bytes, other: bytes) -> bytes:
    """A part of another page, in another charset maybe, inside this one."""
    start, end = _span(random, other)
    at = random.randrange(len(page) + 1)
    return page[:at] + other[start:end] + page[at:]


def shuffle_tags(random: Random, page: bytes, other: bytes) -> bytes:
    """The tags of a stretch in another order, the words between them where they were."""
    pieces = _TAG.split(page)
    tags = range(1, len(pieces), 2)
    if not tags:
        return page
    first = random.randrange(len(tags))
    chosen = list(tags[first : first + random.choice((2, 10, 100, 10_000))])
    shuffled = [pieces[at] for at in chosen]
    random.shuffle(shuffled)
    for at, tag in zip(chosen, shuffled, strict=True):
        pieces[at] = tag
    return b"".join(pieces)


def shuffle_pieces(random: Random, page: bytes, other: bytes) -> bytes:
    pieces = _TAG.split(page)
    first = random.randrange(len(pieces))
    some = pieces[first : first + 200]
    random.shuffle(some)
    return b"".join(pieces[:first] + some + pieces[first + 200 :])


def drop_tags(random: Random, page: bytes, other: bytes) -> bytes:
    """All closing tags, all attributes, or every so many-eth tag."""
    kind = random.randrange(3)
    if kind == 0:
        return re.sub(rb"</[^<>]{0,50}>", b"", page)
    if kind == 1:
        return re.sub(rb"<(\w{1,20})\s[^<>]{0,2000}>", rb"<\1>", page)
    share = random.random()
    return _TAG.sub(lambda tag: b"" if random.random() < share else tag[0], page)


def rename_tags(random: Random, page: bytes, other: bytes) -> bytes:
    old = [name[2] for name in _NAME.finditer(page)]
    if not old:
        return page
    one, new = random.choice(old), random.choice(TAGS)
    return re.sub(rb"<(/?)" + one + rb"\b", rb"<\1" + new, page)


def re_encode(random: Random, page: bytes, other: bytes) -> bytes:
    """The words in another charset than the page says, or half of them."""
    read = random.choice(("utf-8", "utf-8", "gb18030", "latin-1", *CHARSETS))
    written = random.choice(CHARSETS)
    start, end = (0, len(page)) if random.random() < 0.6 else _span(random, page)
    try:
        changed = page[start:end].decode(read, "replace").encode(written, random.choice(("replace", "ignore")))
    except (UnicodeError, LookupError):
        return page
    return page[:start] + changed[: len(changed) - random.choice((0, 0, 1))] + page[end:]


def double_encode(random: Random, page: bytes, other: bytes) -> bytes:
    """UTF-8 read as Latin and written as UTF-8 once more: å­å¨."""
    return page.decode("latin-1").encode()


def nest(random: Random, page: bytes, other: bytes) -> bytes:
    """Something nested deep, closed, half closed or never closed."""
    depth = random.choice((30, 200, 300, 2000, 20_000))
    tags = random.choices(TAGS, k=random.choice((1, 1, 2, 4)))
    opening = b"".join(b"<%s>" % tag for tag in tags) * (depth // len(tags))
    closing = b"".join(b"</%s>" % tag for tag in reversed(tags)) * (random.choice((0, depth // 2, depth)) // len(tags))
    start, end = _span(random, page)
    return page[:start] + opening + page[start:end] + closing + page[end:]


def explode_attributes(random: Random, page: bytes, other: bytes) -> bytes:
    """Thousands of attributes, or one that is endless."""
    names = [name for name in _NAME.finditer(page) if not name[1]]
    if not names:
        return page
    at = random.choice(names).end()
    kind = random.randrange(4)
    if kind == 0:
        added = b"".join(b" a%d=%d" % (number, number) for number in range(random.choice((10, 3000))))
    elif kind == 1:
        value = b"content article nav share " * random.choice((1, 4000))
        added = b' %s="%s"' % (
            random.choice((b"class", b"id", b"style", b"title", b"datetime", b"alt", b"content")),
            value,
        )
    elif kind == 2:
        added = (
            b" class='\"" + bytes(random.randrange(256) for _ in range(50)) + b'" hidden style="display:none" href="'
        )
    else:
        added = b' style="' + b"display : " * random.choice((1, 2000)) + b"none\" onclick='" + b"\\" * 500 + b"'"
    return page[:at] + added + page[at:]


def repeat(random: Random, page: bytes, other: bytes) -> bytes:
    start, end = _span(random, page, 3000)
    return page[:start] + page[start:end] * random.choice((2, 20, 300)) + page[end:]


def insert(random: Random, page: bytes, other: bytes) -> bytes:
    for _ in range(random.choice((1, 1, 5))):
        at = random.randrange(len(page) + 1)
        page = page[:at] + random.choice(INSERTS) * random.choice((1, 1, 1, 30)) + page[at:]
    return page


def long_runs(random: Random, page: bytes, other: bytes) -> bytes:
    """Rows of what a rule looks for, in place of words of the page."""
    places = list(_WORDS.finditer(page))
    if not places:
        places = [re.match(rb"()", page)]  # type: ignore[list-item]
    for place in sorted(random.sample(places, min(len(places), random.choice((1, 1, 3)))), key=lambda p: -p.start()):
        runs = random.choices(RUNS, k=random.choice((1, 2, 3)))
        row = "".join(runs) * (random.choice((5, 100, 3000, 20_000)) // len(runs))
        kept = place[1] if random.random() < 0.5 else b""
        page = page[: place.start(1)] + kept + row.encode()[:150_000] + kept + page[place.end(1) :]
    return page


def hostile_addresses(random: Random, page: bytes, other: bytes) -> bytes:
    share = random.random()

    def other_address(match: re.Match[bytes]) -> bytes:
        if random.random() > share:
            return match[0]
        return match[1] + b'="' + random.choice(HOSTILE).encode("utf-8", "replace") + b'"'

    return _HREF.sub(other_address, page)


def tiny(random: Random, page: bytes, other: bytes) -> bytes:
    start, _ = _span(random, page)
    return page[start : start + random.choice((0, 1, 2, 10, 300))]


def flatten(random: Random, page: bytes, other: bytes) -> bytes:
    """One line, one blank, or a carriage return for every line break."""
    return page.replace(b"\n", random.choice((b"", b" ", b"\r", b"\0\n", b"\n\n\n")))


def swap_case(random: Random, page: bytes, other: bytes) -> bytes:
    return _TAG.sub(lambda tag: tag[0].swapcase(), page)


def _span(random: Random, page: bytes, longest: int = 1_000_000) -> tuple[int, int]:
    start = random.randrange(len(page) + 1)
    length = min(longest, random.choice((10, 300, 5000, 50_000)))
    return start, min(len(page), start + random.randrange(1, length))


Mutation = Callable[[Random, bytes, bytes], bytes]
MUTATIONS: list[Mutation] = [
    flip_bytes, flip_bits_of_signs, cut_out, cut_end, cut_start, join, graft, shuffle_tags, shuffle_pieces, drop_tags,
    rename_tags, re_encode, double_encode, nest, explode_attributes, repeat, insert, insert, long_runs, long_runs,
    hostile_addresses, tiny, flatten, swap_case,
]  # fmt: skip
