"""``Just a moment… Verify you are human``: a page that a site, or the guard before it, sends in an article's place.

Robot checks, maintenance pages, login walls, in the languages that portals write them in.  A story about captchas or
about the night the ferries' website was down tells itself by its date or its writer, and by its prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.cleaning.article import BODY, Article
from pipelines.cleaning.blocks import Block
from pipelines.cleaning.worth import prose_in

SHORT = 1500  # characters of all blocks together; such a page says little
LITTLE_LEFT = 300  # characters of body, where the site put its menus around the page
HEAD = 12  # blocks in which it has said what it wants
STORY = 120  # bytes of prose, a long sentence: with a writer or an outlet it makes a story
DATED_STORY = 400  # with a date alone, which a notice about the site may have too
NAMED = 60  # characters; what stands for the whole page is said in a line

_ROBOT_CHECK = re.compile(
    r"just a moment(?:\.\.\.|…)|checking (?:if the site connection is secure|your browser)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)|verify (?:that )?you(?:’|')re (?:human|not a robot)|"
    r"(?:please )?enable javascript and cookies to continue|access to this page has been denied|are you a (?:robot|human)\?|"
    r"i(?:’|')?m not a robot|pardon our interruption|unusual (?:traffic|activity) from your (?:computer )?(?:network|ip)|"
    r"complete the (?:security check|captcha)|attention required! \| cloudflare|ddos protection by|incapsula incident id|"
    r"request unsuccessful\. incapsula|you have been blocked|please (?:solve|complete) (?:the|this) captcha|"
    r"(?:automated|bot) (?:access|traffic) (?:has been )?(?:detected|blocked)|press (?:&|and) hold to confirm|"
    r"请(?:先)?(?:完成|进行|通过|输入|点击)(?:下列|下方|以下|图片|图形|安全|人机|滑动|滑块|拼图)*(?:验证|验证码)|(?:百度)?安全验证$|人机验证|滑动(?:滑块|验证)|"
    r"(?:您|你)?的?(?:访问|请求|操作)(?:过于|太|过)频繁|(?:您|你)的(?:访问|请求|IP)[^。]{0,12}(?:被|已被|异常|拦截|阻断|限制)|"
    r"(?:系统)?检测到(?:您|你|异常)[^。]{0,20}(?:异常|流量|机器|请求)|(?:本次|当前)?访问(?:已)?被(?:拦截|阻断|拒绝)|"
    r"(?:网站|云)(?:防火墙|卫士|锁|WAF)[^。]{0,20}(?:拦截|验证|防护)|正在(?:检查|检测|验证)(?:您|你)?的?浏览器|"
    r"(?:請|请)(?:證明|证明)(?:您|你)不是(?:機器人|机器人)|機器人(?:驗證|檢查)|"
    r"ロボットではありません|人間であることを(?:確認|証明)|アクセスが集中し|自動アクセス|"
    r"로봇이 아닙니다|사람인지 확인|자동(?:화된)? (?:접근|요청)|비정상적인 (?:접근|트래픽)|"
    r"я не робот|подтвердите,? что (?:вы|запросы)|проверка браузера|подозрительн(?:ый|ая) (?:трафик|активность)|"
    r"ich bin kein roboter|bestätigen sie, dass sie (?:ein mensch|kein)|überprüfung ihres browsers|"
    r"je ne suis pas un robot|vérifi(?:ez|er|ons) que vous (?:êtes|n’êtes|n'êtes)|vérification de votre navigateur|"
    r"no soy un robot|verifi(?:que|ca|car) que (?:eres|es|usted es) (?:un )?human|comprobando (?:su|tu) navegador|"
    r"não sou um robô|verifi(?:que|car) (?:se )?(?:que )?você é humano|non sono un robot|verifica di essere umano|"
    r"ben robot değilim|insan olduğunuzu doğrulay|saya bukan robot|verifikasi bahwa anda (?:adalah )?manusia|"
    r"jag är inte en robot|jeg er ikke en robot|मैं रोबोट नहीं|أنا لست (?:روبوت|برنامج)",
    re.I,
)
_MAINTENANCE = re.compile(
    r"(?:site|website|page|system|service|portal|we)\b[^.。]{0,40}\b(?:is|are|under|undergoing|down for|closed for)\b[^.。]{0,20}\bmaintenance|"
    r"^\W{0,3}(?:(?:under|scheduled|site) maintenance|maintenance (?:mode|in progress)|we(?:’|')ll be (?:right )?back(?: soon)?|be right back|(?:site )?temporarily unavailable)\W{0,3}$|"
    r"briefly unavailable for scheduled maintenance|"
    r"(?:网站|本站|系统|平台|站点|页面|服务器|服务)[^。，]{0,10}(?:维护|升级|检修|改版)(?:中|期间|，)|(?:正在|暂停服务)[^。]{0,6}(?:维护|升级|检修)|^(?:系统|网站)(?:维护|升级)$|"
    r"(?:網站|系統|本站)[^。]{0,10}(?:維護|升級)|網站維護中|"
    r"メンテナンス中|(?:ただいま|現在)[^。]{0,20}メンテナンス|(?:서비스|시스템|사이트|서버)[^.]{0,12}점검|점검 중입니다|"
    r"(?:сайт|портал|сервис)[^.]{0,40}(?:технически[ех] работ|обслуживани)|ведутся технические работы|"
    r"wartungsarbeiten|(?:seite|website|portal)[^.]{0,40}(?:gewartet|wartung)|(?:site|page)[^.]{0,30}en maintenance|"
    r"(?:sitio|página|web|portal)[^.]{0,30}en mantenimiento|(?:site|página|portal)[^.]{0,30}em manutenção|(?:sito|pagina|portale)[^.]{0,30}in manutenzione|"
    r"(?:site|sayfa|sistem)[^.]{0,30}bakım|bakım çalışması|(?:situs|sistem|halaman)[^.]{0,30}pemeliharaan|"
    r"(?:sidan|webbplatsen|nettstedet|siden)[^.]{0,30}(?:underhåll|vedlikehold|vedligehold)|(?:साइट|वेबसाइट)[^।]{0,30}रखरखाव",
    re.I,
)
_LOGIN = re.compile(
    r"^\W{0,3}(?:(?:please )?(?:log|sign)[ -]?in(?: (?:to|first)\b.*)?|login(?: required)?|you must (?:be logged|log) in.*|members only|"
    r"(?:用户|会员|账号|帐号)?(?:登录|登陆)(?:注册)?|请(?:您)?(?:先)?(?:登录|登陆).*|(?:登录|登陆)后(?:可|才能|方可)?(?:查看|阅读|浏览|访问|继续).*|统一(?:身份)?认证(?:平台)?|"
    r"(?:用戶|會員)?登入|請先登入.*|ログイン(?:してください|が必要です)?|로그인(?:이 필요합니다|해 주세요)?|вход|войдите.*|авторизация|"
    r"anmelden|bitte (?:melden sie sich|loggen sie sich).*|connexion|(?:veuillez )?vous connecter.*|iniciar sesión|inicie sesión.*|"
    r"entrar|faça login.*|accedi|giriş yap.*|masuk|logga in|logg inn|log ind|साइन इन)\W{0,3}$",
    re.I,
)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d")


def find_block_page(blocks: Sequence[Block], article: Article) -> str:
    """Which kind of page stands in the article's place; empty where an article does."""
    if is_story(blocks, article):
        return ""
    length = sum(len(block.text) for block in blocks)
    kept = [block.text for block, (_, fate) in zip(blocks, article.fates, strict=True) if fate == BODY]
    if length < SHORT:
        lines = [article.title, *(block.text for block in blocks[:HEAD])]
    elif len(article.body) < LITTLE_LEFT:
        lines = [article.title, *kept[:HEAD]]
    else:
        return ""
    if any(_ROBOT_CHECK.search(line[:200]) for line in lines):
        return "robot check"
    if any(_MAINTENANCE.search(line[:200]) for line in lines):
        return "maintenance page"
    # A menu has a login too, and a story's stub a box below it: here the title asks, or what is left of the page.
    asks = [article.title, *kept[:1]] if sum(map(len, kept)) < LITTLE_LEFT else []
    if any(_LOGIN.match(line) for line in asks if 0 < len(line) <= NAMED):
        return "login wall"
    return ""


def is_story(blocks: Sequence[Block], article: Article) -> bool:
    """Whether somebody wrote this, or on some day: prose with a writer, an outlet or a date."""
    kept = [block for block, (_, fate) in zip(blocks, article.fates, strict=True) if fate == BODY]
    prose = sum(map(prose_in, kept))
    if article.source or article.author or article.editor:
        return prose >= STORY
    return prose >= DATED_STORY and any(_DATE.search(block.text[:200]) for block in blocks[:HEAD])
