"""Which of a page's links are its articles: the list of twenty with dates, not the menu, not the hot list.

Rows (see ``rows``) of one place are weighed together; the best list is the page's own, and what it looks like decides
which others go with it.  Words and dates are read elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from urllib.parse import urlsplit

from crawler.kinship import family_of, twin_key
from crawler.listing.addresses import address_shape, article_likeness, is_document, is_file, names_listing
from crawler.listing.headings import Headings
from crawler.listing.links import HEADINGS, Link, PageLinks, units
from crawler.listing.rows import Row, listed_rows, read_dates
from crawler.listing.titles import is_more, longest_words
from crawler.listing.zones import Zone

SHORT_TITLE = 3  # units; what is shorter is a button
SHORT_HEADLINE = 5  # units; a heading that short may name the block below it
SHORT_PROSE = 12  # units around a link that make a paragraph of what it stands in
MOST_LINKS_IN_PROSE = 3  # of a teaser's paragraph; one with more is a list
LONG_TITLE = 9  # units; a menu's words are shorter
GOOD_LIST = 0.5  # quality from which a list may be the page's own
UNLIKE, LIKE = 0.4, 0.7  # addresses that are articles' by no means, and by all
DATED_ONLY = 0.35  # of a list with nothing but dates to tell it
GOOD_LEAD = 0.6  # quality of the few above a dated list
DATED_LIST = 0.7  # so many rows with a date make a list a dated one
ENOUGH_ROWS = 200  # of a list to know the shape of its addresses
MOST_LEADS = 6  # articles printed large above a dated list

_NUMBER_OR_PAGE = re.compile(
    r"[\[(第]?\d{1,4}[\])页頁]?|[<>«»‹›←→]+|(?:上|下|前|后|首|尾|末)一?[页頁]|最[后末]一?[页頁]|prev(?:ious)?|next|first|last|older|newer",
    re.I,
)
MOST_OF_PAGE = 0.9  # of its articles; an element around so many is the page, whatever its name
BESIDE_WEIGHT = 0.5  # a side column or hot list is the page's own only if it has far more to say
HOT_HEADING_WEIGHT = 0.6


@dataclass(slots=True)
class _List:
    rows: list[Row]
    likeness: float  # of the addresses to articles'
    quality: float
    dated: float  # share of rows
    zone: Zone
    zone_nodes: frozenset[int]
    path: int
    is_headed_hot: bool

    @property
    def weight(self) -> float:
        weight = self.quality * log2(1 + len(self.rows))
        weight *= BESIDE_WEIGHT if self.zone & (Zone.HOT | Zone.SIDE) else 1.0
        return weight * (HOT_HEADING_WEIGHT if self.is_headed_hot else 1.0)


def article_rows(
    page: PageLinks, urls: Sequence[str | None], url: str, *, declared: set[str] | None = None
) -> list[Row]:
    """The rows of the page's articles in document order, each article once.

    ``urls`` are the canonical addresses of ``page.links``; ``declared`` are the articles that a layout names.
    """
    if declared is not None:
        named = [at for at, address in enumerate(urls) if address in declared]
        lists = _lists(page, listed_rows(page, urls, named), urls, named)
        return _merged(page, [row for one in lists for row in one.rows])
    homes = _homes(urls, url)
    own = twin_key(url)
    near = [
        at
        for at, address in enumerate(urls)
        if address
        and family_of(address) in homes
        and twin_key(address) != own
        and _may_be_listed(page, page.links[at], address)
    ]
    likely = [at for at in near if _may_be_article(page.links[at], urls[at] or "")]
    chosen = _chosen(page, list(_lists(page, listed_rows(page, urls, likely), urls, likely)), url)
    if not chosen:
        # Addresses such as /bread/ tell nothing; a list whose every row has a date tells enough.
        wordy = [at for at in near if units(page.links[at].text) >= SHORT_TITLE and not names_listing(urls[at] or "")]
        lists = [one for one in _lists(page, listed_rows(page, urls, wordy), urls, wordy) if one.dated >= DATED_LIST]
        chosen = _chosen(page, lists, url, least=DATED_ONLY)
    chosen = [row for row in chosen if not _is_block_name(page, row)]
    documents = sum(is_document(row.url) for row in chosen)
    if documents < 3 or documents * 2 < len(chosen) or not all(row.is_dated for row in chosen):
        # One among pages is an attachment; a dated list of nothing else is a list of announcements.
        chosen = [row for row in chosen if not is_document(row.url)]
    return _merged(page, chosen)


def _is_block_name(page: PageLinks, row: Row) -> bool:
    """A heading of a word or two with nothing around it names the block that follows."""
    return page.tags[row.node] in HEADINGS and not row.is_dated and longest_words(row.links) < SHORT_HEADLINE


def _homes(urls: Sequence[str | None], url: str) -> set[str]:
    """The site's own domain, and the one it moved to or keeps its articles on."""
    homes = {family_of(url)} if url else set()
    families = Counter(
        family_of(address) for address in dict.fromkeys(urls) if address and article_likeness(address) >= 0.7
    )
    if families:
        family, count = families.most_common(1)[0]
        if count >= 5 and count * 2 > sum(families.values()):
            homes.add(family)
    return homes


