"""What a task is on the host: read its data, encode, decode, compare and score, the twin of the harness's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from devbench.errors import UsageError
from devbench.results.schema import ExampleScores, Judged
from devbench.tasks import settings
from devbench.tasks.settings import TaskSettings
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outputs = Mapping[str, NDArray[np.float32]]
    """Raw outputs of one invoke by role."""

Answer = dict[str, Any]
"""A task's own answer, as it stands in an example record."""


class BadExampleError(UsageError):
    """An example that this model and tokenizer can make nothing of."""


class BadModelError(UsageError):
    """A model whose outputs are not those of the task."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One row of data. ``device`` is what the harness is given; ``gold`` the right answer, which stays on the host.

    ``gold`` is None where the data does not say: such an example is timed and answered, but not scored.
    """

    id: str
    device: dict[str, Any]
    gold: Any = None


class EncodedWindow(msgspec.Struct, frozen=True, kw_only=True):
    """The input of one invoke, without padding.

    ``rows`` are the lengths of the rows that ``token_ids`` are made of where the input has several.
    ``offsets`` are those of the tokens from position ``first``, in code points of the text that the answer is cut from;
    ``words`` the indices of those that begin a word.
    ``output_position`` is the only position of the sequence whose outputs are needed; None: all are.
    """

    token_ids: list[int]
    type_ids: list[int]
    rows: list[int] = []
    first: int = 0
    offsets: list[tuple[int, int]] = []
    words: list[int] = []
    output_position: int | None = None


class EncodedExample(msgspec.Struct, frozen=True, kw_only=True):
    """``vocabulary`` holds the tokens by id where the answer is made of tokens; ``decoded`` the ids of those that a
    decoder has said."""

    windows: list[EncodedWindow]
    truncated: bool = False
    vocabulary: Sequence[str] = ()
    decoded: Sequence[int] = ()


