"""``的``, ``the``, ``und``: the small words and the script that tell what language a text is in.

The page's ``<html lang>`` is weak evidence: templates are copied with it (a Chinese portal that says ``en`` is no
rarity), so it only decides between languages the text itself leaves open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.meta import Meta

SCRIPT_SAMPLE = 250  # characters that settle the script
LONGEST_SAMPLE = 700  # characters looked at; more would not change the answer
LONG_BLOCK = 60  # characters from which a block is prose rather than a menu's word
LINKED = 0.3  # link share from which it is a menu or a headline
MOST_BLOCKS = 60  # blocks that speak for a page without prose
FEWEST_LETTERS = 8  # below this the text is no evidence at all and the page's own word stands
FEWEST_HITS = 3  # small words needed before the text contradicts the page
A_LEAD = 1.25  # how far ahead the text's best language must be to contradict the page

# Scripts that one written language owns on the news pages of today.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("bo", re.compile("[\u0f00-\u0fff]")),
    ("cyrl", re.compile("[\u0400-\u04ff]")),
    ("arab", re.compile("[\u0600-\u06ff]")),
    ("deva", re.compile("[\u0900-\u097f]")),
    ("latn", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_ALL_LETTERS = re.compile(r"[^\W\d_]")
KANA_SHARE = 0.1  # of Han and kana together; Japanese prose has half, a Chinese page quoting a brand hardly any
HAN_WEIGHT = 2.5  # one Han character says about as much as so many Latin letters

# Small words that are frequent in one language and rare in its neighbours.
_SMALL_WORDS = {
    "en": "the of and to in that is was for with on as his her be by at from are this have has not it which said",
    "de": "der die das und ist nicht ein eine mit von den dem des im auf für sich auch wird aus bei nach zu wie oder",
    "fr": "le la les des et est une dans que qui pour par sur au avec du pas plus sont ce cette aux il elle été",
    "es": "el la los las de y que en un una por con para del se su al lo como más pero ha fue este esta también",
    "ca": "el la els les i que en un una per amb dels del més va aquest aquesta ha és als són també",
    "gl": "o a os as e que en un unha por con para do da dos das ao na no máis é non súa",
    "pt": "o a os as de e que em um uma por com para do da dos das no na não mais é ao foi como são",
    "it": "il la le gli di e che in un una per con del della dei alla non si è sono al nel da più anche",
    "ro": "și în de la cu a pe că nu este din care pentru o un au mai fost al ale să după prin",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er ook door naar bij om wordt maar hij",
    "af": "die en van in is het dat op te vir met nie aan wat sy ook deur na by om word maar hy was 'n",
    "da": "og i at det er en til af på den der med for ikke som har de et han var blev efter fra også",
    "no": "og i at det er en til av på den som med for ikke har de et han var ble etter fra også seg",
    "sv": "och i att det är en till av på den som med för inte har de ett han var blev efter från också sig",
    "is": "og í að á er sem var til við um með af en ekki hann fyrir það hefur frá eru því",
    "fi": "ja on ei että se hän oli ovat mutta myös kun kuin joka sekä jo vain ole mukaan sen",
    "et": "ja on ei et see ta oli kui ka mis aga ning oma selle kes välja pole või tema",
    "pl": "i w na z się nie to do że jest o jak po za od ale przez dla są oraz czy który było tym",
    "cs": "a v na se je že s z do o to pro jako by ale za od po podle který jsou byl také jeho jsem",
    "sk": "a v na sa je že s z do o to pre ako by ale za od po podľa ktorý sú bol aj jeho som",
    "hu": "a az és hogy is nem egy meg volt van ez de csak ha már mint el még szerint ki lesz azt",
    "sl": "in v na je se za da so z s ki ne pa po tudi kot bi pri o od bo ali iz njegov",
    "hr": "i u na je se za da su od s koji ne što kao i bi o će iz nije te koje to ali",
    "sq": "e të në që dhe një për me nga është si u ka nuk më do se i ai kjo janë",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi ne kadar sonra ancak en var oldu dedi",
    "az": "və bir bu da də üçün ilə olan edib bildirib çox daha ki kimi sonra isə həm görə",
    "id": "yang dan di dengan untuk pada dari itu ini tidak dalam akan juga ke adalah oleh kata telah bisa",
    "ms": "yang dan di dengan untuk pada daripada itu ini tidak dalam akan juga ke adalah oleh kata telah beliau",
    "tl": "ang ng sa na mga at ay ni para hindi ito si kay nang may siya mula din ko niya",
    "vi": "và của các là có trong được cho với không những một người này đã khi từ để cũng đến",
    "sw": "ya na wa kwa ni katika la za cha kuwa hii hiyo kama yake huyo baada alisema hilo watu",
    "zu": "ukuthi futhi uma kodwa yena kanye ngoba lokhu ngesikhathi emva kwakhe abantu wathi nje kusho",
    "xh": "ukuba kwaye xa kodwa yena kunye ngoba oku ngexesha kwakhe abantu uthi ukuze le okanye apho kuba "
    "ezi aba kwe ngo nge loo kwi",
    "lt": "ir į kad yra su iš tai bet kaip apie dėl buvo už nuo jis po taip pat šį prie",
    "lv": "un ir ka ar no par to bet kā arī pēc tas viņš bija lai gan ko pie tiek šī",
    "ru": "и в не на что с как по это из за от для его но был она они так же который все году",
    "uk": "і в не на що з як до це та за від для його але був вона вони так який також року про",
    "be": "і ў не на што з як да гэта за ад для яго але быў яна яны так які таксама года пра",
    "bg": "и в на да се че с за от не по са като но това който ще е той при му към",
    "sr": "и у на је се за да су од с који не што као би о ће из није те али",
    "mk": "и во на да се дека со за од не по се како но ова кој ќе е тој при",
    "kk": "және мен үшін бұл деп бар болып осы оның туралы қазақстан бір кейін деді",
    "ar": "في من على إلى أن التي الذي هذا هذه عن مع كان لا ما بعد قال كما بين أو و",
    "fa": "در از به که این را با است برای آن می های یک خود شد نیز تا بر هم و",
    "ur": "کے کی میں ہے کا نے سے اور کو پر کہ یہ ہیں بھی اس جو تھا نہیں ایک",
    "hi": "के की में है का ने से और को पर कि यह हैं भी इस जो था नहीं एक",
    "mr": "आहे आणि या ते होते मध्ये करण्यात त्यांनी हा ही की असे आहेत केली व",
    "ne": "छ र को मा लाई छन् गरेको भने यो पनि हो गर्ने एक नेपाल तथा",
}
_OWNERS: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in set(_words.split()):
        _OWNERS.setdefault(_word, []).append(_language)
_OF_SCRIPT = {
    "cyrl": frozenset(("ru", "uk", "be", "bg", "sr", "mk", "kk")),
    "arab": frozenset(("ar", "fa", "ur")),
    "deva": frozenset(("hi", "mr", "ne")),
}
_OTHERS = frozenset(_SMALL_WORDS).difference(*_OF_SCRIPT.values())
_FALLBACK = {"cyrl": "ru", "arab": "ar", "deva": "hi", "latn": ""}
_TOKEN = re.compile(r"[^\W\d_](?:[^\s\d.,;:!?()\"“”„«»|/]{0,11})(?![^\s.,;:!?()\"“”„«»|/])")
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "cn": "zh", "jp": "ja", "kr": "ko", "fil": "tl", "bs": "hr"}


def language_of(text: str, declared: str = "") -> str:
    """The two-letter code of the language a text is in; what the page declares decides only where the text does not.

    >>> language_of("西藏召开全区脱贫攻坚工作会议，会议由区党委主持。", "en")
    'zh'
    >>> language_of("Der Bürgermeister ist nicht mit der Fähre gekommen, sondern mit dem Zug.", "en")
    'de'
    """
    page_says = _tidy_code(declared)
    sample = text[:LONGEST_SAMPLE]
    script = _script_of(sample[:SCRIPT_SAMPLE])
    if not script:
        return page_says
    if script not in _FALLBACK:
        return script
    candidates = _OF_SCRIPT.get(script, _OTHERS)
    scores: Counter[str] = Counter()
    for token, times in Counter(_TOKEN.findall(sample.casefold())).items():
        for language in _OWNERS.get(token, ()):
            if language in candidates:
                # A word that many languages share tells little about any of them.
                scores[language] += times * (3 if len(_OWNERS[token]) == 1 else 1)
    if not scores:
        return page_says if page_says in candidates or not _FALLBACK[script] else _FALLBACK[script]
    best, hits = scores.most_common(1)[0]
    if page_says and page_says != best:
        known = page_says in candidates
        if hits < FEWEST_HITS or (known and hits < A_LEAD * scores[page_says]):
            return page_says
    return best


def find_language(blocks: Sequence[Block], meta: Meta) -> str:
    """The language of a page's prose: its longest unlinked blocks, not its menus, which a template may translate."""
    sample = ""
    for block in blocks:
        # The first long paragraphs do; a page's longest block may be a foreign quotation or a licence.
        if len(block.text) > LONG_BLOCK and block.link_share < LINKED:
            sample += block.text[:LONGEST_SAMPLE] + " "
            if len(sample) > LONGEST_SAMPLE:
                break
    if not sample:
        sample = " ".join(block.text for block in blocks[:MOST_BLOCKS])
    if len(sample) < LONGEST_SAMPLE // 8:
        sample = meta.page_title + " " + sample
    return language_of(sample, meta.lang or meta.first("og:locale", "content-language"))


