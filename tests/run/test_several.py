"""`devbench run` with several models, against a baseline, and strict."""

import json
from pathlib import Path

import pytest

from devbench import api, assets
from devbench.bench.prepare import Request
from devbench.choices import TASKS, Mode, RunSettings
from devbench.results import document
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Devbench, present
from tests.run import documents
from tests.run.documents import assert_alike

BRIEF = ("--threads", "1", "--max-seconds", "0.5", "--examples", "4")


def test_every_task_runs_alike_on_device_and_host(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--all", *BRIEF, "--json", "-")

    assert done.returncode == 0, done.stderr
    results = [document.decode(line.encode(), "a line") for line in done.stdout.splitlines()]
    assert [result.model.name for result in results] == assets.model_names()
    assert {result.task for result in results} == set(TASKS)
    for result in results:
        assert_alike(result)
    assert f"{len(results)} results" in done.stderr
    japanese = [result for result in results if result.model.name.endswith("-ja-tiny")]
    assert japanese
    for result in japanese:
        assert "dictionary/sys.dic" in present(result.harness).sha256


def test_models_take_turns_and_so_do_device_and_host(
    adb_server: OwnAdbServer, virtual_device: FaultyDevice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rounds come in pairs, in an order and its reverse, so that neither is always the second."""
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_server.port))
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    settings = RunSettings(mode=Mode("short", repeats=2, min_invokes=1, min_seconds=0), threads=1)
    requests = [Request(model, settings=settings, examples=2) for model in ("classify-en-tiny", "ner-en-tiny")]
    results = api.run_all(requests, serials=[virtual_device.serial], interleave=True)

    assert all(result.settings.interleaved and len(result.device_run.repeats) == 2 for result in results)
    assert len({(result.run.session, result.settings.order_seed) for result in results}) == 1
    began = {
        (side, index, number): present(repeat.started)
        for index, result in enumerate(results)
        for side, run in (("device", result.device_run), ("host", result.host_run))
        for number, repeat in enumerate(run.repeats)
    }
    order = sorted(began, key=lambda key: began[key])
    assert [(side, number) for side, _, number in order] == [
        *[("device", 0)] * 2, *[("host", 0)] * 2, *[("device", 1)] * 2, *[("host", 1)] * 2,
    ]  # fmt: skip
    models = [index for _, index, _ in order]
    assert models[:2] == models[2:4] == models[5:3:-1] == models[:5:-1]


def test_strict_takes_nothing_but_what_is_sound(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--strict", "-q")
    assert done.returncode == 3
    assert "device VIRTUAL" in done.stderr
    done = devbench("run", "--serial", virtual_device.serial, *BRIEF, "--strict=answers", "-q")
    assert done.returncode == 0, done.stderr


def test_two_models_are_compared_in_turn(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    """Times of a virtual device do not gate: the first look is the last, and the outcome rests on the answers."""
    done = devbench(
        *("compare", "--ab", "classify-en-tiny", "classify-en-tiny@variant=int8,threads=2", "--json", "-"),
        *("--serial", virtual_device.serial, *BRIEF),
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["outcome"] == "NO REGRESSION"
    assert "only quality, tokens and answers decide" in found["reasons"][0]
    pair = found["pairs"][0]
    assert pair["basis"].startswith("6 interleaved pairs")
    assert {"model", "quantization", "threads"} == {difference["name"] for difference in pair["allowed"]}
    assert found["order_seed"] >= 0
    invoke = next(row for row in pair["rows"] if row["metric"] == "invoke.p50")
    assert invoke["low"] < invoke["ratio"] < invoke["high"]
    assert "outcome" not in invoke


def test_a_run_is_compared_with_a_baseline(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    on_device = ("--serial", virtual_device.serial, *BRIEF)
    first = devbench("run", *on_device, "--json", "-", "-q")
    assert devbench("compare", "--save", "main", documents.read(first.stdout)[0].run.id).returncode == 0

    other = ("--variant", "int8", "--allow", "model,quantization")
    done = devbench("run", *on_device, *other, "--against", "main", "--json", "-")
    assert done.returncode == 0, done.stderr
    results = documents.read(done.stdout)
    assert [result.model.quantization for result in results] == ["fp32", "int8"]
    assert [len(result.device_run.repeats) for result in results] == [6, 6]
    assert len({result.run.session for result in results}) == 1

    ids = [result.run.id for result in results]
    times_alone = devbench("compare", *ids, "--gate", "invoke.p50,total.p50", "--allow", "model,quantization")
    assert times_alone.returncode == 7
    assert "not gated, because" in " ".join(times_alone.stdout.split())


def test_a_baseline_is_looked_for_before_anything_is_measured(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--against", "nothing")
    assert done.returncode == 2
    assert "no result nothing" in done.stderr


def test_one_look_is_no_comparison(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--against", "qa-en-tiny", "--mode", "quick")
    assert done.returncode == 2
    assert "one cold process" in done.stderr
