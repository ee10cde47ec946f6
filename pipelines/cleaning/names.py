"""``张三、李四``, ``A. Marsh and E. Holm``: the people in a value, without what a newsroom writes around them."""

from __future__ import annotations

import re

from pipelines.cleaning.labels import HAN_KINDS

LONGEST_HAN_NAME = 4  # characters of a Chinese name; 欧阳 and the like have four
LONGEST_NAME = 48  # characters of a name in any other script
MOST_PARTS = 6  # words of a Latin name, particles included
MOST_NAMES = 12  # a longer row is no byline
# The two hundred commonest surnames, nine names in ten; menus of two and three characters begin with few of them.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    "祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝張陳劉黃趙吳孫馬鄭梁謝許韓馮鄧"
    "葉蘇呂盧鍾譚陸賈鄒龍賀顧龔萬錢嚴湯莊聶齊關蘭"
)

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IS_HAN = re.compile(f"[{_HAN}]")
_HAN_NAME = re.compile(
    rf"[{_HAN}]{{2,{LONGEST_HAN_NAME}}}$|[{_HAN}]{{1,8}}(?:[·•・‧.．][{_HAN}A-Za-z]{{1,10}}){{1,3}}$"
)
_JAPANESE_NAME = re.compile(rf"[{_HAN}々]{{1,4}}\s?[\u3041-\u30ff]{{2,5}}$")  # 海野なぎさ
_CLASS = re.compile(r"[小初高]?[一二三四五六七八九]?年?级?[（(]\d{1,2}[)）]班")  # a pupil's: 高二（5）班 兰亭
# What stands around a name: a paper, a role, a bracket.
_ROLE = (
    "记者|通讯员|报道员|实习生|见习生|撰稿人|特约|评论员|作者|编辑|責任編輯|責編|责任编辑|责编|主编|校对|审核|摄影|摄像|文字|"
    "图文|图片|编译|翻译|采写|采访|撰文|整理|報道|报道|供稿|撰稿|執筆|执笔|主笔|記者|通訊員|特派员|驻站|首席"
)
_ROLE_ENDS = re.compile(rf"^.{{0,16}}?(?:{_ROLE})(?:\s*[:：/／|｜]\s*|\s+|$)")
_GLUED_ROLE = re.compile(
    rf"^[{_HAN}A-Za-z+]{{0,12}}(?:记者|通讯员|記者|实习生|评论员|报道员|特派员)(?=[{_HAN}]{{2,4}}$)"
)
_TAIL_ROLE = re.compile(
    rf"(?:[/／]\s*(?:文|图|摄影?|文图|图文|攝影?|編譯|编译|整理|摄|報道|报道|采写|撰文))+$|\s+(?:{_ROLE}|[文图摄])$"
)
_ROW_ROLE = re.compile(
    rf"^(?:[《<“][^》>”]{{1,16}}[》>”])?[{_HAN}A-Za-z+-]{{0,16}}"
    r"(?:记者|記者|通讯员|通訊員|实习生|特约撰稿人?|撰稿人|作者|评论员|报道员|采写)$"
)
_GLUED_ROW = re.compile(rf"^[{_HAN}+]{{0,10}}(?:记者|記者|通讯员|实习生|报道员)[{_HAN}]{{2,3}}$")
# 海港晚报记者张三 发自云汀, 张 三 发自云汀
_SENT_FROM = re.compile(rf"\s?发自(?!内心|肺腑|心底|真心)[{_HAN}]{{2,12}}$")
_ROW_HINT = re.compile("记者|記者|通讯员|通訊員|实习生|撰稿|作者|评论员|报道员|采写")
# 김민수 기자, 이지은·박준호 기자 jelee@harbor.example, (부산=김민수 특파원)
_KOREAN_ROW = re.compile(
    r"^\W{0,3}(?:[가-힣]{2,4}=)?[가-힣]{2,4}(?:[·ㆍ,]\s?[가-힣]{2,4}){0,4}\s?(?:선임|수습|인턴|전문|객원)?\s?(?:기자|특파원|논설위원)"
    r"(?:\s?[/|=(]?\s?[\w.-]{2,40}@[\w.-]{4,40})?\W{0,3}$"
)
_ROW_EDGES = "（()）[]【】 \u3000□■●▲◆◎○★*—-:：,，、。"
_PARTS = re.compile(
    r"\s*[、,，;；|｜丨&＆\n]\s*|\s+[/／]\s+|[/／](?=[^\s文图摄])"
    r"|\s+(?:and|und|et|y|e|en|och|og|ja|i|a|и|та|ve|dan|with|mit|avec|con|na)\s+"
)
_BRACKETS = re.compile(r"[(（\[【<《][^()（）\[\]【】<>《》]{0,60}[)）\]】>》]")
_NOT_NAME = re.compile(r"[。！？!?…:：\"“”@#=_{}~^]|https?|www\.|\.(?:com|cn|net|org|de)\b|\d")
_MARKS = " \t\u3000\xa0:：/／|｜·,，;；、-–—"
_PAIRS = (
    ("(", ")"),
    ("（", "）"),
    ("[", "]"),
    ("【", "】"),
    ("<", ">"),
    ("《", "》"),
    ("“", "”"),
    ("‘", "’"),
    ('"', '"'),
)
_EDGES = " \t\u3000\xa0.,·•:：;；、，|｜丨/／-–—_=()（）[]【】［］<>《》\"“”'‘’*■□●▲◆◎○★"
_LOWER = "van von der den de del della di da dos das du le la el al bin ibn ben zu zur ten ter te of y e i mac mc st do"
_PARTICLES = frozenset((*_LOWER.split(), "o'", "d'", "und", "the", "für"))
_NO_PERSON = re.compile(
    r"\b(?:news|times|post|press|agency|staff|desk|reporter|editor|team|media|online|redaktion|redaction|redacción|agence|"
    r"associated|reuters|correspondent|newsroom|tv|radio|magazine|journal|daily|weekly|gazette|herald|tribune|broadcasting|group|network|studio|wire|services?|hall|office|bureau|council|ministry|department|cent(?:re|er)|institute|university|school|committee)\b",
    re.I,
)
_ORGAN = re.compile(
    "(?:网|網|報|报|社|台|電視臺|新聞|頻道|雜誌|週刊|財經|集團|傳媒|編輯部|電視|廣播|論壇|資訊|新闻|频道|客户端|公司|中心|杂志|周刊|视频|财经|集团|传媒|编辑部|办公室|委员会|局|部|处|院|厅|大学|中学|小学|"
    "协会|政府|科|组|室|政协|党委|党校|团委|学会|支队|街道|记者站|微信|公众号|平台|资讯|在线|论坛|电视|广播|管理员)$"
)


