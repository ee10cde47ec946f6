"""All rules, by the name that their removals carry.  Adding one is adding a line.

Where two rules claim one block, the earlier names it: fields first, then what says what it is, then mere furniture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.cleaning.advertisement import find_advertisements
from pipelines.cleaning.app_promotion import find_app_promotions
from pipelines.cleaning.attachment import find_attachments
from pipelines.cleaning.breadcrumb import find_breadcrumbs
from pipelines.cleaning.byline import find_bylines
from pipelines.cleaning.comment_box import find_comment_boxes
from pipelines.cleaning.cookie_notice import find_cookie_notices
from pipelines.cleaning.copyright_note import find_copyright_notes
from pipelines.cleaning.editor_line import find_editor_lines
from pipelines.cleaning.keyword_line import find_keyword_lines
from pipelines.cleaning.machine_summary import find_machine_summaries
from pipelines.cleaning.name_list import find_name_lists
from pipelines.cleaning.navigation import find_navigation
from pipelines.cleaning.original_title_note import find_original_title_notes
from pipelines.cleaning.pager import find_pagers
from pipelines.cleaning.picture_caption import find_picture_captions
from pipelines.cleaning.picture_headlines import find_picture_headlines
from pipelines.cleaning.related_headlines import find_related_headlines
from pipelines.cleaning.repeated_title import find_repeated_titles
from pipelines.cleaning.share_bar import find_share_bars
from pipelines.cleaning.side_box import find_side_boxes
from pipelines.cleaning.social_embed import find_social_embeds
from pipelines.cleaning.source_line import find_source_lines
from pipelines.cleaning.story import Claim, Story
from pipelines.cleaning.subtitle import find_subtitles

Rule = Callable[[Story], Iterator[Claim]]

RULES: dict[str, Rule] = {
    "breadcrumb": find_breadcrumbs,
    "subtitle": find_subtitles,
    "byline": find_bylines,
    "source_line": find_source_lines,
    "editor_line": find_editor_lines,
    "keyword_line": find_keyword_lines,
    "original_title_note": find_original_title_notes,
    "repeated_title": find_repeated_titles,
    "machine_summary": find_machine_summaries,
    "comment_box": find_comment_boxes,
    "related_headlines": find_related_headlines,
    "social_embed": find_social_embeds,
    "share_bar": find_share_bars,
    "app_promotion": find_app_promotions,
    "copyright_note": find_copyright_notes,
    "advertisement": find_advertisements,
    "cookie_notice": find_cookie_notices,
    "pager": find_pagers,
    "attachment": find_attachments,
    "picture_caption": find_picture_captions,
    "name_list": find_name_lists,
    "picture_headlines": find_picture_headlines,
    "navigation": find_navigation,
    "side_box": find_side_boxes,
}
