"""``element("rect", x=3, y=4)``: pieces of SVG and HTML as text.  Every word that comes from outside is escaped here."""

from collections.abc import Iterable
from html import escape

BARE = {"rect", "line", "path", "circle", "polyline"}


class Markup(str):
    """Text that is markup already, and must not be escaped once more."""

    __slots__ = ()


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """An element with what is inside; ``class_`` and ``text_anchor`` become ``class`` and ``text-anchor``.

    >>> element("text", "<script>", x=1.50, class_="label")
    '<text x="1.5" class="label">&lt;script&gt;</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()
    )
    content = join(inside)
    if name in BARE and not content:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{content}</{name}>")


def join(pieces: Iterable[str]) -> Markup:
    """Pieces one after another; those that are not markup are escaped."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(printable(piece)) for piece in pieces))


def printable(text: str) -> str:
    """Without the control characters that no page may hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def drawing(width: float, height: float, *inside: str, label: str) -> Markup:
    """An SVG of so many units that grows with its page; `label` is read to those who do not see it."""
    return element(
        "svg",
        *inside,
        viewBox=f"0 0 {_attribute(width)} {_attribute(height)}",
        role="img",
        aria_label=label,
        class_="plot",
        style=f"--width: {_attribute(width)}px",
    )


def _attribute(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(printable(str(value)))
