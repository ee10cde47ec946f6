"""What stands around every story of the portal and belongs to none: headlines, names, promotions, small print.

All invented. The names serve on a committee that does not exist, in a city that does not either.
"""

from __future__ import annotations

from typing import NamedTuple

SITE = "云汀在线"
SITE_ENGLISH = "Yunting Online"

# Some of these people also win a prize in an article (季伯年, 许大椿, 庄可): a list of names cut by its words
# alone would take the story's list with it. One name is printed twice, two with a blank, as real lists do.
NAMES = (
    """
胡马尼·叶尔江、季伯年、许大椿、霍承志、宁若初、邬远、岳一鸣、简素、贝晓舟、蓝天阔
卓玛央措、祁连、穆青野、夏侯淳、甘棠、骆冰河、应长安、左思齐、柯一诺、隋远山
聂小满、澄观法师、童谣、阮江、庄可、鲍雨田、桑榆、解语、尉迟恭让、屈平野
裴度之、施 橹、关山越、谷雨、乐天一、古丽·巴哈尔、项北辰、池鱼、祁连、尤 里
""".strip()
    .replace("\n", "、")
    .split("、")
)

HOT_HEADLINES = [
    "汀江大桥检修 夜间封闭两小时",
    "老粮仓改成剧场 首演一票难求",
    "三条公交线路本周改道",
    "南门地下通道五月贯通",
    "柳埠竹席上了时装秀",
    "白鹭湖来了两只黑脸琵鹭",
    "高三学生造出水上自行车",
    "一封寄了三十年的信到了",
    "青螺镇请城里人认养桑树",
    "“共享菜刀”为什么磨得这么快",
    "夜市摊主学会打手语",
    "市民给井盖画了四百幅画",
    "消失的井亭弄又回到地图上",
    "云汀话等级考试今年开考",
    "码头面馆的面涨了五角",
]

PICTURE_HEADLINES = [
    "这一年，这些船，这些人",
    "大桥合龙前的最后一夜",
    "市民用渔网织出大白鹭 欲挂上钟楼",
    "北部丘陵遭冰雹袭击 桃园受损",
    "民兵百人夜练抗洪 灯火连成一线",
    "巡护艇抵达湖心站 补给够用三月",
]

RELATED_HEADLINES = ["去年今日：湖上的第一道网", "一图读懂：渡船换电", "他们守着三里江堤", "云汀方言里的水"]
ENGLISH_RELATED = [
    "What the tide tables do not tell you",
    "A short history of the Well Pavilion",
    "Where to hear opera on a boat",
]
ENGLISH_HOT = [
    "Bridge to close for two nights",
    "Granary reopens as a theatre",
    "Two rare spoonbills spotted",
    "Noodles go up by half a yuan",
]

ADVERTISEMENT = "柳埠竹席厂直销，一夏好眠，点此看样"
ENGLISH_ADVERTISEMENT = "Advertisement: Willow Wharf bamboo mats, cool all summer"
SHARE_BAR = "分享到： 微信 微博 QQ空间 复制链接"
APP_PROMOTION = "扫码下载云汀在线客户端，把家乡装进口袋"
QR_PROMOTION = "关注公众号“云汀在线”，回复“早安”看当天头条"
COPYRIGHT_NOTE = "凡标注“来源：云汀在线”的稿件，未经书面同意，请勿转载、改写或做成镜像；转自他处的稿件不代表本网看法。"
PICTURE_RIGHTS = "图片来源：云汀“湖上人家”摄影社"
COMMENT_BOX = "网友评论 登录后才能发言，请说人话、讲道理"
COMMENT_COUNT = "已有0人参与"
FOOTER = "主办：云汀市融媒体中心　云汀备00000000号-1　举报电话：0000-5550100"
FOOTER_LINKS = ["关于我们", "广告刊例", "联系编辑部", "网站地图"]
FRIEND_LINKS = ["汀江都市网", "芦荡融媒", "柳埠在线", "云汀文旅", "白鹭湖观测站", "青螺镇政务"]
COOKIE_NOTICE = "We keep one small cookie to remember that you have seen this notice."
NEWSLETTER = "Get the Yunting letter every Friday. No more than one page, ever."
ENGLISH_COPYRIGHT = "Text by Yunting Online may be quoted with a link. Source: Yunting Online must be named."
ENGLISH_FOOTER = "Yunting Media Centre, 3 Old Wharf, Yunting. Telephone 0000-5550100."

HOT_SHOWN = 9
TURNED_A_DAY = HOT_SHOWN // 3


class Edition(NamedTuple):
    """The portal as it stands on one day: its address, and what rotates."""

    url: str
    day: int = 0

    @property
    def hot_list(self) -> list[tuple[str, str]]:
        """(path, headline) of the most read: a third of them is new each day."""
        start = self.day * TURNED_A_DAY
        places = [(start + step) % len(HOT_HEADLINES) for step in range(HOT_SHOWN)]
        return [(f"/hot/{place + 1}.shtml", HOT_HEADLINES[place]) for place in places]


def boilerplate() -> list[str]:
    """Every line that may stand on a page and in no story. The names are not here: people also appear in stories."""
    return [
        *HOT_HEADLINES, *PICTURE_HEADLINES, *RELATED_HEADLINES, *ENGLISH_RELATED, *ENGLISH_HOT, *FOOTER_LINKS,
        ADVERTISEMENT, ENGLISH_ADVERTISEMENT, SHARE_BAR, APP_PROMOTION, QR_PROMOTION, COPYRIGHT_NOTE, PICTURE_RIGHTS,
        COMMENT_BOX, COMMENT_COUNT, FOOTER, COOKIE_NOTICE, NEWSLETTER, ENGLISH_COPYRIGHT, ENGLISH_FOOTER,
    ]  # fmt: skip
