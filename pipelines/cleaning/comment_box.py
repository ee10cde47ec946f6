"""``网友评论 (23)``, ``Leave a reply``: what readers say, and where they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.cleaning.headed import below_heading
from pipelines.cleaning.hints import COMMENT
from pipelines.cleaning.phrases import Phrases, head_of
from pipelines.cleaning.story import Claim, Story

LONGEST_HEADING = 60  # characters
MOSTLY_LINK = 0.6
COUNTS = " .:：!？?…()（）0123456789"  # what may stand behind the word: how many there are
_COUNTED = re.compile(
    r"(?:\d{1,6}\s?)?(?:条|則|则|位网友|人参与)?\s?(?:网友|網友|最新|热门|发表|查看|全部|精彩|我要|参与|用户|文章|已有)?\s?\d{0,6}\s?(?:条|位网友|人参与)?\s?"
    r"(?:评论|評論|跟贴|跟帖|留言)\s?(?:[\d(（:：].{0,12}|区|列表)?$|"
    r"\d{1,7}\s?(?:条|則|则)?评$|"
    r"\d{1,6}\s(?:comments?|thoughts?|responses?|replies|kommentare|commentaires|comentarios|comentários|commenti|reacties|kommentarer)\b"
)
_RATED = re.compile(
    r"(?:top|best|latest|recent|newest|oldest|all|reader|readers'|user|featured|most liked)?\s?(?:rated\s)?comments?\s?"
    r"(?:\(?\d{1,6}(?: of \d{1,6})?\)?)?$",
    re.I,
)
ALONE = Phrases(
    """comments | comment | reply | replies | discussion | conversation | add comment | post comment | post a comment
    view comments | show comments | hide comments | all comments | load comments | load more comments
    read comments | no comments | no comments yet | add a comment | write a comment | comments are closed
    comment on this story | what do you think | kommentare | kommentar | kommentarer | kommentieren
    kommentar schreiben | commentaires | commentaire | commenti | comentarios | comentar | comentários | reacties
    reageer | komentarze | komentáře | yorumlar | yorum yap | komentar | комментарии | टिप्पणियां | コメント
    コメントを書く | 댓글 | 댓글쓰기 | 评论 | 網友評論 | 网友评论 | 我要评论 | 发表评论 | 查看评论 | 跟贴 | 评论区"""
)
OPENINGS = Phrases(
    """leave a comment | leave a reply | leave your comment | post your comment | write your comment | add your comment
    submit a comment | submit your comment | join the conversation | join the discussion | join the debate
    have your say | tell us what you think | be the first to comment | log in to comment | log in to reply
    log in to post | you must be logged in | sign in to comment | your email address will not be published
    laissez un commentaire | deja un comentario | deixe um comentário | deixe seu comentário | lascia un commento
    schreiben sie einen kommentar | diskutieren sie mit | 我来说两句 | 文明上网理性发言 | 文明上网 | 请您文明上网
    网友评论仅供 | 评论登录 | 登录后评论 | 登录后参与评论 | 以上网友发言 | 点击查看评论 | 您此时的心情"""
)


@lru_cache(maxsize=4096)
def is_heading(text: str) -> bool:
    """Whether a line heads readers' comments, or counts them.

    >>> is_heading("Comments (4 of 4)"), is_heading("Top Rated Comments"), is_heading("Comments by the mayor were few")
    (True, True, False)
    """
    return head_of(text).rstrip(COUNTS) in ALONE or is_count(text)


def is_count(text: str) -> bool:
    """Whether a line counts comments or says whose they are, as no chapter of a story does.

    >>> is_count("网友评论 (2)"), is_count("Discussion"), is_count("评论")
    (True, False, False)
    """
    head = head_of(text)
    if head in ALONE:
        return "网" in head or "網" in head
    return bool(_COUNTED.match(head) or _RATED.match(head) or (head[-1:].isdigit() and head.rstrip(COUNTS) in ALONE))


def find_comment_boxes(story: Story) -> Iterator[Claim]:
    """Yield readers' comments: under a telling name, or from the heading below the story to the end of the region."""
    yield from story.claim_marked(COMMENT, "the template calls it comments")
    is_headed = False  # all the rest of the region is claimed
    for position, text, head in story.lines(3 * LONGEST_HEADING, after=30):
        if len(text) > LONGEST_HEADING and not story.is_prose(position):
            continue
        if is_heading(head[:LONGEST_HEADING]) or OPENINGS.opening(head):
            yield Claim(position, text[:LONGEST_HEADING])
            if position > story.last or position < story.first:
                # A count that is a link, beside some headline, leads to a thread and heads none.
                if story.blocks[position].link_share < MOSTLY_LINK:
                    yield from (Claim(below, f"below {text[:20]}") for below in below_heading(story, position))
            elif position > story.last_prose and not is_headed:
                is_headed = True
                yield from (Claim(below, f"below {text[:20]}") for below in range(position + 1, story.last + 1))
