"""``Fault("9", "cut-off", …, "failed", "broke off")``: every fault with its number, its address and its fate."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import NamedTuple

from tests.faults import broken_answers as play
from tests.faults.server import FaultServer, Play

Page = Callable[[str], bytes]  # a healthy page of its own, with these words in the title
KB = 1024


class Fault(NamedTuple):
    """One address that goes wrong, and what the frontier must say of it."""

    number: str  # in FAULTS.md
    name: str
    play: Play
    state: str
    reason: str  # stands in the frontier's reason

    @property
    def path(self) -> str:
        return address(self.name)


def address(name: str) -> str:
    """Where a fault is: a number, for an article has one, and its name, for us."""
    return f"/broken/n{zlib.crc32(name.encode()) % 10**6:06}-{name}.shtml"


def faults(server: FaultServer, page: Page) -> list[Fault]:
    """Every fault that one address can play; `page` writes healthy pages for those that end well."""
    here = server.url
    secure = f"https://127.0.0.1:{server.https}"
    return [
        *no_whole_answer(page),
        *packed_answers(page),
        *redirects(server, page, here, secure),
        *wrong_headers(page),
        *odd_pages(page),
    ]


def no_whole_answer(page: Page) -> list[Fault]:
    one = page("halb")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return [
        Fault("6", "429", play.status("429 Too Many Requests"), "failed", "HTTP 429"),
        Fault("5", "429-past", play.status("429 Slow", "Retry-After: Mon, 01 Jan 2001 00:00:00 GMT"), "failed", "429"),
        Fault("5", "429-negative", play.status("429 Slow", "Retry-After: -10"), "failed", "429"),
        Fault("5", "503-garbage", play.status("503 Busy", "Retry-After: soon, dear"), "failed", "HTTP 503"),
        Fault("8", "reset", play.reset_at_once, "failed", ""),
        Fault("8", "reset-mid-body", play.reset_in_mid_body(one), "failed", ""),
        Fault("9", "cut-off", play.cut_off(one), "failed", "broke off"),
        Fault("9", "wrong-chunks", play.chunked(one, play.chunk(one), b"zz\r\nno size\r\n"), "failed", ""),
        Fault("9", "no-last-chunk", play.chunked(one, play.chunk(one)), "failed", "broke off"),
        Fault("9", "nothing", play.nothing_at_all, "failed", ""),
        Fault("9", "silence", play.silence, "failed", "no answer in time"),
        Fault("9", "drip", play.drip, "failed", "no answer in time"),
        Fault("9", "endless", play.endless, "dropped", "too_large"),
        Fault("9", "endless-headers", play.endless_headers, "failed", ""),
        Fault("9", "header-1-mb", play.raw(head + b"X: " + b"y" * KB * KB + b"\r\n\r\n" + one), "failed", ""),
        Fault("9", "header-no-colon", play.raw(head + b"nonsense\r\n\r\n" + page("zeilenlos")), "done", ""),
        Fault("9", "not-http", play.raw(b"220 smtp.example ESMTP\r\n"), "failed", ""),
        Fault(
            "9", "huge-length", play.raw(head + b"Content-Length: 99999999999\r\n\r\n<html>"), "dropped", "too_large"
        ),
        Fault("9", "negative-length", play.raw(head + b"Content-Length: -5\r\n\r\n" + one), "failed", ""),
        Fault("13", "500", play.status("500 Oops"), "failed", "HTTP 500"),
        Fault("25", "404", play.status("404 Not Found"), "dropped", "not_found"),
        Fault("25", "410", play.status("410 Gone"), "dropped", "not_found"),
        Fault("14", "304-unasked", play.raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "failed", "304"),
    ]


def packed_answers(page: Page) -> list[Fault]:
    one = page("verpackt")
    return [
        *[
            Fault("10", f"bomb-{packing}", play.packed(play.bomb(packing), packing), "dropped", "too_large")
            for packing in ("gzip", "deflate", "br", "zstd")
        ],
        Fault("10", "deflate-tail", play.packed(play.raw_deflate(one) + b"tail", "deflate"), "done", ""),
        Fault("10", "gzip-cut", play.packed(play.gzip_of(page("geschnitten"))[:-9], "gzip"), "done", ""),
        Fault("10", "gzip-lie", play.packed(page("gelogen"), "gzip"), "failed", ""),
        Fault("10", "unknown-packing", play.packed(page("unbekannt"), "lzma"), "done", ""),
    ]


def redirects(server: FaultServer, page: Page, here: str, secure: str) -> list[Fault]:
    steps = {f"/broken/step-{n}": play.redirect(f"/broken/step-{n + 1}") for n in range(15)}
    server.paths |= steps
    server.paths["/broken/up"] = play.redirect(f"{here}/broken/down")
    server.paths["/broken/down"] = play.whole(page("umgeleitet"))
    return [
        Fault("11", "loop", play.redirect(address("loop")), "failed", "circle"),
        Fault("11", "chain", play.redirect("/broken/step-0"), "failed", "circle"),
        Fault("11", "up-and-down", play.redirect(f"{secure}/broken/up"), "done", ""),
        Fault("11", "301-of-post", play.redirect("/broken/down", line="307 Again"), "done", ""),
        Fault("11", "elsewhere", play.redirect("http://93.184.215.14/news/1.html"), "dropped", "another_site"),
        Fault("15", "to-file", play.redirect("file:///etc/passwd"), "failed", ""),
        Fault("15", "to-data", play.redirect("data:text/html,hi"), "failed", ""),
        Fault("15", "to-ftp", play.redirect("ftp://127.0.0.1/news.html"), "failed", ""),
        Fault("15", "to-javascript", play.redirect("javascript:alert(1)"), "failed", ""),
        Fault("16", "to-metadata", play.redirect("http://169.254.169.254/latest/"), "dropped", "another_site"),
        Fault("16", "to-private", play.redirect("http://10.0.0.1/"), "dropped", ""),
        Fault("16", "to-other-port", play.redirect(f"http://127.0.0.1:{server.closed}/"), "dropped", "refused_address"),
        Fault("16", "refresh-to-metadata", play.whole(refresh("http://[::ffff:a9fe:a9fe]/")), "dropped", ""),
        Fault("15", "refresh-to-file", play.whole(refresh("file:///etc/passwd")), "done", ""),
        Fault("18", "to-broken-address", play.redirect("http://[::1/"), "failed", ""),
        Fault("11", "no-location", play.whole(b"", status="302 Found"), "failed", "HTTP 302"),
        Fault("12", "referrer-policy", play.whole(page("höflich"), "Referrer-Policy: unsafe-url"), "done", ""),
        Fault("11", "cookie", play.whole(page("Keks"), "Set-Cookie: a=b; Domain=.com.cn"), "done", ""),
    ]


def refresh(to: str) -> bytes:
    return f'<html><head><meta http-equiv=refresh content="0;url={to}"></head><body>…</body></html>'.encode()


def wrong_headers(page: Page) -> list[Fault]:
    def typed(name: str, title: str, kind: str, *headers: str) -> Fault:
        return Fault("13", name, play.whole(page(title), *headers, kind=kind), "done", "")

    return [
        typed("no-type", "ohne Art", ""),
        typed("type-plain", "als Text", "text/plain"),
        typed("two-charsets", "zweierlei", "text/html; charset=utf-8,gbk"),
        typed("wrong-charset", "falsch benannt", "text/html; charset=iso-8859-1"),
        typed("no-such-charset", "unbekannt benannt", "text/html; charset=klingon"),
        Fault("13", "pdf", play.whole(b"%PDF-1.7\n" + b"\0" * 900, kind="application/pdf"), "dropped", "not_html"),
        Fault("13", "video", play.whole(b"\0\0\0\x18ftypmp42" * 90, kind="video/mp4"), "dropped", "not_html"),
        Fault("13", "pdf-as-html", play.whole(b"%PDF-1.7\n" + b"\xb5\0" * 900), "dropped", "not_html"),
        Fault("13", "json-as-html", play.whole(b'{"title": "x", "items": [1, 2, 3]}'), "dropped", "not_html"),
        Fault(
            "14", "future", play.whole(page("von morgen"), "Last-Modified: Fri, 01 Jan 2100 00:00:00 GMT"), "done", ""
        ),
        Fault("14", "weak-etag", play.whole(page("schwach"), 'ETag: W/"always"'), "done", ""),
        Fault("14", "odd-etag", play.whole(page("seltsam"), "ETag: " + "é" * 300), "done", ""),
    ]


def odd_pages(page: Page) -> list[Fault]:
    deep = page("tief").replace(b"<h1", b"<div>" * 200_000 + b"<h1", 1)
    wide = page("breit").replace(b"<h1", b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b"></p><h1", 1)
    halved = page("halbiert")
    return [
        # Announced on the section page: title and date are news, and the text may yet come.
        Fault("23", "empty", play.whole(b""), "done", ""),
        Fault("23", "one-byte", play.whole(b"x"), "done", ""),
        Fault("23", "blank", play.whole(b" \n\t" * 500), "done", ""),
        Fault("23", "one-line", play.whole(b"<html><title>Zeile</title><p>" + b"word " * 300_000), "done", ""),
        Fault("23", "deep", play.whole(deep), "done", ""),
        Fault("23", "wide", play.whole(wide), "done", ""),
        Fault("23", "comments", play.whole(b"<html><!--" + page("kommentiert") + b"-->"), "done", ""),
        Fault("22", "zero-bytes", play.whole(page("null").replace(b"<p>", b"<p>\0\0")), "done", ""),
        Fault("22", "half-character", play.whole(halved[: halved.rfind("。".encode()) + 1]), "done", ""),
        Fault("22", "utf-16", play.whole(page("weit").decode().encode("utf-16"), kind="text/html"), "done", ""),
        Fault("24", "robot-check", play.whole(ROBOT_CHECK), "dropped", "robot_check"),
        Fault("24", "maintenance", play.whole(MAINTENANCE), "dropped", "maintenance_page"),
        Fault("20", "soft-404", play.whole(SOFT_404), "dropped", ""),
        Fault(
            "25",
            "three-words",
            play.whole(b"<html><title>Kurz</title><h1>Kurz</h1><p>Drei kurze Worte</p>"),
            "done",
            "",
        ),
    ]


ROBOT_CHECK = """<html><head><title>安全验证</title></head><body><h1>安全验证</h1>
<p>请完成下方验证后继续访问</p><div id="captcha"></div><p>您的访问过于频繁，请输入验证码</p></body></html>""".encode()
MAINTENANCE = """<html><head><title>系统维护中</title></head><body><h1>系统维护中</h1>
<p>网站正在升级维护，请稍后再访问。</p></body></html>""".encode()
SOFT_404 = """<html><head><title>页面不存在</title></head><body><h1>404</h1>
<p>抱歉，您访问的页面不存在或已被删除。</p><p><a href="/">返回首页</a></p></body></html>""".encode()