def trim(value: str) -> str:
    """A value without the blanks, marks and brackets around it; a bracket that belongs to it stays.

    >>> trim("：（海港网）"), trim("海港网－《海港日报》"), trim("张三）")
    ('海港网', '海港网－《海港日报》', '张三')
    """
    value = value.strip(_MARKS)
    for opening, closing in _PAIRS:
        inside = value[1:-1]
        if value[:1] == opening and value[-1:] == closing and closing not in inside:
            value = inside.strip(_MARKS)
        if value.endswith(closing) and opening not in value:
            value = value.rstrip(closing).strip(_MARKS)
        if value.startswith(opening) and closing not in value:
            value = value.lstrip(opening).strip(_MARKS)
        if value.endswith(opening) or value.startswith(closing):
            value = value.strip(opening + closing + _MARKS)
    return value


def split_names(value: str) -> list[str]:
    """The names in a byline's value, roles, papers and brackets dropped, in order.

    >>> split_names("本报记者 张三 李 四 通讯员 王五"), split_names("Anna Martel und Lea Wagner")
    (['张三', '李四', '王五'], ['Anna Martel', 'Lea Wagner'])
    """
    if "班" in value:
        value = _CLASS.sub(" ", value)
    if "发自" in value:
        value = _SENT_FROM.sub("", value)
    value = _BRACKETS.sub(" ", value).strip(_EDGES)
    names: list[str] = []
    for part in _PARTS.split(value):
        part = part.strip(_EDGES)
        if _IS_HAN.search(part):
            names += _han_names(part)
        elif part:
            names.append(part)
    return [name for name in dict.fromkeys(names) if name][:MOST_NAMES]


def _han_names(part: str) -> list[str]:
    wrote = "/文" in part or "／文" in part  # then who stands with /摄 did not
    words: list[str] = []
    for whole in part.split():
        word = _GLUED_ROLE.sub("", _TAIL_ROLE.sub("", whole))
        if (wrote and word != whole and "文" not in whole) or word.endswith(("報導", "报道", "報道")):
            continue
        if _ROLE_ENDS.match(word + " ") and _ROLE_ENDS.sub("", word + " ").strip() == "":
            if not any(is_person(other) for other in words):
                words.clear()  # what stood in front of a role was a paper
            continue
        words.append(word.strip(_EDGES))
    # "李 四" is one name set to the width of three characters.
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and joined and len(joined[-1]) == 1 and _IS_HAN.match(word) and _IS_HAN.match(joined[-1]):
            joined[-1] += word
        elif word:
            joined.append(word)
    if len(joined) > 1 and not all(is_han_name(word) for word in joined):
        if all(_IS_HAN.search(word) is None for word in joined):
            return [" ".join(joined)]
        people = [word for word in joined if is_han_name(word) and not _ORGAN.search(word)]
        return people or [" ".join(joined)]
    return joined


