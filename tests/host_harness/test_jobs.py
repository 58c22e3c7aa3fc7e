"""Each task on the host as users run it: an exported model, a job, the harness as a process, a whole result."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from devbench import __version__, tasks
from devbench.choices import HOST_RUNTIMES, TASKS
from devbench.harness import codec
from devbench.harness.messages import Event, Failed, Job, MeasureSettings, ModelSpec, WarmUpSettings
from devbench.host_harness.harness import main
from devbench.models import flatbuffer
from devbench.models.binding import Binding, bind, bind_decoder, decoder_beside
from devbench.models.export.exporter import export
from devbench.models.runtimes import HostModel, load_runtime
from devbench.tokenizers.reference import ReferenceTokenizer
from tests.kinds import present
from tests.models import checkpoints
from tests.paths import CHECKOUT

HOST = CHECKOUT / "host"
LENGTH, DECODER_LENGTH = 16, 8
WARMUP = WarmUpSettings(min_runs=1, min_ns=0, max_ns=0)
MEASURE = MeasureSettings(min_invokes=1, min_ns=0, max_ns=600_000_000_000)
TEXT = "token1 token2 token3 token4"
LONG = " ".join(f"token{number}" for number in range(40))
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "question-answering": [{"question": "token1 token2", "context": LONG}, {"question": "token1", "context": ""}],
    "text-classification": [{"text": TEXT}, {"text": TEXT, "text_pair": LONG}],
    "token-classification": [{"text": TEXT}, {"text": LONG}],
    "multiple-choice": [{"prompt": TEXT, "choices": ["token5", LONG, ""]}, {"prompt": "", "choices": ["a", "b", "c"]}],
    "fill-mask": [{"text": "token1 [MASK] token3"}, {"text": f"[MASK] {LONG}"}],
    "generation": [{"text": TEXT}, {"text": LONG}],
    "feature-extraction": [{"text": TEXT}, {"text": LONG}],
}


@pytest.fixture
def job_for(tmp_path: Path) -> Callable[[str], Job]:
    """Exports a model for a task into a job's folder; the job that runs it."""

    def make(task_name: str) -> Job:
        case = checkpoints.CASES["bert2bert" if task_name == "generation" else f"bert-{task_name}"]
        checkpoint = checkpoints.write(case, tmp_path / "checkpoint")
        model = tmp_path / "model.tflite"
        card = export(
            checkpoint, model, task_name, LENGTH, choices=checkpoints.CHOICES, decoder_length=DECODER_LENGTH
        ).card
        bound = bind(flatbuffer.read(model), tasks.create(card.task), model)
        return Job(
            protocol=__version__,
            id="job",
            task=card.task,
            model=spec(model, bound),
            vocabulary=card.vocabulary,
            tokenizer=card.tokenizer,
            tokenize="device",
            threads=1,
            delegate="cpu",
            decoder=decoder(decoder_beside(model)) if task_name == "generation" else None,
            warmup=WARMUP,
            measure=MEASURE,
        )

    return make


def decoder(path: Path) -> ModelSpec:
    return spec(path, bind_decoder(flatbuffer.read(path), path))


def spec(path: Path, bound: Binding) -> ModelSpec:
    return ModelSpec(
        file=path.name,
        sequence_length=present(bound.sequence_length),
        signature=bound.signature,
        inputs=list(bound.inputs),
        outputs=list(bound.outputs),
    )


