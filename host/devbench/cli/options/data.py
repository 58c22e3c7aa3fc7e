"""Which examples to run."""

from __future__ import annotations

from pathlib import Path

import click
import cloup

examples_option = cloup.option(
    "--examples", type=click.IntRange(min=1), metavar="N", help="Run at most the first N examples."
)

DATA_OPTIONS = (
    cloup.option(
        "--data",
        type=click.Path(path_type=Path),
        metavar="FILE",
        show_default="the bundled model's own",
        help="Examples with their right answers, in the layout of the task.",
    ),
    examples_option,
)
