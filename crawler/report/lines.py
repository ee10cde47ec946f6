"""One small picture for each site, all on one scale, so that a jump in one of them catches the eye."""

from collections.abc import Sequence

from crawler.report.svg import Markup, drawing, element

WIDTH, HEIGHT = 212, 84
TOP, BOTTOM = 6, 6


def small_line(values: Sequence[float | None], highest: float, *, label: str, paint: str = "c0") -> Markup:
    """A line through the values from 0 to `highest`; where there is none it is broken."""
    high = HEIGHT - TOP - BOTTOM
    step = WIDTH / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        x = place * step if len(values) > 1 else WIDTH / 2
        return x, TOP + high - min(value / (highest or 1), 1) * high

    pieces = [
        element(
            "line", x1=0, x2=WIDTH, y1=TOP + high * part, y2=TOP + high * part, class_="axis" if part == 1 else "grid"
        )
        for part in (0, 0.5, 1)
    ]
    for run in _runs(values):
        points = [at(place, value) for place, value in run]
        if len(points) == 1:
            pieces.append(element("circle", cx=points[0][0], cy=points[0][1], r=2.5, class_=paint))
            continue
        path = " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
        area = f"M{points[0][0]:.1f},{TOP + high:.1f} L{path} L{points[-1][0]:.1f},{TOP + high:.1f} Z"
        pieces.append(element("path", d=area, class_=f"{paint} area"))
        pieces.append(element("path", d=f"M{path}", class_=f"{paint} stroke"))
    return drawing(WIDTH, HEIGHT, *pieces, label=label)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The values as unbroken runs of (place, value)."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]
