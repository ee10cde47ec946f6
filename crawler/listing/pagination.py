"""``1 [2] [3] … [18] 下一页``: the further pages of a list, whatever drew the pager.

A pager is words (下一页, Next, », an arrow's alt or file name), numbers, a jump list, or a script that writes
them (see ``script_pagers``).  Numbers prove themselves: one number in their addresses counts as they do, from
whichever start (page 2 may be ``index_1.html``).  A calendar's numbers do so too and are told by the days in
their addresses and by the weekdays above them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from parsel import Selector

from crawler.kinship import family_of, twin_key
from crawler.listing.button_pages import button_pages
from crawler.listing.links import Link, PageLinks
from crawler.listing.script_pagers import drawn_pages, script_pages

MOST_PAGES = 1000  # that one page may name; more is a trap or a misread number
OPTION_PIECES = 8  # of text in one option of a jump list; a number needs one

_EDGES = " \t\xa0\u3000[]()（）【】<>《》«»‹›←→|·…"
_NUMBER = re.compile(r"(?:第\s?|page\s?)?(\d{1,5})(?:\s?[页頁])?", re.I)
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
_PAGE_PARAMETER = re.compile(
    r"(?:.*[._-])?(?:p|pg|pn|pno|paged|page|pages|pagenum|pagenumber|pageno|pageindex|page_?id|page_no|page_num|page_index|curpage|currentpage|currpage|nowpage|offset|start|begin|from|cursor|before|after|max_?id|last_?id)|[a-z]{1,2}\d{1,6}p",
    re.I,
)
_DAY_PARAMETER = re.compile(r"(?:^|[&_])(?:d|day|date|riqi|month|year|y|m)=\d", re.I)
_DAY_IN_PATH = re.compile(r"(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])[/_-]?(?:[0-3]?\d)?(?=\D|$)")
_WEEKDAYS = frozenset([
    "日", "一", "二", "三", "四", "五", "六", "周日", "周一", "周二",
    "sun", "mon", "tue", "wed", "thu", "fri", "sat", "s", "m", "t", "w", "f",
])  # fmt: skip
_CALENDAR_NAME = re.compile(r"calendar|\bcal\b|cal_|rili|datepicker", re.I)
_NUMBERS = re.compile(r"\d+")
_LAYOUT = re.compile(r"\s*第?\s?[A-Z]?\d{1,3}\s?版|[A-Z]\d{1,2}\s?[:：]", re.I)  # 第02版：要闻, A02版, B1：城事
_LAYOUT_NUMBER = re.compile(r"(?<=[_-])[a-z]?\d{1,3}(?=\.\w+$)")
_IMAGE_NUMBER = re.compile(r"(?:^|/)(?:page|p|no|num|n)?_?(\d{1,3})(?:_\w{1,6})?\.(?:gif|png|jpe?g)$", re.I)
_FOLDER_LIST = re.compile(r"(?:list|index|default|more)(?:[_-]?\d{1,6}){1,3}\.\w+")
_FIRST_PAGE_FILE = re.compile(r"(?:index|default|list|main|home)\d*(?=\.|$)", re.I)
_PATH_PAGE = re.compile(r"(?:/p(?:age)?[_-]?|(?:[_-]|/|(?<=[a-z]))p?(?:age[_-]?)?)\d{1,4}(?=\.\w+$|/?$)", re.I)


Kinship = Callable[[str, str], bool]  # may this address be another page of that one?


@dataclass(slots=True)
class NumberedPage:
    """A numbered link of a pager."""

    label: int
    address: str


def further_listing_pages(
    page: Selector,
    walked: PageLinks,
    urls: Sequence[str | None],
    url: str,
    read: Callable[[str], str | None],
    *,
    taken: Container[str] = (),
) -> list[str]:
    """The pages of this list after this one, in the order of their numbers.

    ``urls`` are the canonical addresses of ``walked.links``, ``read`` makes one of a printed address, ``taken``
    are the articles: an article is never a page of the list.
    """
    own = twin_key(read(url) or url)
    found: dict[str, None] = {}

    def add(address: str | None) -> None:
        if address and address not in taken and twin_key(address) != own and len(found) < MOST_PAGES:
            found.setdefault(address)

    numbered, current = numbered_pages(walked, urls, url, is_kin)
    for number in numbered:
        if number.label > current:
            add(number.address)
    earlier = {number.address for number in numbered if number.label <= current}

    for printed in page.css('link[rel~="next"]::attr(href), a[rel~="next"]::attr(href)').getall():
        address = read(printed)
        if address and address not in earlier and (is_kin(address, url) or _differs_by_a_number(address, url)):
            add(address)
    pager = {number.address for number in numbered}
    for link, address in zip(walked.links, urls, strict=True):
        if not address or address in earlier or address in found or address in taken:
            continue
        says = says_next(link)
        is_own = address in pager or is_kin(address, url)
        if says and not is_own and not any(_MORE.search(label) for label in (link.text, link.title)):
            is_own = _differs_by_a_number(address, url)
        if says and is_own and not _is_calendar(walked, link):
            add(address)
    for label, printed in _jump_list(page):
        address = read(printed)
        if label > current and address and address not in earlier and is_kin(address, url):
            add(address)
    scripts = list(page.root.iter("script"))
    for printed in script_pages(scripts, url, MOST_PAGES):
        add(read(printed))
    for printed in chain(button_pages(page, _is_label_of_next), drawn_pages(scripts, MOST_PAGES)):
        address = read(printed)
        if address and address not in earlier and is_kin(address, url):
            add(address)
    for link, address in zip(walked.links, urls, strict=True):
        if address and _LAYOUT.match(link.text) and _is_layout_of_same_issue(address, url):
            add(address)
    return list(found)


def _differs_by_a_number(address: str, url: str) -> bool:
    """``?side=2`` beside ``?side=1``, or beside nothing: enough for what is called the next page, whatever the name."""
    one, two = urlsplit(address), urlsplit(url)
    pairs, own = dict(parse_qsl(one.query)), dict(parse_qsl(two.query))
    changed = [name for name in pairs.keys() | own.keys() if pairs.get(name) != own.get(name)]
    numbers = [pairs.get(changed[0], ""), own.get(changed[0], "1")] if len(changed) == 1 else [""]
    return one[:3] == two[:3] and all(number.isdigit() and len(number) <= 4 for number in numbers)


def _is_label_of_next(label: str) -> bool:
    return _NEXT.fullmatch(label.strip(_EDGES)) is not None


def _is_layout_of_same_issue(address: str, url: str) -> bool:
    """``node_02.htm`` beside ``node_01.htm``: pages of a newspaper as it was printed."""
    one, two = urlsplit(address.lower()), urlsplit(url.lower())
    return one.netloc == two.netloc and _LAYOUT_NUMBER.sub("#", one.path) == _LAYOUT_NUMBER.sub("#", two.path)


def is_kin(address: str, url: str) -> bool:
    """Whether an address may be another page of this list: it differs by a number or in a page parameter.

    Folders are compared without their case: servers that do not care print both.

    >>> is_kin("http://a.cn/News/index_2.html", "http://a.cn/news/index.html")
    True
    >>> is_kin("http://a.cn/sport/index.html", "http://a.cn/news/index.html")
    False
    """
    one, two = urlsplit(address.lower()), urlsplit(url.lower())
    if family_of(address) != family_of(url):
        return False
    # The number at the end of this page's own address may be the list's: node_31100.htm, node_31100_2.htm.
    stems = {_path_stem(one.path), _whole_path(one.path)} & {_path_stem(two.path), _whole_path(two.path)}
    if not stems and not _is_list_of_folder(one.path, two.path):
        return False
    pairs, own = dict(parse_qsl(one.query)), dict(parse_qsl(two.query))
    changed = {name for name in pairs.keys() | own.keys() if pairs.get(name) != own.get(name)}
    paging = {name for name in changed if _PAGE_PARAMETER.fullmatch(name)}
    if changed and not paging:
        return False
    # Counts may travel with the page's number; what this page has must stay.
    return all(name in paging or (name not in own and pairs[name].isdigit()) for name in changed)


def _is_list_of_folder(path: str, own: str) -> bool:
    """``/news/list_12_2.html`` is page 2 of ``/news/``, whose number the system calls 12."""
    folder, _, name = unquote(path).rpartition("/")
    own_folder, _, own_name = unquote(own).rpartition("/")
    is_first = not own_name or _FIRST_PAGE_FILE.fullmatch(own_name.partition(".")[0]) is not None
    return is_first and folder == own_folder and _FOLDER_LIST.fullmatch(name) is not None


def _path_stem(path: str) -> str:
    """A path without the number of its page: /news/index_2.html and /news/ have one stem."""
    path = unquote(path)
    match = _PATH_PAGE.search(path)
    if match and match[0].startswith("/"):  # /list/2.html: it is the folder that is the list
        stem = path[: match.start()] + "/"
    else:
        stem = path if match is None else path[: match.start()] + path[match.end() :]
    stem = stem.rstrip("/").removesuffix("/page").removesuffix("/p")
    return _whole_path(stem if "." in stem.rpartition("/")[2] else stem + "/")


def _whole_path(path: str) -> str:
    """A path without its ending and default name: /news/index.html is /news."""
    folder, _, name = unquote(path).rpartition("/")
    name = name.partition(".")[0]
    return f"{folder}/{'' if _FIRST_PAGE_FILE.fullmatch(name) else name}".rstrip("/")


def says_next(link: Link, *, last: bool = True) -> bool:
    """Whether a link's words, alt text, arrow or class call it the next page, or the last."""
    text = link.text.strip()
    labels = [text, link.title, *link.image_titles, link.element.get("aria-label") or ""]
    labels = [label.strip(_EDGES) for label in labels if len(label) <= 40]
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


