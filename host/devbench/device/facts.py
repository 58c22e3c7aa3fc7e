"""What a device is: pure parsers of what Android prints, and one round trip to have it printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.choices import DeviceKind
from devbench.device.cpus import parse_cpus
from devbench.errors import DeviceUnavailable

if TYPE_CHECKING:
    from devbench.device.adb import Device

LEAST_API = 21
"""What the harness is compiled for and checked against."""
LEAST_MAJOR = 5
"""Of the releases with this API."""

_SECTION = "devbench-section:"
_COMMANDS = {
    "properties": "getprop",
    "possible_cpus": "cat /sys/devices/system/cpu/possible",
    "cpuinfo": "cat /proc/cpuinfo",
    "meminfo": "cat /proc/meminfo",
    "page_size": "getconf PAGE_SIZE",
}
_PROPERTY = re.compile(r"^\[([^\]\n]+)\]: \[(.*?)\]\r?$", re.MULTILINE | re.DOTALL)
_EMULATED_HARDWARE = frozenset({"goldfish", "ranchu", "cutf_cvm", "vbox86"})


@dataclass(frozen=True)
class DeviceFacts:
    """None, or no ABI at all, is what the device does not tell."""

    kind: DeviceKind
    fingerprint: str | None
    manufacturer: str | None
    model: str | None
    abis: tuple[str, ...]
    """The preferred one first."""
    api: int | None
    release: str | None
    soc: str | None
    cores: int | None
    memory_bytes: int | None
    page_size_bytes: int | None
    debuggable: bool | None


def read_facts(device: Device) -> DeviceFacts:
    """One command that prints all of it. Raises DeviceLost."""
    script = "; ".join(f"echo {_SECTION}{name}; {command} 2>/dev/null" for name, command in _COMMANDS.items())
    return parse_facts(device.script(script).stdout)


def check_api(facts: DeviceFacts, serial: str) -> None:
    """Raises DeviceUnavailable for an Android that the harness is not made for, or that does not say what it is."""
    if facts.api is None and facts.release is None:
        raise DeviceUnavailable(
            f"{serial} does not report its Android version (ro.build.version.sdk is empty).",
            f"Wait until it has started; `adb -s {serial} shell getprop ro.build.version.sdk` should print a number.",
        )
    if _is_too_old(facts):
        android = f"Android {facts.release or '?'}" + ("" if facts.api is None else f" (API {facts.api})")
        raise DeviceUnavailable(
            f"{serial} runs {android}; devbench needs Android 5.0 (API {LEAST_API}) or newer.",
            "Use another device, or try the harness by hand with `devbench job`.",
        )


def _is_too_old(facts: DeviceFacts) -> bool:
    if facts.api is not None:
        return facts.api < LEAST_API
    major = _integer((facts.release or "").partition(".")[0])  # a preview's is a letter
    return major is not None and major < LEAST_MAJOR


def parse_facts(output: str) -> DeviceFacts:
    """From the output of the commands above, each below the line that names it."""
    sections = dict.fromkeys(_COMMANDS, "")
    for part in output.split(_SECTION)[1:]:
        name, _, text = part.partition("\n")
        sections[name.strip()] = text
    properties = parse_getprop(sections["properties"])
    cpuinfo = parse_fields(sections["cpuinfo"])
    return DeviceFacts(
        kind=_kind(properties),
        fingerprint=properties.get("ro.build.fingerprint"),
        manufacturer=properties.get("ro.product.manufacturer"),
        model=properties.get("ro.product.model"),
        abis=_abis(properties),
        api=_integer(properties.get("ro.build.version.sdk", "")),
        release=properties.get("ro.build.version.release"),
        soc=_soc(properties, cpuinfo),
        cores=len(parse_cpus(sections["possible_cpus"]) or ()) or len(cpuinfo.get("processor", [])) or None,
        memory_bytes=memory_bytes(sections["meminfo"], "MemTotal"),
        page_size_bytes=_integer(sections["page_size"]),
        debuggable={"0": False, "1": True}.get(properties.get("ro.debuggable", "")),
    )


def parse_getprop(text: str) -> dict[str, str]:
    """``[name]: [value]`` lines, values of several lines too; empty values are left out."""
    return {name: value.strip() for name, value in _PROPERTY.findall(text) if value.strip()}


def parse_fields(text: str) -> dict[str, list[str]]:
    """``name : value`` lines, as in /proc/cpuinfo: all values of each name, in their order."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip(), []).append(value.strip())
    return fields


def memory_bytes(meminfo: str, name: str) -> int | None:
    """A figure of /proc/meminfo."""
    found = re.search(rf"^{name}:\s*(\d+) kB", meminfo, re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def _kind(properties: Mapping[str, str]) -> DeviceKind:
    if properties.get("ro.devbench.virtual") == "1":
        return "virtual"
    is_emulated = "1" in (properties.get("ro.kernel.qemu"), properties.get("ro.boot.qemu"))
    hardware = {properties.get("ro.hardware"), properties.get("ro.boot.hardware")}
    return "emulator" if is_emulated or hardware & _EMULATED_HARDWARE else "physical"


def _abis(properties: Mapping[str, str]) -> tuple[str, ...]:
    listed = properties.get("ro.product.cpu.abilist") or properties.get("ro.product.cpu.abi") or ""
    return tuple(abi.strip() for abi in listed.split(",") if abi.strip())


def _soc(properties: Mapping[str, str], cpuinfo: Mapping[str, list[str]]) -> str | None:
    """Android 12 and later name maker and model; before, each maker had its own way."""
    if model := properties.get("ro.soc.model"):
        return f"{properties.get('ro.soc.manufacturer', '')} {model}".strip()
    for name in ("ro.hardware.chipname", "ro.chipname", "ro.mediatek.platform", "ro.board.platform"):
        if name in properties:
            return properties[name]
    return next(iter(cpuinfo.get("Hardware", [])), None) or None


def _integer(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None
