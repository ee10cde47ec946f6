"""``<div id="app"></div>``: /live/, a section whose list and articles only a script writes, from JSON.

Its frame also asks for what a reader of words need not load: pictures, a font, another site's counter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.portal import boilerplate as printed
from tests.portal.article import Article

HTML, JSON, SCRIPT = "text/html; charset=utf-8", "application/json", "application/javascript"
LISTED = 4  # articles
BESIDE = "http://counter.elsewhere.example/count.js"

FRAME = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{printed.SITE}</title>
<link rel="stylesheet" href="/images/live.css"><script src="{BESIDE}"></script></head>
<body><img src="/images/logo.png" alt=""><div id="app"></div><script src="/live/app.js"></script></body></html>
"""
APP = """
function element(tag, text, parent, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  parent.append(made);
  return made;
}
async function show() {
  const app = document.getElementById("app");
  const name = location.pathname.split("/").pop().replace(".html", "") || "list";
  const told = await (await fetch("/live/data/" + name + ".json")).json();
  if (told.links) {
    const list = element("ul", "", app, "news_list");
    for (const link of told.links) {
      const row = element("li", "", list);
      element("a", link.title, row).href = link.path;
      element("span", link.day, row);
    }
    return;
  }
  document.title = told.title;
  element("h1", told.title, app);
  element("p", told.printed_at + " 来源：" + told.source, app, "source");
  const story = element("div", "", app, "article-content");
  for (const paragraph of told.paragraphs) element("p", paragraph, story);
  new Image().src = "/images/story.png";
}
show();
"""


def live_articles(articles: Sequence[Article]) -> dict[str, Article]:
    """Path -> the article that its page shows once the script has run."""
    whole = [article for article in articles if article.page_count == 1 and len(article.body) > 300]
    return {f"/live/2026-03-20/{9001 + place}.html": article for place, article in enumerate(whole[:LISTED])}


def live_answer(path: str, articles: Sequence[Article]) -> tuple[str, bytes] | None:
    """(content type, bytes) of anything below /live/."""
    shown = live_articles(articles)
    if path == "/live/" or path in shown:
        return HTML, FRAME.encode()
    if path == "/live/app.js":
        return SCRIPT, APP.encode()
    if path == "/live/data/list.json":
        links = [{"path": path, "title": article.title, "day": article.listed_at} for path, article in shown.items()]
        return JSON, json.dumps({"links": links}).encode()
    for page, article in shown.items():
        if path == f"/live/data/{page.split('/')[-1].removesuffix('.html')}.json":
            told = {"title": article.title, "printed_at": article.printed_at, "source": article.source}
            return JSON, json.dumps(told | {"paragraphs": article.body.split("\n")}).encode()
    return None
