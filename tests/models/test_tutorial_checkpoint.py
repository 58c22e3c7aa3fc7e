"""The checkpoint that the tutorial begins with is that of a bundled model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from devbench import assets
from devbench.models.export import export
from devbench.models.tutorial_checkpoint import MODEL


def written(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "devbench.models.tutorial_checkpoint", "news"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_the_export_of_the_tutorials_checkpoint_is_the_bundled_model(tmp_path: Path) -> None:
    done = written(tmp_path)
    assert done.stdout == "news is a checkpoint, news.jsonl has its data.\n"

    export(tmp_path / "news", tmp_path / "model.tflite", "text-classification", 64, "fp32", name=MODEL)

    bundled = assets.model_folder(MODEL)
    assert (tmp_path / "model.tflite").read_bytes() == (bundled / "model.fp32.tflite").read_bytes()
    assert (tmp_path / "vocab.txt").read_bytes() == (bundled / "vocab.txt").read_bytes()
    assert (tmp_path / "news.jsonl").read_bytes() == assets.dataset("classify-en.jsonl").read_bytes()


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    done = written(tmp_path)
    assert done.returncode == 1
    assert done.stderr == "error: Cannot write news: File exists.\n  try: Name a folder that does not exist yet.\n"
    assert list((tmp_path / "news").iterdir()) == []
