"""`devbench job`: a folder that the harness runs in without adb, started with a relative path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from devbench import assets, jvm, machine
from devbench.cli import devbench
from devbench.errors import UsageError
from devbench.harness import codec, messages


def write(folder: Path, *arguments: str) -> str:
    return CliRunner().invoke(devbench, ["job", str(folder), *arguments], catch_exceptions=False).stdout


@pytest.mark.kotlin
def test_a_jobs_folder_holds_all_that_the_harness_needs(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    arguments = [
        "--model",
        "classify-en-tiny",
        "--variant",
        "int8",
        "--examples",
        "3",
        "--threads",
        "2",
        "--abi",
        "x86",
    ]
    assert write(folder, *arguments) == f"{folder} is ready.\n"
    job = codec.decode_job((folder / messages.JOB_FILE).read_bytes())
    assert (job.threads, job.model.file) == (2, messages.MODEL_FILE)
    expected = assets.model_folder("classify-en-tiny")
    assert (folder / job.model.file).read_bytes() == (expected / "model.int8.tflite").read_bytes()
    assert (folder / job.vocabulary).read_bytes() == (expected / "vocab.txt").read_bytes()
    assert len((folder / job.examples).read_bytes().splitlines()) == 3
    library = assets.root() / "harness/jni/x86" / messages.LIBRARY_FILE
    assert (folder / messages.LIBRARY_FILE).read_bytes() == library.read_bytes()
    assert not (folder / "harness.jar").stat().st_mode & 0o222


@pytest.mark.kotlin
@pytest.mark.slow
def test_the_harness_runs_in_the_folder_by_a_relative_path(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    write(folder, "--examples", "3")
    (folder / messages.LIBRARY_FILE).unlink()  # Android's, which no desktop loads
    job = shortened(folder)
    command = jvm.command(assets.harness("desktop.jar"), [messages.JOB_FILE])
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    result = codec.read_result(folder / job.result, folder / job.outputs_file, "the harness")
    assert [record.index for record in result.examples] == [0, 1, 2]


def shortened(folder: Path) -> messages.Job:
    """The job, as somebody might change it by hand."""
    job = codec.decode_job((folder / messages.JOB_FILE).read_bytes())
    quick = messages.MeasureSettings(min_invokes=1, min_ns=0, max_ns=job.measure.max_ns)
    warmup = messages.WarmUpSettings(min_runs=1, min_ns=0, max_ns=0)
    short = msgspec.structs.replace(job, measure=quick, warmup=warmup, native_library=None)
    (folder / messages.JOB_FILE).write_bytes(codec.encode(short))
    return short


@pytest.mark.kotlin
@pytest.mark.slow
@pytest.mark.parametrize("tokenize", ["device", "host"])
def test_both_harnesses_run_in_a_japanese_folder(tmp_path: Path, tokenize: str) -> None:
    folder = tmp_path / "here"
    write(folder, "--model", "classify-ja-tiny", "--examples", "3", "--tokenize", tokenize)
    job = shortened(folder)
    commands = {
        "host": [sys.executable, "-m", "devbench.host_harness", messages.JOB_FILE],
        "desktop": jvm.command(assets.harness("desktop.jar"), [messages.JOB_FILE]),
    }
    answers = {}
    for name, command in commands.items():
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=machine.child_environment())
        assert done.returncode == 0, done.stdout + done.stderr
        result = codec.read_result(folder / job.result, folder / job.outputs_file, name)
        answers[name] = [window.token_ids for record in result.examples for window in record.windows]
    assert answers["host"] == answers["desktop"]
    assert len(answers["host"]) == 3


@pytest.mark.kotlin
def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match=r"Cannot make .*: File exists"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
