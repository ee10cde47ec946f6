"""``| Pos. | Driver | Points |``: tables of data, which belong to the story they stand in."""

from __future__ import annotations

from pipelines.cleaning.blocks import Place

CELLS = frozenset(("td", "th"))
FEWEST_CELLS = 3  # of a row of data; a layout has two columns


def is_cell(place: Place | None) -> bool:
    """Whether an element is a cell of a table of data: one of several in a row, each with a figure or a name."""
    if place is not None and place.tag not in CELLS:
        place = place.up  # office programs write a paragraph into each cell
    if place is None or place.tag not in CELLS or len(place) > 1 or place.up is None:
        return False
    return len(place.up) >= FEWEST_CELLS
