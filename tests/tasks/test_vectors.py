"""Tasks against tests/vectors/, which the harness's tests read as well; generation is in test_pipeline.py."""

import json
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from devbench import tasks
from devbench.tasks import settings
from devbench.tasks.base import BadExampleError, Task
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.paths import VECTORS

FILES = {
    name: json.loads((VECTORS / folder / f"{name}.json").read_text(encoding="utf-8"))
    for folder, names in {
        "decode": ("question-answering", "feature-extraction"),
        "tasks": ("text-classification", "token-classification", "multiple-choice", "fill-mask"),
    }.items()
    for name in names
}
CASES = [pytest.param(name, case, id=f"{name}: {case['name']}") for name in FILES for case in FILES[name]["cases"]]


@pytest.fixture(scope="module")
def tokenizers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReferenceTokenizer]:
    folder = tmp_path_factory.mktemp("vectors")

    def make(name: str) -> ReferenceTokenizer:
        path = folder / f"{name}.txt"
        path.write_text("\n".join(FILES[name]["vocabulary"]) + "\n", encoding="utf-8")
        return ReferenceTokenizer(msgspec.convert(FILES[name]["tokenizer"], TokenizerSettings), path)

    return {name: make(name) for name in FILES}


def raw_outputs(task: Task, case: dict[str, Any]) -> list[dict[str, NDArray[np.float32]]]:
    """As the model gives them: of fill-mask, only the row that is needed."""
    shape = [-1 if size is None else size for size in task.output_shape(case["sequence_length"])]
    if case["windows"][0].get("output_position") is not None:
        shape = [1, 1, -1]
    return [
        {role: np.array([float(value) for value in values], np.float32).reshape(shape) for role, values in each.items()}
        for each in case["outputs"]
    ]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_examples_become_these_windows_and_outputs_these_answers(
    tokenizers: dict[str, ReferenceTokenizer], name: str, case: dict[str, Any]
) -> None:
    tokenizer = tokenizers[name]
    task = tasks.create(msgspec.convert(case["task"], settings.TaskSettings), tokenizer=tokenizer.settings)
    if "refused" in case:
        with pytest.raises(BadExampleError, match=f"xample {case['name']}"):
            task.encode(tokenizer, case["example"], case["sequence_length"])
        return

    encoded = task.encode(tokenizer, case["example"], case["sequence_length"])

    assert encoded.truncated == case["truncated"]
    for window, expected in zip(encoded.windows, case["windows"], strict=True):
        assert window.token_ids == expected["token_ids"]
        assert window.type_ids == expected["type_ids"]
        assert window.rows == expected.get("rows", [])
        assert window.output_position == expected.get("output_position")
    answer = task.decode(case["example"], encoded, raw_outputs(task, case))
    assert msgspec.json.decode(msgspec.json.encode(answer)) == rounded(case["answer"])


def rounded(value: Any) -> Any:
    """Sums in float32 and exponentials may differ in their last bit."""
    match value:
        case float():
            return pytest.approx(value, rel=1e-6)
        case dict():
            return {key: rounded(each) for key, each in value.items()}
        case list():
            return [rounded(each) for each in value]
        case _:
            return value
