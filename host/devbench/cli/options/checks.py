"""What a result is checked against: known quality, a baseline, the parts of its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import cloup

from devbench.choices import GATES, STRICT_PARTS, TIME_LIMIT_MINUTES, StrictPart
from devbench.cli import completion, project
from devbench.cli.options import parsing
from devbench.cli.options.combinations import NotBoth, is_given
from devbench.cli.options.parsing import FiniteNumber
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.analysis.limits import Limit


def _strict_parts(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[StrictPart]:
    """Empty without the option alone: a CI variable that is not set must not turn the checks off."""
    if value is None:
        return frozenset()
    words = {word.strip().lower() for word in value.split(",") if word.strip()}
    if not words:
        raise click.BadParameter(f"no part is named; use {', '.join(STRICT_PARTS)}, or --strict alone for all of them.")
    if unknown := sorted(words - set(STRICT_PARTS)):
        raise click.BadParameter(f"there is no part {', '.join(unknown)}; use {', '.join(STRICT_PARTS)}.")
    return frozenset(part for part in STRICT_PARTS if part in words)


strict_option = cloup.option(
    "--strict",
    metavar="[PART,...]",
    is_flag=False,
    flag_value=",".join(STRICT_PARTS),
    callback=_strict_parts,
    help=f"Exit with 3 unless the result is sound in all parts, or in the named ones: {', '.join(STRICT_PARTS)}.",
)
against_option = cloup.option(
    "--against",
    metavar="BASELINE",
    shell_complete=completion.results_or_models,
    help="Result to compare with, as `devbench report` names it, or a model to measure in turn.",
)


def _limits(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[Limit, ...]:
    from devbench.analysis.limits import OPTION, parse_all

    source = context.get_parameter_source(str(parameter.name))
    file = project.of(context) if source is click.core.ParameterSource.DEFAULT_MAP else None
    return parse_all(values, str(file.file) if file else OPTION)


require_option = cloup.option(
    "--require",
    multiple=True,
    callback=_limits,
    metavar="BUDGET",
    help="Budget such as 'invoke.p90<=50ms' or 'accuracy>=90'; exits with 3 if it does not hold, 7 if it cannot be "
    "decided. May be repeated.",
)

KNOWN_OPTIONS = (
    cloup.option(
        "--expect",
        "expected",
        multiple=True,
        callback=parsing.percentages,
        metavar="METRIC=PERCENT",
        help="Known quality of the model on this data, such as accuracy=91.5; may be repeated.",
    ),
    cloup.option(
        "--reference",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="File of known answers. One from `devbench reference` can show that answers are wrong, but not that they "
        "are right.",
    ),
    cloup.option(
        "--speed-only", is_flag=True, help="Do not check quality, for example for a model with random weights."
    ),
)
"""What is known of the model's answers."""


def _not_of_quality(limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    return tuple(limit for limit in limits if not limit.is_quality)


_BECAUSE = "--speed-only computes no quality"
QUALITY_OR_SPEED = (
    NotBoth("speed_only", ["expected"], _BECAUSE),
    NotBoth("speed_only", ["require"], _BECAUSE, _not_of_quality),
)

COMPARISON_OPTIONS = (
    cloup.option(
        "--allow",
        "allowed",
        multiple=True,
        metavar="NAME,...",
        callback=parsing.filled,
        help="Compare results although they differ in NAME, such as runtime, model or threads. With verdict, WRONG and "
        "THROTTLED results are compared. With virtual, times of a virtual device decide.",
    ),
    cloup.option(
        "--tolerance",
        "tolerances",
        multiple=True,
        metavar="METRIC=N%",
        shell_complete=completion.metrics,
        show_default="invoke.p50=5%, load=35%, ...",
        help="How much worse a metric may be; may be repeated.",
    ),
    cloup.option(
        "--gate",
        "gates",
        multiple=True,
        metavar="METRIC,...",
        callback=parsing.filled,
        shell_complete=completion.metric_lists,
        show_default=", ".join(GATES),
        help="Metrics that decide the comparison.",
    ),
    cloup.option(
        "--time-limit",
        "time_limit_minutes",
        type=FiniteNumber(min=0, min_open=True),
        default=TIME_LIMIT_MINUTES,
        show_default=True,
        metavar="MINUTES",
        help="Time limit of an interleaved comparison, in minutes; it then ends undecided.",
    ),
)
COMPARISON_NAMES = ("tolerances", "gates", "time_limit_minutes")
"""How results are compared."""


def only_virtual(context: click.Context, name: str, allowed: Sequence[str], here: str) -> bool:
    """Whether ``--allow virtual`` is set. Raises UsageError for any other name, which only a comparison uses."""
    names = {name.strip() for option in allowed for name in option.split(",") if name.strip()}
    if (others := sorted(names - {"virtual"})) and is_given(context, name):
        raise UsageError(f"--allow {others[0]} has no effect {here}.", "Leave it out; --allow virtual is for budgets.")
    return "virtual" in names


def _allow_virtual(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> bool:
    return only_virtual(context, str(parameter.name), values, "in a suite")


allow_virtual_option = cloup.option(
    "--allow",
    "allow_virtual",
    multiple=True,
    callback=_allow_virtual,
    metavar="virtual",
    help="Let times and memory of a virtual device or an emulator decide budgets.",
)
