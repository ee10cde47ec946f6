"""``This site can’t be reached — ERR_CONNECTION_RESET``: a page that is no article, and why it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.article import BODY, Article
from pipelines.cleaning.block_page import find_block_page, is_story
from pipelines.cleaning.blocks import Block
from pipelines.cleaning.name_list import is_name
from pipelines.cleaning.worth import prose_in

SHORT = 1500  # characters of all blocks together; an error says little, a story about errors says more
HEAD = 12  # blocks in which an error page has said what went wrong
FEWEST_LINKS = 3  # headlines that make a listing
WHOLLY_LINK = 0.9
LISTED = 0.3  # share of the kept blocks that are links; each headline may have a line and a date
LITTLE_PROSE = 500  # bytes
_BROWSER = re.compile(
    r"\b(?:ERR_[A-Z]{3,}_[A-Z_]{3,}|DNS_PROBE_[A-Z_]+|PR_[A-Z_]+_ERROR|SSL_ERROR_[A-Z_]+|NS_ERROR_[A-Z_]+)\b|"
    r"This site can[’']t be reached|无法访问此网站|无法打开此页|找不到服务器|Server not found|Unable to connect|Secure Connection Failed"
)
# 404 behind which a word of the trade stands, or none: "500 g of haddock" is an ingredient.
_STATUS = (
    r"(?:error\s?)?[45]0\d\b(?!\s(?!error|fehler|erreur|not\b|page|bad\b|internal|service|server|gateway|forbidden|unauth|"
    r"seite|p[aá]gina|oops|sorry|http|file|document)[a-zà-ÿ])"
)
_SERVER = re.compile(
    rf"^\W{{0,3}}(?:{_STATUS}|"
    r"(?:[45]0\d\s)?(?:not found|forbidden|bad gateway|service unavailable|internal server error|gateway time-?out|access denied|"
    r"page not found|the requested url)|(?:抱歉|对不起)?[，,]?\s?(?:您|你)?(?:要|所)?(?:访问|查看|浏览|找)的(?:页面|网页|内容|文章)\S{0,6}(?:不存在|已删除|被删除|找不到)|"
    r"(?:页面|网页|文章|内容)(?:不存在|已删除|未找到|找不到了?)|404(?!\s)|"
    r"seite (?:wurde )?nicht gefunden|p[aá]gina (?:no|não) encontrada|(?:la |esta )?p[aá]gina (?:no existe|não existe)|"
    r"pagina non trovata|страница не (?:найдена|существует)|halaman tidak ditemukan|sidan (?:hittades|kunde) inte|"
    r"siden (?:ble|blev) ikke (?:funnet|fundet)|الصفحة غير موجودة|(?:cette |la )?page (?:n[’']existe pas|demandée n)|"
    r"page introuvable|sayfa bulunamadı|ページが見つかりません|お探しのページ|페이지를 찾을 수 없습니다|पृष्ठ नहीं मिला)",
    re.I,
)
# What is no article, and may be one tomorrow, whoever asks.
ROBOT_CHECK = "robot check"
PASSING_PAGES = frozenset((ROBOT_CHECK, "maintenance page", "login wall", "error page", "browser error page"))


def find_refusal(blocks: Sequence[Block], article: Article) -> str:
    """Why these blocks are no article; empty when they may be one."""
    title, body = article.title, article.body
    if not blocks:
        return "empty page"
    head = [block.text for block in blocks[:HEAD]]
    length = sum(len(block.text) for block in blocks)
    if length < 4 * SHORT and any(_BROWSER.search(text[:300]) for text in head):
        return "browser error page"
    if kind := find_block_page(blocks, article):
        return kind
    # Bus 404 has stories of its own.
    if length < SHORT and not is_story(blocks, article) and any(_SERVER.search(text[:120]) for text in (title, *head)):
        return "error page"
    if not body and not title:
        return "no story"
    if _is_listing(blocks, article):
        return "section page"
    return ""


def _is_listing(blocks: Sequence[Block], article: Article) -> bool:
    """Whether what was kept is linked headlines with a line each, and hardly a paragraph."""
    kept = [block for block, (_, fate) in zip(blocks, article.fates, strict=True) if fate == BODY]
    links = sum(1 for block in kept if block.is_heading and block.link_share >= WHOLLY_LINK and not is_name(block.text))
    return links >= FEWEST_LINKS and links >= LISTED * len(kept) and sum(map(prose_in, kept)) < LITTLE_PROSE
