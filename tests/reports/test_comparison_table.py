"""What the terminal says of a comparison: each metric's outcome, what it rests on, and the outcome of all."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from rich.console import Console

from devbench.reports import comparison_table
from devbench.results.comparison import (
    ComparedResult,
    Comparison,
    ConditionDifference,
    MetricOutcome,
    MetricRow,
    Outcome,
)


def row(metric: str, outcome: MetricOutcome | None = None, better: bool = False, *, interval: bool = True) -> MetricRow:
    return MetricRow(
        metric=metric,
        unit="ms",
        baseline=20.0,
        other=21.0,
        ratio=1.05,
        low=1.01 if interval else None,
        high=1.1 if interval else None,
        tolerance=0.05,
        outcome=outcome,
        better=better,
    )


def compared(*rows: MetricRow, disturbances: list[str] | None = None) -> ComparedResult:
    return ComparedResult(
        other="20261121T011503-77e0d2",
        differences=[],
        allowed=[ConditionDifference(name="mode", baseline="normal", other="official")],
        rows=list(rows),
        basis="10 interleaved pairs of cold processes.",
        disturbances=disturbances or [],
    )


def shown(*pairs: ComparedResult, outcome: Outcome = "NO REGRESSION", width: int = 100, colour: bool = False) -> str:
    comparison = Comparison(baseline="main", pairs=list(pairs), outcome=outcome, reasons=["invoke is slower"])
    return drawn(comparison, width, colour)


def drawn(comparison: Comparison, width: int = 100, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, color_system="standard" if colour else None, force_terminal=colour)
    console.print(comparison_table.render(comparison))
    return file.getvalue()


def cells(text: str, metric: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(metric))
    return re.split(r"\s{2,}", line.strip())


@pytest.mark.parametrize(
    ("outcome", "better", "words"),
    [
        ("regression", False, "regression"),
        ("inconclusive", False, "inconclusive"),
        ("no regression", False, "no regression"),
        ("no regression", True, "no regression, better"),
        (None, False, "not gated"),
        (None, True, "not gated, better"),
    ],
)
def test_a_metric_has_its_outcome_and_better_stands_beside_it(
    outcome: MetricOutcome | None, better: bool, words: str
) -> None:
    text = shown(compared(row("invoke", outcome, better)))
    assert cells(text, "invoke") == ["invoke", "20.0 ms", "21.0 ms", "1.050 [1.010, 1.100]", "5 %", words]


def test_a_metric_without_an_interval_shows_none() -> None:
    assert cells(shown(compared(row("f1", "no regression", interval=False))), "f1")[3] == "1.050"


def test_tokens_and_answers_are_percentages() -> None:
    found = MetricRow(metric="tokens", unit="", baseline=1.0, other=0.995, tolerance=0.0, outcome="regression")
    assert cells(shown(compared(found)), "tokens") == ["tokens", "100 %", "99.5 %", "–", "0 %", "regression"]


def test_what_the_outcome_rests_on_and_what_disturbed_the_runs_stand_under_the_table() -> None:
    lines = shown(compared(row("invoke"), disturbances=["b: Latency rose by 9%."])).splitlines()
    at = lines.index("10 interleaved pairs of cold processes.")
    assert [line.strip() for line in lines[at + 1 : at + 3]] == ["What disturbed the runs:", "b: Latency rose by 9%."]
    assert "disturbed" not in shown(compared(row("invoke")))
    assert "mode differs: normal → official (allowed)" in shown(compared(row("invoke")))


@pytest.mark.parametrize(
    ("outcome", "colour"),
    [("REGRESSION", "31"), ("INCONCLUSIVE", "33"), ("NO REGRESSION", "32"), ("INCOMPARABLE", "31")],
)
def test_the_outcome_has_its_colour_and_its_reasons(outcome: Outcome, colour: str) -> None:
    text = shown(compared(row("invoke", "no regression")), outcome=outcome, colour=True)
    assert f"\x1b[1;{colour}m{outcome}\x1b[0m" in text
    plain = [line.strip() for line in shown(compared(row("invoke", "no regression")), outcome=outcome).splitlines()]
    reasons = [] if outcome == "INCOMPARABLE" else ["invoke is slower."]  # what differs stands above
    assert plain[plain.index(f"outcome  {outcome}") :] == [f"outcome  {outcome}", *reasons]


def test_it_fits_80_columns() -> None:
    text = shown(
        compared(row("first_inference", "no regression", better=True), row("invoke", "inconclusive")), width=80
    )
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert "1.050 [1.010, 1.100]" in text


def test_two_models_in_turn_are_named_and_told_apart_by_letters() -> None:
    pair = msgspec.structs.replace(compared(row("invoke.p50")), other_name="qa-en-tiny int8")
    found = Comparison(
        baseline="20261121T010000-aaaaaa",
        baseline_name="qa-en-tiny fp32",
        pairs=[pair],
        outcome="NO REGRESSION",
        reasons=[],
        order_seed=7,
    )
    lines = [line.rstrip() for line in drawn(found).splitlines()]
    assert lines[:3] == [
        "qa-en-tiny int8 (B) against qa-en-tiny fp32 (A)",
        "  A: 20261121T010000-aaaaaa",
        "  B: 20261121T011503-77e0d2",
    ]
    assert re.split(r"\s{2,}", lines[4])[:3] == ["metric", "A", "B"]
    stored = drawn(msgspec.structs.replace(found, order_seed=None)).splitlines()
    assert stored[0] == "qa-en-tiny int8 (result) against qa-en-tiny fp32 (baseline)"


def exact(metric: str, before: float, after: float) -> MetricRow:
    return MetricRow(
        metric=metric, unit="", baseline=before, other=after, ratio=after / before, tolerance=0, outcome="no regression"
    )


def test_shares_are_percentages_like_the_quality() -> None:
    text = shown(compared(exact("accuracy", 100, 100), exact("tokens", 1, 1), exact("answers", 1, 0.985)))
    assert [cells(text, name)[1:3] for name in ("accuracy", "tokens", "answers")] == [
        ["100 %", "100 %"],
        ["100 %", "100 %"],
        ["100 %", "98.5 %"],
    ]


def test_an_outcome_without_times_says_so() -> None:
    sound = exact("accuracy", 100, 100)
    assert "outcome  NO REGRESSION; the times were not judged" in shown(compared(row("invoke.p50"), sound))
    assert "not judged" not in shown(compared(row("invoke.p50", "no regression"), sound))
    assert "not judged" not in shown(compared(row("invoke.p50"), sound), outcome="REGRESSION")
