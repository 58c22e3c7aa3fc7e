"""How far do raw outputs of one model differ between runtimes that are all right? What analysis/parity.py allows.

    python benchmarks/output_differences.py [--examples 60] [--checkpoint FOLDER] [--update-docs]

Every bundled model in each quantization, with both host runtimes and with the virtual device's TFLite, with XNNPACK and
without. The first host runtime, with XNNPACK, is what the others are compared with. A checkpoint of real weights may be
named, which is exported as sentence vectors (its own pooling) and as they are before pooling.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import msgspec

from devbench import assets, jvm
from devbench.analysis import parity
from devbench.bench import example_pairs, host_answers
from devbench.bench.job_folder import write_examples
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import DELEGATES, QUANTIZATIONS, RunSettings
from devbench.harness import codec, messages
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import WarmUpSettings
from devbench.models import runtimes
from devbench.models.export import export
from devbench.results.schema import OutputParity
from verdict_proof import DOCUMENT, update

BEGIN = "<!-- begin: benchmarks/output_differences.py -->"
SETTINGS = RunSettings(threads=1)
ON_CPU = DELEGATES[:2]


@dataclass(frozen=True)
class Seen:
    """The worst of one model in one quantization over all other runtimes."""

    model: str
    quantization: str
    worst: OutputParity


def on_jvm(plan: Plan) -> HarnessResult:
    """As `host_answers.run`, with the virtual device's harness."""
    with tempfile.TemporaryDirectory(prefix="devbench-jvm-") as name:
        folder = Path(name)
        places = {name: file.path for name, file in plan.files.items() if "/" not in name}
        if plan.dictionary is not None:
            places[messages.DICTIONARY_FOLDER] = plan.dictionary.folder
        for place, path in places.items():
            (folder / place).symlink_to(path.resolve())
        write_examples(plan, folder / messages.EXAMPLES_FILE)
        once = plan.job("jvm", 0)
        job = msgspec.structs.replace(
            once,
            warmup=WarmUpSettings(min_runs=1, min_ns=0, max_ns=0),
            measure=msgspec.structs.replace(once.measure, min_invokes=1, min_ns=0),
        )
        (folder / messages.JOB_FILE).write_bytes(codec.encode(job))
        command = jvm.command(assets.harness("desktop.jar"), [messages.JOB_FILE])
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return codec.read_result(folder / job.result, folder / job.outputs_file, "the JVM")


def differences(plan: Plan) -> Iterator[OutputParity]:
    first = None
    for delegate in ON_CPU:
        asked = replace(plan, settings=replace(plan.settings, delegate=delegate))
        for name in (*runtimes.installed(), None):
            answered = on_jvm(asked) if name is None else host_answers.run(asked, name)
            if first is None:
                first = answered
                continue
            outputs = parity.compare(example_pairs.pairs(plan, answered, first), plan.model.quantization).outputs
            assert outputs is not None
            yield outputs


def worst(found: list[OutputParity]) -> OutputParity:
    return OutputParity(
        max_abs_diff=max(each.max_abs_diff or 0 for each in found),
        cosine=min(each.cosine or 0 for each in found),
        relative_diff=max(each.relative_diff or 0 for each in found),
        norm_ratio=max((each.norm_ratio or 0 for each in found), key=lambda ratio: abs(ratio - 1)),
        typical_norm_ratio=max((each.typical_norm_ratio or 1 for each in found), key=lambda ratio: abs(ratio - 1)),
        typical_shift=max((each.typical_shift or 0 for each in found), key=abs),
        lone_diff=max(each.lone_diff or 0 for each in found),
    )


def plans(examples: int, checkpoint: Path | None, folder: Path) -> Iterator[tuple[str, Plan]]:
    for quantization in QUANTIZATIONS:
        for name in assets.model_names():
            yield name, prepare(Request(name, quantization, examples=examples, settings=SETTINGS))
        if checkpoint is not None:
            bare = folder / "bare"
            ignored = shutil.ignore_patterns("modules.json", "1_Pooling")
            shutil.copytree(checkpoint, bare, ignore=ignored, dirs_exist_ok=True)
            for source, what in ((checkpoint, "vectors"), (bare, "tokens")):
                output = folder / what / f"model.{quantization}.tflite"
                export(source, output, "feature-extraction", 64, quantization, name=what)
                data = assets.dataset("embed-en.jsonl")
                request = Request(str(output), data=data, examples=examples, settings=SETTINGS)
                yield f"{checkpoint.name}, {what}", prepare(request)


def measure(examples: int, checkpoint: Path | None) -> Iterator[Seen]:
    with tempfile.TemporaryDirectory(prefix="devbench-differences-") as folder:
        for name, plan in plans(examples, checkpoint, Path(folder)):
            seen = Seen(name, plan.model.quantization, worst(list(differences(plan))))
            print(seen.model, seen.quantization, msgspec.json.encode(seen.worst).decode(), flush=True)
            yield seen


def table(found: list[Seen]) -> Iterator[str]:
    """A row a quantization: the worst model of each figure, and what is allowed."""
    yield "| | cosine, least | greatest difference / standard deviation | ratio of norms, furthest from 1 |"
    yield "|---|---|---|---|"
    for quantization, group in groupby(found, key=lambda each: each.quantization):
        each, allowed = list(group), parity.tolerance(quantization)
        models = {
            "cosine": min(each, key=lambda seen: seen.worst.cosine or 0),
            "relative": max(each, key=lambda seen: seen.worst.relative_diff or 0),
            "ratio": max(each, key=lambda seen: abs((seen.worst.norm_ratio or 0) - 1)),
        }
        yield (
            f"| {quantization}, measured | {models['cosine'].worst.cosine:.6f} ({models['cosine'].model}) "
            f"| {models['relative'].worst.relative_diff:.1e} ({models['relative'].model}) "
            f"| {models['ratio'].worst.norm_ratio:.6f} ({models['ratio'].model}) |"
        )
        yield (f"| {quantization}, allowed | {allowed.cosine} | {allowed.relative_diff} | 1 ± {allowed.size_error} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=60)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--update-docs", action="store_true")
    arguments = parser.parse_args()
    text = "\n".join(table(list(measure(arguments.examples, arguments.checkpoint))))
    print(text)
    if arguments.update_docs:
        update(text, BEGIN, DOCUMENT.with_name("measurement.md"))


if __name__ == "__main__":
    main()
