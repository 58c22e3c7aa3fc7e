"""The loop on the device that takes snapshots while a job runs, and what the device tells of its heat."""

import json
from collections.abc import Callable, Iterator

import pytest

from devbench.device import quantities, telemetry
from devbench.device.adb import Device
from devbench.device.jobs import JobFolder
from devbench.device.telemetry import Recording
from devbench.virtual.faults import Faults
from devbench.virtual.scripted import Script
from tests.conftest import FaultyDevice
from tests.kinds import Until, present


@pytest.fixture
def job(device: Device) -> Iterator[JobFolder]:
    folder = JobFolder(device, "telemetry-test")
    folder.create({}, {})
    yield folder
    folder.remove()


@pytest.fixture
def recorded(device: Device, job: JobFolder) -> Callable[[], Recording]:
    def recorded() -> Recording:
        found = device.list(job.path)
        log = device.read(f"{job.path}/{telemetry.LOG}") if telemetry.LOG in found else b""
        return telemetry.parse(log.decode())

    return recorded


EVENT = json.dumps({"event": "loaded", "load_ns": 1, "first_inference_ns": 2})


def test_a_process_is_seen_while_it_lives_with_the_last_of_its_events(
    device: Device, job: JobFolder, recorded: Callable[[], Recording], until: Until
) -> None:
    job.start(f"sh -c 'echo nothing; echo {json.dumps(EVENT)}; read forever </dev/zero'")
    telemetry.watch(device, job.path, 0.05)
    until(lambda: len(recorded().snapshots) >= 3)
    pid = device.read(f"{job.path}/pid").decode().strip()

    snapshot = recorded().snapshots[1]

    assert snapshot.last_event.decode() == EVENT
    assert snapshot.before_s <= snapshot.after_s <= recorded().snapshots[2].before_s
    assert f"/proc/{pid}/status" in snapshot.files
    assert quantities.thread_ticks(snapshot).keys() == {int(pid)}
    assert present(quantities.busy_ticks(snapshot)) > 0
    assert present(quantities.memory_bytes(snapshot, "VmRSS")) > 0
    assert quantities.allowed_cpus(snapshot)


def test_a_device_without_tail_tells_the_last_event_all_the_same(
    virtual_device: FaultyDevice,
    device: Device,
    virtual: Device,
    job: JobFolder,
    recorded: Callable[[], Recording],
    until: Until,
) -> None:
    virtual_device.faults = Faults(missing_programs=frozenset({"tail"}))
    job.start(f"sh -c 'echo nothing; echo {json.dumps(EVENT)}; read forever </dev/zero'")
    telemetry.watch(device, job.path, 0.05)
    until(lambda: len(recorded().snapshots) >= 3)

    assert recorded().snapshots[1].last_event.decode() == EVENT


def test_the_loop_ends_with_the_process(device: Device, job: JobFolder, until: Until) -> None:
    job.start("true")
    telemetry.watch(device, job.path, 0.05)
    until(lambda: device.script(f"kill -0 $(cat {job.path}/watcher)").exit_code != 0)


def test_walking_all_pages_is_left_to_the_memory_pass(
    device: Device, job: JobFolder, recorded: Callable[[], Recording], until: Until
) -> None:
    job.start("sh -c 'read forever </dev/zero'")
    telemetry.watch(device, job.path, 0.05, memory=True)
    until(lambda: len(recorded().snapshots) >= 1)

    assert present(quantities.memory_bytes(recorded().snapshots[0], "Pss")) > 0


def test_a_virtual_device_has_no_heat_unless_a_test_scripts_it(virtual: Device, virtual_device: FaultyDevice) -> None:
    nothing = present(telemetry.read_state(virtual))
    virtual_device.faults = Faults(script=Script(battery_temperature=((0, 36.5), (3600, 50)), thermal_status=((0, 2),)))
    scripted = present(telemetry.read_state(virtual))

    assert quantities.heat(nothing) == quantities.Heat()
    assert quantities.heat(scripted) == quantities.Heat(temperature_c=36.5, thermal_status=2)
    assert virtual.shell("getprop", "ro.devbench.scripted").stdout.strip() == "battery_temperature thermal_status"
