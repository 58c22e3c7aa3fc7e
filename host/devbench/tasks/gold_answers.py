"""The right answers to a question, and how an answer is held against them: SQuAD's two evaluation scripts."""

from __future__ import annotations

from typing import Literal

import msgspec

from devbench.tasks import scores

Script = Literal["1.1", "2.0"]


class GoldAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """``texts`` is empty where the context has no answer. What else is here is the same for all questions of a file.

    ``script`` is the version of the official evaluation script. They part where text normalizes to nothing ("the"):
    v2.0's leaves out such right answers, and an empty answer is right where none is left; v1.1's knows no empty answer,
    and gives an F1 of 0 where nothing is in common.
    """

    texts: list[str]
    script: Script = "1.1"
    by_characters: bool = False

    def exact_match(self, answer: str) -> bool:
        return bool(scores.exact_match(answer, self._accepted, self.by_characters))

    def f1(self, answer: str) -> float:
        of_nothing = 1.0 if self.script == "2.0" else 0.0
        return scores.f1(answer, self._accepted, self.by_characters, of_nothing)

    @property
    def _accepted(self) -> list[str]:
        if self.script == "1.1":
            return self.texts
        return [text for text in self.texts if scores.answer_units(text, self.by_characters)]