def is_han_name(word: str) -> bool:
    """Whether a word has the shape of a Chinese name: two to four characters, or a foreign name with its dots.

    >>> is_han_name("米吉提"), is_han_name("艾克拜尔·米吉提"), is_han_name("本报评论部")
    (True, True, False)
    """
    return bool(_HAN_NAME.match(word))


def is_person(name: str) -> bool:
    """Whether this can be a person's name: not an outlet, an id, a sentence, an address.

    >>> is_person("Anne-Marie Slaughter"), is_person("L_204066"), is_person("凤凰网"), is_person("the mayor")
    (True, False, False, False)
    """
    if not name or len(name) > LONGEST_NAME or name in NOBODY or _NOT_NAME.search(name) or name[:4].lower() == "the ":
        return False
    if _IS_HAN.search(name):
        return (is_han_name(name) or bool(_JAPANESE_NAME.match(name))) and not _ORGAN.search(name)
    words = name.replace("-", " ").split()
    if not words or len(words) > MOST_PARTS or _NO_PERSON.search(name):
        return False
    if all(word.casefold() in _PARTICLES for word in words):
        return False
    return all(not word[0].islower() or word.casefold() in _PARTICLES for word in words)


def is_name_row(text: str) -> bool:
    """Whether a line is only writers with their roles: ``本报记者 张三 通讯员 李四``.

    A role alone names nobody, names alone may be a list that is the story, and a verb makes it a sentence.

    >>> is_name_row("扬子晚报记者 张楠"), is_name_row("记者 来到 现场采访"), is_name_row("张三 李四")
    (True, False, False)
    >>> is_name_row("海港晚报记者张楠发自云汀"), is_name_row("张 楠 发自云汀"), is_name_row("他们 发自内心")
    (True, True, False)
    >>> is_name_row("김민수 기자 minsu@harbor.example"), is_name_row("기자 회견이 열렸다")
    (True, False)
    """
    if _KOREAN_ROW.match(text):
        return True
    if "发自" in text and (sent := _SENT_FROM.search(text)):
        text = text[: sent.start()]
        if is_han_name("".join(text.split())):
            return True
    if not _ROW_HINT.search(text):
        return False
    words = re.split(r"[\s、,，;；:：/／|｜丨]+", text.strip(_ROW_EDGES))
    if not 1 <= len(words) <= MOST_NAMES + 4:
        return False
    if words[-1].endswith(("摄", "攝", "图")):
        return False  # a photographer's credit
    roles = sum(1 for word in words if _ROW_ROLE.match(word))
    glued = sum(1 for word in words if _GLUED_ROW.match(word) and not _ROW_ROLE.match(word))
    if (not roles and not glued) or (not glued and roles == len(words)):
        return False
    if is_organ(words[0]) or words[0].endswith(("报道", "讯", "消息")):
        words = words[1:]
    people = [word for word in words if not _ROW_ROLE.match(word) and not _GLUED_ROW.match(word)]
    if any(word in HAN_KINDS for word in people):
        return False  # another label's line
    return all(len(word) <= 4 and (is_han_name(word) or len(word) == 1) and not _VERB.search(word) for word in people)


# Words of a newsroom that have the shape of a name: 记者手记, 记者目击, 佚名.
_NO_NAMES = """佚名 无名 匿名 未知 网友 目击 手记 观察 调查 札记 来信 直击 专访 采访 探访 暗访 追踪 见闻 随笔 感言 眼中
    提问 问答 注意 获悉 们 会 团 站 节 原题为 原标题 综合 整理 编辑 记者 作者 本报 本站 本网 原创 转载 摘编 编译 图文
    文字 图片 资料 网络 责编 管理员 来源 未署名"""
NOBODY = frozenset(_NO_NAMES.split())
_VERB = re.compile("来到|采访|现场|获悉|了解|发现|看到|从|在|对|说|问|表示|近日|昨日|今日|今天|昨天|报道")


def is_organ(name: str) -> bool:
    """Whether this is the name of a paper, an office, a company.

    >>> is_organ("经济日报"), is_organ("张三")
    (True, False)
    """
    return bool(_ORGAN.search(name) or _NO_PERSON.search(name))


def is_somebody(word: str) -> bool:
    """Whether a word is a Chinese person's name and no outlet's.

    >>> is_somebody("张磊"), is_somebody("海港"), is_somebody("金羊网")
    (True, False, False)
    """
    return is_han_name(word) and word[0] in SURNAMES and not is_organ(word)


def join_names(names: list[str], language: str = "") -> str:
    """Names as one field: parted by ``、`` where the names are Chinese, by a comma elsewhere."""
    mark = "、" if language == "zh" else ", "
    return mark.join(dict.fromkeys(names))
