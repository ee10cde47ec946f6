"""``打印本页 关闭窗口``, ``点击次数：1024``, ``— END —``: a page's buttons and counters, where they are plain words."""

from __future__ import annotations

import re

LONGEST_ROW = 40  # characters; five buttons and a counter
_PART = re.compile(r"[^\W\d_]+|\d+")
_WORDS = frozenset(
    """关闭 关闭窗口 关闭本页 关闭页面 打印 打印本页 打印本文 打印此页 打印文章 我要打印 返回 返回列表 返回首页 返回顶部 返回上页
    返回上一页 返回目录 回到顶部 回顶部 顶部 首页 登录 登陆 注册 举报 反馈 投诉 纠错 我要纠错 报错 我要评论 我要留言 发表评论
    查看评论 条评论 抢沙发 更多 专题 进入专题 附件下载 下载附件 收藏 加入收藏 收藏本页 收藏本文 设为首页 推荐给朋友 推荐给好友
    转发给朋友 字号 字体 放大 缩小 大中小 夜间模式 听新闻 语音播报 推广 赞助内容 赞 点赞 在看 转发 分享 評論 评论 评论数 跟贴
    浏览 浏览次数 浏览量 浏览数 阅读 阅读量 阅读数 阅读次数 点击 点击数 点击次数 点击率 点击量 访问量 访问次数 人气 热度
    完 全文完 未完待续 视频加载中 加载中 正在加载 请稍候 请稍后 關閉 列印 返回頂部 回上頁 瀏覽 瀏覽次數 點擊 點閱 字級""".split()
)
# Sizes and units: alone they may be anything.
_BESIDE = frozenset("大 中 小 特大 默认 默認 共 条 次 人 人参与 a".split())
_LINES = frozenset(
    line.strip()
    for line in """print this page | print this article | print this story | back to top | to the top | return to top | top of page
    home | homepage | return to homepage | back to homepage | go back | report a typo | report an error | report this ad
    send feedback | give feedback | was this article helpful | was this helpful | yes no | loading | loading video
    loading comments | play video | play | pause | mute | unmute | close | close this window | end | ends | the end
    read full article | read full story | show more | load more | view more | see more | see all
    view all | expand | listen to this article | listen | print | save | bookmark
    zur startseite | nach oben | zum seitenanfang | seite drucken | artikel drucken | drucken | mehr laden
    newsletter abonnieren | zur übersicht | retour à l'accueil | haut de page | retour en haut | imprimer | réagir
    s'abonner | commenter | voir plus | volver arriba | ir arriba | volver a portada | imprimir | comentar | ver más
    torna su | torna alla home | stampa | commenta | voltar ao topo | voltar | comentar | terug naar boven
    deel dit artikel | do góry | drukuj | till toppen | til toppen | наверх | печать | başa dön | kembali ke atas
    次のページへ | 続きを読む | 会員登録 | ページトップへ | トップへ戻る | シェアする | この記事をシェア | 맨위로 | 위로 | 목록
    목록으로 | 인쇄 | chia sẻ | bình luận | lên đầu trang | شارك | طباعة | العودة إلى الأعلى""".replace(
        "\n", "|"
    ).split("|")
)
_COUNTER = re.compile(
    r"\d[\d.,]*\s?[km]?\s(?:shares?|comments?|views?|likes?|reads?|reactions?|min(?:ute)?s?(?:\sread)?)$"
    r"|(?:views|shares|comments|reads|likes|hits)\s?:?\s\d[\d.,]*\s?[km]?$"
)
_SIGNS = " \t.…!?:;,|·•*#—–-_=~>»›<«‹[](){}/\\"


def are_buttons(text: str) -> bool:
    """Whether a line has nothing in it but buttons, counters or ornaments.

    >>> are_buttons("【打印本页】【关闭】"), are_buttons("阅读 1024"), are_buttons("打印机坏了"), are_buttons("2026")
    (True, True, False, False)
    >>> are_buttons("Back to top"), are_buttons("12 comments"), are_buttons("* * *"), are_buttons("Back to school")
    (True, True, True, False)
    """
    if len(text) > LONGEST_ROW:
        return False
    line = text.strip(_SIGNS).casefold()
    if not line or line in _LINES or _COUNTER.match(line):
        return True
    words = {part.casefold() for part in _PART.findall(text) if not part.isdecimal()}
    return not _WORDS.isdisjoint(words) and words <= _WORDS | _BESIDE