def _may_be_listed(page: PageLinks, link: Link, address: str) -> bool:
    parts = urlsplit(address)
    is_front_page = parts.path == "/" and not parts.query
    return not (is_front_page or is_file(address) or _NUMBER_OR_PAGE.fullmatch(link.text) or _is_in_prose(page, link))


def _is_in_prose(page: PageLinks, link: Link) -> bool:
    """A few words of a teaser's paragraph, linked in passing; `[read more]` at its end is another matter."""
    paragraph = page.parents[link.node]
    if paragraph < 0 or page.tags[paragraph] != "p" or len(page.links_in(paragraph)) > MOST_LINKS_IN_PROSE:
        return False
    linked = units(link.text)
    around = sum(units(page.texts[at]) for at in page.texts_in(paragraph)) - linked
    return around >= SHORT_PROSE and around >= 2 * linked and not is_more(link.text)


def _may_be_article(link: Link, address: str) -> bool:
    likeness = article_likeness(address)
    return likeness >= 0.4 or link.is_heading or (likeness > 0.15 and units(link.text) >= 6)


def _lists(
    page: PageLinks, rows: Sequence[Row], urls: Sequence[str | None], candidates: Sequence[int]
) -> Iterable[_List]:
    """The lists of the page: three rows and more under one roof, the rest pooled by their kind of place."""
    places: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        places[(page.parents[row.node], _kind_of(page, row.node))].append(row)
    loose: dict[int, list[Row]] = defaultdict(list)
    misnamed = _misnamed(page, urls, candidates)
    headings = Headings(page, rows)
    for (holder, _), together in places.items():
        read_dates(page, holder, together)
    headings.give_dates(places.values())
    for together in places.values():
        path = page.paths[together[0].node]
        if len(together) >= 3:
            yield _weighed(page, together, path, misnamed, headings)
        else:
            loose[path] += together
    for path, together in loose.items():
        yield _weighed(page, together, path, misnamed, headings)


def _kind_of(page: PageLinks, node: int) -> str:
    """What rows of one list have in common: `news` and `news with_image` do, and all the `li` of an `ul`."""
    tag = page.tags[node]
    return tag if tag in ("li", "tr", "article", "dd", "dt") else f"{tag}.{page.names[node]}"


def _misnamed(page: PageLinks, urls: Sequence[str | None], candidates: Sequence[int]) -> set[int]:
    """Elements that are no zones in spite of their names.

    `content-sidebar-wrap` holds most of the page, `<li class="hot">` one headline, and where `right` comes
    three times it is half of a row, not the side column.
    """
    held: dict[int, set[str]] = defaultdict(set)
    kinds: dict[int, Zone] = {}
    for at in candidates:
        for kind, node in page.zones[page.links[at].node]:
            held[node].add(urls[at] or "")
            kinds[node] = kind
    everything = len({urls[at] for at in candidates})
    columns = Counter(page.paths[node] for node in held if kinds[node] is Zone.SIDE)
    return {
        node
        for node, inside in held.items()
        if page.tags[node] not in ("nav", "footer", "aside")
        and (
            len(inside) > MOST_OF_PAGE * everything
            or (len(inside) == 1 and Zone.NAVIGATION not in kinds[node])
            or (kinds[node] is Zone.SIDE and columns[page.paths[node]] >= 3)
        )
    }


