"""When both readings of start and end are tried, which is used, and when the user is asked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devbench import assets
from devbench.bench import host_answers, interleaved, role_trial
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings
from devbench.errors import UsageError
from devbench.results import schema
from tests import sample_results
from tests.kinds import present
from tests.models.relabelled import relabel

OTHERS = {name: name for name in ("input_ids", "attention_mask", "token_type_ids")}


@dataclass(frozen=True)
class Record:
    index: int
    answer: dict[str, object]


@dataclass(frozen=True)
class Records:
    examples: Sequence[Record]


@dataclass(frozen=True)
class Answers:
    """What the host makes of examples: ``right`` of them, in the reading whose start is ``output_1``, else ``less``."""

    right: int
    less: int
    visited: int = 1000
    sizes: list[int] = field(default_factory=list)

    def run(self, plan: Plan) -> Records:
        self.sizes.append(len(plan.examples))
        right = self.right if plan.model.spec.outputs[0].name == "output_1" else self.less
        answers = [example.gold.texts[0] if index < right else "wrong" for index, example in enumerate(plan.examples)]
        return Records([Record(index, {"text": text}) for index, text in enumerate(answers[: self.visited])])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundled model with numbered outputs and its vocabulary."""
    folder, bundled = tmp_path_factory.mktemp("numbered"), assets.model_folder("qa-en-tiny")
    shutil.copy(bundled / "vocab.txt", folder)
    relabel(
        bundled / "model.int8.tflite",
        folder / "m.tflite",
        names={**OTHERS, "start_logits": "output_1", "end_logits": "output_0"},
        outputs=[1, 0],
    )
    return folder


@pytest.fixture
def request_of(folder: Path, tmp_path: Path) -> Callable[..., Request]:
    """For that model, on so many of the bundled questions."""

    def of(count: int = 200, gold: bool = True, **changes: object) -> Request:
        paragraphs = [
            paragraph
            for article in json.loads(assets.dataset("qa-en.json").read_text())["data"]
            for paragraph in article["paragraphs"]
        ]
        rows = [{**qa, "context": each["context"]} for each in paragraphs for qa in each["qas"]][:count]
        data = tmp_path / "data.jsonl"
        data.write_text(
            "".join(
                json.dumps(row if gold else {key: row[key] for key in ("question", "context")}) + "\n" for row in rows
            )
        )
        return Request(
            model=str(folder / "m.tflite"),
            task="question-answering",
            cased=False,
            data=data,
            **changes,  # type: ignore[arg-type]
        )

    return of


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], Answers]:
    def answering(answers: Answers) -> Answers:
        monkeypatch.setattr(host_answers, "run", answers.run)
        return answers

    return answering


def outputs(plan: Plan) -> Sequence[str]:
    return [tensor.name for tensor in plan.model.spec.outputs]


def test_the_better_reading_is_used_and_kept(
    request_of: Callable[..., Request], host: Callable[[Answers], Answers]
) -> None:
    """However few examples are to be timed, all of the data's right answers are at hand."""
    answers = host(Answers(right=70, less=30))
    plan = prepare(request_of(examples=3, settings=RunSettings(speed_only=True)))
    assert outputs(plan) == ["output_1", "output_0"]
    assert len(plan.examples) == 3
    assert answers.sizes == [role_trial.MOST_GOLD] * 2
    tried = plan.roles_tried
    assert tried is not None
    assert plan.roles == {**OTHERS, "start_logits": "output_1", "end_logits": "output_0"}
    assert (tried.examples, tried.hits, tried.hits_exchanged) == (role_trial.MOST_GOLD, 70, 30)
    assert tried.p == pytest.approx(2 / 2**40)


def test_twenty_right_answers_are_enough(
    request_of: Callable[..., Request], host: Callable[[Answers], Answers]
) -> None:
    host(Answers(right=2, less=20))
    assert outputs(prepare(request_of(count=20))) == ["output_0", "output_1"]


@pytest.mark.parametrize(
    ("count", "gold", "answers", "words"),
    [
        (19, True, Answers(right=19, less=0), "has too few labelled answers to try both (19 of 20)."),
        (40, False, Answers(right=40, less=0), "has too few labelled answers to try both (0 of 20)."),
        (
            40,
            True,
            Answers(right=7, less=0),
            "Both were tried on the host: 0 and 7 of 40 answers are right (p = 0.016).",
        ),
        (40, True, Answers(right=0, less=0), "Both were tried on the host: 0 and 0 of 40 answers are right (p = 1)."),
        (40, True, Answers(right=19, less=0, visited=19), "0 and 19 of 19 answers are right"),
    ],
)
def test_what_decides_nothing_asks(
    request_of: Callable[..., Request],
    host: Callable[[Answers], Answers],
    count: int,
    gold: bool,
    answers: Answers,
    words: str,
) -> None:
    host(answers)
    with pytest.raises(UsageError) as error:
        prepare(request_of(count=count, gold=gold))
    assert "output_0 (float32, 1 × 384), output_1 (float32, 1 × 384)" in error.value.message
    assert words in error.value.message
    assert "`--bind start_logits=output_0 --bind end_logits=output_1`" in error.value.hint


def test_what_the_user_says_is_not_tried(
    request_of: Callable[..., Request], host: Callable[[Answers], Answers]
) -> None:
    answers = host(Answers(right=40, less=0))
    plan = prepare(request_of(bind=(("start_logits", "output_0"),)))
    assert (outputs(plan), plan.roles_tried, answers.sizes) == (["output_0", "output_1"], None, [])
    assert plan.warnings == [
        "The model's names do not identify every tensor: end_logits is output_1 (the only one left)."
    ]


def test_a_baseline_is_measured_again_in_its_own_roles(request_of: Callable[..., Request]) -> None:
    """What the user says of the new model is not said of the baseline's."""
    roles = {**OTHERS, "start_logits": "output_1", "end_logits": "output_0"}
    asked = request_of(bind=(("start_logits", "output_0"),))
    plan = prepare(asked)
    model = schema.ModelInfo(
        name="m", sha256=plan.model.file.sha256, bytes=1, quantization="int8", file=asked.model, roles=roles
    )
    vocabulary = schema.VocabularyInfo(sha256=plan.vocabulary.sha256)
    baseline = sample_results.result(model=model, vocabulary=vocabulary)
    assert present(interleaved.measured_again(baseline, asked)).roles == roles


@pytest.mark.parametrize("is_exchanged", [True, False])
def test_names_that_the_right_answers_contradict_are_told(
    folder: Path, request_of: Callable[..., Request], is_exchanged: bool
) -> None:
    """``output_1`` is the start."""
    names = ("output_0", "output_1") if is_exchanged else ("output_1", "output_0")
    plan = prepare(request_of(count=40, bind=tuple(zip(("start_logits", "end_logits"), names, strict=True))))
    remark = role_trial.exchanged(plan, host_answers.run(plan))
    assert (remark is not None) is is_exchanged
    if remark is not None:
        assert remark.startswith("Start and end of the model may be swapped: ")
        assert remark.endswith("Try `--bind start_logits=output_1 --bind end_logits=output_0`.")
