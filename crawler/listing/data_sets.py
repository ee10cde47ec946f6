"""``<datastore><nextgroup>…</nextgroup><recordset><record><![CDATA[<li>…]]>``: lists that many governments' pages carry.

The page holds the records as text of XML, its script shows some of them, and asks for the next group by an address that
stands among them; what comes is the same XML as a document of its own.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree, html

HEAD = 500  # bytes in which a document says that it is a data set
LONGEST_SET = 2_000_000  # characters


def is_data_set(body: bytes) -> bool:
    return b"<datastore" in body[:HEAD]


def unwrapped(body: bytes) -> bytes:
    """A data set's document with its records as markup."""
    return body.replace(b"<![CDATA[", b"").replace(b"]]>", b"")


def with_data_sets(root: Any) -> Any:
    """The page with the records where its script would show them; the page itself if it has none."""
    if not any(map(_records, root.iter("script"))):
        return root
    page = deepcopy(root)
    for script in list(page.iter("script")):
        if markup := _records(script):
            try:
                shown = html.fragment_fromstring(markup, create_parent="div")
            except (etree.ParserError, ValueError):
                continue
            shown.tail = script.tail
            script.getparent().replace(script, shown)
    return page


def next_groups(root: Any) -> list[str]:
    """The printed addresses of the groups of records that come after these."""
    return [link.get("href") for group in root.iter("nextgroup") for link in group.iter("a") if link.get("href")]


def _records(script: Any) -> str:
    text = script.text or ""
    if "xml" not in (script.get("type") or "") or "<record" not in text or len(text) > LONGEST_SET:
        return ""
    return unwrapped(text.encode("utf-8", "replace")).decode()
