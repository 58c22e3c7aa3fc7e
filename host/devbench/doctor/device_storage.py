"""A device's disk: whether a run can write there, and what earlier runs left."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.bench import model_source
from devbench.bench.job_folder import harness_files
from devbench.bench.plan import File
from devbench.choices import DEFAULT_MODEL
from devbench.device import HOME, ROOT, conditions, disk, jobs, lock
from devbench.device.adb import Device
from devbench.device.facts import DeviceFacts
from devbench.device.store import STORE, DeviceStore, StoreFile
from devbench.doctor.check import Check, State, Values
from devbench.errors import DevbenchError, DeviceReadOnly
from devbench.units import format_bytes

LITTLE_BYTES = 1_000_000_000
LEAST_BYTES = 1_000_000
"""Less than a result may take."""


def storage(device: Device, facts: DeviceFacts, unwritable: Sequence[str]) -> Check:
    """Raises DeviceReadOnly and DeviceFull, as a run would."""
    _check_writable(device, unwritable)
    evicted = DeviceStore(device).check_room(_files(facts))
    space, name = device.space(), device.serial
    if space is None:
        text = f"Free space in {HOME} is not reported"
        return Check("device", "storage", "skipped", text, serial=name)
    if space.likely_bytes < LEAST_BYTES and not evicted:
        raise disk.full(name, "has no room for results", space)
    state: State = "ok" if space.likely_bytes >= LITTLE_BYTES else "warning"
    return Check(
        "device",
        "storage",
        state,
        f"{HOME} can be written ({space})"
        if state == "ok"
        else f"Only {format_bytes(space.likely_bytes)} are free in {HOME}: a large model may not fit.",
        remedy="" if state == "ok" else f"Make room on {name}, or `adb -s {name} shell rm -rf {STORE}`",
        serial=name,
        values={"free_bytes": space.likely_bytes, "total_bytes": space.total_bytes},
    )


def _check_writable(device: Device, unwritable: Sequence[str]) -> None:
    if not unwritable:
        return
    is_all = HOME in unwritable
    hint = f"`adb -s {device.serial} reboot`: Android locks a damaged disk" if is_all else _ROOTS
    raise DeviceReadOnly(f"{device.serial} does not let the shell user write to {unwritable[0]}.", hint)


def _files(facts: DeviceFacts) -> list[StoreFile]:
    """What a run of the default model pushes; nothing if the harness is not built for the device."""
    model = model_source.find(DEFAULT_MODEL, None).path
    try:
        harness = list(harness_files(facts.abis).values())
    except DevbenchError:
        harness = []  # said by another check
    return [StoreFile(path, File.read(path).sha256) for path in [model, *harness]]


def leftovers(device: Device) -> Check:
    """The files that are kept for the next run; and what a run that died has left, which the next one removes."""
    name, kept = device.serial, device.list(STORE)
    size_bytes = sum(stat.size_bytes for stat in kept.values())
    held = lock.look(device)
    is_used = held is not None and not held.is_stale
    left = [] if is_used else [job.id for job in jobs.left_over(device)]
    left += ["fixed-performance mode"] if not is_used and device.stat(conditions.MARK) else []
    values: Values = {"store_files": len(kept), "store_bytes": size_bytes, "left": ", ".join(left)}
    if left:
        return Check(
            "device",
            "leftovers",
            "warning",
            f"A run that died left {', '.join(left)} on the device. The next run ends and removes it.",
            remedy=f"`devbench run -s {name}`",
            serial=name,
            values=values,
        )
    files = f"{len(kept)} file{'' if len(kept) == 1 else 's'}, {format_bytes(size_bytes)}"
    text = f"Kept from earlier runs: {files}" if kept else "Nothing is left of earlier runs"
    return Check("device", "leftovers", "ok", text, serial=name, values=values)


_ROOTS = f"If {ROOT} belongs to root, delete it as root: `adb shell su -c 'rm -rf {ROOT}'`"
