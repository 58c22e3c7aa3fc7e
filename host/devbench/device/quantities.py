"""What the texts of a snapshot say: pure functions, each with the source of its quantity.

docs/telemetry.md lists the quantities. What a device does not tell is None or not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from devbench.device.cpus import parse_cpus
from devbench.device.telemetry import Snapshot

_FIRST_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BATTERY_FIELD = re.compile(r"^ *(temperature|level|scale|status): (-?\d+) *\r?$", re.MULTILINE)
_STATUS = re.compile(r"^Thermal Status: (\d+)", re.MULTILINE)
_HAL_TEMPERATURE = re.compile(r"Temperature\{mValue=(-?[\d.]+), mType=-?\d+, mName=([^,}]+), mStatus=\d+\}")
_FREQUENCY = re.compile(r"/sys/devices/system/cpu/cpu(\d+)/cpufreq/scaling_cur_freq")
_GOVERNOR = re.compile(r"/sys/devices/system/cpu/cpu(\d+)/cpufreq/scaling_governor")
_MAX_FREQUENCY = re.compile(r"/sys/devices/system/cpu/cpu(\d+)/cpufreq/cpuinfo_max_freq")
_ZONE = re.compile(r"/sys/class/thermal/thermal_zone(\d+)/(temp|type)")
_TASK = re.compile(r"/proc/\d+/task/(\d+)/stat")
_MEMORY_FIELD = re.compile(r"^(VmHWM|VmRSS|Pss):\s*(\d+) kB", re.MULTILINE)
_ALLOWED = re.compile(r"^Cpus_allowed_list:\s*(\S+)", re.MULTILINE)

_CHARGING = 2
"""BatteryManager.BATTERY_STATUS_CHARGING."""
_PLAUSIBLE_C = (-40.0, 150.0)
_MILLIDEGREES_FROM = 1000
_DEGREES_UP_TO = 150


@dataclass(frozen=True)
class Heat:
    """None is what the device does not tell. ``thermal_status`` is 0 (none) to 6 (shutdown), from Android 10 on."""

    temperature_c: float | None = None
    thermal_status: int | None = None


def heat(snapshot: Snapshot) -> Heat:
    return Heat(_battery_temperature_c(snapshot), _thermal_status(snapshot))


def readings(snapshot: Snapshot, once: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """By name and unit of the quantity: those that are told at a moment, without what needs two of them."""
    found = {
        ("battery_temperature", "C"): _battery_temperature_c(snapshot),
        ("battery_level", "%"): _battery_level(snapshot),
        ("charging", "0/1"): _charging(snapshot),
        ("thermal_status", "0-6"): _thermal_status(snapshot),
        ("vm_rss", "bytes"): memory_bytes(snapshot, "VmRSS"),
        **{(f"zone_temperature:{name}", "C"): value for name, value in _zones_c(snapshot, once).items()},
    }
    for path, content in snapshot.files.items():
        if core := _FREQUENCY.fullmatch(path):
            found[f"cpu{core[1]}_frequency", "kHz"] = _number(content)
    return {name: float(value) for name, value in found.items() if value is not None}


def governors(once: Mapping[str, str]) -> dict[int, str]:
    """By core."""
    return {int(core[1]): text.strip() for path, text in once.items() if (core := _GOVERNOR.fullmatch(path))}


def core_max_khz(once: Mapping[str, str]) -> list[int] | None:
    """The highest clock of each core; None where not all are told."""
    found = {int(core[1]): _number(text) for path, text in once.items() if (core := _MAX_FREQUENCY.fullmatch(path))}
    clocks = [found.get(core) for core in range(len(found))]
    return [int(clock) for clock in clocks if clock is not None] if clocks and None not in clocks else None


def allowed_cpus(snapshot: Snapshot) -> list[int] | None:
    """The cores that the process may use."""
    found = _ALLOWED.search(_of_process(snapshot, "status"))
    return parse_cpus(found[1]) if found else None


def memory_bytes(snapshot: Snapshot, name: str) -> int | None:
    """VmRSS, VmHWM; Pss in the memory pass, there of all mappings together where the kernel does not add them up."""
    text = "".join(_of_process(snapshot, file) for file in ("status", "smaps_rollup", "smaps"))
    kib = [int(match[2]) for match in _MEMORY_FIELD.finditer(text) if match[1] == name]
    return sum(kib) * 1024 if kib else None


def thread_ticks(snapshot: Snapshot) -> dict[int, int]:
    """By thread of the process: its CPU time so far, in ticks of the system's clock (proc(5): utime + stime)."""
    ticks = {}
    for path, content in snapshot.files.items():
        fields = content.rpartition(")")[2].split()
        if (thread := _TASK.fullmatch(path)) and all(map(str.isdigit, times := fields[11:13])) and len(times) == 2:
            ticks[int(thread[1])] = sum(map(int, times))
    return ticks


