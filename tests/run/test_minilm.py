"""Real weights on real sentences: all-MiniLM-L6-v2, from its checkpoint to vectors on the device and on the host."""

from pathlib import Path

import pytest

from devbench.analysis.parity import compare
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.example_pairs import pairs
from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import Mode, RunSettings
from devbench.device.adb import AdbServer
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.models.export import export
from devbench.tasks.feature_extraction import cosine
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import present

SENTENCES = [
    "How old are you?",
    "What is your age?",
    "The café in São Paulo closes at 5 p.m., doesn't it?",
    "東京都に住んでいる田中さんは2024年4月1日にアプリをリリースした。",
    "A naïve façade — coöperation, re-elected; 3.14159…",
    "Unbelievably, the antidisestablishmentarianism debate went on 😀 and on.",
    "A sentence of more tokens than the model takes: " + "one two three four five six seven eight nine ten " * 20,
]


@pytest.fixture(scope="module")
def plan(minilm: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("minilm")
    export(minilm, folder / "minilm.tflite", "feature-extraction", 128)
    data = folder / "sentences.txt"
    data.write_text("\n".join(SENTENCES) + "\n")
    settings = RunSettings(mode=Mode("once", repeats=1, min_invokes=1, min_seconds=0), threads=1)
    return prepare(Request(model=str(folder / "minilm.tflite"), data=data, settings=settings))


def test_device_and_host_give_the_vectors_of_sentence_transformers(
    plan: Plan, adb_server: OwnAdbServer, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)
    examples = write_examples(plan, tmp_path / "examples.jsonl")
    with hold(device, "minilm"):
        on_device = DeviceExecutor(device, read_facts(device), plan, examples, Observer()).execute(
            plan.job("minilm", 0), lambda event: None
        )
    on_host = HostExecutor(plan, examples, "ai-edge-litert").execute(plan.job("minilm", 0), lambda event: None)

    agreement = compare(pairs(plan, on_device, on_host), "fp32")
    assert agreement.tokens.equal == agreement.tokens.total == len(SENTENCES)
    assert agreement.answers.equal == len(SENTENCES)
    assert present(present(agreement.outputs).cosine) > 0.9999
    for side in (on_device, on_host):
        age, years = (side.examples[index].answer["vector"] for index in range(2))
        assert cosine(age, years) == pytest.approx(0.76, abs=0.005)
        assert [record.truncated for record in side.examples] == [False] * 6 + [True]