def numbered_pages(
    walked: PageLinks, urls: Sequence[str | None], url: str, kin: Kinship
) -> tuple[list[NumberedPage], int]:
    """The numbered links of the pager by number, and the number of this page (0 where it is not known)."""
    pagers: dict[int, list[tuple[Link, NumberedPage]]] = defaultdict(list)
    for link, address in zip(walked.links, urls, strict=True):
        label = link.text.strip(_EDGES) or _number_in_picture(link)
        if not label or not (match := _NUMBER.fullmatch(label)) or not address:
            continue
        if family_of(address) == family_of(url):
            pagers[_holder(walked, link.node)].append((link, NumberedPage(int(match[1]), address)))
    best: list[NumberedPage] = []
    current = 0
    for holder, links in pagers.items():
        numbers = [number for _, number in links]
        if _is_calendar(walked, links[0][0]) or _has_weekdays(walked, holder) or not _counts_along(numbers, url, kin):
            continue
        unique = {number.label: number for number in reversed(numbers) if number.label}
        if len(unique) > len(best):
            best = sorted(unique.values(), key=lambda number: number.label)
            current = _current_number(walked, holder, best, links, url, kin)
    return best, current


def _number_in_picture(link: Link) -> str:
    """``<img src="/img/3.gif">``: the number that the picture of a pager is named after."""
    match = _IMAGE_NUMBER.search(link.images[0]) if len(link.images) == 1 and not link.text else None
    return match[1] if match else ""


