"""Budgets in words, once for the command line and all reports."""

from __future__ import annotations

from dataclasses import dataclass

from devbench.choices import BudgetOutcome
from devbench.reports.verdict_words import Tone
from devbench.results.schema import Budget, Result
from devbench.units import format_ms

TONES: dict[BudgetOutcome, Tone] = {"FAIL": "bad", "INCONCLUSIVE": "warn", "PASS": "good"}
"""The worst first."""


@dataclass(frozen=True)
class BudgetRow:
    metric: str
    limit: str
    measured: str
    outcome: str
    tone: Tone
    reason: str
    source: str


def rows(result: Result) -> list[BudgetRow]:
    return [row(budget) for budget in result.budgets]


def row(budget: Budget) -> BudgetRow:
    return BudgetRow(
        metric=budget.metric,
        limit=f"{'at most' if budget.operator == '<=' else 'at least'} {quantity(budget.limit, budget.unit)}",
        measured=_measured(budget),
        outcome=budget.outcome,
        tone=TONES[budget.outcome],
        reason=budget.reason,
        source=budget.source,
    )


def _measured(budget: Budget) -> str:
    if budget.measured is None:
        return "–"
    found = quantity(budget.measured, budget.unit)
    if budget.low is None or budget.high is None:
        return found
    low, high = (quantity(end, budget.unit).removesuffix(f" {budget.unit}") for end in (budget.low, budget.high))
    return f"{found} [{low}, {high}]"


def quantity(value: float, unit: str) -> str:
    """``50 ms``, ``1.34 MB``, ``91.25 %``."""
    if unit == "ms" and value != int(value):
        return format_ms(value)
    return f"{value:,.2f}".rstrip("0").rstrip(".") + (f" {unit}" if unit else "")