def busy_ticks(snapshot: Snapshot) -> int | None:
    """Of all cores and all processes so far (proc(5): user, nice, system, irq, softirq, steal)."""
    line = snapshot.files.get("/proc/stat", "").partition("\n")[0].split()
    if line[:1] != ["cpu"] or len(line) < 9 or not all(map(str.isdigit, line[1:])):
        return None
    user, nice, system, _idle, _iowait, irq, softirq, steal = (int(word) for word in line[1:9])
    return user + nice + system + irq + softirq + steal


def _battery_temperature_c(snapshot: Snapshot) -> float | None:
    tenths = _number(snapshot.files.get("/sys/class/power_supply/battery/temp", ""))
    if tenths is None:
        tenths = _battery_field(snapshot, "temperature")
    return None if tenths is None else _plausible(tenths / 10)


def _battery_level(snapshot: Snapshot) -> float | None:
    level = _number(snapshot.files.get("/sys/class/power_supply/battery/capacity", ""))
    if level is not None:
        return level
    level, scale = _battery_field(snapshot, "level"), _battery_field(snapshot, "scale") or 100
    return None if level is None else 100 * level / scale


def _charging(snapshot: Snapshot) -> bool | None:
    told = snapshot.files.get("/sys/class/power_supply/battery/status", "").strip()
    if told:
        return told == "Charging"
    status = _battery_field(snapshot, "status")
    return None if status is None else status == _CHARGING


def _battery_field(snapshot: Snapshot, name: str) -> float | None:
    """The first of that name: some makers add their own log below."""
    found = [float(value) for key, value in _BATTERY_FIELD.findall(snapshot.battery) if key == name]
    return found[0] if found else None


def _thermal_status(snapshot: Snapshot) -> int | None:
    found = _STATUS.search(snapshot.thermal)
    return int(found[1]) if found else None


def _zones_c(snapshot: Snapshot, once: Mapping[str, str]) -> dict[str, float | None]:
    """The kernel's thermal zones; what Android's thermal service tells where they may not be read."""
    zones = {}
    for path, text in snapshot.files.items():
        value = _number(text)
        if (zone := _ZONE.fullmatch(path)) and value is not None:
            zones[int(zone[1])] = _zone_c(value)
    if zones:
        kinds = {zone: once.get(f"/sys/class/thermal/thermal_zone{zone}/type", "").strip() for zone in zones}
        several = Counter(kinds.values())
        return {
            kinds[zone] if kinds[zone] and several[kinds[zone]] == 1 else f"{kinds[zone]}#{zone}": value
            for zone, value in zones.items()
        }
    current = snapshot.thermal.partition("Current temperatures from HAL:")[2].partition("\nCurrent")[0]
    return {name: _plausible(float(value)) for value, name in _HAL_TEMPERATURE.findall(current)}


def _zone_c(value: float) -> float | None:
    """Millidegrees, as the kernel says, or degrees, as old drivers tell; between the two nobody can know."""
    if abs(value) >= _MILLIDEGREES_FROM:
        return _plausible(value / 1000)
    return _plausible(value) if 0 < value <= _DEGREES_UP_TO else None


def _plausible(value_c: float) -> float | None:
    """Sensors that are not there are told as -99.9 or the like."""
    low, high = _PLAUSIBLE_C
    return value_c if low < value_c < high else None


def _of_process(snapshot: Snapshot, name: str) -> str:
    return next((text for path, text in snapshot.files.items() if re.fullmatch(rf"/proc/\d+/{name}", path)), "")


def _number(text: str) -> float | None:
    found = _FIRST_NUMBER.match(text.strip())
    return float(found[0]) if found else None
