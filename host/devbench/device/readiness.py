"""What may slow or stop a run on a device right now, read in one command that changes nothing there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.device import HOME, ROOT
from devbench.device.facts import memory_bytes

if TYPE_CHECKING:
    from devbench.device.adb import Device

FOLDERS = (HOME, ROOT, f"{ROOT}/store", f"{ROOT}/jobs")

_SECTION = "devbench-section:"
_COMMANDS = {
    "unwritable": f'for f in {" ".join(FOLDERS)}; do [ ! -e "$f" ] || [ -w "$f" ] || echo "$f"; done',
    "meminfo": "cat /proc/meminfo",
    "power_saver": "settings get global low_power",
    "wakefulness": "dumpsys power | grep mWakefulness=",
}
_WAKEFULNESS = re.compile(r"mWakefulness=(\w+)")


@dataclass(frozen=True)
class Readiness:
    """None is what the device does not report."""

    unwritable: tuple[str, ...]
    """Those of our folders that are there and that the shell user may not write to."""
    available_bytes: int | None
    """Memory that a process can get without swapping."""
    power_saver: bool | None
    is_awake: bool | None


def read_readiness(device: Device) -> Readiness:
    """Raises DeviceLost."""
    script = "\n".join(f"echo {_SECTION}{name}\n({command}) 2>/dev/null" for name, command in _COMMANDS.items())
    return parse_readiness(device.script(script).stdout)


def parse_readiness(output: str) -> Readiness:
    """From the output of the commands above, each below the line that names it."""
    sections = dict.fromkeys(_COMMANDS, "")
    for part in output.split(_SECTION)[1:]:
        name, _, text = part.partition("\n")
        sections[name.strip()] = text.strip()
    wakefulness = _WAKEFULNESS.search(sections["wakefulness"])
    return Readiness(
        unwritable=tuple(line.strip() for line in sections["unwritable"].splitlines()),
        available_bytes=memory_bytes(sections["meminfo"], "MemAvailable"),
        power_saver={"0": False, "1": True}.get(sections["power_saver"]),
        is_awake=wakefulness[1] == "Awake" if wakefulness else None,
    )
