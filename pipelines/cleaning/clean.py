"""A page in, an article out: everybody looks, everybody claims, and here, in this one place, is cut.

Who is asked, in this order, and how (each in the file of its name):

    meta.read_meta(tree, address) -> Meta
    language.find_language(blocks, meta) -> "zh", "en", …
    title.find_title(blocks, meta, address) -> (position | -1, title)         looks at the whole page
    body.find_region(blocks, title_at, noted, addresses_of(address, meta)) -> Region             then the Story is made
    RULES: breadcrumb.find_breadcrumbs(story), byline.find_bylines(story), …  -> Iterator[Claim]
    fields, from the same Story, each its best answer or "" / []:
           subtitle.find_subtitle(story), published_at.find_published_at(story), source_line.find_source(story),
           author.find_author(story), editor_line.find_editor(story), keyword_line.find_keywords(story),
           breadcrumb.find_breadcrumb(story)

A site's declared layout, where it finds something, wins over what was found without it.  A site's template is asked
last, when the page has been read without it: what it teaches must not come from what it was taught.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from pipelines.cleaning.article import BODY, TITLE, Article, Fate, Removal
from pipelines.cleaning.author import find_author
from pipelines.cleaning.blocks import Block, find_blocks
from pipelines.cleaning.body import find_region
from pipelines.cleaning.breadcrumb import find_breadcrumb
from pipelines.cleaning.declared import Declared, read_layout
from pipelines.cleaning.editor_line import find_editor
from pipelines.cleaning.keyword_line import find_keywords
from pipelines.cleaning.language import find_language
from pipelines.cleaning.links import addresses_of
from pipelines.cleaning.meta import Meta, read_meta
from pipelines.cleaning.noted import find_noted, whole_story
from pipelines.cleaning.page import Page
from pipelines.cleaning.published_at import find_published_at
from pipelines.cleaning.refusal import find_refusal
from pipelines.cleaning.rules import RULES
from pipelines.cleaning.source_line import find_source
from pipelines.cleaning.story import Story
from pipelines.cleaning.subtitle import find_subtitle
from pipelines.cleaning.template import Template
from pipelines.cleaning.template_cuts import RULE as TEMPLATE
from pipelines.cleaning.template_cuts import weigh
from pipelines.cleaning.template_lessons import Lessons, writers_in
from pipelines.cleaning.title import find_title

OUTSIDE = "navigation"  # the rule for what nobody claims and does not stand in the story
AWAY = (OUTSIDE, "outside the story")
Cuts = dict[int, tuple[str, str]]  # position -> rule, evidence


def clean(
    page: Page,
    *,
    layout: Mapping[str, str] | None = None,
    listed_title: str = "",
    listed_at: str = "",
    template: Template | None = None,
) -> Article:
    """The article on a page: its fields, its body, and its removals.

    ``listed_title`` and ``listed_at`` are what the section page said of it; they speak where the page is silent.
    With a template the article also has ``seen``: what this page teaches it.
    """
    tree = page.tree
    meta = read_meta(tree, page.url)
    blocks = find_blocks(tree)
    declared = read_layout(tree, blocks, layout) if layout else Declared()
    story = read_story(blocks, meta, page.url, declared, listed_title, listed_at)
    cuts = find_cuts(story, declared)
    article = cut(story, cuts)
    fill_fields(article, story)
    declared.fill(article)
    article.title = article.title or listed_title
    article.published_at = article.published_at or listed_at
    if template is not None:
        weigh_template(article, story, cuts, template)
    article.refusal = find_refusal(blocks, article)
    return article


def weigh_template(article: Article, story: Story, cuts: Cuts, template: Template) -> None:
    """Let the site's other pages have their say, and this page teach what it is without them."""
    lessons = Lessons(story, list(map(itemgetter(1), article.fates)), writers_in(article.author), article.source)
    article.seen = lessons.seen()
    weighed = weigh(story, lessons, cuts, template)
    if not any(weighed):
        return
    kept = {position: why for position, why in cuts.items() if position not in weighed.lifted}
    kept.update((position, (TEMPLATE, evidence)) for position, evidence in weighed.cuts.items())
    told = replace(story, leads=story.leads | weighed.lifted)
    again = cut(told, kept)
    article.body, article.removals, article.fates = again.body, again.removals, again.fates
    article.warnings = again.warnings


def read_story(
    blocks: Sequence[Block],
    meta: Meta,
    address: str,
    declared: Declared,
    listed_title: str = "",
    listed_at: str = "",
) -> Story:
    """The story among the blocks, as everybody will see it."""
    title_at, title = find_title(blocks, meta, address, listed_title)
    if declared.title_at >= 0:
        title_at, title = declared.title_at, declared.fields["title"]
    noted = find_noted(blocks, meta)
    region = find_region(blocks, title_at, noted, addresses_of(address, meta))
    first, last, leads = region.first, region.last, frozenset(region.leads)
    if declared.body:
        first, last, leads = min(declared.body), max(declared.body), frozenset()
    return Story(
        blocks,
        find_language(blocks, meta),
        title,
        title_at,
        first,
        last,
        meta,
        address,
        listed_title,
        listed_at,
        region.marks,
        region.prose,
        leads,
        noted,
    )


def find_cuts(story: Story, declared: Declared) -> Cuts:
    """Every claim of every rule; where two claim one block, the earlier in the table has it."""
    cuts: Cuts = {}
    for name, find in RULES.items():
        for position, evidence in find(story):
            cuts.setdefault(position, (name, evidence))
    if declared.body:
        for position in set(range(story.first, story.last + 1)) - declared.body:
            cuts.setdefault(position, (OUTSIDE, "outside the declared body"))
    for position in declared.not_body:
        cuts.setdefault(position, (OUTSIDE, "declared not to be body"))
    return cuts


def cut(story: Story, cuts: Cuts) -> Article:
    """The one place that cuts: each block becomes title, body or a removal."""
    article = Article(title=story.title, language=story.language)
    body = []
    first, last, title_at, leads = story.first, story.last, story.title_at, story.leads
    for position, block in enumerate(story.blocks):
        text = block.text
        if position == title_at:
            fate = TITLE
        elif position not in cuts and (first <= position <= last or position in leads):
            fate = BODY
            body.append(text)
        else:
            fate, evidence = cuts.get(position, AWAY)
            article.removals.append(Removal(position, fate, text, evidence or AWAY[1]))
        article.fates.append(Fate(text, fate))
    body = whole_story(body, story.meta)
    article.body = "\n".join(body)
    if not body:
        article.warnings.append("no text")
    return article


def fill_fields(article: Article, story: Story) -> None:
    """The fields, each from the one who knows it."""
    article.subtitle = find_subtitle(story)
    article.published_at = find_published_at(story)
    article.source = find_source(story)
    article.author = find_author(story)
    article.editor = find_editor(story)
    article.keywords = find_keywords(story)
    article.breadcrumb = find_breadcrumb(story)
