"""Which task a model is run for, and with which settings: its card's, the user's, or those that its shapes leave."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from devbench import assets, tasks
from devbench.bench import task_choice
from devbench.bench.model_source import Source
from devbench.bench.prepare import Request, prepare
from devbench.choices import TASKS
from devbench.errors import UsageError
from devbench.models.card import read_card
from devbench.tasks import settings

BARE = Source(Path("m.tflite"), None)
NEEDED = {"token-classification": (("labels", "O, B-A"),), "multiple-choice": (("choices", "4"),)}


def carded(model: str) -> Source:
    folder = assets.model_folder(model)
    return Source(folder / "model.fp32.tflite", read_card(folder / "model.json"))


@pytest.mark.parametrize("name", TASKS)
def test_every_task_can_be_made_without_a_card(name: str) -> None:
    chosen, labels = task_choice.choose(name, NEEDED.get(name, ()), BARE)
    assert (tasks.create(chosen).name, labels) == (name, None)


def test_labels_and_choices_come_from_the_command_line() -> None:
    entities, _ = task_choice.choose("token-classification", [("labels", "O, B-PER,I-PER")], BARE)
    choices, _ = task_choice.choose("multiple-choice", [("choices", "3")], BARE)
    classes = task_choice.choose("text-classification", [("labels", "bad,good")], BARE)

    assert entities == settings.TokenClassificationSettings(labels=["O", "B-PER", "I-PER"])
    assert choices == settings.MultipleChoiceSettings(choices=3)
    assert classes == (settings.TextClassificationSettings(), ["bad", "good"])


def test_settings_of_the_command_line_go_before_the_cards_and_leave_the_others() -> None:
    source = carded("fill-mask-en-tiny")
    assert task_choice.choose(None, [("top", "3")], source)[0] == settings.FillMaskSettings(top=3)
    embedding = carded("embed-en-tiny")
    assert embedding.card is not None
    changed, _ = task_choice.choose("feature-extraction", [("normalize", "true")], embedding)
    assert isinstance(embedding.card.task, settings.FeatureExtractionSettings)
    assert changed == msgspec.structs.replace(embedding.card.task, normalize=True)


def test_the_cards_settings_are_its_own_tasks_alone() -> None:
    chosen, labels = task_choice.choose("token-classification", [], carded("classify-en-tiny"))
    assert isinstance(chosen, settings.TokenClassificationSettings)
    assert chosen.labels == labels


@pytest.mark.parametrize(
    ("task", "change", "words", "hint"),
    [
        ("chess", None, "There is no task 'chess'", "fill-mask"),
        ("token-classification", None, "needs the model's labels", "--task-set labels=O,B-PER"),
        ("multiple-choice", None, "needs the model's number of choices", "--task-set choices=4"),
        ("fill-mask", ("topp", "3"), "fill-mask has no setting 'topp'", "Did you mean top?"),
        ("text-classification", ("name", "x"), "has no setting 'name'", "problem_type, threshold, labels"),
        ("question-answering", ("stride", "many"), "stride=many: stride must be a whole number, at", "docs/tasks"),
        (
            "question-answering",
            ("stride", "-1"),
            "--task-set stride=-1: stride must be a whole number, at least 0.",
            "",
        ),
        ("question-answering", ("max_answer_tokens", "0"), "must be a whole number, at least 1.", "docs/tasks"),
        ("question-answering", ("n_best", "0"), "must be a whole number, at least 1.", "docs/tasks"),
        ("question-answering", ("null_threshold", "low"), "null_threshold must be a number.", "docs/tasks"),
        ("generation", ("max_new_tokens", "few"), "max_new_tokens must be a whole number.", "docs/tasks"),
        ("question-answering", ("allow_no_answer", "perhaps"), "must be true or false.", "docs/tasks"),
        ("fill-mask", ("top", "0"), "top=0: top must be a whole number, at least 1.", "docs/tasks"),
        ("text-classification", ("threshold", "1"), "must be a number above 0 and below 1.", "docs/tasks"),
        ("text-classification", ("threshold", "nan"), "must be a number above 0 and below 1.", "docs/tasks"),
        (
            "text-classification",
            ("problem_type", "both"),
            "must be one of multi_label_classification, regr",
            "docs/tasks",
        ),
        ("text-classification", ("labels", "a,,b"), "contain an empty", "in the order"),
        ("token-classification", ("labels", "O,B-A,O"), "or a repeated one", "in the order"),
    ],
)
def test_what_makes_no_sense_is_refused(
    task: str | None, change: tuple[str, str] | None, words: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        task_choice.choose(task, [change] if change else [], BARE)
    assert words in refused.value.message
    assert hint in refused.value.hint


# -- of a whole plan ---------------------------------------------------------------------------------------------------


def bare_classifier(folder: Path) -> Path:
    """The bundled classifier as somebody else's model: without its card."""
    source = assets.model_folder("classify-en-tiny")
    for name in ("model.fp32.tflite", "vocab.txt"):
        (folder / name).symlink_to(source / name)
    return folder / "model.fp32.tflite"


def request(model: Path, data: Path, **changes: object) -> Request:
    plain = {"model": str(model), "data": data, "task": "text-classification", "cased": False, "sequence_length": 64}
    return Request(**{**plain, **changes})  # type: ignore[arg-type]


def test_a_model_without_a_card_is_judged_by_the_labels_that_are_named(tmp_path: Path) -> None:
    card = carded("classify-en-tiny").card
    assert card is not None
    assert card.labels is not None
    data = tmp_path / "a.csv"
    data.write_text(f'text,label\n"well, well",{card.labels[1]}\n')
    model = bare_classifier(tmp_path)

    plan = prepare(request(model, data, task_changes=(("labels", ",".join(card.labels)),)))

    assert [example.gold for example in plan.examples] == [1]
    assert plan.task.expected(plan.examples[0]) == card.labels[1]
    with pytest.raises(UsageError, match="none of label 0, label 1") as refused:
        prepare(request(model, data))
    assert "--task-set labels=" in refused.value.hint
    with pytest.raises(UsageError, match=r"2 labels are named; the model .* has 5\."):
        prepare(request(model, data, task_changes=(("labels", "bad,good"),)))


def test_a_label_that_the_model_has_no_logit_for_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "a.jsonl"
    data.write_text('{"text": "a", "label": 90}\n')
    with pytest.raises(UsageError, match="line 1: the label 90 is not from 0 to"):
        prepare(request(bare_classifier(tmp_path), data))


def test_a_classifier_of_many_logits_is_no_regression(tmp_path: Path) -> None:
    data = tmp_path / "a.jsonl"
    data.write_text('{"text": "a", "score": 0.5}\n')
    with pytest.raises(UsageError, match=r"logits .* not 1 × 1"):
        prepare(request(bare_classifier(tmp_path), data, task_changes=(("problem_type", "regression"),)))
