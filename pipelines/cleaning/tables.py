"""``| Pos. | Driver | Points |``: tables of data, which belong to the story they stand in."""

from __future__ import annotations

from pipelines.cleaning.blocks import Place

CELLS = frozenset(("td", "th"))
FEWEST_ROWS = 2
FEWEST_CELLS = 3  # of a row of data; a layout has two columns


def is_cell(place: Place | None) -> bool:
    """Whether an element is a cell of a table of data: one of several in a row, each with a figure or a name."""
    if place is not None and place.tag not in CELLS:
        place = place.up  # office programs write a paragraph into each cell
    if place is None or place.tag not in CELLS or len(place) > 1 or place.up is None:
        return False
    return len(place.up) >= FEWEST_CELLS


def is_data_cell(place: Place | None) -> bool:
    """Whether an element is such a cell of a table that has several rows; buttons are set in one."""
    if not is_cell(place):
        return False
    row = place.up if place.tag in CELLS else place.up.up  # type: ignore[union-attr]
    return row is not None and row.up is not None and len(row.up) >= FEWEST_ROWS * len(row)


def is_data_row(place: Place | None) -> bool:
    """Whether fewer than half of the cells beside this one are links: a name with its figures, and no row of a menu."""
    row = place
    while row is not None and row.tag != "tr":
        row = row.up
    return row is not None and 2 * sum(1 for _ in row.element.iter("a")) < len(row)
