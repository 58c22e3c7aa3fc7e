"""What a job's folder on a device holds beside model and vocabulary: the harness, TFLite's library, the examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from devbench import assets
from devbench.bench.host_tokens import with_tokens
from devbench.bench.plan import LIBRARY_NAME, Plan
from devbench.device.conditions import affinity_mask
from devbench.errors import UsageError
from devbench.harness import messages
from devbench.tokenizers.reference import ReferenceTokenizer

HARNESS_NAME = "harness.jar"
COMMAND = f"CLASSPATH=$PWD/{HARNESS_NAME} app_process / io.devbench.Main {messages.JOB_FILE}"
"""An absolute class path, because newer ART is unhappy with relative dex locations."""


def command(cpus: Sequence[int]) -> str:
    """That command, bound to these cores if there are any."""
    bound = f" taskset {affinity_mask(cpus)} app_process "
    return COMMAND.replace(" app_process ", bound) if cpus else COMMAND


def harness_files(abis: Sequence[str]) -> dict[str, Path]:
    """By their names in the folder; TFLite in the first of these ABIs that it is built for.

    Raises UsageError where there is none.
    """
    built = assets.root() / "harness" / "jni"
    for abi in abis:
        library = built / abi / LIBRARY_NAME
        if library.is_file():
            return {HARNESS_NAME: assets.harness(HARNESS_NAME), LIBRARY_NAME: library}
    there = ", ".join(sorted(folder.name for folder in built.glob("*")))
    raise UsageError(
        f"The harness has no TFLite for {', '.join(abis) or 'an unknown ABI'}; it has {there or 'none'}.",
        "Build the harness with a runtime that has it: gradle -PtfliteAar=FILE.",
    )


def encode_examples(plan: Plan) -> bytes:
    """``examples.jsonl`` as it goes to the harness: without right answers, with tokens where the host makes them."""
    rows = [example.device for example in plan.examples]
    if plan.tokenize == "host":
        tokenizer = ReferenceTokenizer(plan.tokenizer, plan.vocabulary.path)
        rows = [with_tokens(row, tokenizer) for row in rows]
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
