"""``未经授权不得转载``, ``Terms of service``, ``We use cookies``: the words of lawyers, wherever they stand.

On a page with little story they may be the longest prose there is, so who looks for the story must know them, too.
"""

from __future__ import annotations

import re

DEEP = 160  # characters into a text within which the telling words must stand
_NOTE = re.compile(
    r"""^.{0,12}(?:版权|免责|郑重|特别|重要|侵权|转载|著作权|權)?(?:声明|聲明)\s?[:：】\]]|
    ^\W{0,3}(?:免责声明|版权声明|特别声明|郑重声明|声明)\W|
    (?:凡|如)?(?:本网|本站|本报|本平台|本公众号|本文).{0,12}(?:注明|註明).{0,10}(?:来源|來源|稿件|电头)|
    (?:未经|未經).{0,14}(?:授权|許可|许可|同意|允许|书面).{0,16}(?:转载|轉載|复制|使用|摘编|刊载|引用|不得|禁止)|
    (?:转载|轉載)(?:请|時|时|務必|须|需|自|本文).{0,8}(?:注明|註明|标明|联系|出处|保留)|(?:禁止|谢绝|严禁|不得)(?:转载|轉載)|
    版权(?:所有|归|属于|与)|版權所有|(?:仅代表|代表|不代表|仅为|纯属|系)(?:作者)?.{0,10}(?:个人)?(?:观点|看法|立场|意見|意见)|
    (?:不构成|不作为).{0,10}(?:投资|建议|依据)|(?:如有|若有|涉及|如涉).{0,12}(?:侵权|版权|异议|作品内容).{0,30}(?:联系|告知|删除|處理|处理)|
    (?:本网|本站|我们).{0,20}(?:不承担|概不|不负).{0,16}责任|违法和?不良信息举报|(?:投稿|纠错|报料|爆料)(?:邮箱|热线)|
    (?:all\ rights\ reserved|copyright\ ?(?:©|\(c\)|ⓒ|20\d\d|19\d\d|by|notice)|^\W{0,2}(?:©|ⓒ|\(c\))\s?\S|may\ not\ be\ (?:published|reproduced|republished|copied|redistributed)|
    (?:republish|reproduc|reprint)\w{0,8}\ .{0,40}(?:permission|prohibited|licen[cs]e)|this\ document\ is\ subject\ to\ copyright|terms\ (?:of|and)\ (?:use|service|conditions)|
    alle\ rechte\ vorbehalten|tous\ droits\ réservés|todos\ los\ derechos|todos\ os\ direitos|tutti\ i\ diritti|riproduzione\ riservata|alle\ rechten\ voorbehouden|
    無断転載|无断转载|무단\s?전재|재배포\s?금지|の著作権|hak\ cipta|tüm\ hakları|все\ права\ защищены|wszelkie\ prawa|
    views?\ expressed.{0,60}(?:author|own|necessarily)|opinions?\ expressed.{0,60}(?:author|own|necessarily))""",
    re.VERBOSE | re.IGNORECASE,
)


def disclaimer_in(text: str) -> str:
    """The words that make a text a copyright, reprint or liability note; empty if there are none.

    >>> disclaimer_in("All rights reserved. Harbor Times"), disclaimer_in("The ferry left at noon.")
    ('All rights reserved', '')
    """
    found = _NOTE.search(text[:DEEP])
    return found[0] if found else ""
