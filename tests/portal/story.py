"""``| 1 | 青螺队 | 2分03秒41 |``: the small markup that stories are kept in, and the two things made of it.

    plain line           a paragraph            # line         a heading inside the story
    * line               an item of a list      ~ line         a line of verse
    | cell | cell |      a row of a table       @ 09:05 line   an entry of a live report
    ![](/images/a.png)   a picture              [page]         the next page of a split article
    [ad]                 an advertisement       [more]         a box of further reading, in mid-story

Pictures, advertisements and boxes are no words of the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

MARKS = {"# ": "heading", "* ": "item", "~ ": "verse", "| ": "row", "@ ": "entry", "![": "picture"}
INSERTS = ("[ad]", "[more]")


def line_kind(line: str) -> str:
    """What a line of markup is.

    >>> line_kind("~ 灯在对岸，")
    'verse'
    """
    return "insert" if line in INSERTS else MARKS.get(line[:2], "paragraph")


def row_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")]


def story_pages(markup: str) -> list[str]:
    return [page.strip("\n") for page in markup.split("[page]")]


def story_paragraphs(markup: str) -> Iterator[str]:
    """Yield the words of a story, one line for each paragraph, item, verse, row and entry."""
    for line in markup.splitlines():
        match line_kind(line):
            case "picture" | "insert":
                continue
            case "row":
                yield " ".join(row_cells(line))
            case "paragraph":
                if line and line != "[page]":
                    yield line
            case _:
                yield line[2:]


def story_html(markup: str, inserts: Mapping[str, str], *, indent: str = "") -> str:
    """Write a story as HTML: what [ad] and [more] stand for is the frame's to say, as is what indents a paragraph."""
    parts = []
    for kind, group in groupby(markup.splitlines(), key=line_kind):
        lines = list(group)
        match kind:
            case "insert":
                parts += [inserts[line] for line in lines]
            case "picture":
                parts += [f'<p style="text-align:center"><img src="{line[4:-1]}" alt=""></p>' for line in lines]
            case "row":
                parts.append(table_html(lines))
            case "item":
                parts.append("<ul>\n" + "\n".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "\n</ul>")
            case "verse":
                parts.append("<p>" + "<br>\n".join(escape(line[2:]) for line in lines) + "</p>")
            case "heading":
                parts += [f"<h3>{escape(line[2:])}</h3>" for line in lines]
            case "entry":
                moments = (line[2:].split(" ", 1) for line in lines)
                parts += [f'<p class="live"><b>{time}</b> {escape(text)}</p>' for time, text in moments]
            case _:
                parts += [f"<p>{indent}{escape(line)}</p>" for line in lines if line]
    return "\n".join(parts)


def table_html(lines: list[str]) -> str:
    rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row_cells(line)) for line in lines]
    return '<table border="1">\n' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
