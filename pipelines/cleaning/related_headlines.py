"""``Read more: Ferry crew strikes again``: headlines of other stories, inside this one or below it.

A story may quote a headline, and one link in a sentence is no list: prose spares a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.cleaning.headed import below_heading
from pipelines.cleaning.hints import RELATED
from pipelines.cleaning.links import address_of
from pipelines.cleaning.own_links import find_own_links, is_own
from pipelines.cleaning.phrases import SIGNS, Phrases
from pipelines.cleaning.story import Claim, Story

LONGEST_HEADING = 60  # characters; "Read more" with its colon and an adverb, not a sentence about reading
WHOLLY_LINK = 0.95
SHORTEST_HEADLINE = 25  # characters; a shorter link between paragraphs may be a source or a name
LONGEST_POINTER = 300  # characters; "Read more:" and a headline
MOSTLY_LINK = 0.6  # link share from which a block under such a heading is a headline

# A line may open with these and go on to something else: "Read the room", "Trending downwards".
SINGLE = frozenset("related recommended trending read also more".split())
_CHINESE = re.compile(
    r"(?:相关|相關|延伸|推荐|推薦|更多(?!.{0,16}(?:关注|下载|扫码))|热门|熱門|最新|精彩|往期|拓展|扩展|猜你|你可能|您可能|编辑推荐|新闻推荐|热点|今日|大家|深度|关联|近期|同类|上一|下一)\S{0,5}"
    r"(?:阅读|閱讀|新闻|新聞|链接|鏈接|连结|報導|报道|文章|推荐|推薦|资讯|資訊|内容|热点|喜欢|感兴趣|回顾|专题|專題|精彩|话题|信息|稿件|在看|排行|视频|图集)|"
    r"本[网站]{1,2}(?:相关|推荐|热门|最新)|[\u4e00-\u9fff]{0,6}精选\s?[:：]?$|猜你喜欢|排行榜|点击排行|新闻排行|阅读排行|热榜|你可能(?:也)?(?:喜欢|感兴趣)|延伸[ ·•\-—]推荐|此前报道[:：]|相关[:：]|(?:点击|戳).{0,6}(?:阅读|查看)"
)
_NEIGHBOUR = re.compile(r"[上下前后]一?[篇页条]\s?[:：]")  # a pager's, whatever its element is called
HEADINGS = Phrases(
    # Japanese, Korean
    """あわせて読みたい | 関連記事 | 関連リンク | 関連ニュース | 関連する記事 | 関連キーワード | おすすめ記事
    おすすめ | この記事を読んだ | 人気記事 | 관련 기사 | 관련기사 | 많이 본 | 추천 기사 | 추천기사""",
    # English
    """related | related articles | more on | more from | more in | more about | more news | more stories
    more like this | more | more to read | read more | read also | read next | read now | read this | read full
    read the full | read our | see also | also read | also see | also: | you may also | you might also
    you may like | recommended | most read | most popular | most viewed | most shared | trending | popular now
    popular stories | don't miss | don’t miss | up next | next article | next story | latest news | latest stories
    latest from | top stories | further reading | keep reading | explore further | editor's picks | editor’s picks
    editors' picks | editor's choice | what to read next | in case you missed | other stories | similar articles
    similar stories | similar posts | what's next | watch now | watch: | watch | read: | read | click here to read
    related: | related story | related stories | recent posts | recent stories | recent articles | recent news""",
    # German, Dutch
    """lesen sie auch | lesen sie mehr | lesen sie dazu | lesen sie hier | lies auch | lies mehr | mehr zum thema
    mehr dazu | mehr lesen | mehr aus | mehr über | mehr von | mehr zu | das könnte sie | das könnte dich
    weitere artikel | weitere themen | weitere nachrichten | weitere meldungen | auch interessant | zum thema
    meistgelesen | lesetipp | ebenfalls interessant | passend dazu | aktuelle meldungen | lees ook | lees meer
    meer over | meer lezen | meer nieuws | bekijk ook""",
    # French, Italian
    """lire aussi | lire également | lire plus | lire la suite | à lire aussi | à lire | a lire aussi
    sur le même sujet | sur le même thème | à voir aussi | à voir également | voir aussi | articles liés
    articles similaires | articles recommandés | les plus lus | pour aller plus loin | nos derniers articles
    nos autres articles | dans la même rubrique | dans notre rubrique | leggi anche | leggi di più | leggi tutto
    leggi altro | potrebbe interessarti | articoli correlati | ti potrebbe | vedi anche | altri articoli
    i più letti""",
    # Spanish, Portuguese
    """lea también | lee también | lee más | leer más | leer también | te puede interesar | le puede interesar
    noticias relacionadas | más noticias | más información | más sobre | más leídas | también te puede
    también le puede | ver más | mira también | no te pierdas | te recomendamos | artículos relacionados
    lo más leído | lo más visto | las más leídas | leia também | leia mais | veja também | veja mais | saiba mais | você pode gostar
    matérias relacionadas | notícias relacionadas | mais lidas | artigos relacionados""",
    # Nordic, Polish, Czech, Hungarian
    """mest lest | mest lästa | mest läst | mest læste | mest læst | flere saker | luetuimmat
    les også | les mer | les mere | læs også | læs mere | läs även | läs också | läs mer | lue myös | lue lisää
    se også | se även | przeczytaj też | przeczytaj także | przeczytaj również | czytaj też | czytaj także
    czytaj więcej | czytaj również | zobacz też | zobacz także | zobacz również | čtěte také | čtěte též
    přečtěte si | olvasta már | kapcsolódó""",
    # Indonesian, Turkish, Russian, Hindi, Arabic, Vietnamese
    """baca juga | baca selengkapnya | lihat juga | simak juga | simak video | berita terkait | artikel terkait
    ilgili haber | ilgili haberler | ilgili içerik | bunlar da ilginizi | benzer haberler | ayrıca bak
    читайте также | читайте далее | читайте ещё | читайте еще | по теме | смотрите также | читайте також
    यह भी पढ़ें | ये भी पढ़ें | इसे भी पढ़ें | और पढ़ें | खबरें और भी हैं | اقرأ أيضا | إقرأ أيضا | xem thêm
    đọc thêm""",
)


def find_related_headlines(story: Story) -> Iterator[Claim]:
    """Yield headlines of other stories: under a telling name, or after a telling heading."""
    for claim in story.claim_marked(RELATED, "named or built as headlines of other stories"):
        text = story.blocks[claim.position].text
        if text[0] not in "上下前后" or not _NEIGHBOUR.match(text):
            yield claim
    for position in find_own_links(story):
        yield Claim(position, "a list of the site's own headlines")
    reached = -1  # the last position below a heading inside the story: what one heads, the next need not
    for position, text, head in story.lines(LONGEST_POINTER, before=4, after=40):
        block = story.blocks[position]
        said = HEADINGS.opening(head)
        if not said and _is_wedge(story, position):
            yield Claim(position, "one link alone between paragraphs")
            continue
        if not said:
            found = _CHINESE.match(head[:LONGEST_HEADING])
            if not found:
                continue
            said = found[0]
        is_pointer = block.link_share >= MOSTLY_LINK or said[-1] in ":：|" or _points(head, said)
        is_whole = head.rstrip(SIGNS) == said
        if (
            not is_pointer
            and not is_whole
            and (story.is_prose(position) or len(text) > LONGEST_HEADING or said in SINGLE)
        ):
            continue
        yield Claim(position, said)
        inside = story.first <= position <= story.last
        if position <= reached:
            continue
        if inside or block.link_share < MOSTLY_LINK:
            for below in story.run_below(position) if inside else _list_below(story, position):
                reached = below if inside else reached
                yield Claim(below, f"below {said}")


def _list_below(story: Story, position: int) -> range:
    """The headlines below a heading outside the story; a line that is no link behind a row of links is not one."""
    below = below_heading(story, position)
    linked = [story.blocks[at].link_share >= MOSTLY_LINK for at in below]
    if True in linked and not all(linked) and linked.index(False) == sum(linked):
        return below[: sum(linked)]
    return below


def _is_wedge(story: Story, position: int) -> bool:
    """One link wedged between two paragraphs that are none: a headline in capitals, or dressed as neither of them."""
    block = story.blocks[position]
    if block.links != 1 or block.link_share < WHOLLY_LINK or len(block.text) < SHORTEST_HEADLINE:
        return False
    if block.is_heading or not story.first < position < story.last:
        return False
    around = (position - 1, position + 1)
    if not all(story.is_prose(at) and story.blocks[at].link_share < MOSTLY_LINK for at in around):
        return False
    return block.text.isupper() or (_is_dressed_apart(story, position) and is_own(address_of(block), story))


def _is_dressed_apart(story: Story, position: int) -> bool:
    """Whether a line has a class that its two neighbours, who have one and the same, do not."""
    looks = [
        place.element.get("class") if (place := story.blocks[at].place) is not None and place.tag == "p" else None
        for at in (position - 1, position, position + 1)
    ]
    return None not in looks and looks[0] == looks[2] != looks[1]


def _points(head: str, said: str) -> bool:
    """``Read more: …``: what is said goes on with a colon or a bar, not with the rest of a sentence."""
    return head[len(said) : len(said) + 2].lstrip()[:1] in tuple(":：|>»→")
