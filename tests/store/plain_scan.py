"""What search must find, told without an index: a scan of the normalised text, in other words than the index's own.

The normalised text: letters in lower case and Latin ones without diacritics, full-width letters and digits as plain
ones, no invisible characters.  Blanks count only between two words of letters and digits, and then as one.  A phrase is
found where it stands in that text, except that it neither begins nor ends in the middle of such a word.
"""

import re
import unicodedata

WITHOUT_BLANKS = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b-\u303c"
    "\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
OTHERWISE_WRITTEN = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe30-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff65-\uffdc"
    "\U0002f800-\U0002fa1f]"
)
DROPPED = re.compile("[\u0300-\u036f\ufe00-\ufe0f\ufffe\uffff\U000e0100-\U000e01ef]")
SAME = str.maketrans("ſẛϐϵϑϰµϖϱςϕ", "ssβεθκμπρσφ")


def normalised(text: str) -> str:
    """The text as it is scanned."""
    text = "\n".join(re.split("[\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029]", unicodedata.normalize("NFC", text)))
    text = OTHERWISE_WRITTEN.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = "".join(map(_letter, text)).translate(SAME)
    text = re.sub("[ \t]+", " ", text)
    # A blank that does not part two words is no part of the text.
    return "".join(
        letter
        for at, letter in enumerate(text)
        if letter != " " or (_in_a_word(text[at - 1 : at] if at else "") and _in_a_word(text[at + 1 : at + 2]))
    )


def occurs(phrase: str, text: str) -> bool:
    """Whether a normalised phrase stands in a normalised text."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        cuts_a_word = (_in_a_word(phrase[0]) and _in_a_word(text[at - 1 : at] if at else "")) or (
            _in_a_word(phrase[-1]) and _in_a_word(text[end : end + 1])
        )
        if not cuts_a_word:
            return True
        at = text.find(phrase, at + 1)
    return False


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n":
        return letter
    if kind[0] == "Z" or letter == "\t":
        return " "
    if kind in ("Cc", "Cf", "Cs") or DROPPED.match(letter):
        return ""
    plain = unicodedata.normalize("NFD", letter)[0]
    return "".join(small for small in (plain if plain.isascii() else letter).lower() if not DROPPED.match(small))


def _in_a_word(letter: str) -> bool:
    if not letter or WITHOUT_BLANKS.match(letter):
        return False
    kind = unicodedata.category(letter)
    return kind[0] in "LM" or kind == "Nd"
