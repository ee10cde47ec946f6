"""``下一页``, ``Next``, ``»``, ``加载更多``: what says that a link leads to the next page."""

from __future__ import annotations

import re

from crawler.listing.links import Link

EDGES = " \t\xa0\u3000[]()（）【】<>《》«»‹›←→|·…"
_NEXT = re.compile(
    r"(?:下|后|後)(?:一|1)?[页頁版]|下[页頁]|翻[页頁]|后翻|next(?: page)?"
    r"|older(?: posts| entries| articles| stories| news)?|more posts"
    r"|(?:点击|點擊)?(?:加载|载入|查看|显示|浏览|載入|顯示)?更多(?:新闻|文章|内容|資訊|资讯)?|load more|show more|more"
    r"|(?:较早|更早|较旧|更旧|早期|以前|旧)的?(?:文章|新闻|日志|内容)"
    r"|次(?:へ|の(?:ページ|\d{1,3}件)(?:へ)?)|もっと(?:見る|読む)|다음(?: ?페이지)?|더 ?보기|ต่อไป|التالي|الصفحة التالية"
    r"|(?:page )?suivante?s?|(?:artículos|entradas|noticias) (?:anteriores|siguientes)|(?:página )?siguiente|próxim[ao](?: página)?"
    r"|(?:nächste|weitere)(?: seite| artikel)?|ältere (?:beiträge|artikel)|weiter|mehr(?: laden| anzeigen)?|volgende|n(?:ä|e|æ)ste?a?(?: sid[ae])?|seuraava"
    r"|(?:pagina )?successiv[ao]|avanti|następna(?: strona)?|sonraki(?: sayfa)?|trang (?:sau|tiếp)|xem thêm"
    r"|(?:halaman )?(?:selanjutnya|berikutnya)|(?:следующая(?: страница)?|далее|дальше|вперёд|вперед|(?:показать )?ещё)",
    re.I,
)
_MORE = re.compile(r"更多|more|mehr|もっと|더|ещё|thêm", re.I)  # of this list, or of another
_ARROW = re.compile(r"[>»›→]{1,2}")
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])(?:next|nextpage|next-page|page-next|pagenext|older|nextpostslink)(?:$|[\s_-])", re.I
)
_NEXT_IMAGE = re.compile(
    r"(?:^|[/_-])(?:next|nextpage|next_?page|xia_?yi_?ye|xyy|xyiye|page_?(?:down|next)|arrow_?r(?:ight)?|right_?arrow)\d{0,2}[_-]?\w{0,6}\.(?:gif|png|jpe?g|svg)",
    re.I,
)
_PREVIOUS = re.compile(r"(?:上|前)(?:一|1)?[页頁版]|首[页頁]|第一[页頁]|prev|newer|first|previous", re.I)
_LAST = re.compile(r"(?:最[后後末]一?|尾|末)[页頁]|last(?: page)?", re.I)


def says_next(link: Link, *, last: bool = True) -> bool:
    """Whether a link's words, alt text, arrow or class call it the next page, or the last."""
    text = link.text.strip()
    labels = [text, link.title, *link.image_titles, link.element.get("aria-label") or ""]
    labels = [label.strip(EDGES) for label in labels if len(label) <= 40]
    if any(_PREVIOUS.match(label) for label in labels):
        return False
    if any(_NEXT.fullmatch(label) or (last and _LAST.fullmatch(label)) for label in labels):
        return True
    if _ARROW.fullmatch(text):
        return True
    if not text and any(_NEXT_IMAGE.search(image) for image in link.images):
        return True
    names = f"{link.element.get('class') or ''} {link.element.get('id') or ''} {link.element.get('rel') or ''}"
    return len(text) <= 20 and _NEXT_NAME.search(names) is not None


def is_label_of_next(label: str) -> bool:
    """Whether a button's words alone call it the next page."""
    return _NEXT.fullmatch(label.strip(EDGES)) is not None


def is_about_more(link: Link) -> bool:
    """Whether its words may lead to more of another list: 更多 stands below every column of a front page."""
    return any(_MORE.search(label) for label in (link.text, link.title))
