"""▂▅▇: upright columns along time, each a stack of parts; and small ones without an axis for a row of a table."""

from collections.abc import Mapping, Sequence

from crawler.report.scale import short, ticks
from crawler.report.svg import Markup, drawing, element, join

WIDTH, HEIGHT = 920, 210
LEFT, BOTTOM, TOP = 46, 24, 8
WIDEST = 60  # a column; a single one would be a wall
SPARK_WIDTH, SPARK_HEIGHT = 180, 22


def columns(
    places: Sequence[str],
    parts: Mapping[str, Sequence[float]],
    labels: Sequence[tuple[int, str]],
    *,
    label: str,
    paints: Sequence[str] = (),
    centred: bool = False,
) -> Markup:
    """A column for each place, its parts stacked in the order given; `labels` stand below where their places begin."""
    totals = [sum(values) for values in zip(*parts.values(), strict=True)]
    steps = ticks(max(totals, default=0))
    high = HEIGHT - TOP - BOTTOM
    step = (WIDTH - LEFT) / max(len(places), 1)
    width = max(step - (1 if step < 12 else 3), 0.8)
    width = min(width, WIDEST)
    pieces = list(_grid(steps, high))
    for place, name in enumerate(places):
        x = LEFT + place * step + (step - width) / 2
        y = float(TOP + high)
        told = [f"{name}: {short(totals[place])}"]
        stack = []
        for number, (part, values) in enumerate(parts.items()):
            tall = values[place] / steps[-1] * high
            if not tall:
                continue
            y -= tall
            paint = paints[number] if paints else f"c{number}"
            stack.append(element("rect", x=x, y=y, width=width, height=tall, class_=paint))
            if len(parts) > 1:
                told.append(f"{part}: {short(values[place])}")
        if stack:
            pieces.append(element("g", element("title", "\n".join(told)), *stack))
    for place, text in labels:
        x = LEFT + place * step
        if centred:
            pieces.append(element("text", text, x=x + step / 2, y=HEIGHT - 8, class_="tick", text_anchor="middle"))
            continue
        pieces.append(element("line", x1=x, x2=x, y1=TOP + high, y2=TOP + high + 5, class_="axis"))
        if x < WIDTH - 24:
            pieces.append(element("text", text, x=x + 3, y=HEIGHT - 8, class_="tick"))
    return drawing(WIDTH, HEIGHT, *pieces, label=label)


def spark(values: Sequence[float], *, label: str, paint: str = "c0") -> Markup:
    """Columns as small as a line of text."""
    highest = max(values, default=0) or 1
    step = SPARK_WIDTH / max(len(values), 1)
    bars = [
        element(
            "rect",
            x=place * step,
            y=SPARK_HEIGHT - max(value / highest * SPARK_HEIGHT, 1),
            width=max(step - 0.5, 0.6),
            height=max(value / highest * SPARK_HEIGHT, 1),
            class_=paint,
        )
        for place, value in enumerate(values)
        if value
    ]
    ground = element("line", x1=0, x2=SPARK_WIDTH, y1=SPARK_HEIGHT, y2=SPARK_HEIGHT, class_="axis")
    return drawing(SPARK_WIDTH, SPARK_HEIGHT, ground, *bars, label=label)


def _grid(steps: Sequence[float], high: float) -> list[Markup]:
    lines = []
    for value in steps:
        y = TOP + high - value / steps[-1] * high
        lines.append(element("line", x1=LEFT, x2=WIDTH, y1=y, y2=y, class_="grid" if value else "axis"))
        lines.append(element("text", short(value), x=LEFT - 8, y=y + 4, class_="tick", text_anchor="end"))
    return lines


def legend(names: Sequence[str], paints: Sequence[str] = ()) -> Markup:
    """Which colour means what."""
    items = [
        element("li", element("i", class_=paints[number] if paints else f"c{number}"), name)
        for number, name in enumerate(names)
    ]
    return element("ul", join(items), class_="legend")
