"""How a command ends by the budgets of what it measured: 3 if one does not hold, 7 if one could not be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from devbench.errors import CheckFailed, Inconclusive

if TYPE_CHECKING:
    from devbench.choices import BudgetOutcome
    from devbench.reports.budgets import BudgetRow
    from devbench.results.schema import Budget, Result

Budgets = Sequence[tuple[str, "Sequence[Budget]"]]
"""With what they are of, in words."""


def of(results: Sequence[Result]) -> Budgets:
    return [(f"{result.model.name} on {result.device.serial}", result.budgets) for result in results]


def check_held(budgets: Budgets) -> None:
    """Raises CheckFailed naming the first budget that does not hold."""
    if failed := list(_with(budgets, "FAIL")):
        source = failed[0][1].source
        raise CheckFailed(
            _sentence(failed, "does not hold", "do not hold"),
            f"Change the model or how it runs, or change the budget ({source}).",
        )


def check_decided(budgets: Budgets) -> None:
    """Raises Inconclusive naming the first budget that the measurements do not decide."""
    if undecided := list(_with(budgets, "INCONCLUSIVE")):
        raise Inconclusive(_sentence(undecided, "is undecided", "are undecided"), undecided[0][1].reason)


def _with(budgets: Budgets, outcome: BudgetOutcome) -> Iterator[tuple[str, BudgetRow]]:
    from devbench.reports import budgets as rows
    from devbench.reports.sanitize import sanitize, sanitize_text

    for name, each in budgets:
        yield from ((sanitize_text(name), rows.row(sanitize(one))) for one in each if one.outcome == outcome)


def _sentence(found: Sequence[tuple[str, BudgetRow]], one: str, several: str) -> str:
    (name, row), *others = found
    sentence = f"The budget {row.metric} {row.limit} of {name} {one}: measured {row.measured}."
    if not others:
        return sentence
    return f"{sentence} {len(others)} other {f'budget {one}' if len(others) == 1 else f'budgets {several}'}."
