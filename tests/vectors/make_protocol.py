"""Writes protocol/: a job of each task, jobs that are refused, all events, a whole result with its raw outputs.

``PYTHONPATH=host python -m tests.vectors.make_protocol``
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from devbench.harness import codec, messages
from devbench.host_harness.result_writer import ResultWriter
from devbench.tasks.settings import (
    FeatureExtractionSettings,
    GenerationSettings,
    QuestionAnsweringSettings,
    TaskSettings,
)
from devbench.tokenizers.settings import AddedToken, TokenizerSettings

FOLDER = Path(__file__).parent / "protocol"

VERSION = "0.0.0"
"""Stands for whatever version host and harness are of."""


def binding(role: str, index: int) -> messages.TensorBinding:
    return messages.TensorBinding(role=role, name=f"serving_{role}", index=index)


def job(
    task: TaskSettings, output_roles: list[str], signature: str | None = "serving_default", **changes: Any
) -> messages.Job:
    fields = {
        "protocol": VERSION,
        "id": "20261120-Ω",
        "task": task,
        "model": messages.ModelSpec(
            file="model.tflite",
            sequence_length=16,
            signature=signature,
            inputs=[binding("attention_mask", 1), binding("input_ids", 0), binding("token_type_ids", 2)],
            outputs=[binding(role, index) for index, role in enumerate(output_roles)],
        ),
        "tokenizer": TokenizerSettings(),
        "tokenize": "device",
        "threads": 4,
        "delegate": "cpu",
        "measure": messages.MeasureSettings(min_invokes=64, min_ns=6_000_000_000, max_ns=600_000_000_000),
    }
    return messages.Job(**{**fields, **changes})


QUESTION_JOB = job(
    QuestionAnsweringSettings(stride=4, max_answer_tokens=10, allow_no_answer=True, null_threshold=-1.5, n_best=3),
    ["end_logits", "start_logits"],
    tokenizer=TokenizerSettings(
        lowercase=False,
        strip_accents=False,
        max_word_chars=50,
        unk_token="<unk>",
        added_tokens=(AddedToken(content="<e1>", id=700, special=True, lstrip=True), AddedToken(content="new", id=701)),
    ),
    warmup=messages.WarmUpSettings(min_runs=2, min_ns=1_000, max_ns=9_000_000_000_000),
    measure=messages.MeasureSettings(min_invokes=5, min_ns=2_000, max_ns=8_000_000_000_000),
    record_outputs=3,
    native_library="libtensorflowlite_jni.so",
    result="out/result.jsonl",
)
GENERATION_JOB = job(
    GenerationSettings(max_new_tokens=20, pinned_tokens=5, eos_token=["[SEP]", "[PAD]"]),
    ["hidden_states"],
    decoder=messages.ModelSpec(
        file="decoder.tflite",
        sequence_length=8,
        signature=None,
        inputs=[
            binding("decoder_input_ids", 0),
            binding("encoder_hidden_states", 1),
            binding("encoder_attention_mask", 2),
        ],
        outputs=[binding("logits", 0)],
    ),
)
TEXT_JOB = job(FeatureExtractionSettings(pooling="mean", normalize=True), ["embedding"], signature=None, threads=1)


# -- jobs that are refused ---------------------------------------------------------------------------------------------


def refused_jobs() -> list[dict[str, str]]:
    """Each is the job of feature extraction with ``replace`` replaced ``by`` something else."""
    whole = codec.encode(TEXT_JOB).decode()
    end = whole[-30:]
    changes = {
        "of another version": ('"0.0.0"', '"0.0.1"'),
        "of another version, and unreadable otherwise": (whole, '{"protocol":"99"}'),
        "empty": (whole, ""),
        "cut off": (end, ""),
        "more after the end": (end, end + "{}"),
        "no object": (whole, "[]"),
        "a name twice": ('"threads":1', '"threads":1,"threads":1'),
        "a name twice within": ('"normalize":true', '"normalize":true,"normalize":true'),
        "a comment": ('"threads":1', '/* all */"threads":1'),
        "half a surrogate pair": ('"model.tflite"', '"\\ud800.tflite"'),
        "no version": ('"protocol":"0.0.0",', ""),
        "no model": ('"model":{', '"models":{'),
        "null for a string": ('"vocab.txt"', "null"),
        "a string for a number": ('"threads":1', '"threads":"1"'),
        "a fraction": ('"threads":1', '"threads":1.5'),
        "no threads": ('"threads":1', '"threads":0'),
        "beyond 64 bits": ('"max_ns":8000000000', '"max_ns":9223372036854775808'),
        "a negative time": ('"max_ns":8000000000', '"max_ns":-1'),
        "beyond 32 bits": ('"sequence_length":16', '"sequence_length":2147483648'),
        "a number for a truth value": ('"lowercase":true', '"lowercase":1'),
        "an unknown task": ('"feature-extraction"', '"chess"'),
        "an unknown pooling": ('"mean"', '"max"'),
        "an unknown tokenizer": ('"basic"', '"sudachi"'),
        "a binding without a name": ('"name":"serving_embedding",', ""),
        "a role that the task does not have": ('"role":"embedding"', '"role":"logits"'),
        "a role twice": ('"role":"attention_mask"', '"role":"input_ids"'),
        "too short a sequence": ('"sequence_length":16', '"sequence_length":2'),
    }
    for name, (replace, _) in changes.items():
        assert whole.count(replace) == 1, name
    return [
        {"name": name, "code": "protocol" if "version" in name and by else "bad-job", "replace": replace, "by": by}
        for name, (replace, by) in changes.items()
    ]


# -- events and result -------------------------------------------------------------------------------------------------


EVENTS: list[messages.Event] = [
    messages.Started(protocol=VERSION, job="20261120-Ω", pid=4711),
    messages.Loaded(load_ns=12_345_678_901_234, first_inference_ns=42),
    messages.WarmedUp(runs=7, converged=True),
    messages.Progress(invokes=64, elapsed_ns=1_500_000_000, fraction=0.25),
    messages.Finished(),
    messages.Failed(code="bad-example", message='examples.jsonl line 3: `text` is "missing",\n\tあ 😀.'),
]


def write_result() -> None:
    writer = ResultWriter(FOLDER / "result.jsonl", FOLDER / "outputs.bin")
    starts = np.array([[0.5, -1.25, 3.0, np.inf]], np.float32)
    ends = np.array([[1e-20, -0.0, np.nan, 65504.0]], np.float32)
    writer.record(
        messages.Header(
            protocol=VERSION,
            job=QUESTION_JOB.id,
            runtime=messages.Runtime(name="tflite", version="2.16.1", delegate="xnnpack"),
            platform={"api": "21", "os.arch": "aarch64"},
            threads=QUESTION_JOB.threads,
            binding="signature",
            load_ns=1_000,
            first_inference_ns=2_000,
            inputs=[messages.TensorInfo(name="ids", shape=[1, 16], dtype="int32")],
            outputs=[
                messages.TensorInfo(name="end", shape=[1, 4], dtype="float32"),
                messages.TensorInfo(name="start", shape=[1, 4], dtype="float32"),
            ],
        )
    )
    writer.record(messages.WarmUpRecord(runs=3, elapsed_ns=4_000, converged=False))
    windows = [
        messages.Window(
            token_ids=[2, 5, 3, 6, 3],
            outputs=[writer.output("start_logits", starts), writer.output("end_logits", ends)],
        ),
        messages.Window(token_ids=[2, 5, 3, 3]),
    ]
    answer = {"text": "née \u00a0😀", "start": 3, "end": 9, "score": 0.75}
    writer.record(messages.ExampleRecord(index=0, id="q/1", windows=windows, answer=answer, truncated=True))
    writer.record(messages.SampleRecord(example=0, start_ns=5_000, tokenize_ns=10, invoke_ns=[20, 30], decode_ns=40))
    writer.record(
        messages.SampleRecord(
            example=1, start_ns=6_000, tokenize_ns=11, invoke_ns=[21, 31], native_ns=[19, 29], decode_ns=41
        )
    )
    writer.record(messages.MemoryRecord(vm_hwm_bytes=2**40, vm_rss_bytes=4096))
    writer.close()


def main() -> None:
    (FOLDER / "job-question-answering.json").write_bytes(codec.encode(QUESTION_JOB))
    (FOLDER / "job-generation.json").write_bytes(codec.encode(GENERATION_JOB))
    (FOLDER / "job-feature-extraction.json").write_bytes(codec.encode(TEXT_JOB))
    (FOLDER / "refused-jobs.json").write_text(json.dumps(refused_jobs(), indent=1) + "\n", encoding="utf-8")
    (FOLDER / "events.jsonl").write_bytes(b"".join(codec.encode(event) + b"\n" for event in EVENTS))
    write_result()


if __name__ == "__main__":
    main()