def run(
    job: Job, folder: Path, examples: list[dict[str, Any]], runtime: str = "ai-edge-litert"
) -> tuple[int, Event | None]:
    """The exit code and the last event."""
    rows = [{"id": str(number), **example} for number, example in enumerate(examples)]
    (folder / "job.json").write_bytes(codec.encode(job))
    (folder / "examples.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    done = subprocess.run(
        [sys.executable, "-m", "devbench.host_harness", "job.json", runtime],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HOST)},
        stdout=subprocess.PIPE,
    )
    return done.returncode, codec.decode_event(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", TASKS)
def test_the_record_of_an_example_explains_its_answer(job_for: Callable[[str], Job], tmp_path: Path, name: str) -> None:
    job = job_for(name)
    task = tasks.create(job.task, tokenizer=job.tokenizer)
    tokenizer = ReferenceTokenizer(job.tokenizer, tmp_path / job.vocabulary)

    assert run(job, tmp_path, EXAMPLES[name])[0] == 0

    result = codec.read_result(tmp_path / job.result, tmp_path / job.outputs_file, "the host")
    assert [record.id for record in result.examples] == ["0", "1"]
    for record, example, sample in zip(result.examples, EXAMPLES[name], result.samples, strict=False):
        encoded = task.encode(tokenizer, {"id": record.id, **example}, LENGTH)
        outputs = [result.outputs(window) for window in record.windows]
        assert [window.token_ids for window in record.windows] == [window.token_ids for window in encoded.windows]
        assert record.truncated == encoded.truncated
        if name == "generation":
            encoded = msgspec.structs.replace(encoded, decoded=outputs[0]["logits"][0].argmax(axis=-1).tolist())
        assert msgspec.json.decode(msgspec.json.encode(task.decode(example, encoded, outputs))) == record.answer
        assert len(sample.invoke_ns) == len(record.windows) + len(encoded.decoded)


def test_both_runtimes_decode_the_same_text(job_for: Callable[[str], Job], tmp_path: Path) -> None:
    pytest.importorskip("tflite_runtime", reason="tflite-runtime has no wheel for this Python")
    job = job_for("generation")
    answers = []
    for runtime in ("ai-edge-litert", "tflite-runtime"):
        assert run(job, tmp_path, EXAMPLES["generation"], runtime)[0] == 0
        result = codec.read_result(tmp_path / job.result, tmp_path / job.outputs_file, runtime)
        answers.append([record.answer for record in result.examples])
    assert answers[0] == answers[1]


def test_only_the_masks_row_is_recorded(job_for: Callable[[str], Job], tmp_path: Path) -> None:
    job = job_for("fill-mask")
    run(job, tmp_path, EXAMPLES["fill-mask"])
    result = codec.read_result(tmp_path / job.result, tmp_path / job.outputs_file, "the host")
    shapes = [window.outputs[0].shape for record in result.examples for window in record.windows]
    assert shapes == [[1, 1, len(checkpoints.VOCABULARY)]] * 2


LOADING = """
import json, sys, time
from devbench.host_harness import harness

seen, looks, clock = [], [], time.perf_counter_ns
sys.addaudithook(lambda event, values: event in ("import", "open") and seen.append((event, str(values[0]))))
time.perf_counter_ns = lambda: looks.append(len(seen)) or clock()
harness.run(harness.codec.decode_job(open("job.json", "rb").read()), sys.argv[1], harness.Path("."))
print(json.dumps([seen[: looks[0]], seen[looks[0] : looks[1]]]), file=sys.stderr)
"""
"""What is imported and opened before the clock of loading starts, and while it runs."""


@pytest.mark.parametrize("runtime", HOST_RUNTIMES)
@pytest.mark.parametrize("name", ["text-classification", "generation"])
def test_the_time_of_loading_is_the_models_alone(
    job_for: Callable[[str], Job], tmp_path: Path, name: str, runtime: str
) -> None:
    pytest.importorskip(runtime.replace("-", "_"), reason=f"{runtime} has no wheel for this Python")
    job = job_for(name)
    assert run(job, tmp_path, EXAMPLES[name], runtime)[0] == 0
    done = subprocess.run(
        [sys.executable, "-c", LOADING, runtime],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HOST)},
        capture_output=True,
        check=True,
    )
    before, meanwhile = json.loads(done.stderr.splitlines()[-1])
    assert meanwhile == []
    opened = [path for event, path in before if event == "open"]
    for model in filter(None, (job.model, job.decoder)):
        assert opened.count(model.file) == 1, "read through, so that it is in the page cache"


