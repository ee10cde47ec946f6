"""``By Anna Marsh and E. Holm``: the writers behind a word that opens their line."""

from __future__ import annotations

import re

from pipelines.cleaning.names import is_person, split_names

_OPENER = re.compile(
    r"^[(\[]?(?:by|von|par|por|di|de|door|av|af|text|tekst|oleh|od|autor|autorin|auteur|autore|author|"
    r"(?:(?:additional )?reporting|written|words|reported|story|posted|compiled|published) by|skrevet a[vf]|skriven av|"
    r"(?:ein )?(?:gast)?beitrag von|artikel von|propos recueillis par|автор|글|文)\s*:?\s+(?P<names>.{2,140}?)[)\]]?$",
    re.I,
)
_RANKS = re.compile(
    r",?\s+(?:and\s)?(?:Associated Press|Reuters|AFP|Staff Writer|staff writer|Senior Reporter|Correspondent|"
    r"Political Editor|Reporter|For (?:The )?[A-Z]\S{2,}.{0,20}|Press Association)$"
)
_ROLE = re.compile(
    r"\s+(?:[Jj]ournalist\w?|[Rr]eporter\w*|[Rr]edakt[øö]r|[Rr]edakteur\w*|[Cc]orrespondent)$|\s?(?:기자|특파원|논설위원)$"
)
_MAIL = re.compile(r"\S{1,64}@\S{1,80}")
_ASIDE = re.compile(r"\s+[|•·–—-]\s+.{0,80}$|\s+(?:in|aus|from|à|desde)\s+[A-Z]\S+$|\s*\([^)]{0,40}\)\s*$")


def names_behind_opener(text: str) -> list[str]:
    """The names behind an opening By, Von, Par …; none when what follows is not only names.

    >>> names_behind_opener("By Anna Marsh and E. Holm"), names_behind_opener("By Monday, the ferry was back")
    (['Anna Marsh', 'E. Holm'], [])
    """
    match = _OPENER.match(text)
    if not match:
        return []
    names = latin_names(match["names"])
    return names if names and all((is_person(name) and " " in name) or name.isupper() for name in names) else []


def latin_names(value: str) -> list[str]:
    """The writers in a value that is not Chinese, mail addresses, papers and ranks dropped.

    >>> latin_names("JANE DOE and John Roe, Associated Press")
    ['JANE DOE', 'John Roe']
    """
    value = _ASIDE.sub("", _MAIL.sub(" ", value))
    names = [_RANKS.sub("", name).strip(" .,") for name in split_names(value)]
    names = [_ROLE.sub("", name) for name in names]
    people = [name for name in names if name and is_person(name)]
    return people or [name for name in names if name]
