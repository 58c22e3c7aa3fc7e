"""What a device is doing: who uses it, its memory, power and heat."""

from __future__ import annotations

from collections.abc import Iterator

from devbench.bench.cooldown import is_cool
from devbench.choices import RunSettings
from devbench.device import lock as device_lock
from devbench.device import quantities, telemetry
from devbench.device.adb import Device
from devbench.device.readiness import Readiness
from devbench.doctor.check import Check, State, Values
from devbench.units import format_bytes

LITTLE_MEMORY_BYTES = 500_000_000
LOW_BATTERY = 15
"""Per cent: below this Android warns, and may switch its battery saver on."""


def lock(device: Device) -> Check:
    """Raises DeviceUnavailable, as a run would, if somebody uses the device."""
    held = device_lock.look(device)
    if held is None:
        return _check(device, "lock", "ok", "Nobody is using it", values={"held": False})
    owner = held.owner
    if not held.is_stale:
        raise device_lock.in_use(device, owner)
    whose = f"a run of {owner.user} on {owner.host}" if owner else "a run"
    values: Values = {"held": False, "age_s": held.age_s, "user": owner.user if owner else None}
    text = f"The lock of {whose} that ended {held.age_s} s ago is still there; the next run takes it over"
    return _check(device, "lock", "ok", text, values=values)


def memory(device: Device, available_bytes: int | None) -> Check:
    values: Values = {"available_bytes": available_bytes}
    if available_bytes is None:
        return _check(device, "memory", "skipped", "Available memory is not reported", values=values)
    if available_bytes < LITTLE_MEMORY_BYTES:
        text = f"Only {format_bytes(available_bytes)} of memory are available: Android may end the harness."
        remedy = f"Close apps, or `adb -s {device.serial} reboot`"
        return _check(device, "memory", "warning", text, remedy, values=values)
    return _check(device, "memory", "ok", f"{format_bytes(available_bytes)} of memory available", values=values)


def power(device: Device, readiness: Readiness) -> Iterator[Check]:
    """What lowers the clocks."""
    shell = f"adb -s {device.serial} shell"
    state = telemetry.read_state(device)
    told = {name: value for (name, _), value in quantities.readings(state, {}).items()} if state else {}
    level, is_charging = told.get("battery_level"), told.get("charging")
    values: Values = {"power_saver": readiness.power_saver, "battery_percent": level}
    values["charging"] = None if is_charging is None else bool(is_charging)
    if readiness.power_saver:
        text = "Battery saver is on, so Android lowers the clocks."
        remedy = f"Charge the device, or `{shell} settings put global low_power 0`"
        yield _check(device, "power", "warning", text, remedy, values=values)
    elif level is not None and level < LOW_BATTERY:
        text = f"The battery is at {level:.0f} %, and a low battery may lower the clocks."
        yield _check(device, "power", "warning", text, "Charge the device.", values=values)
    elif readiness.power_saver is None and level is None:
        yield _check(device, "power", "skipped", "Battery and battery saver are not reported", values=values)
    else:
        known = [] if level is None else [f"battery at {level:.0f} %" + (", charging" if is_charging else "")]
        known += ["battery saver off"] if readiness.power_saver is False else []
        yield _check(device, "power", "ok", "; ".join(known).capitalize(), values=values)
    yield _heat(device, quantities.heat(state) if state else quantities.Heat())
    if readiness.is_awake is False:
        text = "The screen is off: some phones move background work to slow cores then."
        remedy = f"`{shell} input keyevent KEYCODE_WAKEUP; {shell} svc power stayon usb`"
        yield _check(device, "screen", "warning", text, remedy, values={"awake": False})


def _heat(device: Device, heat: quantities.Heat) -> Check:
    settings = RunSettings()
    limit_c = settings.max_temperature_c
    values: Values = {"battery_celsius": heat.temperature_c, "thermal_status": heat.thermal_status}
    known = [] if heat.temperature_c is None else [f"battery at {heat.temperature_c:.1f} °C"]
    known += [] if heat.thermal_status is None else [f"thermal status {heat.thermal_status}"]
    if not known:
        return _check(device, "heat", "skipped", "Temperature and thermal status are not reported", values=values)
    text = ", ".join(known).capitalize().replace("°c", "°C")
    if limit_c is None or is_cool(heat, limit_c):
        return _check(device, "heat", "ok", text, values=values)
    waits = f"a run waits up to {settings.cool_down_s:.0f} s for {limit_c:g} °C and status 0"
    text += ": Android lowers the clocks." if heat.temperature_c is None else f": {waits}."
    return _check(device, "heat", "warning", text, "Let the device cool down, out of its case.", values=values)


def _check(device: Device, subject: str, state: State, text: str, remedy: str = "", *, values: Values) -> Check:
    return Check("device", subject, state, text, remedy, device.serial, values)
