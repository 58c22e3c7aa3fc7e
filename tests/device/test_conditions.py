"""Fixed performance is given back whatever happens, and processes stay on the cores that they were bound to."""

from collections.abc import Callable

import pytest

from devbench.device import conditions
from devbench.device.adb import Device
from devbench.device.cpus import affinity_mask, parse_cpus
from devbench.device.lock import hold
from devbench.errors import UsageError
from devbench.virtual.faults import Faults
from devbench.virtual.scripted import Script
from tests.conftest import FaultyDevice
from tests.kinds import Until


@pytest.fixture
def capable(virtual: Device, virtual_device: FaultyDevice) -> Device:
    """A device whose power service takes the mode."""
    virtual_device.faults = Faults(script=Script(fixed_performance=True))
    return virtual


@pytest.fixture
def mode(virtual_device: FaultyDevice) -> Callable[[], str]:
    return lambda: (virtual_device.root / "dev" / "fixed-performance").read_text()


def test_fixed_performance_is_held_and_given_back(capable: Device, mode: Callable[[], str]) -> None:
    with conditions.fixed_performance(capable):
        assert mode() == "true"
        assert capable.stat(conditions.MARK) is not None
    assert mode() == "false"
    assert not conditions.restore(capable)


def test_an_error_gives_it_back_too(capable: Device, mode: Callable[[], str]) -> None:
    with pytest.raises(RuntimeError), conditions.fixed_performance(capable):
        raise RuntimeError
    assert mode() == "false"


def test_the_next_contact_gives_back_what_a_run_that_died_has_left(capable: Device, mode: Callable[[], str]) -> None:
    conditions.enable(capable)
    assert conditions.restore(capable)
    assert mode() == "false"


def test_the_device_gives_it_back_where_nobody_holds_it_any_more(
    capable: Device, mode: Callable[[], str], until: Until
) -> None:
    conditions.enable(capable, beat_s=0.2)
    until(lambda: capable.stat(conditions.MARK) is None)
    assert mode() == "false"


@pytest.mark.slow
def test_the_device_keeps_it_while_the_lock_is_kept_fresh(
    capable: Device, mode: Callable[[], str], until: Until
) -> None:
    """The lock's time is told in whole seconds, so the watcher's turns have to be longer here."""

    def turns() -> int:
        beat = capable.stat(f"{conditions.MARK}.beat")
        return beat.mtime_s if beat else 0

    with hold(capable, "fixed", beat_s=0.05), conditions.fixed_performance(capable, beat_s=2.5):
        until(lambda: turns() > 0)
        first = turns()
        until(lambda: turns() > first)
        assert mode() == "true"


def test_a_device_without_the_mode_is_named_and_left_alone(virtual: Device) -> None:
    with pytest.raises(UsageError, match=r"no fixed-performance mode: .*Failed"), conditions.fixed_performance(virtual):
        pass
    assert virtual.stat(conditions.MARK) is None


def test_a_bound_process_may_use_its_cores_alone(device: Device, folder: str) -> None:
    conditions.check_cpus(device, [0], None)
    mask = affinity_mask([0])
    status = device.script(f"taskset {mask} cat /proc/self/status").stdout
    assert parse_cpus(next(line for line in status.splitlines() if "Cpus_allowed_list" in line).split()[1]) == [0]


def test_cores_that_are_not_there_are_refused(device: Device) -> None:
    with pytest.raises(UsageError, match="no core 7"):
        conditions.check_cpus(device, [0, 7], 4)
    with pytest.raises(UsageError, match="cannot bind"):
        conditions.check_cpus(device, [1000], None)


def test_a_device_that_cannot_bind_is_named(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(missing_programs=frozenset({"taskset"}))
    with pytest.raises(UsageError, match=r"cannot bind a process to cores: .*not found"):
        conditions.check_cpus(virtual, [0], None)


@pytest.mark.parametrize(("cores", "mask"), [([0], "1"), ([4, 5, 6, 7], "f0"), ([0, 0, 2], "5")])
def test_masks_are_as_taskset_takes_them(cores: list[int], mask: str) -> None:
    assert affinity_mask(cores) == mask
