"""Measures what the project promises of its speed, and says whether it holds: docs/benchmarks.md tells of each."""

from __future__ import annotations

import importlib
import json
import os
import platform
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click

from comparison import Comparison, NotMeasured
from devbench import __version__
from devbench.units import format_ms
from setting import prepared

NAMES = ("invoke", "host_run", "wordpiece", "mecab", "whole_pass", "second_run", "push")

# Lines instead of a table, so that a row can be printed as soon as it is measured.
COLUMNS = "{:<26} {:<30} {:>23} {:>23} {:>6} {:>15} {:>9} {:>6}  {}"
HEADER = COLUMNS.format(
    "benchmark", "against", "ours", "theirs", "ratio", "in rounds", "of minima", "target", "verdict"
)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1), help="Of each comparison.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1), help="Of the model.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write all times to this file, too.")
def main(names: Sequence[str], rounds: int, threads: int, json_file: Path | None) -> None:
    """Measure these, or all."""
    comparisons: list[Comparison] = []
    left_out: dict[str, str] = {}
    about = {**machine(), "rounds": rounds, "threads": threads, "load_before": load()}
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="devbench-benchmarks-") as name, prepared(Path(name), threads) as setting:
        for name in names or NAMES:
            try:
                for comparison in importlib.import_module(name).compare(setting, rounds):
                    comparisons.append(comparison)
                    print(row(comparison), flush=True)
            except NotMeasured as reason:
                left_out[name] = str(reason)
                print(f"{name} was not measured: {reason}", flush=True)
    about["load_after"] = load()
    print(" · ".join(f"{name} {value}" for name, value in about.items()))
    if json_file is not None:
        json_file.write_text(json.dumps(document(comparisons, left_out, about), indent=1) + "\n")


def machine() -> dict[str, object]:
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "devbench": __version__,
        "system": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
    }


def load() -> float:
    """Processes that wanted a core in the last minute, those of the benchmarks too."""
    return round(os.getloadavg()[0], 1)


def row(one: Comparison) -> str:
    return COLUMNS.format(
        one.name,
        one.theirs,
        format_s(one.ours_s),
        format_s(one.theirs_s),
        f"{one.ratio:.3f}",
        f"{min(one.ratios):.3f} – {max(one.ratios):.3f}",
        f"{one.ratio_of_minima:.3f}",
        str(one.target),
        verdict(one),
    )


def format_s(times_s: Sequence[float]) -> str:
    return f"{format_ms(median(times_s) * 1e3)}, min {format_ms(min(times_s) * 1e3)}"


def verdict(one: Comparison) -> str:
    return f"{'met' if one.is_met else 'MISSED'}, {one.rounds_met} of {len(one.ratios)}"


def document(
    comparisons: Sequence[Comparison], left_out: Mapping[str, str], about: Mapping[str, object]
) -> dict[str, object]:
    return {
        **about,
        "comparisons": [
            {
                "name": one.name,
                "against": one.theirs,
                "ours_s": one.ours_s,
                "theirs_s": one.theirs_s,
                "ratio": one.ratio,
                "ratio_of": "speeds" if one.target.of_speeds else "times",
                "ratio_of_minima": one.ratio_of_minima,
                "target": one.target.limit,
                "met": one.is_met,
            }
            for one in comparisons
        ],
        "not_measured": left_out,
    }


if __name__ == "__main__":
    main()
