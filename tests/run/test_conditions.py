"""The conditions of a run: the heat gate, throttled repeats, cores, fixed performance, the memory pass."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devbench.bench import cooldown, repeats, session
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.plan import File, Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.schedule import Step
from devbench.choices import RunSettings, Side
from devbench.device.adb import AdbServer
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.device.quantities import Heat
from devbench.models.runtimes import default_name
from devbench.results import schema
from devbench.virtual.faults import Faults
from devbench.virtual.scripted import Script
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import present


class Recorder(Observer):
    """Counts, and does what a test wants it to do when the device is waited for or throttles."""

    def __init__(
        self, when_warm: Callable[[], None] = lambda: None, when_throttled: Callable[[], None] = lambda: None
    ) -> None:
        self.when_warm, self.when_throttled = when_warm, when_throttled
        self.countdown: list[tuple[float | None, float]] = []
        self.ran: list[tuple[str, int | str]] = []
        self.thrown_away: list[tuple[int, int]] = []

    def step(self, step: Step) -> None:
        self.ran.append((step.side, step.repeat if step.kind == "repeat" else step.kind))

    def cooling(self, heat: Heat, limit_c: float, left_s: float) -> None:
        self.countdown.append((heat.temperature_c, left_s))
        self.when_warm()

    def throttled(self, side: Side, repeat: int, tries_left: int) -> None:
        self.thrown_away.append((repeat, tries_left))
        self.when_throttled()


RunDevice = Callable[[Plan], DeviceExecutor]
SetScript = Callable[..., None]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(Request(examples=3, settings=RunSettings(threads=1, max_seconds=1.5)))


@pytest.fixture
def device_run(adb_server: OwnAdbServer, virtual_device: FaultyDevice, tmp_path: Path) -> Iterator[RunDevice]:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)
    with hold(device, "conditions"):
        yield lambda plan: DeviceExecutor(device, read_facts(device), plan, examples(plan, tmp_path), Recorder())


def examples(plan: Plan, folder: Path) -> File:
    return write_examples(plan, folder / "examples.jsonl")


@pytest.fixture
def script(virtual_device: FaultyDevice) -> SetScript:
    def script(**states: Any) -> None:
        virtual_device.faults = Faults(script=Script(**states))

    return script


def wait(device: DeviceExecutor, observer: Observer, **settings: Any) -> schema.HeatGate | None:
    gate, _ = cooldown.wait(device, RunSettings(**settings), observer, sleep=lambda seconds: None)
    return gate


# -- the heat gate ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("states", [{"battery_temperature": ((0, 40),)}, {"thermal_status": ((0, 1),)}])
def test_a_warm_device_is_waited_for_with_a_countdown(
    plan: Plan, device_run: RunDevice, script: SetScript, states: dict[str, Any]
) -> None:
    cool = {"battery_temperature": ((0, 30),), "thermal_status": ((0, 0),)}
    observer = Recorder(when_warm=lambda: script(**cool))
    script(**cool | states)

    gate = waited(device_run(plan), observer)

    assert (gate.passed, gate.temperature_c, gate.thermal_status) == (True, 30, 0)
    assert observer.countdown
    assert all(0 < left_s <= 300 for _, left_s in observer.countdown)


def test_a_device_that_stays_warm_is_measured_in_the_end_and_flagged(
    plan: Plan, device_run: RunDevice, script: SetScript
) -> None:
    script(battery_temperature=((0, 40),))
    gate = waited(device_run(plan), Recorder(), cool_down_s=0)
    assert (gate.passed, gate.temperature_c) == (False, 40)


def test_a_device_that_tells_no_temperature_is_not_waited_for(plan: Plan, device_run: RunDevice) -> None:
    observer = Recorder()
    assert wait(device_run(plan), observer) is None
    assert observer.countdown == []


def test_no_gate_is_asked_for(plan: Plan, device_run: RunDevice, script: SetScript) -> None:
    script(battery_temperature=((0, 40),))
    assert wait(device_run(plan), Recorder(), max_temperature_c=None) is None


# -- throttling -------------------------------------------------------------------------------------------------------


def waited(device: DeviceExecutor, observer: Observer, **settings: Any) -> schema.HeatGate:
    return present(wait(device, observer, **settings))


def run_one(plan: Plan, device: DeviceExecutor, observer: Observer) -> repeats.Execution:
    return repeats.run_one(plan, "conditions", "device", device, 0, observer)


def test_a_throttled_repeat_is_run_again(plan: Plan, device_run: RunDevice, script: SetScript) -> None:
    script(thermal_status=((0, 2),))
    observer = Recorder(when_throttled=script)

    execution = run_one(plan, device_run(plan), observer)

    assert (execution.redone, observer.thrown_away) == (1, [(0, 2)])
    assert not execution.watch.is_throttled


def test_a_device_that_throttles_again_and_again_is_measured_and_flagged(
    plan: Plan, device_run: RunDevice, script: SetScript
) -> None:
    script(thermal_status=((0, 2),))
    execution = run_one(plan, device_run(plan), Recorder())

    assert execution.redone == 2
    status = [series for series in execution.watch.series(0) if series.name == "thermal_status"]
    assert [set(series.values) for series in status] == [{2}]
    assert all(series.scripted for series in status)


def test_a_device_that_was_waited_for_in_vain_is_not_tried_again(
    plan: Plan, device_run: RunDevice, script: SetScript
) -> None:
    script(battery_temperature=((0, 40),), thermal_status=((0, 2),))
    impatient = replace(plan, settings=replace(plan.settings, cool_down_s=0))
    execution = run_one(impatient, device_run(impatient), Recorder())
    assert (execution.redone, present(execution.gate).passed) == (0, False)


def test_a_throttled_processor_is_seen_in_the_threads_work(
    plan: Plan, device_run: RunDevice, script: SetScript
) -> None:
    script(speed=((0, 0.2),))
    execution = run_one(plan, device_run(plan), Recorder())
    assert present(execution.watch.threads(1, execution.result.samples)).at_work < 0.7
    assert execution.watch.platform()["scripted"] == "speed"


def test_busy_cores_are_seen_as_the_load_of_others(plan: Plan, device_run: RunDevice, script: SetScript) -> None:
    script(busy_cores=1)
    execution = run_one(plan, device_run(plan), Recorder())
    load = [value for series in execution.watch.series(0) if series.name == "load_other" for value in series.values]
    assert max(load) > 0.3


# -- a whole run ------------------------------------------------------------------------------------------------------


def test_the_conditions_stand_in_the_result(
    plan: Plan, device_run: RunDevice, script: SetScript, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    script(battery_temperature=((0, 31.5),), thermal_status=((0, 0),), fixed_performance=True)
    bound = replace(plan, settings=replace(plan.settings, cpus=(0,), fixed_performance=True, memory=True))
    observer = Recorder()
    host = HostExecutor(bound, examples(bound, tmp_path), default_name())

    part = session.Part(bound, "conditions", device_run(bound), host)
    result = session.run_parts([part], observer, ["devbench", "run"])[0]

    settings, repeat = result.settings, result.device_run.repeats[0]
    assert (settings.cpus, settings.fixed_performance, settings.max_temperature_c) == ([0], True, 35)
    assert settings.page_cache == "warm"
    assert repeat.allowed_cpus == [0]
    gate = present(repeat.heat)
    assert (gate.passed, gate.temperature_c) == (True, 31.5)
    assert (virtual_device.root / "dev" / "fixed-performance").read_text() == "false"
    assert observer.ran == [("device", 0), ("host", 0), ("device", "memory"), ("host", "memory")]
    for side in (result.device_run, result.host_run):
        memory = side.memory
        before = memory.pass_before_load_bytes  # absent where the model was loaded between two looks
        most = present(memory.pass_vm_hwm_bytes)
        assert before is None or 0 < before < most
        assert 0 < present(memory.pass_pss_bytes) <= most
        assert {"vm_rss", "threads_at_work", "load_other"} <= {series.name for series in side.series}
    told = {series.name: series for series in result.device_run.series}
    assert set(told["battery_temperature"].values) == {31.5}
    assert {name for name, series in told.items() if series.scripted} == {"battery_temperature", "thermal_status"}
    assert told["battery_temperature"].times_ns == sorted(told["battery_temperature"].times_ns)
    assert told["battery_temperature"].times_ns[0] < 0 < told["battery_temperature"].times_ns[-1]
