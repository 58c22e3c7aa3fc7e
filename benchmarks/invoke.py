"""`invoke` in the harness on the virtual device against a bare C loop of Invoke, on the same library and inputs."""

from __future__ import annotations

import platform
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median

import numpy as np

from comparison import Comparison, NotMeasured, Target
from devbench import assets
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.harness.codec import HarnessResult
from devbench.units import NS_PER_S
from setting import SENTENCES, Setting
from turns import side_by_side

LIBRARY = "org/bytedeco/tensorflowlite/*/libjnitensorflowlite.so"
SECONDS = 8.0
"""Of which the harness runs half."""


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    plan = setting.plan(SENTENCES[:1], SECONDS)
    job, log = plan.job("invoke", 0), setting.folder / "invoke.log"
    ours_s, theirs_s = [], []
    examples = write_examples(plan, setting.folder / "invoke.jsonl")
    with hold(setting.device, "benchmark"):
        run = DeviceExecutor(setting.device, read_facts(setting.device), plan, examples, Observer())
        first = run.execute(job, lambda event: None)
        loop = _Loop(setting.folder, plan, first)
        for _ in range(rounds):
            result, times_s = side_by_side(partial(run.execute, job), loop.command, log)
            loop.check_output()
            ours_s.append(median(chain.from_iterable(sample.invoke_ns for sample in result.samples)) / NS_PER_S)
            theirs_s.append(median(times_s))
    yield Comparison("invoke in the harness", "bare C loop of Invoke", Target(1.02), ours_s, theirs_s)


class _Loop:
    """invoke_loop.c over the one example of a result."""

    def __init__(self, folder: Path, plan: Plan, result: HarnessResult) -> None:
        self._output = folder / "output.bin"
        self._expected = result.raw_outputs
        inputs = _write_inputs(folder, plan, result.examples[0].windows[0].token_ids)
        program = _compile(folder / "invoke_loop")
        arguments = [_library(folder), plan.model.file.path, plan.settings.threads, self._output, *inputs]
        self.command = [str(program), *map(str, arguments)]

    def check_output(self) -> None:
        if self._output.read_bytes() != self._expected:
            raise NotMeasured("The C loop computes other values than the harness.")


def _write_inputs(folder: Path, plan: Plan, token_ids: Sequence[int]) -> list[Path]:
    """In the model's order; the padding of an uncased BERT vocabulary has the id 0."""
    rows = {"input_ids": list(token_ids), "attention_mask": [1] * len(token_ids), "token_type_ids": []}
    files = []
    for binding in sorted(plan.model.spec.inputs, key=lambda binding: binding.index):
        values = np.zeros(plan.model.spec.sequence_length, np.int32)
        values[: len(rows[binding.role])] = rows[binding.role]
        files.append(folder / f"{binding.role}.bin")
        values.tofile(files[-1])
    return files


def _compile(program: Path) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise NotMeasured("There is no C compiler.")
    source = Path(__file__).with_name("invoke_loop.c")
    subprocess.run([compiler, "-O2", "-o", program, source, "-ldl"], check=True)
    return program


def _library(folder: Path) -> Path:
    """TFLite as the harness on the virtual device has it, out of its jar."""
    with zipfile.ZipFile(assets.harness("desktop.jar")) as jar:
        for name in jar.namelist():
            if Path(name).match(LIBRARY):
                return Path(jar.extract(name, folder))
    raise NotMeasured(f"The desktop harness has no TFLite that a C program on {platform.system()} could load.")
