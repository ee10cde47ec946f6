"""云汀在线 / Yunting Online: a small news portal of a city that does not exist, to be crawled on loopback.

    with Portal() as portal:                       # or: python -m tests.portal --port 8801, or … -- COMMAND
        urlopen(portal.url + "/news/")
        portal.articles[0].body                    # the truth a perfect cleaner returns
        portal.requests("/news/")                  # what was asked of it: [Request("GET", "/news/", 200)]

Every word is our own, every person, outlet and place invented, every date fixed in 2026. No page needs another host.

The sections, each with a listing and a frame of its own (``portal.sections``):

==========  ================================================  ==================================================
/news/      6 links a page in ``ul > li``, numbers and 下一页;  UTF-8, ``lang="en"`` lies, the first h1 is the
            3 pages, the second ``index_2.shtml``             breadcrumb, 40 names and a hot list below each story
/town/      6 links a page in table rows; 3 pages that only   bytes in GB18030 declared as gb2312, breadcrumb
            ``createPageHTML(3, 0, "index", "html")`` names,  ``您所在的位置：…> 正文``, links relative
            the second ``index_1.html``
/english/   5 cards a page; 2 pages by ``?page=2``, rel=next  JSON-LD, cookie notice, newsletter, Related
/planted/   only with ``Portal(planted=12)``: eight kinds of boilerplate that no rule knows by its words, see planted.py
/grown/     only with ``Portal(grow=2000)``: 20 links a page, each naming the next one alone; the frame of /news/
==========  ================================================  ==================================================

An article is a file in ``articles/<section>/``: ``word: value`` lines, then the story in the small markup of story.py.
Around the stories stand the lines of ``portal.boilerplate`` (in no story) and ``portal.names`` (some also in stories).
``portal.traps`` names the odd pages: a listing under an article's address, a dead link, a forbidden one, a redirect,
an error page with status 200, a split article, one whose address ends in _1, one that is a list of names, one of
pictures only, one that lies about its charset, one reprinted under another address.

``/feed.xml`` (RSS) and ``/atom.xml`` hold the newest articles of all sections, ``/sitemap.xml`` names the sitemap of
all of them; no page links to these.

``/live/`` lists the newest of /news/ once more, at addresses of their own whose pages only a script fills, from JSON:
without a browser they are empty. No page links to it.

``portal.edit(path, body=…)``, ``portal.add("news", Article(…))``, ``portal.delete(path)`` and ``portal.turn_day()``
change it while it runs. ETag, Last-Modified and 304 follow the changes.
"""

from tests.portal.article import Article
from tests.portal.section import Link, Section
from tests.portal.server import Portal, Request

__all__ = ["Article", "Link", "Portal", "Request", "Section"]
