"""``《专题：湖荡治理一年间》`` looks like an article and is a listing: links on section pages that lead to no article.

One link of a listing leads to another listing, one nowhere (404), one where robots.txt forbids to go, one to an error
page that the server sends with status 200, and one redirects to an article that is listed nowhere else.
"""

from __future__ import annotations

from tests.portal.section import Link

LISTING = Link("/news/2026-03/18/3190.shtml", "专题：湖荡治理一年间", "2026-03-18")
MISSING = Link("/news/2026-03/15/3199.shtml", "市博物馆周末夜场开始预约", "2026-03-15")
FORBIDDEN = Link("/private/3200.shtml", "内部参阅：退塘户的账本", "2026-03-07")
ERROR_PAGE = Link("/town/content/2026-03/14/content_5090.html", "新开的旧书集市办到月底", "2026-03-14")

REDIRECT = "/town/content/2026-02/11/content_4999.html"
REDIRECTED_TO = "/town/content/2026-02/11/content_5016.html"

ODD_LINKS = {"news": [LISTING, MISSING, FORBIDDEN], "town": [ERROR_PAGE]}

# What a crawl of the three sections meets once, by name.
TRAPS = {
    "listing": LISTING.path,
    "missing": MISSING.path,
    "forbidden": FORBIDDEN.path,
    "error page": ERROR_PAGE.path,
    "redirect": REDIRECT,
    "redirected to": REDIRECTED_TO,
    "split": "/news/2026-03/14/3104.shtml",
    "ends in _1": "/town/content/20260218_1.html",
    "list of names": "/news/2026-03/12/3106.shtml",
    "pictures only": "/news/2026-03/11/3107.shtml",
    "wrong charset": "/news/2026-03/09/3109.shtml",
    "beyond gb2312": "/town/content/2026-03/10/content_5008.html",
    "reprinted": "/news/2026-03/03/3114.shtml",
    "reprint": "/town/content/2026-03/03/content_5009.html",
}

ROBOTS = "User-agent: *\nDisallow: /private/\n"
