"""``We use cookies``, ``Log in to continue reading``: walls between the reader and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.headed import below_heading
from pipelines.cleaning.hints import WALL
from pipelines.cleaning.phrases import Phrases
from pipelines.cleaning.story import Claim, Story

LONGEST_NOTICE = 400  # characters
_COOKIES = re.compile(r"\bcookies?\b", re.I)
# A notice asks for consent or says what it is good for; a story about biscuits does neither.
_ASKS = re.compile(
    r"accept|consent|agree|setting|improve|experience|personali|analy|traffic|privacy|policy|browser|\bsite|website|"
    r"seite|einstellung|zustimm|einwillig|einverstanden|akzept|datenschutz|werbung|expérience|navigation|publicit|"
    r"acept|experiencia|sitio|accett|esperienza|\bsito|ervaring|instelling|oplevelse|opplevelse|upplevelse|webb",
    re.I,
)
USES = Phrases(
    """we use | we and our | our site | our website | this site | this website | by continuing | by using | by clicking
    wir verwenden | wir nutzen | diese seite | diese website | nous utilisons | ce site | en poursuivant
    utilizamos | usamos | este sitio | utilizziamo | questo sito | wij gebruiken | deze website | vi bruker
    vi använder | vi bruger | para mostrarte | um diesen | accept"""
)
WALLS = Phrases(
    """accept cookies | accept all cookies | cookie policy | cookie settings | manage cookies | subscribe to continue
    subscribe to read | subscribe now to | log in to continue | log in to read | log in to unlock
    sign in to continue | sign in to read | register to read | register to continue | create an account
    already a subscriber | already a member | not a subscriber | already registered | to continue reading
    to keep reading | continue reading with | register / sign in | this article is for subscribers
    this article is only | this article is available | this content is | this story is for | this video is only
    please enable | enable javascript | your browser does not | your browser is out | cet article est réservé
    article réservé aux abonnés | réservé aux abonnés | nur für abonnenten | solo para suscriptores
    contenido solo para suscriptores | exclusivo para suscriptores | exclusivo para assinantes
    articolo riservato agli abbonati | riservato agli abbonati | この記事は会員限定 | 会員限定記事です
    with your permission we and our | with your permission we may use
    l'article est réservé | il vous reste | contenido exclusivo | este contenido es | dieser artikel ist
    dieser inhalt ist | weiterlesen mit | jetzt weiterlesen | bereits abonnent | sie haben bereits | al abonnee
    log ind for | logg inn for | logga in för | przeczytasz | ten artykuł jest | zaloguj się | 有料会員になると
    この記事は有料 | 今すぐ登録 | ログインする | 请登录 | 请先登录 | 登录后查看 | 登录后阅读 | 开通会员 | 您的浏览器 | 您当前使用的浏览器
    浏览器版本 | 为达最佳浏览 | 為達最佳瀏覽 | 请升级浏览器 | 请使用"""
)


def find_cookie_notices(story: Story) -> Iterator[Claim]:
    """Yield cookie, login and paywall notices."""
    yield from story.claim_marked(WALL, "the template calls it a wall")
    for position, text, head in story.lines(LONGEST_NOTICE, before=40, after=10):
        if said := WALLS.opening(head):
            yield Claim(position, said)
        elif USES.opening(head) and _COOKIES.search(text) and (_ASKS.search(text) or not _is_told(story, position)):
            yield Claim(position, said := "cookies")
        else:
            continue
        yield from (Claim(below, f"below {said}") for below in below_heading(story, position))


def _is_told(story: Story, position: int) -> bool:
    """Whether this is a paragraph among the story's own."""
    return story.first <= position <= story.last_prose and story.is_prose(position)
