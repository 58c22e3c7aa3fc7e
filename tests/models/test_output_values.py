"""Models that end in a sigmoid or a softmax: refused where answers would be wrong, else told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from devbench import tasks
from devbench.bench.prepare import Request, prepare
from devbench.errors import UsageError
from devbench.models import binding, flatbuffer, output_values
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.writer import WrittenTensor
from devbench.tasks import settings

LENGTH, LABELS = 8, 3
SEVERAL = settings.TextClassificationSettings(problem_type="multi_label_classification")
ONE = settings.TextClassificationSettings()
VALUE = settings.TextClassificationSettings(problem_type="regression")
SPAN = settings.QuestionAnsweringSettings()
_OUTPUTS = {SPAN: {"start_logits": (1, LENGTH), "end_logits": (1, LENGTH)}, VALUE: {"logits": (1, 1)}}


def squashed(graph: GraphBuilder, x: WrittenTensor, end: str) -> WrittenTensor:
    match end:
        case "sigmoid":
            return graph._operator("LOGISTIC", [x], x.shape)
        case "softmax, reshaped":
            flat = graph.reshape(x, x.shape[1:])
            return graph.reshape(graph.softmax(flat), x.shape)
        case "softmax, then multiplied":
            return graph.multiply(graph.softmax(x), graph.scalar(2))
        case _:
            return x


def checked(folder: Path, task: settings.TaskSettings, end: str) -> list[str]:
    outputs: Mapping[str, tuple[int, ...]] = _OUTPUTS.get(task, {"logits": (1, LABELS)})
    graph = GraphBuilder()
    ids = graph.input("input_ids", (1, LENGTH))
    values = graph.gather(graph.constant(np.ones((40, 1), np.float32)), ids)
    for name, shape in outputs.items():
        row = graph.slice(values, (0, 0, 0), (1, shape[1], 1))
        graph.output(name, squashed(graph, graph.reshape(row, shape), end))
    path = folder / "m.tflite"
    path.write_bytes(graph.finish("test"))
    return output_values.check(binding.bind(flatbuffer.read(path), tasks.create(task), path), task, path)


@pytest.mark.parametrize(("end", "word"), [("sigmoid", "sigmoid"), ("softmax, reshaped", "softmax")])
@pytest.mark.parametrize("task", [SEVERAL, SPAN])
def test_answers_that_would_be_wrong_are_refused(
    tmp_path: Path, task: settings.TaskSettings, end: str, word: str
) -> None:
    with pytest.raises(UsageError) as error:
        checked(tmp_path, task, end)
    assert "m.tflite holds probabilities, not logits" in error.value.message
    assert error.value.hint == f"Export the model without the {word}."


@pytest.mark.parametrize("end", ["sigmoid", "softmax, reshaped"])
def test_probabilities_of_one_label_are_told(tmp_path: Path, end: str) -> None:
    (remark,) = checked(tmp_path, ONE, end)
    assert "answers are right, but their probabilities are not" in remark


@pytest.mark.parametrize(
    ("task", "end"), [(VALUE, "sigmoid"), *((task, "logits") for task in (ONE, SEVERAL, SPAN, VALUE))]
)
def test_what_the_task_takes_is_not_told(tmp_path: Path, task: settings.TaskSettings, end: str) -> None:
    assert checked(tmp_path, task, end) == []


def test_what_comes_after_a_softmax_is_its_own(tmp_path: Path) -> None:
    assert checked(tmp_path, SEVERAL, "softmax, then multiplied") == []


@pytest.mark.parametrize("task_changes", [(), (("problem_type", "multi_label_classification"),)])
def test_a_run_says_so(tmp_path: Path, task_changes: tuple[tuple[str, str], ...]) -> None:
    checked(tmp_path, ONE, "sigmoid")
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n")
    (tmp_path / "data.jsonl").write_text('{"text": "a"}\n')
    request = Request(
        model=str(tmp_path / "m.tflite"),
        task="text-classification",
        cased=False,
        data=tmp_path / "data.jsonl",
        task_changes=task_changes,
    )
    if task_changes:
        with pytest.raises(UsageError, match="holds probabilities, not logits"):
            prepare(request)
    else:
        assert any("holds probabilities, not logits" in warning for warning in prepare(request).warnings)