def _holder(walked: PageLinks, node: int) -> int:
    """The pager around a numbered link: `td` and `li` hold one number each, their parents them all."""
    above = walked.parents[node]
    for _ in range(3):
        if above > 0 and (
            walked.tags[above] in ("li", "td", "span", "b", "strong", "tr", "font") or len(walked.links_in(above)) < 2
        ):
            above = walked.parents[above]
    return above


def _counts_along(numbers: Sequence[NumberedPage], url: str, kinship: Kinship) -> bool:
    """Whether the addresses count as the labels do, and are further pages of this very list."""
    if all(number.label > MOST_PAGES * 10 for number in numbers) or any(_names_a_day(number) for number in numbers):
        return False
    kin = [number for number in numbers if kinship(number.address, url)]
    if not kin or len(kin) < len(numbers) * 0.6:
        return False
    if len(numbers) == 1:
        return _distance(numbers[0]) is not None
    distances = Counter(distance for number in kin if (distance := _distance(number)) is not None)
    counted = sum(distances.values())
    # The first page often has no number in its address.
    return counted >= len(kin) - 1 or _grows_evenly(kin)


def _distance(number: NumberedPage) -> int | None:
    """Label less the last number in the address: 0, or 1 where counting starts at 0; None for neither."""
    parts = urlsplit(number.address)
    for text in (parts.query, parts.path):
        for printed in reversed(_NUMBERS.findall(text)):
            if len(printed) < 8 and 0 <= number.label - int(printed) <= 1:
                return number.label - int(printed)
    return None


