"""A section page that lists every fault between healthy articles, and sections of hosts that are broken as a whole."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from tests.faults import broken_answers as play
from tests.faults.fault_list import KB, Fault, faults
from tests.faults.server import FaultServer
from tests.portal.contents import Contents

HOSTILE_LINKS = [
    "file:///etc/passwd", "data:text/html,x", "ftp://a.example/1.html", "gopher://a.example/", "javascript:go(1)",
    "//[::1", "http://127.0.0.1:99999/1.shtml", "http://127.0.0.1:0/1.shtml", "http://user:word@127.0.0.1/1.shtml",
    "http://0x7f000001/1.shtml", "http://2130706433/1.shtml", "http://169.254.169.254/1.shtml", "http://a..b/1.shtml",
    "/broken/" + "x" * 5000 + ".shtml",
]  # fmt: skip
# As printed, and as it is asked for: each leads to a healthy page.
ODD_LINKS = {
    "/odd/n3001-two words.shtml": "/odd/n3001-two%20words.shtml",
    "\\odd\\n3002-backslash.shtml": "/odd/n3002-backslash.shtml",
    "/odd/n3003-新闻.shtml": "/odd/n3003-%E6%96%B0%E9%97%BB.shtml",
    "/odd/n3004-fragment.shtml#top": "/odd/n3004-fragment.shtml",
    "/odd/n3005-tracked.shtml?utm_source=wx&amp;spm=1": "/odd/n3005-tracked.shtml",
    "/odd/n3006-session.shtml;jsessionid=ABC123": "/odd/n3006-session.shtml",
    " /odd/n3009-line\nbreak.shtml ": "/odd/n3009-linebreak.shtml",
    "/odd/../odd/n3007-dots.shtml": "/odd/n3007-dots.shtml",
}


class FaultSite:
    """Fills a fault server; afterwards the server's paths say what is played, and these lists what must come of it."""

    def __init__(self, server: FaultServer) -> None:
        self.server = server
        self.contents = Contents(grow=400)
        self.written = 0
        self.faults: list[Fault] = faults(server, self.page)
        self.healthy: list[str] = []  # addresses that must be stored whatever stands beside them
        self.denied: dict[str, str] = {}  # section address -> why nothing of its host may be asked for
        self.sections = [self.fault_section(), *self.hosts(), self.secure_section(), *self.sitemaps()]
        self.closed = {  # section address -> why nobody speaks to us there
            f"http://127.0.0.7:{server.closed}/news/": "connection refused",
            f"https://127.0.0.8:{server.refusing}/news/": "no secure connection",
        }
        self.sections += self.closed

    def page(self, title: str) -> bytes:
        """A healthy article page that no other page repeats, `title` in its headline."""
        article = self.contents.sections["grown"].articles[self.written]
        self.written += 1
        text = self.contents.answer(article.path, {}).body.decode()
        return text.replace(article.title, f"{title}：{article.title}").encode()

    def listing(self, links: list[str], more: str = "") -> bytes:
        """A section page: a link a row, with a headline and a date."""
        rows = "".join(
            f'<li><a href="{link}">今日要闻第{number}条：渡口与码头的消息</a> <span>2026-03-{number % 20 + 1:02}</span></li>\n'
            for number, link in enumerate(links, 1)
        )
        return f"<html><head><title>要闻</title></head><body><ul>{rows}</ul>{more}</body></html>".encode()

    def article(self, path: str, base: str = "") -> str:
        self.server.paths[(urlsplit(base).hostname or "") + path] = play.whole(self.page("完好"))
        self.healthy.append((base or self.server.url) + path)
        return path

    def fault_section(self) -> str:
        """Every fault, a healthy article behind each; then what must not be asked for, and what is only spelled oddly."""
        links = []
        for number, fault in enumerate(self.faults):
            self.server.paths[fault.path] = fault.play
            links += [fault.path, self.article(f"/healthy/{number}.shtml")]
        for printed, path in ODD_LINKS.items():
            self.server.paths[path] = play.whole(self.page("奇怪"))
            self.healthy.append(self.server.url + path)
            links.append(printed)
        traps = "".join(
            f'<a href="{link}">{number}</a> ' for number, link in ((2, "/"), (3, "?page=3"), (4, "?page=4"))
        )
        self.server.paths["/faults/"] = play.whole(self.listing([*links, *HOSTILE_LINKS], traps))
        # The pager never ends: every page of it is the first page once more.
        self.server.paths["/robots.txt"] = play.status("404 Not Found")
        return self.server.url + "/faults/"

    def hosts(self) -> list[str]:
        """One host for each way in which robots.txt can go wrong."""
        http = self.server.http
        chain = {f"127.0.2.1/robots-{n}": play.redirect(f"/robots-{n + 1}") for n in range(1, 5)}
        self.server.paths |= {**chain, "127.0.2.1/robots-5": play.whole(b"User-agent: *\nDisallow: /closed/\n")}
        big = b"User-agent: *\n" + b"# padding\n" * (60 * KB) + b"Disallow: /\n"
        flawed = b"\xef\xbb\xbf\r\n\r\nUser-agent : *\r\n\r\nDisallow: /closed/*.shtml$\r\nCrawl-delay: -3\r\nCrawl-delay: soon\r\n"
        ours = b"User-agent: *\nDisallow: /\n\nUser-agent: Zhengwen\nDisallow: /closed/\n"
        open_ones = {
            "127.0.1.1": play.status("404 Not Found"),
            "127.0.1.2": play.status("410 Gone"),
            "127.0.1.3": play.status("401 Who"),
            "127.0.1.4": play.status("403 No"),
            "127.0.2.1": play.redirect("/robots-1"),
            "127.0.3.1": play.whole(b"<html><body>Welcome to our forum</body></html>"),
            "127.0.3.2": play.whole(big, kind="text/plain"),
            "127.0.3.3": play.whole(flawed, kind="text/plain"),
            "127.0.3.4": play.whole(ours, kind="text/plain"),
        }
        closed = {
            "127.0.1.5": (play.status("429 Later"), "HTTP 429"),
            "127.0.1.6": (play.status("503 Busy"), "HTTP 503"),
            "127.0.1.7": (play.silence, "no answer in time"),
            "127.0.5.1": (play.status("429 Later", "Retry-After: 31536000"), "429"),
        }
        for host, robots in open_ones.items():
            base = f"http://{host}:{http}"
            self.server.paths[f"{host}/robots.txt"] = robots
            links = [self.article(f"/open/n{number}.shtml", base) for number in (4001, 4002)]
            self.server.paths[f"{host}/news/"] = play.whole(self.listing([*links, "/closed/n4003.shtml"]))

        for host, (robots, why) in closed.items():
            self.server.paths[f"{host}/robots.txt"] = robots
            self.denied[f"http://{host}:{http}/news/"] = why
        return [f"http://{host}:{http}/news/" for host in (*open_ones, *closed)]

    def secure_section(self) -> str:
        """Over https, with a certificate that has run out and was never anybody's."""
        base = f"https://127.0.0.9:{self.server.https}"
        links = [self.article(f"/secure/{number}.shtml", base) for number in range(4)]
        self.server.paths["127.0.0.9/news/"] = play.whole(self.listing(links))
        return base + "/news/"

    def sitemaps(self) -> list[str]:
        """Sitemaps that name themselves, are cut, packed twice, too long, or made to blow up."""
        base = f"http://127.0.4.1:{self.server.http}"
        links = [self.article(f"/mapped/2026/03/{number:05}.shtml", base) for number in range(2)]
        urls = "".join(f"<url><loc>{base}{link}</loc></url>" for link in links)
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        loop = f"<sitemapindex {space}><sitemap><loc>{base}/loop.xml</loc></sitemap></sitemapindex>"
        laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        played = {
            "/map.xml": f"<urlset {space}>{urls}<url><loc>file:///etc/passwd</loc></url></urlset>",
            "/wrong-space.xml": f'<urlset xmlns="http://wrong.example/">{urls}</urlset>',
            "/cut.xml": f"<urlset {space}>{urls}<url><lo",
            "/loop.xml": loop,
            "/laughs.xml": f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><urlset {space}><url><loc>&a11;</loc></url></urlset>',
        }
        for path, text in played.items():
            self.server.paths[f"127.0.4.1{path}"] = play.whole(text.encode(), kind="application/xml")
        twice = gzip.compress(gzip.compress(played["/map.xml"].encode()))
        self.server.paths["127.0.4.1/twice.xml.gz"] = play.whole(twice, kind="application/x-gzip")
        nested = gzip.compress(gzip.compress(b"<urlset>" + b" " * 30_000_000))
        self.server.paths["127.0.4.1/bomb.xml.gz"] = play.whole(nested, kind="application/x-gzip")
        self.server.paths["127.0.4.1/robots.txt"] = play.status("404 Not Found")
        return [base + path for path in (*played, "/twice.xml.gz", "/bomb.xml.gz")]