def _weighed(page: PageLinks, rows: list[Row], path: int, misnamed: set[int], headings: Headings) -> _List:
    count = len(rows)
    likeness = sum(article_likeness(row.url) for row in rows) / count
    words = sum(min(1.0, longest_words(row.links) / LONG_TITLE) for row in rows) / count
    dated = sum(row.is_dated for row in rows) / count
    headlines = sum(any(link.is_heading for link in row.links) for row in rows) / count
    zone, zone_nodes = Zone.NONE, set()
    for kind, node in page.zones[rows[0].node]:
        if node in misnamed or node >= rows[0].node:
            continue
        zone |= kind
        zone_nodes.add(node)
    quality = 0.4 * likeness + 0.25 * words + 0.2 * dated + 0.12 * headlines + 0.05 * (count >= 3)
    if any(page.tags[row.node] == "article" for row in rows):
        quality += 0.1
    if Zone.NAVIGATION in zone:
        quality -= 0.4
    return _List(rows, likeness, quality, dated, zone, frozenset(zone_nodes), path, headings.say_hot(rows[0]))


def _chosen(page: PageLinks, lists: Sequence[_List], url: str, least: float = GOOD_LIST) -> list[Row]:
    good = [one for one in lists if one.quality >= least or (one.quality >= 0.4 and _is_heading_list(one))]
    main = max(good, key=lambda one: one.weight, default=None)
    if main is None:
        return []
    shapes = {address_shape(row.url) for row in main.rows[:ENOUGH_ROWS]} if len(good) > 1 else set()
    under = _share_under(main.rows, url)
    start = page.starts[main.rows[0].node]
    chosen = list(main.rows)
    for one in good:
        if one is main or (one.quality < least and one.likeness < UNLIKE and main.likeness >= LIKE):
            continue  # headings whose addresses are of another kind than the articles'
        looked_at = one.rows[:ENOUGH_ROWS]
        alike = sum(address_shape(row.url) in shapes for row in looked_at) / len(looked_at)
        is_aside = bool(one.zone & (Zone.HOT | Zone.SIDE)) and not one.zone_nodes <= main.zone_nodes
        if is_aside or (one.is_headed_hot and not main.is_headed_hot):
            # A dated list of the same kind of address is an archive of the same articles, whatever it is called.
            if one.dated >= DATED_LIST and main.dated >= DATED_LIST and alike >= 0.8:
                for row in one.rows:
                    row.is_beside = True
                chosen += one.rows
        elif one.path == main.path:
            chosen += one.rows
        elif under >= 0.8 and _share_under(one.rows, url) <= 0.2 and alike < 0.8:
            continue  # this section keeps its articles in its own folder; these are in another's
        elif (
            main.dated < DATED_LIST
            or one.dated >= DATED_LIST
            or (len(one.rows) <= MOST_LEADS and page.starts[one.rows[0].node] < start and one.quality >= GOOD_LEAD)
        ):
            chosen += one.rows
    return chosen


def _is_heading_list(one: _List) -> bool:
    """Headlines set as headings, with addresses that say a little; without, they are the names of sections."""
    has_evidence = one.likeness >= 0.15 or one.dated > 0
    return has_evidence and all(any(link.is_heading for link in row.links) for row in one.rows)


def _share_under(rows: Sequence[Row], url: str) -> float:
    """How many of the articles are filed in the section's own folder."""
    above, _, name = urlsplit(url).path.lower().rpartition("/")
    folder = f"{above}/" if "." in name or not name else f"{above}/{name}/"
    if folder == "/":
        return 0.0
    return sum(urlsplit(row.url).path.lower().startswith(folder) for row in rows) / len(rows)


def _merged(page: PageLinks, rows: Iterable[Row]) -> list[Row]:
    """Each article once, where it first stands, with all that is printed about it."""
    merged: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: page.starts[row.links[0].node]):
        first = merged.setdefault(twin_key(row.url), row)
        if first is not row:
            first.links += row.links
            first.date_lines += row.date_lines
            first.is_dated = first.is_dated or row.is_dated
            if first.is_beside and not row.is_beside:
                first.is_beside = False
    return list(merged.values())
