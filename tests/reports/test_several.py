"""Several results beside each other: what they are called, and what latency costs in quality."""

from __future__ import annotations

import re

import msgspec

from devbench.reports import several
from devbench.results.schema import Result
from tests.sample_results import result, side

QUALITY = {"exact_match": 60.0, "f1": 75.0}


def answering(quantization: str, f1: float) -> Result:
    sample = result(device_run=side("device", quality={**QUALITY, "f1": f1}))
    return msgspec.structs.replace(sample, model=msgspec.structs.replace(sample.model, quantization=quantization))


def test_the_quality_is_the_one_that_the_terminal_shows() -> None:
    results = [answering("fp32", 75.0), answering("int8", 70.0)]
    (chart,) = several.trade_offs(results)
    assert chart.title == "Latency against F1 on qa-en.json"
    assert [row[-1] for row in chart.rows] == ["75.0", "70.0"]
    assert [several.figures(each)[several.FIGURES.index("quality")] for each in results] == ["F1 75.0", "F1 70.0"]


def marks(*names: str) -> tuple[list[str], list[str]]:
    """The keys of the chart, and what stands beside its dots."""
    (chart,) = several.trade_offs([answering(name, 70.0 + place) for place, name in enumerate(names)])
    return list(chart.keys), re.findall('class="label">(.*?)</text>', chart.svg)


def test_labels_that_have_no_room_are_numbers_with_keys() -> None:
    assert marks("fp32", "int8") == (["fp32", "int8"], ["fp32", "int8"])
    long = [f"quantized with the calibration data {name}" for name in ("a", "b")]
    assert marks(*long) == ([f"1: {long[0]}", f"2: {long[1]}"], ["1", "2"])
    many = [f"int{bits}" for bits in range(8, 16)]
    assert marks(*many)[1] == [str(number) for number in range(1, 9)]


def test_no_label_leaves_the_plot() -> None:
    (chart,) = several.trade_offs([answering(f"int{number}", 100.0) for number in range(5)])
    plot = re.search(r'class="plot">\s*<rect[^>]*?height="([\d.]+)"', chart.svg)
    tops = [float(y) - 10 for y in re.findall(r'<text[^>]*?y="([-\d.]+)" class="label"', chart.svg)]
    assert plot
    assert len(tops) == 5
    assert all(0 <= top <= float(plot[1]) for top in tops)
