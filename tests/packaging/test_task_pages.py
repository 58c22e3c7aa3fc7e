"""The commands that the task pages show for a model of the reader's own run as they stand.

They run on the host, as `devbench reference`, which takes all options that say what to run.
"""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from devbench.choices import TASKS
from devbench.cli import devbench
from devbench.models.card import CARD_FILE
from devbench.models.export import export
from tests.models import checkpoints, exports
from tests.pages import DOCS, blocks, commands

LABELS = {
    "text-classification": ["negative", "positive"],
    "token-classification": ["O", "B-人名", "I-人名", "B-地名", "I-地名"],
}
OTHER_DATA = {"dev.tsv": "sentence\tlabel\na delight\tpositive\na bore\t0\n", "sentences.txt": "How old are you?\n"}
"""Of files that a page describes and does not show; of others, its first block of JSON is what is in them."""


def write_files(task: str, folder: Path) -> None:
    """What a reader of the page has: a checkpoint, a model of it with its files beside it."""
    name = "bert2bert" if task == "generation" else f"bert-{task}"
    checkpoint = checkpoints.write(checkpoints.CASES[name], folder / "checkpoint")
    vocabulary = checkpoint / "vocab.txt"
    vocabulary.write_text(vocabulary.read_text().replace("token7\n", "capital\n"))
    if task in LABELS:
        exports.change_config(checkpoint, id2label=dict(enumerate(LABELS[task])))
        exports.change_weights(checkpoint, lambda weights: with_labels(weights, len(LABELS[task])))
    if task == "generation":
        export(checkpoint, folder / "model/encoder.tflite", task, 16, decoder_length=checkpoints.DECODER_LENGTH)
    else:
        export(checkpoint, folder / "model.tflite", task, 16, choices=4)
        (folder / CARD_FILE).unlink()
        shutil.copy(checkpoint / "tokenizer_config.json", folder)


def with_labels(weights: exports.Weights, count: int) -> None:
    for name in ("classifier.weight", "classifier.bias"):
        weights[name] = weights[name][:count]


@pytest.mark.parametrize("task", TASKS)
def test_commands_for_a_model_of_ones_own_run_as_they_stand(task: str, tmp_path: Path) -> None:
    page = DOCS / f"tasks/{task}.md"
    write_files(task, tmp_path)
    own = [arguments for _, *arguments in commands(page, "run") if "--data" in arguments]
    assert len(own) >= 2
    with chdir(tmp_path):
        for arguments in own:
            data = Path(arguments[arguments.index("--data") + 1])
            data.write_text(OTHER_DATA.get(data.name) or blocks(page, "json")[0], encoding="utf-8")
            done = CliRunner().invoke(devbench, ["reference", *arguments, "-o", "known.jsonl"])
            assert done.exit_code == 0, f"{arguments}: {done.output} {done.exception!r}"
            assert Path("known.jsonl").read_text(encoding="utf-8").count("\n") > 1