@pytest.mark.parametrize("runtime", HOST_RUNTIMES)
def test_a_row_of_an_output_is_that_of_the_whole(job_for: Callable[[str], Job], tmp_path: Path, runtime: str) -> None:
    pytest.importorskip(runtime.replace("-", "_"), reason=f"{runtime} has no wheel for this Python")
    job = job_for("fill-mask")
    shapes = {binding.role: [1, LENGTH] for binding in job.model.inputs}
    model = HostModel(load_runtime(runtime), job, job.model, tmp_path, shapes)
    for position, binding in enumerate(job.model.inputs):
        values = np.arange(LENGTH) if binding.role == "input_ids" else np.zeros(LENGTH)
        model.set_input(position, values[None])
    model.invoke()
    whole = model.output(0)
    for row in range(LENGTH):
        np.testing.assert_array_equal(model.output(0, row), whole[:, row : row + 1])
    model.invoke()  # which the runtime refuses while one holds a view of its memory


def test_pinned_tokens_are_decoded_whatever_they_are(job_for: Callable[[str], Job], tmp_path: Path) -> None:
    job = job_for("generation")
    pinned = msgspec.structs.replace(job, task=msgspec.structs.replace(job.task, pinned_tokens=DECODER_LENGTH - 1))
    assert run(pinned, tmp_path, EXAMPLES["generation"])[0] == 0
    result = codec.read_result(tmp_path / job.result, tmp_path / job.outputs_file, "the host")
    assert {len(sample.invoke_ns) for sample in result.samples} == {DECODER_LENGTH}


def other_task(**changes: Any) -> Callable[[Job], Job]:
    return lambda job: msgspec.structs.replace(job, task=msgspec.structs.replace(job.task, **changes))


def other_tokenizer(**changes: str) -> Callable[[Job], Job]:
    return lambda job: msgspec.structs.replace(job, tokenizer=msgspec.structs.replace(job.tokenizer, **changes))


@pytest.mark.parametrize(
    ("name", "change", "example", "code", "words"),
    [
        ("fill-mask", None, {"text": f"{LONG} [MASK]"}, "bad-example", "beyond the model's 16 tokens"),
        ("fill-mask", None, {"text": "token1"}, "bad-example", "one [MASK], not 0"),
        ("multiple-choice", None, {"prompt": "", "choices": ["a"]}, "bad-example", "does not have 3 choices"),
        ("token-classification", other_task(labels=["O"]), {"text": TEXT}, "bad-model", "[1, 16, 5], not [1, 16, 1]"),
        ("text-classification", other_tokenizer(unk_token="<unk>"), {"text": TEXT}, "bad-vocabulary", "has no <unk>"),
        ("generation", other_task(pinned_tokens=8), {"text": TEXT}, "bad-job", "a decoder of 8 positions"),
        ("generation", other_task(eos_token="</s>"), {"text": TEXT}, "bad-vocabulary", "has no </s>"),
        ("generation", lambda job: msgspec.structs.replace(job, decoder=None), {"text": TEXT}, "bad-job", "a decoder"),
    ],
)
def test_a_job_that_cannot_be_done_fails_with_its_reason(
    job_for: Callable[[str], Job],
    tmp_path: Path,
    name: str,
    change: Callable[[Job], Job] | None,
    example: dict[str, Any],
    code: str,
    words: str,
) -> None:
    job = job_for(name)
    exit_code, event = run(change(job) if change else job, tmp_path, [example])
    assert exit_code == 1
    assert isinstance(event, Failed)
    assert event.code == code
    assert words in event.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "job.json cannot be read: No such file or directory."),
        (b"{", "job.json: Input data was truncated."),
        (b'{"protocol": 1}', "job.json: Expected `str`, got `int` - at `$.protocol`."),
    ],
)
def test_a_job_that_was_written_by_hand_and_is_none_says_why(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "job.json").write_bytes(content)
    assert main([str(tmp_path / "job.json")]) == 1
    assert codec.decode_event(capfdbinary.readouterr().out.strip()) == Failed(code="bad-job", message=words)


def test_a_file_that_is_missing_is_named(job_for: Callable[[str], Job], tmp_path: Path) -> None:
    job = msgspec.structs.replace(job_for("feature-extraction"), examples="others.jsonl")
    exit_code, event = run(job, tmp_path, [{"text": TEXT}])
    assert (exit_code, event) == (
        1,
        Failed(code="runtime", message="others.jsonl cannot be read or written: No such file or directory."),
    )


def test_how_it_is_called_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m devbench.host_harness JOB [RUNTIME]\n"