def _grows_evenly(numbers: Sequence[NumberedPage]) -> bool:
    """``start=20``, ``start=40``: items are counted, not pages."""
    starts = sorted(
        (number.label, int(found[-1]))
        for number in numbers
        if (found := _NUMBERS.findall(urlsplit(number.address).query))
    )
    steps = {(two - one) / (later - label) for (label, one), (later, two) in pairwise(starts) if later != label}
    return len(steps) == 1 and steps.pop() > 1


def _names_a_day(number: NumberedPage) -> bool:
    parts = urlsplit(number.address)
    if _DAY_PARAMETER.search(parts.query):
        return True
    tail = parts.path.rstrip("/").rpartition("/")
    last_steps = f"{tail[0][-8:]}/{tail[2]}"
    match = _DAY_IN_PATH.search(last_steps)
    return match is not None and last_steps.rstrip("/").endswith(match[0]) and str(number.label) in match[0]


def _is_calendar(walked: PageLinks, link: Link) -> bool:
    element = link.element
    for _ in range(5):
        element = element.getparent()
        if element is None:
            return False
        if _CALENDAR_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    return False


def _has_weekdays(walked: PageLinks, holder: int) -> bool:
    words = [walked.texts[at].lower().strip(".") for at in walked.texts_in(holder)[:60]]
    return sum(word in _WEEKDAYS for word in words) >= 6


def _current_number(
    walked: PageLinks,
    holder: int,
    numbers: Sequence[NumberedPage],
    links: Sequence[tuple[Link, NumberedPage]],
    url: str,
    kin: Kinship,
) -> int:
    own = twin_key(url)
    for number in numbers:
        if twin_key(number.address) == own:
            return number.label
    labels = {number.label for number in numbers}
    linked = {link.node for link, _ in links}
    # The page one is on is printed as a number without a link, or with one that leads nowhere.
    for at in walked.texts_in(holder):
        match = _NUMBER.fullmatch(walked.texts[at].strip(_EDGES))
        node = walked.text_nodes[at]
        if match and int(match[1]) not in labels and node not in linked and int(match[1]) <= max(labels) + 1:
            return int(match[1])
    first_distance = next((distance for number in numbers if (distance := _distance(number)) is not None), None)
    own_number = _number_of(url)
    path = urlsplit(url.lower()).path
    if own_number is None or _path_stem(urlsplit(numbers[-1].address.lower()).path) == _whole_path(path) != _path_stem(
        path
    ):
        return 1
    return own_number + first_distance if first_distance is not None and kin(numbers[0].address, url) else 0


def _number_of(url: str) -> int | None:
    """The page number that an address carries, None for a first page without one."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if _PAGE_PARAMETER.fullmatch(name) and value.isdigit() and len(value) < 6:
            return int(value)
    match = _PATH_PAGE.search(parts.path)
    return int(_NUMBERS.findall(match[0])[-1]) if match else None


def _jump_list(page: Selector) -> list[tuple[int, str]]:
    """The numbered options of a ``<select>`` that are addresses."""
    found: list[tuple[int, str]] = []
    # Broken pages nest lists in lists and options in options: each is read once, by its first few words.
    for select in page.root.iter("select"):
        if next(select.iterancestors("select"), None) is not None:
            continue
        options = [
            (int(match[1]), option.get("value").strip())
            for option in select.iter("option")
            if option.get("value") is not None
            and (match := _NUMBER.fullmatch("".join(islice(option.itertext(), OPTION_PIECES)).strip(_EDGES)))
        ]
        if options and all("/" in value or "." in value or "?" in value for _, value in options):
            found += options
    return found
