"""Section pages as real portals send them: read to their end, and against labels made by hand."""

import json
from pathlib import Path

import pytest
from parsel import Selector

from crawler.kinship import twin_key
from crawler.sections import section_page
from crawler.urls import canonical

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LABELS = Path(__file__).parent / "labels"
SCHOOL = CORPUS / "school-portal"
SCHOOL_URL = "http://oldweb.shenzhong.net/news/{}/index.html"


def saved_pages(folder: Path) -> dict[str, Path]:
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["url"]: folder / row["file"] for row in rows}


def saved(path: Path) -> Selector:
    return Selector(text=path.read_bytes().decode(errors="replace"))


@pytest.mark.skipif(not SCHOOL.is_dir(), reason="the saved school portal is not here")
@pytest.mark.parametrize(
    ("section", "page_count", "article_count", "beside_count"),
    [("bulletin", 18, 353, 5), ("deep", 18, 356, 0), ("recommend", 4, 61, 5), ("original", 4, 52, 5)],
)
def test_school_portal(section, page_count, article_count, beside_count):
    files = saved_pages(SCHOOL)
    waiting, pages = [SCHOOL_URL.format(section)], {}
    while waiting:
        url = waiting.pop()
        if url not in pages:
            pages[url] = section_page(saved(files[url]), url)
            waiting += pages[url].next_pages
    assert len(pages) == page_count
    assert all(page.score >= 0.9 for page in pages.values())
    links = {link.url: link for page in pages.values() for link in page.links}
    assert len(links) == article_count
    assert len({link.url for link in links.values() if link.is_beside}) == beside_count
    for link in links.values():
        article = saved(files[link.url])
        title = " ".join("".join(article.css(".unitOpenTitle ::text").getall()).split())
        assert title in (link.title, ""), link
        date = article.re_first(r"日期：\s*(\d{4}-\d{1,2}-\d{1,2})") or link.listed_at
        assert link.listed_at == "-".join(part.zfill(2) for part in date.split("-")), link
        assert section_page(article, link.url).score < 0.5, link.url


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the saved real pages are not here")
@pytest.mark.parametrize("labels", sorted(LABELS.glob("*.json")), ids=lambda path: path.stem)
def test_pages_labelled_by_hand(labels):
    """`links` are the page's articles by its printed addresses; `either` are right both ways."""
    found = wanted = taken = 0
    for file, label in json.loads(labels.read_text(encoding="utf-8")).items():
        page = section_page(saved(CORPUS / labels.stem / file), label["url"])
        assert (page.score >= 0.5) == label["is_section"], f"{file} {page.score}"
        if label["is_section"]:
            right, either = (
                {twin_key(canonical(printed, label["url"])) for printed in label[kind]} for kind in ("links", "either")
            )
            got = {twin_key(link.url) for link in page.links}
            found, wanted, taken = found + len(got & right), wanted + len(right), taken + len(got - (either - right))
    assert found / wanted >= 0.97, "recall"
    assert found / taken >= 0.97, "precision"
