"""``(Reporting by A. Marsh; editing by E. Holm)``, ``(dpa)``, ``Published 3 Nov 2026``: how a story is signed at its end."""

from __future__ import annotations

import re

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.links import addresses_of, is_elsewhere
from pipelines.cleaning.named_author import is_named_author
from pipelines.cleaning.names import is_person
from pipelines.cleaning.opener import names_behind_opener
from pipelines.cleaning.story import Story

_RIGHT = re.compile(r"text-align\s?:\s?right", re.I)
MAIL_ALONE = re.compile(r"\W{0,3}[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}\W{0,3}$")
# （海野渚）, below a Japanese story
IN_BRACKETS = re.compile(r"[（(【][\u4e00-\u9fff々\u3041-\u30ff・、\s]{2,20}[)）】]$")
# (Reporting by A. Marsh in London and E. Holm; editing by P. Lund)
DESK = re.compile(
    r"\(?(?:Additional )?[Rr]eporting by (?:[^.;]|(?<=[A-Z])\.){3,120}[;,.] ?"
    r"(?:[Aa]dditional |[Ww]riting |[Cc]ompiled |[Ee]diting )(?:[^.]|(?<=[A-Z])\.){3,120}[.)]{0,2}$"
)
# Reuters, (with AFP), Con información de EFE
_AGENCY = re.compile(
    r"^\W{0,2}(?:(?:avec|mit|with|con|com|med|met)\s)?(?:(?:reporting by|información de|informações da|Material von|inputs from)\s)?"
    r"(?:the )?(?:AFP|AP|dpa|Reuters|EFE|Lusa|ANSA|ANP|TT|NTB|PAP|UPI|TASS|Associated Press|Getty Images|agencies|agences|agencias)"
    r"(?:\s?[/,&]\s?\w{2,12}|\s(?:and|et|und|y|e)\s\w{2,12}){0,2}\W{0,2}$",
    re.I,
)
# Contact the reporter at tom@harbor.example
_CONTACT = re.compile(r"^(?:contact|e-?mail|reach|write to|mail)\b.{0,80}?[\w.+-]{1,40}@(?P<host>[\w.-]{3,60})", re.I)
# (hal/ara), (AFP), (dpa/jse): the writers' initials below the last paragraph.
_INITIALS = re.compile(r"^[(\[](?:[a-z]{2,4}|[A-Z]{2,4})(?:/[A-Za-z]{2,4}){0,3}[)\]]$")
# Of dates below the story; 报名截止日期 is the story's own.
_CAME_OUT = tuple(
    word.strip()
    for word in """发布 | 发表 | 更新 | 發布 | 發表 | published | posted | updated | last updated | first published | publié
    veröffentlicht | aktualisiert | publicado | actualizado | pubblicato | aggiornato | gepubliceerd | bijgewerkt
    publisert | oppdatert | publicerad | uppdaterad | opublikowano | опубликовано""".replace("\n", "|").split("|")
)


def tells_its_date(story: Story, position: int) -> bool:
    """Whether a line below the story opens with the word for what happened to it then."""
    return position > story.last_prose and story.blocks[position].text.casefold().startswith(_CAME_OUT)


def is_our_address(story: Story, text: str) -> bool:
    """Whether a line tells how to write to somebody at the page's own site; a story tells how to write to others."""
    asked = _CONTACT.match(text)
    addresses = addresses_of(story.address, story.meta)
    return asked is not None and bool(addresses) and not is_elsewhere(f"//{asked['host'].strip('.')}", addresses)


def signs(block: Block) -> bool:
    """Whether a short last line is a signature: initials, an agency, full names behind an opener, a name where it is marked."""
    text = block.text
    if " " in text and is_person(text) and (is_named_author(block) or is_set_right(block)):
        return True
    names = names_behind_opener(text)
    return bool(_INITIALS.match(text) or _AGENCY.match(text)) or (bool(names) and all(" " in name for name in names))


def is_set_right(block: Block) -> bool:
    """Whether a line is set to the right, as a signature is."""
    return block.place is not None and bool(_RIGHT.search(block.place.element.get("style") or ""))
