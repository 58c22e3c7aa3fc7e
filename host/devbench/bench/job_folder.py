"""What a job's folder holds beside model and vocabulary: the harness, TFLite's library, the examples."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from devbench import assets
from devbench.bench.host_tokens import with_tokens
from devbench.bench.plan import File, Plan
from devbench.device.cpus import affinity_mask
from devbench.errors import UsageError
from devbench.harness import codec, messages
from devbench.tokenizers.japanese import FILES as DICTIONARY_FILES
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

    Raises UsageError if there is none.
    """
    built = assets.root() / "harness" / "jni"
    for abi in abis:
        library = built / abi / messages.LIBRARY_FILE
        if library.is_file():
            return {HARNESS_NAME: assets.harness(HARNESS_NAME), messages.LIBRARY_FILE: library}
    there = ", ".join(sorted(folder.name for folder in built.glob("*")))
    raise UsageError(
        f"The harness has no TFLite for {', '.join(abis) or 'an unknown ABI'}; it has {there or 'none'}.",
        "Build the harness with a runtime that supports it: gradle -PtfliteAar=FILE.",
    )


def write_examples(plan: Plan, path: Path) -> File:
    """Written once a session, and pushed like every other file: by content."""
    path.write_bytes(encode_examples(plan))
    return File.read(path)


def write(plan: Plan, folder: Path, abi: str) -> None:
    """The whole of a job's folder, for a device of ``abi`` that is reached without adb, and for the host's harness.

    A Japanese dictionary is the installed one, because MeCab on the host needs the features and settings that are not
    pushed. Raises UsageError if the folder is there already.
    """
    harness = harness_files([abi])
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise UsageError(
            f"Cannot make {folder}: {error.strerror}.", "Name a folder that does not exist yet."
        ) from error
    files = {name: file.path for name, file in plan.files.items()} | harness
    if plan.dictionary is not None:
        files |= {f"{messages.DICTIONARY_FOLDER}/{name}": plan.dictionary.folder / name for name in DICTIONARY_FILES}
    for name, path in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / name)
    (folder / HARNESS_NAME).chmod(0o444)
    write_examples(plan, folder / messages.EXAMPLES_FILE)
    (folder / messages.JOB_FILE).write_bytes(codec.encode(plan.job("by-hand", 0)))


def encode_examples(plan: Plan) -> bytes:
    """``examples.jsonl`` as it goes to the harness: without right answers, with tokens if the host makes them."""
    rows = [example.device for example in plan.examples]
    if plan.settings.tokenize == "host":
        tokenizer = ReferenceTokenizer(plan.tokenizer, plan.vocabulary.path)
        rows = [with_tokens(row, tokenizer) for row in rows]
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
