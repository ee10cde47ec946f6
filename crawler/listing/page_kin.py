"""``index_2.html`` beside ``index.html``, ``?page=3``: which addresses may be pages of one list."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.kinship import family_of

_NUMBERS = re.compile(r"\d+")
_PAGE_PARAMETER = re.compile(
    r"(?:.*[._-])?(?:p|pg|pn|pno|paged|page|pages|pagenum|pagenumber|pageno|pageindex|page_?id|page_no|page_num|page_index|curpage|currentpage|currpage|nowpage|offset|start|begin|from|cursor|before|after|max_?id|last_?id)|[a-z]{1,2}\d{1,6}p",
    re.I,
)
_FOLDER_LIST = re.compile(r"(?:list|index|default|more)(?:[_-]?\d{1,6}){1,3}\.\w+")
_FIRST_PAGE_FILE = re.compile(r"(?:index|default|list|main|home)\d*(?=\.|$)", re.I)
_PATH_PAGE = re.compile(r"(?:/p(?:age)?[_-]?|(?:[_-]|/|(?<=[a-z]))p?(?:age[_-]?)?)\d{1,4}(?=\.\w+$|/?$)", re.I)
_LAYOUT_NUMBER = re.compile(r"(?<=[_-])[a-z]?\d{1,3}(?=\.\w+$)")


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
    stems = {path_stem(one.path), whole_path(one.path)} & {path_stem(two.path), whole_path(two.path)}
    if not stems and not _is_list_of_folder(one.path, two.path):
        return False
    pairs, own = dict(parse_qsl(one.query)), dict(parse_qsl(two.query))
    changed = {name for name in pairs.keys() | own.keys() if pairs.get(name) != own.get(name)}
    paging = {name for name in changed if _PAGE_PARAMETER.fullmatch(name)}
    if changed and not paging:
        return False
    # Counts may travel with the page's number; what this page has must stay.
    return all(name in paging or (name not in own and pairs[name].isdigit()) for name in changed)


def differs_by_a_number(address: str, url: str) -> bool:
    """``?side=2`` beside ``?side=1``, or beside nothing: enough for what is called the next page, whatever the name."""
    one, two = urlsplit(address), urlsplit(url)
    pairs, own = dict(parse_qsl(one.query)), dict(parse_qsl(two.query))
    changed = [name for name in pairs.keys() | own.keys() if pairs.get(name) != own.get(name)]
    numbers = [pairs.get(changed[0], ""), own.get(changed[0], "1")] if len(changed) == 1 else [""]
    return one[:3] == two[:3] and all(number.isdigit() and len(number) <= 4 for number in numbers)


def is_layout_of_same_issue(address: str, url: str) -> bool:
    """``node_02.htm`` beside ``node_01.htm``: pages of a newspaper as it was printed."""
    one, two = urlsplit(address.lower()), urlsplit(url.lower())
    return one.netloc == two.netloc and _LAYOUT_NUMBER.sub("#", one.path) == _LAYOUT_NUMBER.sub("#", two.path)


def number_of(url: str) -> int | None:
    """The page number that an address carries, None for a first page without one."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if _PAGE_PARAMETER.fullmatch(name) and value.isdigit() and len(value) < 6:
            return int(value)
    match = _PATH_PAGE.search(parts.path)
    return int(_NUMBERS.findall(match[0])[-1]) if match else None


def _is_list_of_folder(path: str, own: str) -> bool:
    """``/news/list_12_2.html`` is page 2 of ``/news/``, whose number the system calls 12."""
    folder, _, name = unquote(path).rpartition("/")
    own_folder, _, own_name = unquote(own).rpartition("/")
    is_first = not own_name or _FIRST_PAGE_FILE.fullmatch(own_name.partition(".")[0]) is not None
    return is_first and folder == own_folder and _FOLDER_LIST.fullmatch(name) is not None


def path_stem(path: str) -> str:
    """A path without the number of its page: /news/index_2.html and /news/ have one stem."""
    path = unquote(path)
    match = _PATH_PAGE.search(path)
    if match and match[0].startswith("/"):  # /list/2.html: it is the folder that is the list
        stem = path[: match.start()] + "/"
    else:
        stem = path if match is None else path[: match.start()] + path[match.end() :]
    stem = stem.rstrip("/").removesuffix("/page").removesuffix("/p")
    return whole_path(stem if "." in stem.rpartition("/")[2] else stem + "/")


def whole_path(path: str) -> str:
    """A path without its ending and default name: /news/index.html is /news."""
    folder, _, name = unquote(path).rpartition("/")
    name = name.partition(".")[0]
    return f"{folder}/{'' if _FIRST_PAGE_FILE.fullmatch(name) else name}".rstrip("/")
