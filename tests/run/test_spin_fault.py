"""A model that is made slower by a known share, beside the same model as it is, on one device."""

import shutil
from pathlib import Path

import msgspec
import pytest

from devbench import assets
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings
from devbench.device.adb import AdbServer
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.harness.messages import WarmUpSettings
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer

MODEL = "classify-en-tiny"


@pytest.fixture
def plans(tmp_path: Path) -> list[Plan]:
    """Of one model, whose second file has a byte more and so another sha256."""
    made = []
    for name, more in (("one", b""), ("other", b"\0")):
        folder = shutil.copytree(assets.root() / "models" / MODEL, tmp_path / name)
        model = folder / "model.fp32.tflite"
        model.write_bytes(model.read_bytes() + more)
        data = assets.root() / "datasets" / "classify-en.jsonl"
        settings = RunSettings(threads=1, max_seconds=0.1)
        made.append(prepare(Request(model=str(model), data=data, examples=3, settings=settings)))
    return made


def test_a_running_device_makes_the_named_model_slower_and_says_so_in_its_results_alone(
    adb_server: OwnAdbServer, virtual_device: FaultyDevice, plans: list[Plan], tmp_path: Path
) -> None:
    virtual_device.faults = Faults(spin=(plans[1].model.file.sha256, 30))
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)
    results = []
    with hold(device, "spin"):
        for plan in plans:
            examples = write_examples(plan, tmp_path / "examples.jsonl")
            executor = DeviceExecutor(device, read_facts(device), plan, examples, Observer())
            job = msgspec.structs.replace(plan.job("spin", 0), warmup=WarmUpSettings(min_runs=1, min_ns=0, max_ns=0))
            results.append(executor.execute(job, lambda event: None))

    assert [result.header.platform.get("scripted") for result in results] == [None, "spin"]
    fastest_ns = [min(ns for sample in result.samples for ns in sample.invoke_ns) for result in results]
    assert fastest_ns[1] > 10 * fastest_ns[0]
    answers = [[record.answer["label"] for record in result.examples] for result in results]
    assert answers[0] == answers[1]