def _script_of(sample: str) -> str:
    if sample.isascii() and len(sample) > LONGEST_SAMPLE // 8:
        return "latn"
    letters = len(_ALL_LETTERS.findall(sample))
    if letters < FEWEST_LETTERS and not _SCRIPTS[2][1].search(sample):
        return ""
    counts: dict[str, float] = {}
    left = float(letters)
    for name, pattern in reversed(_SCRIPTS):  # Latin first: it is most pages, and then most of the work is done
        found = len(pattern.findall(sample))
        if found:
            counts[name] = found
            left -= found
            if left <= letters * 0.02:
                break
    han, kana = counts.get("zh", 0), counts.get("ja", 0)
    if kana and kana >= KANA_SHARE * (han + kana):
        counts["ja"] = han + kana
        counts.pop("zh", None)
    for name in ("zh", "ja", "ko"):
        if name in counts:
            counts[name] *= HAN_WEIGHT
    return max(counts, key=lambda name: counts[name]) if counts else ""


def _tidy_code(declared: str) -> str:
    """``zh-CN``, ``en_US``, ``nb``: as two letters of ours.

    >>> _tidy_code("nb-NO"), _tidy_code("zh_CN"), _tidy_code("")
    ('no', 'zh', '')
    """
    code = re.split(r"[-_]", declared.strip().lower()[:20], maxsplit=1)[0]
    code = _ALIASES.get(code, code)
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""
