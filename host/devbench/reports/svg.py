"""Static SVG: pygal draws; templates/report.css colours."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import Markup

from devbench.analysis.intervals import Estimate

Points = Sequence[tuple[float, float] | None]
"""None interrupts a line."""
Range = tuple[float, float]

_RADIUS = 4
"""Of a dot."""


@dataclass(frozen=True)
class Line:
    label: str
    points: Points


@dataclass(frozen=True)
class Dot:
    label: str
    x: Estimate
    y: Estimate


def lines(shown: Sequence[Line], marks: Sequence[Line] = (), **options: object) -> Markup:
    """``marks`` are dots in the colours of the lines."""

    def draw(common: Mapping[str, object]) -> object:
        import pygal

        chart = pygal.XY(**{**common, **options})
        for line in shown:
            chart.add(line.label, line.points, show_dots=False, allow_interruptions=True)
        for mark in marks:
            chart.add(mark.label, mark.points, stroke=False, dots_size=_RADIUS)
        return chart

    return _markup(_tree(draw))


def bars(names: Sequence[str], series: Mapping[str, Sequence[float]], **options: object) -> Markup:
    """Stacked: a bar a name, with a part a series."""

    def draw(common: Mapping[str, object]) -> object:
        import pygal

        chart = pygal.HorizontalStackedBar(**{**common, **options})
        chart.x_labels = list(reversed(names))
        for name, values in series.items():
            chart.add(name, list(reversed(values)))
        return chart

    return _markup(_tree(draw))


def scatter(dots: Sequence[Dot], **options: object) -> Markup:
    """Each dot in a colour of its own, with its label, and with its intervals as whiskers."""

    def draw(common: Mapping[str, object]) -> object:
        import pygal

        chart = pygal.XY(**{**common, "print_labels": True, **options})
        for dot in dots:
            points = [
                *_whiskers(dot),
                {"value": (dot.x.value, dot.y.value), "label": dot.label, "node": {"r": _RADIUS}},
            ]
            chart.add(dot.label, points, allow_interruptions=True, dots_size=0)
        return chart

    tree = _tree(draw)
    _place_labels(tree)
    return _markup(tree)


def _whiskers(dot: Dot) -> Iterator[tuple[float, float] | None]:
    if dot.x.low is not None and dot.x.high is not None:
        yield from ((dot.x.low, dot.y.value), (dot.x.high, dot.y.value), None)
    if dot.y.low is not None and dot.y.high is not None:
        yield from ((dot.x.value, dot.y.low), (dot.x.value, dot.y.high), None)


# -- labels ------------------------------------------------------------------------------------------------------------

_CHARACTER = 6.6
_LINE = 13.0
"""About the width and height of a character of 12 px."""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: _Box) -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)


def _place_labels(tree: ElementTree.Element) -> None:
    """Beside its dot each: out of the margins, where they are cut, and over as little else as possible."""
    plot = tree.find(".//g[@class='plot']/rect")
    assert plot is not None
    width, height = (float(plot.get(name, 0)) for name in ("width", "height"))
    dots = [
        (float(dot.get("cx", 0)), float(dot.get("cy", 0)))
        for dot in tree.iter("circle")
        if dot.get("r") == str(_RADIUS)
    ]
    margins = [
        _Box(-width, -height, 0, 2 * height),
        _Box(width, -height, 2 * width, 2 * height),
        _Box(0, -height, width, 0),
        _Box(0, height, width, 2 * height),
    ]
    taken = [
        *(_Box(x - 5, y - 5, x + 5, y + 5) for x, y in dots),
        *map(_whisker, tree.iterfind(".//g[@class='plot']/g/path[@class='line reactive nofill']")),
    ]
    labels = (text for text in tree.iter("text") if text.get("class") == "label")
    for label, dot in zip(labels, dots, strict=True):
        box = min(
            _beside(dot, label.text or ""),
            key=lambda box: (sum(map(box.overlap, margins)), sum(map(box.overlap, taken))),
        )
        taken.append(box)
        label.set("x", f"{box.left:.1f}")
        label.set("y", f"{box.bottom - 3:.1f}")


def _whisker(path: ElementTree.Element) -> _Box:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
    xs, ys = numbers[::2], numbers[1::2]
    return _Box(min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)


def _beside(dot: tuple[float, float], text: str) -> Iterator[_Box]:
    """The best places first."""
    x, y = dot
    width = _CHARACTER * len(text)
    for above in (0.1, -1.1, 1.1, -2.1, 2.1):
        for left in (x + 8, x - 8 - width):
            yield _Box(left, y - (above + 1) * _LINE, left + width, y - above * _LINE)


# -- pygal -------------------------------------------------------------------------------------------------------------


def _tree(draw: Callable[[Mapping[str, object]], object]) -> ElementTree.Element:
    """Without pygal's styles, scripts and tooltips, which the page's Content-Security-Policy would refuse."""
    _import_pygal()
    from pygal.style import Style

    font = {f"{part}_font_size": 12 for part in ("label", "major_label", "title", "legend", "value", "tooltip")}
    chart = draw(
        {
            "width": 360,
            "height": 220,
            "margin": 6,
            "style": Style(**font),
            "css": (),
            "js": (),
            "show_legend": False,
            "max_scale": 6,
            "print_values": False,
            "disable_xml_declaration": True,
        }
    )
    root: ElementTree.Element = chart.render_tree()  # type: ignore[attr-defined]
    del root.attrib["id"]  # a random one
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (ElementTree.Comment, "defs", "title", "desc") or _is_empty_overlay(child):
                parent.remove(child)
    return root


def _is_empty_overlay(node: ElementTree.Element) -> bool:
    return "-overlay" in node.get("class", "") and node.find(".//text[@class='label']") is None


def _markup(tree: ElementTree.Element) -> Markup:
    return Markup(ElementTree.tostring(tree, encoding="unicode"))  # noqa: S704 - a tree escapes what it holds


def _import_pygal() -> None:
    """Takes back its import hook, for plug-ins that we do not use: Python 3.11 warns of it at every failed import."""
    import pygal  # noqa: F401

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]
