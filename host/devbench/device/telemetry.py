"""What a device is doing while a job runs: a small loop in its own shell takes snapshots, and parsers read them.

The loop writes into the job's folder, so it outlives the cable and puts nothing on it while the job measures. Two short
programs a second (``tail`` and one ``grep`` over all files) are all it starts; the slow ``dumpsys`` once in ten turns.
docs/telemetry.md lists every quantity with its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devbench.device.adb import Device

LOG = "telemetry.log"
PERIOD_S = 1.1
"""No multiple of the half second between two of the harness's events: each turn falls elsewhere between them, and all
together tell when measuring began."""
BRISK_S = 0.1
"""Where no time is measured. Before Android 6, ``sleep`` takes whole seconds only."""

ONCE = (
    "/sys/class/thermal/thermal_zone*/type",
    "/sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor",
    "/sys/devices/system/cpu/cpu[0-9]*/cpufreq/cpuinfo_max_freq",
)
EACH = (
    "/proc/uptime",
    "/proc/stat",
    "/proc/{pid}/status",
    "/proc/{pid}/task/*/stat",
    "/sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_cur_freq",
    "/sys/class/power_supply/battery/temp",
    "/sys/class/power_supply/battery/capacity",
    "/sys/class/power_supply/battery/status",
    "/sys/class/thermal/thermal_zone*/temp",
)
MEMORY = ("/proc/{pid}/smaps_rollup",)
"""Makes the kernel walk all pages, so it is read in the memory pass alone. Before Linux 4.14 (Android 9) there is none:
then it is the sum over the mappings, of which only that is taken."""

_MARK = "devbench:"
_ONCE, _BATTERY, _THERMAL, _TURN = (f"{_MARK}{name}" for name in ("once", "battery", "thermal", "turn"))
# The time is noted before the events are looked at, and /proc/uptime is read after: what was the last event then is
# known for both. `read` is the shell's own and starts no program; it stands in where there is no `tail` (Android 5).
# The slow ones come last: a job's first seconds are when its model is loaded.
_WATCH = f"""
(
exec >{LOG} 2>/dev/null </dev/null
trap '' HUP
pid=$(cat pid)
echo {_ONCE}
echo "scripted:$(getprop ro.devbench.scripted)"
grep -s '' /dev/null {" ".join(ONCE)}
while kill -0 $pid
do
for turn in 1 2 3 4 5 6 7 8 9 10
do
kill -0 $pid || break
read now idle </proc/uptime
echo "{_TURN} $now"
tail -n 1 events.jsonl || {{ while read -r line; do last=$line; done <events.jsonl; echo "$last"; }}
grep -sEv '^(intr|softirq)' /dev/null FILES
MAPPINGS
sleep PERIOD || sleep 1
done
SLOW
done
) &
echo $! >watcher
"""
_MAPPINGS = "[ -f /proc/$pid/smaps_rollup ] || grep -s '^Pss:' /dev/null /proc/$pid/smaps"
_SLOW = f"echo {_BATTERY}\ndumpsys battery\necho {_THERMAL}\ndumpsys thermalservice"
_SECONDS = re.compile(r"\d+(?:\.\d+)?")
_STATE = f'read now idle </proc/uptime\n({_SLOW}) 2>/dev/null\necho "{_TURN} $now"'


@dataclass(frozen=True)
class Snapshot:
    """What was there at one moment: texts as the device gives them."""

    before_s: float
    after_s: float
    """On the device's clock (time since it was started): the last event was looked at in between."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Content by path; a file that cannot be read is not there."""
    battery: str = ""
    """``dumpsys battery``, or nothing where it was not asked for just now."""
    thermal: str = ""
    last_event: bytes = b""


@dataclass(frozen=True)
class Recording:
    """All that was seen of one job: ``once`` are files that stay as they are."""

    once: Mapping[str, str] = field(default_factory=dict)
    snapshots: Sequence[Snapshot] = ()
    scripted: str = ""
    """What a virtual device made up for a test, in words; else nothing."""


def watch(device: Device, folder: str, period_s: float = PERIOD_S, *, memory: bool = False) -> None:
    """Starts the loop in a job's folder, for as long as the job's process lives. Raises DeviceLost, DeviceError."""
    files = " ".join((*EACH, *(MEMORY if memory else ()))).replace("{pid}", "$pid")
    script = _WATCH.replace("SLOW", ":" if memory else _SLOW).replace("MAPPINGS", _MAPPINGS if memory else ":")
    script = script.replace("FILES", files)
    device.perform("watch the harness", f"cd {folder} || exit 1{script.replace('PERIOD', f'{period_s:g}')}")


def read_state(device: Device) -> Snapshot | None:
    """Battery and thermal status now. Takes some 0.1 s of a phone's processor: not for measured time."""
    snapshots = parse(device.script(_STATE).stdout).snapshots
    return snapshots[-1] if snapshots else None


def parse(log: str) -> Recording:
    """From what the loop wrote, also where it was killed in the midst of a line."""
    once: Mapping[str, str] = {}
    scripted, battery, thermal = "", "", ""
    snapshots = []
    for part in _parts(log):
        head, _, text = part.partition("\n")
        match head.strip().split():
            case [mark] if mark == _ONCE:
                first, _, rest = text.partition("\n")
                scripted = first.removeprefix("scripted:").strip()
                once = _by_path(rest.splitlines())
            case [mark] if mark == _BATTERY:
                battery = text
            case [mark] if mark == _THERMAL:
                thermal = text
            case [mark, now] if mark == _TURN and _SECONDS.fullmatch(now):
                snapshots.append(_snapshot(float(now), text, battery, thermal))
                battery, thermal = "", ""
    return Recording(once, snapshots, scripted)


def _parts(log: str) -> Iterator[str]:
    return iter(re.split(rf"^(?={_MARK})", log, flags=re.MULTILINE))


def _snapshot(before_s: float, text: str, battery: str, thermal: str) -> Snapshot:
    lines = text.splitlines()
    last_event = lines.pop(0).encode() if lines and lines[0].startswith("{") else b""
    files = _by_path(lines)
    after = _SECONDS.match(files.get("/proc/uptime", ""))
    return Snapshot(before_s, float(after[0]) if after else before_s, files, battery, thermal, last_event)


def _by_path(lines: Sequence[str]) -> dict[str, str]:
    """``PATH:LINE`` lines, as grep prints them for several files."""
    files: dict[str, str] = {}
    for line in lines:
        path, colon, content = line.partition(":")
        if colon and path.startswith("/"):
            files[path] = files.get(path, "") + content + "\n"
    return files
