"""`devbench ask` and `devbench run --answers`: what device and host make of single texts."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from devbench import assets
from devbench.bench import question
from devbench.errors import UsageError
from devbench.results.answers import AnsweredExample
from tests.conftest import FaultyDevice
from tests.kinds import Devbench

SENTENCE = "Anna Smith wrote the letter in Boston on Friday."
ASKED = {
    "qa-en-tiny": ("Where did Anna Smith write the letter?", SENTENCE),
    "classify-ja-tiny": ("この映画はとても良かったです。",),
    "ner-en-tiny": (SENTENCE,),
    "choice-en-tiny": ("The cup fell to the floor.", "It broke.", "It sang.", "It slept.", "It ran."),
    "fill-mask-en-tiny": ("The capital of France is [MASK].",),
    "generate-en-tiny": ("the cat sees the dog",),
}


@pytest.mark.parametrize("model", ASKED)
def test_one_text_gets_tokens_and_one_answer_on_both_sides(
    devbench: Devbench, virtual_device: FaultyDevice, model: str
) -> None:
    text, *pairs = ASKED[model]
    options = [word for pair in pairs for word in ("--pair", pair)]
    done = devbench("ask", model, text, *options, "--serial", virtual_device.serial, "--json", "-", "-q")

    assert done.returncode == 0, done.stderr
    answer = msgspec.json.decode(done.stdout, type=AnsweredExample)
    assert answer.tokens_equal
    assert answer.answers_equal
    assert (answer.model, answer.serial, answer.expected) == (model, virtual_device.serial, None)
    assert answer.text.startswith(text)
    assert answer.device.tokens == answer.host.tokens
    assert [len(window) for window in answer.device.tokens] == [len(ids) for ids in answer.device.token_ids]
    assert answer.device.tokens[0][0] == "[CLS]"
    assert answer.device.shown == answer.host.shown


def test_two_texts_to_be_embedded_show_how_alike_they_are(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("ask", "embed-en-tiny", "the cat", "--pair", "the cat", "--serial", virtual_device.serial)

    assert done.returncode == 0, done.stderr
    assert "cosine  1.0000 on the device, 1.0000 on the host" in done.stdout
    assert "[CLS]\u00a02  the\u00a0220" in done.stdout


def test_the_five_best_tokens_of_a_mask_are_shown_with_their_ids(
    devbench: Devbench, virtual_device: FaultyDevice
) -> None:
    done = devbench("ask", "fill-mask-en-tiny", *ASKED["fill-mask-en-tiny"], "--serial", virtual_device.serial)

    assert done.returncode == 0, done.stderr
    assert sum("%  " in line for line in done.stdout.splitlines()) == 5


def test_what_is_asked_is_not_kept(devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path) -> None:
    devbench("ask", "embed-en-tiny", "the cat", "--serial", virtual_device.serial, "-q")

    assert not list(tmp_path.glob("devbench/results/*.json"))


def test_answers_of_a_run_are_written_a_line_an_example(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    file = tmp_path / "answers.jsonl"
    done = devbench(
        *("run", "--serial", virtual_device.serial, "--max-seconds", "2", "--examples", "4", "-q"),
        *("--model", "qa-en-tiny", "--model", "classify-en-tiny", "--answers", file, "--json", "-"),
    )

    assert done.returncode == 0, done.stderr
    rows = [msgspec.json.decode(line, type=AnsweredExample) for line in file.read_bytes().splitlines()]
    assert [row.model for row in rows] == ["qa-en-tiny"] * 4 + ["classify-en-tiny"] * 4
    assert all(row.tokens_equal and row.answers_equal and row.expected for row in rows)
    runs = [json.loads(line)["run"]["id"] for line in done.stdout.splitlines()]
    assert list(dict.fromkeys(row.run for row in rows)) == runs


def test_answers_go_to_standard_output_and_not_into_the_documents(
    devbench: Devbench, virtual_device: FaultyDevice
) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--max-seconds", "1", "--examples", "2", "--answers", "-")

    assert len([msgspec.json.decode(line, type=AnsweredExample) for line in done.stdout.splitlines()]) == 2
    assert "  answers  2 of 2 as on the host" in done.stderr
    done = devbench("run", "--virtual", "--answers", "-", "--json", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--json and --answers both name -." in done.stderr


def test_what_a_text_does_to_the_answer_is_told(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    strange = "".join(f"зов мир {number} " for number in range(60))
    done = devbench("ask", "classify-en-tiny", strange, "--serial", virtual_device.serial)

    assert done.returncode == 0, done.stderr
    assert "The vocabulary lacks" in done.stdout
    assert "The text was cut to the model's 64 tokens." in done.stdout


@pytest.mark.parametrize(
    ("model", "text", "words"),
    [
        ("classify-en-tiny", " ", "One of the texts is empty."),
        ("classify-en-tiny", "broken \udcff\udcfe", "One of the texts is not valid UTF-8."),
        ("nowhere.tflite", "a", "There is no model file nowhere.tflite."),
        ("fill-mask-en-tiny", "a", "fill-mask cannot use this text: the text must have one [MASK], not 0."),
    ],
)
def test_what_cannot_be_asked_is_told_before_a_device_is_touched(
    devbench: Devbench, model: str, text: str, words: str
) -> None:
    done = devbench("ask", model, text, "--serial", "none")

    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())


def test_the_models_of_the_examples_in_help_exist(devbench: Devbench) -> None:
    named = re.findall(r"[a-z-]+-(?:en|ja)-tiny", devbench("ask", "--help").stdout)
    assert named
    assert set(named) <= set(assets.model_names())


def test_a_place_where_answers_cannot_be_written_is_told_before_anything_runs(devbench: Devbench) -> None:
    done = devbench("run", "--virtual", "--answers", "/nowhere/answers.jsonl")

    assert done.returncode == 2
    assert "Name another file with --answers." in done.stderr


def test_what_is_wrong_with_a_text_is_said_without_a_file(devbench: Devbench) -> None:
    done = devbench("ask", "fill-mask-en-tiny", "the cat", "--virtual")

    assert done.returncode == 2
    assert "fill-mask cannot use this text: the text must have one [MASK], not 0." in done.stderr


@pytest.mark.parametrize(
    ("task", "pairs", "words"),
    [
        ("question-answering", [], "a question and its context; 1 text was given"),
        ("fill-mask", ["more"], "one text with a mask; 2 texts were given"),
        ("feature-extraction", ["a", "b"], "one text or two; 3 texts were given"),
    ],
)
def test_a_task_is_asked_with_as_many_texts_as_it_takes(
    tmp_path: Path, task: str, pairs: list[str], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        question.write(tmp_path, task, "a text", pairs)
