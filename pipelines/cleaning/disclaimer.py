"""``未经授权不得转载``, ``Terms of service``, ``All rights reserved``: the words of lawyers, wherever they stand.

On a page with little story they may be the longest prose there is, so who looks for the story must know them, too.
"""

from __future__ import annotations

import re

DEEP = 160  # characters into a text within which the telling words must stand


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.split())))


_EAST = re.compile(
    r"""^.{0,12}(?:版权|免责|郑重|特别|重要|侵权|转载|著作权|權)?(?:声明|聲明)\s?[:：】\]]
    |^\W{0,3}(?:免责声明|版权声明|特别声明|郑重声明|声明)\W
    |(?:凡|如)?(?:本网|本站|本报|本平台|本公众号|本文).{0,12}(?:注明|註明).{0,10}(?:来源|來源|稿件|电头)
    |(?:未经|未經).{0,14}(?:授权|許可|许可|同意|允许|书面).{0,16}(?:转载|轉載|复制|使用|摘编|刊载|引用|不得|禁止)
    |(?:转载|轉載)(?:请|時|时|务必|须|需|自|本文).{0,8}(?:注明|註明|标明|联系|出处|保留|查看)
    |(?:禁止|谢绝|严禁|不得).{0,4}(?:转载|轉載)
    |版权(?:所有(?![这那的两四])|归|属于|与)|版權所有|^\W{0,3}版权(?:说明|信息|问题)\W{0,3}$|版权(?:拥有者|所有者|方).{0,6}联系
    |(?:仅代表|代表|不代表|仅为|纯属|系)(?:作者)?.{0,10}(?:个人)?(?:观点|看法|立场|意見|意见)
    |如果我们使用了您的|联系索取稿酬|^\W{0,3}本文(?:首发|首次发表|原载|原发)
    |(?:不构成|不作为).{0,10}(?:投资|建议|依据)
    |(?:如有|若有|涉及|如涉).{0,12}(?:侵权|版权|异议|作品内容).{0,30}(?:联系|告知|删除|處理|处理)
    |(?:本网|本站|我们).{0,20}(?:不承担|概不|不负).{0,16}责任|违法和?不良信息举报|(?:投稿|纠错|报料|爆料)(?:邮箱|热线)
    |许可证[（(]|[京沪粤浙苏鲁津渝闽川湘鄂皖赣晋冀辽吉黑蒙陕甘青宁新藏云贵桂琼豫]ICP[证备]
    |無断転載|无断转载|の著作権|무단\s?전재|재배포\s?금지|copyright|all\ rights|[©ⓒ]""",
    re.VERBOSE,
)
# 市长在后台准备。海港图片社供图 谢绝转载: a caption's own end
_PICTURED = re.compile(r"(?<=[。！？”]).{0,20}(?:供图|摄|图片)[^。]{0,8}(?:谢绝|请勿|禁止|不得|严禁)转载\W{0,2}$")
_EASTERN = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_EASTERN_WORDS = _any_of(
    """版权 版權 声明 聲明 转载 轉載 注明 註明 授权 許可 许可 侵权 不代表 代表 观点 责任 不构成 不作为 举报 邮箱 热线 稿酬 使用了您 首发 首次发表 原载 原发 ICP 無断 著作権 무단
    재배포 copyright rights © ⓒ"""
)
_WEST = re.compile(
    r"""all\ rights\ reserved|copyright\ ?(?:©|\(c\)|ⓒ|20\d\d|19\d\d|by|notice)|^\W{0,2}(?:©|ⓒ|\(c\))\s?\S
    |may\ not\ be\ (?:published|reproduced|republished|copied|redistributed)
    |(?:republish|reproduc|reprint)\w{0,8}\ .{0,40}(?:permission|prohibited|licen[cs]e)
    |this\ document\ is\ subject\ to\ copyright|terms\ (?:of|and)\ (?:use|service|conditions)
    |alle\ rechte\ vorbehalten|tous\ droits\ réservés|todos\ los\ derechos|todos\ os\ direitos|tutti\ i\ diritti
    |riproduzione\ riservata|alle\ rechten\ voorbehouden|hak\ cipta|tüm\ hakları|все\ права\ защищены|wszelkie\ prawa
    |(?:when|if)\ you\ (?:buy|purchase|click).{0,90}\ (?:commission|paid\ a\ fee)|we\ may\ (?:earn|receive|get).{0,24}\ commission
    |(?:article|post|page|story)\ (?:may\ )?contains?\ affiliate\ links
    |views?\ expressed.{0,60}(?:author|own|necessarily)|opinions?\ expressed.{0,60}(?:author|own|necessarily)""",
    re.VERBOSE,
)
_WESTERN_WORDS = _any_of(
    """rights copyright © ⓒ (c) published reproduc republish reprint redistributed copied terms vorbehalten réservés
    derechos direitos diritti riservata voorbehouden cipta hakları права prawa expressed commission affiliate"""
)


def disclaimer_in(text: str) -> str:
    """The words that make a text a copyright, reprint or liability note; empty if there are none.

    >>> disclaimer_in("All rights reserved. Harbor Times"), disclaimer_in("The ferry left at noon.")
    ('all rights reserved', '')
    """
    head = text[:DEEP]
    if _EASTERN.search(head):
        words, pattern = _EASTERN_WORDS, _EAST
        if "转载" in head[-6:]:
            head = _PICTURED.sub("", head)
        head = head.replace("Copyright", "copyright").replace("COPYRIGHT", "copyright").replace("All R", "all r")
    else:
        words, pattern = _WESTERN_WORDS, _WEST
        head = head.casefold()
    if not words.search(head):  # most texts hold none of them, which a long pattern finds out slowly
        return ""
    found = pattern.search(head)
    return found[0] if found else ""
