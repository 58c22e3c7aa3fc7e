"""What both sides made of each example: a row of `devbench run --answers` and of `devbench ask`."""

from __future__ import annotations

from devbench.results.schema import BothAnswers


class AnsweredExample(BothAnswers, frozen=True, kw_only=True):
    """One example of the run that has the id ``run``."""

    run: str
    model: str
    serial: str
    text: str
    expected: str | None = None
    """The right answer, if the data has it."""
    truncated: bool = False
    """Its text has more tokens than the model takes."""
    tokens_equal: bool
    answers_equal: bool
