"""`devbench run` with several models, against a baseline, and strict."""

import pytest

from devbench import assets
from devbench.choices import TASKS
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, present
from tests.run import documents
from tests.run.documents import assert_alike

BRIEF = ("--threads", "1", "--max-seconds", "0.5", "--examples", "4")


def test_every_task_runs_alike_on_device_and_host(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--all", *BRIEF, "--json", "-")

    assert done.returncode == 0, done.stderr
    results = documents.read(done.stdout)
    assert [result.model.name for result in results] == assets.model_names()
    assert {result.task for result in results} == set(TASKS)
    for result in results:
        assert_alike(result)
    assert f"{len(results)} results" in done.stderr
    japanese = [result for result in results if result.model.name.endswith("-ja-tiny")]
    assert japanese
    for result in japanese:
        assert "dictionary/sys.dic" in present(result.harness).sha256


def test_models_take_turns(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    models = ("--model", "classify-en-tiny", "--model", "ner-en-tiny")
    done = devbench(
        "run", "--serial", virtual_device.serial, *models, "--interleave", "--mode", "normal", *BRIEF, "--json", "-"
    )
    results = documents.read(done.stdout)
    assert all(result.settings.interleaved and result.settings.repeats == 3 for result in results)
    began = [[present(repeat.started) for repeat in result.device_run.repeats] for result in results]
    assert began[0][0] < began[1][0] < began[0][1] < began[1][1] < began[0][2] < began[1][2]


def test_strict_takes_nothing_but_valid(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--strict", "-q")
    assert done.returncode == 3
    assert "is VIRTUAL on" in done.stderr


@pytest.fixture
def baseline(devbench: Devbench, virtual_device: FaultyDevice) -> str:
    first = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--json", "-", "-q")
    run_id = documents.read(first.stdout)[0].run.id
    assert devbench("compare", "--save", "main", run_id).returncode == 0
    return "main"


def test_a_run_is_compared_with_a_baseline(devbench: Devbench, virtual_device: FaultyDevice, baseline: str) -> None:
    same = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--against", baseline, "--allow", "verdict")
    assert same.returncode == 0, same.stderr
    assert "NO REGRESSION" in same.stdout

    other = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--tokenize", "host", "--against", baseline)
    assert other.returncode == 3
    assert "tokenize" in other.stderr


def test_a_baseline_is_looked_for_before_anything_is_measured(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--against", "nothing")
    assert done.returncode == 2
    assert "no result nothing" in done.stderr