class Task(Protocol):
    """One task with its settings. Stateless: the same inputs give the same answers on host and device."""

    @property
    def settings(self) -> TaskSettings: ...

    @property
    def name(self) -> str: ...

    @property
    def metrics(self) -> Sequence[str]:
        """What ``score`` may give."""
        ...

    @property
    def output_roles(self) -> Sequence[str]: ...

    def output_shape(self, length: int) -> Sequence[int | None]:
        """The shape of each output for inputs of ``length`` tokens; None where any size will do."""
        ...

    def read(self, path: Path) -> list[Example]:
        """All examples of a data file. Raises UsageError naming file and line."""
        ...

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        """Raises BadExampleError."""
        ...

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer: ...

    def answers_equal(self, device: Answer, host: Answer) -> bool: ...

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        """What an example adds above and below the line of the first metric of ``score``; None if that is no ratio of
        sums over examples, or the example has no gold answer."""
        ...

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Quality by metric over the examples with gold answers, in percent where the field prints percent; empty if
        there are none."""
        ...

    def show(self, answer: Answer) -> str:
        """The answer as a person reads it."""
        ...

    def expected(self, example: Example) -> str | None:
        """The right answer, in the words of ``show``; None if the data has none."""
        ...

    def is_right(self, example: Example, answer: Answer) -> bool:
        """Whether the answer is the right one; True if the data does not tell."""
        ...

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        """Hits beside what guessing would reach, over the examples with gold answers; None if there are none, or if
        the task has no hits to count."""
        ...


def texts(example: Example) -> list[str]:
    """What its text consists of: question and context, prompt and choices."""
    values = [value for name, value in example.device.items() if name != "id"]
    return [text for value in values for text in (value if isinstance(value, list) else [value])]


def with_gold(examples: Sequence[Example], answers: Sequence[Answer]) -> list[tuple[Example, Answer]]:
    """Those that can be scored."""
    pairs = zip(examples, answers, strict=True)
    return [(example, answer) for example, answer in pairs if example.gold is not None]


def judge(
    task: Task, metric: str, chance: float, examples: Sequence[Example], answers: Sequence[Answer]
) -> Judged | None:
    """Of a task whose answers are right or not."""
    scored = with_gold(examples, answers)
    hits = sum(task.is_right(example, answer) for example, answer in scored)
    return Judged(metric=metric, hits=hits, total=len(scored), chance=chance) if scored else None


def loss(task: Task, example: Example, answer: Answer) -> float:
    """How wrong an answer is, to find the worst: what it lacks in the task's metrics, which are shares of 1 here, and
    how sure the model was of it. 0 if it is right."""
    if task.is_right(example, answer):
        return 0.0
    metrics = task.score([example], [answer]).values()
    return 1 - sum(metrics) / (100 * len(metrics)) + float(answer.get("probability", 0))


def example_scores(
    task: Task, metric: str | None, examples: Sequence[Example], answers: Sequence[Answer]
) -> ExampleScores | None:
    """Of the examples with gold answers; ``metric`` is the first one of ``Task.score``, None if there are none."""
    found = [task.points(example, answer) for example, answer in zip(examples, answers, strict=True)]
    known = [each for each in found if each is not None]
    if metric is None or not known:
        return None
    weights = [below for _, below in known]
    return ExampleScores(
        metric=metric,
        points=[above for above, _ in known],
        weights=[] if all(weight == 1 for weight in weights) else weights,
    )


def input_shape(task: TaskSettings, length: int) -> list[int]:
    """Of every input that holds tokens."""
    return [1, task.choices, length] if isinstance(task, settings.MultipleChoiceSettings) else [1, length]


def check_output(role: str, shape: Sequence[int], wanted: Sequence[int | None]) -> None:
    """Raises BadModelError where an output of this shape cannot play the role; ``wanted`` as ``Task.output_shape``."""
    if len(shape) != len(wanted) or any(want not in (None, size) for want, size in zip(wanted, shape, strict=True)):
        spelled = ", ".join("any" if size is None else str(size) for size in wanted)
        raise BadModelError(
            f"The model's output {role} has the shape {list(shape)}, not [{spelled}].",
            "Check the task, its labels or choices, and the sequence length.",
        )


def encode_texts(tokenizer: ReferenceTokenizer, first: str, second: str | None, length: int) -> EncodedExample:
    """``[CLS] first [SEP]`` or ``[CLS] first [SEP] second [SEP]`` in one window, cut to ``length``."""
    ids = tokenizer.encode(first).ids
    if second is None:
        kept, others = ids[: max(length - 2, 0)], []
        token_ids = [tokenizer.cls_id, *kept, tokenizer.sep_id]
        type_ids = [0] * len(token_ids)
    else:
        others = tokenizer.encode(second).ids
        odd_to_first = tokenizer.settings.odd_to_first
        first_size, second_size = pair_sizes(len(ids), len(others), max(length - 3, 0), odd_to_first)
        token_ids = [tokenizer.cls_id, *ids[:first_size], tokenizer.sep_id, *others[:second_size], tokenizer.sep_id]
        type_ids = [0] * (first_size + 2) + [1] * (second_size + 1)
    specials = 2 if second is None else 3
    truncated = len(token_ids) < len(ids) + len(others) + specials
    return EncodedExample(windows=[EncodedWindow(token_ids=token_ids, type_ids=type_ids)], truncated=truncated)


def pair_sizes(first: int, second: int, room: int, odd_to_first: bool = False) -> tuple[int, int]:
    """How many tokens of each text stay: the longer one is cut first (``longest_first`` of `tokenizers`).

    Where both are cut, an odd token stays with the longer one, or with the first.
    """
    if first + second <= room:
        return first, second
    short = min(first, second)
    both_cut = 2 * short > room
    kept = room // 2 if both_cut else short
    return (room - kept, kept) if first > second or (both_cut and odd_to_first) else (kept, room - kept)
