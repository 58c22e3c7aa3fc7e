"""Extractive question answering over sliding windows; the rules are in docs/protocol.md."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench.errors import UsageError
from devbench.results.schema import Judged
from devbench.tasks import answer_spans, data, question_data, scores, settings
from devbench.tasks.answer_spans import AnswerSpan
from devbench.tasks.base import Answer, EncodedExample, EncodedWindow, Example, judge
from devbench.tasks.gold_answers import GoldAnswers
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.answer_spans import Logits
    from devbench.tasks.base import Outputs


class QuestionAnswering:
    name = "question-answering"
    metrics = ("exact_match", "f1", "has_answer_exact_match", "has_answer_f1", "no_answer_exact_match")
    output_roles = ("start_logits", "end_logits")

    def __init__(self, task: settings.QuestionAnsweringSettings) -> None:
        self.settings = task
        if not math.isfinite(task.null_threshold):
            raise UsageError("The task's null_threshold is not a number.", "Use 0 unless you know better.")
        if task.null_threshold and not task.allow_no_answer:
            raise UsageError(
                "null_threshold has no effect if every question has an answer.",
                "Set allow_no_answer=true as well.",
            )

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length]

    def read(self, path: Path) -> list[Example]:
        """``gold`` are `GoldAnswers`, or None where the data does not say what is right."""
        return data.require_examples(path, question_data.read(path))

    def remarks(self, examples: Sequence[Example], length: int) -> list[str]:
        """What in these settings does not suit the data or sequences of ``length`` tokens."""
        found = []
        impossible = sum(example.gold is not None and not example.gold.texts for example in examples)
        if impossible and not self.settings.allow_no_answer:
            found.append(
                f"{impossible} of {len(examples)} questions have no answer, but the model answers them all. If it "
                "was trained on such questions, use --task-set allow_no_answer=true."
            )
        if self.settings.stride >= length - 3:
            found.append(
                f"The stride of {self.settings.stride} tokens does not fit into sequences of {length}, so "
                f"windows share half of their context; {length - 4} is the most that fits."
            )
        return found

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        question = tokenizer.encode(example["question"]).ids
        kept = question[: length // 2]
        context = tokenizer.encode(example["context"])
        head = [tokenizer.cls_id, *kept, tokenizer.sep_id]
        windows = [
            EncodedWindow(
                token_ids=[*head, *context.ids[start:end], tokenizer.sep_id],
                type_ids=[0] * len(head) + [1] * (end - start + 1),
                first=len(head),
                offsets=context.offsets[start:end],
            )
            for start, end in split(len(context.ids), length - len(kept) - 3, self.settings.stride)
        ]
        return EncodedExample(windows=windows, truncated=len(kept) < len(question))

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``start_logits`` and ``end_logits`` of shape [1, L] for each window."""
        context, count = example["context"], self.settings.n_best
        spans: list[AnswerSpan] = []
        null_score = math.inf
        for window, output in zip(encoded.windows, outputs, strict=True):
            starts, ends = output["start_logits"].reshape(-1), output["end_logits"].reshape(-1)
            null_score = min(null_score, answer_spans.number(float(starts[0] + ends[0])))
            if window.offsets:
                spans = answer_spans.best([*spans, *self._window_spans(window, starts, ends)], count)
        if not spans:
            spans = [AnswerSpan(0, 0, 0.0)]
        elif self.settings.allow_no_answer:
            spans = answer_spans.with_no_answer(spans, null_score, self.settings.null_threshold)
        answers: list[Answer] = [
            {"text": context[span.start : span.end], "start": span.start, "end": span.end, "score": span.score}
            for span in spans[:count]
        ]
        return answers[0] if count == 1 else {**answers[0], "n_best": answers}

    def _window_spans(self, window: EncodedWindow, starts: Logits, ends: Logits) -> list[AnswerSpan]:
        """The best of a window, as many as are asked for."""
        own, count = slice(window.first, window.first + len(window.offsets)), self.settings.n_best
        ranked = answer_spans.of_window(starts[own], ends[own], self.settings.max_answer_tokens, best_alone=count == 1)
        spans = (AnswerSpan(window.offsets[one][0], window.offsets[last][1], score) for one, last, score in ranked)
        return answer_spans.first_distinct(spans, count)

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return all(device[key] == host[key] for key in ("text", "start", "end"))

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        return None if example.gold is None else (float(self.is_right(example, answer)), 1.0)

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """The data with unanswerable questions also split as SQuAD v2.0's script does it (HasAns, NoAns)."""
        pairs = zip(examples, answers, strict=True)
        known = [(example.gold, answer["text"]) for example, answer in pairs if example.gold is not None]
        if not known:
            return {}
        found = {"exact_match": _exact_match(known), "f1": _f1(known)}
        answerable, impossible = ([pair for pair in known if bool(pair[0].texts) is has] for has in (True, False))
        if answerable and impossible:
            found |= {
                "has_answer_exact_match": _exact_match(answerable),
                "has_answer_f1": _f1(answerable),
                "no_answer_exact_match": _exact_match(impossible),
            }
        return found

    def show(self, answer: Answer) -> str:
        return str(answer["text"]) or "(no answer)"

    def expected(self, example: Example) -> str | None:
        if example.gold is None:
            return None
        return " / ".join(dict.fromkeys(example.gold.texts)) or "(no answer)"

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or bool(example.gold.exact_match(answer["text"]))

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        """No guess meets a span; but a model that may say so is right wherever there is no answer."""
        pairs = zip(examples, answers, strict=True)
        known = [(example, answer) for example, answer in pairs if example.gold is not None]
        if not known:
            return None
        silent = sum(example.gold.exact_match("") for example, _ in known) / len(known)
        chance = silent if self.settings.allow_no_answer else 0.0
        return judge(self, "exact_match", chance, [example for example, _ in known], [answer for _, answer in known])


def _exact_match(pairs: Sequence[tuple[GoldAnswers, str]]) -> float:
    return scores.percent(gold.exact_match(answer) for gold, answer in pairs)


def _f1(pairs: Sequence[tuple[GoldAnswers, str]]) -> float:
    return scores.percent(gold.f1(answer) for gold, answer in pairs)


def split(tokens: int, room: int, stride: int) -> Iterator[tuple[int, int]]:
    """The windows [start, end) over ``tokens`` context tokens, neighbours sharing ``stride``; at least one."""
    step = room - (stride if stride < room else room // 2)
    start = 0
    while True:
        end = min(start + room, tokens)
        yield start, end
        if end == tokens:
            return
        start += step
