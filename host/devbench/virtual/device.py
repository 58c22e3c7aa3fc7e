"""What the device is: its files, properties and faults."""

from __future__ import annotations

import platform
import re
import time
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from devbench import __version__
from devbench.machine import cpu_name
from devbench.virtual.faults import CableCutError, Faults
from devbench.virtual.filesystem import Filesystem
from devbench.virtual.scripted import Curve, at

FEATURES = frozenset(
    {"shell_v2", "stat_v2", "ls_v2", "fixed_push_mkdir", "fixed_push_symlink_timestamp", "sendrecv_v2", "delayed_ack"}
)
ABIS = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64-v8a", "arm64": "arm64-v8a"}
API_LEVEL = 34


@dataclass
class SimulatedDevice:
    """The state of one virtual device, inside its daemon."""

    serial: str
    root: Path
    jvm_cache: Path | None = None
    """Where TFLite's libraries for the JVM are unpacked, once."""

    def __post_init__(self) -> None:
        self.faults = Faults()
        self.faults_since_s = time.monotonic()
        self.filesystem = Filesystem(
            self.root,
            read_only=lambda: self.faults.read_only,
            capacity=lambda: (self.faults.disk_capacity_bytes, self.faults.reserved_bytes),
        )
        self._properties = {**static_properties(), "ro.serialno": self.serial}

    @property
    def properties(self) -> dict[str, str]:
        scripted = self.faults.script.names
        named = {"ro.devbench.scripted": scripted} if scripted else {}
        return self._properties | dict(self.faults.properties) | named

    def scripted(self, curve: Curve) -> float | None:
        """The value of a curve of the script now."""
        return at(curve, time.monotonic() - self.faults_since_s)

    @cached_property
    def banner_properties(self) -> str:
        names = ("ro.product.name", "ro.product.model", "ro.product.device")
        return "".join(f"{name}={self.properties[name]};" for name in names)

    @property
    def features(self) -> frozenset[str]:
        return FEATURES - self.faults.without_features

    def banner(self, features: frozenset[str]) -> bytes:
        return f"device::{self.banner_properties}features={','.join(sorted(features))}".encode()

    def cut_at(self, limit: int | None, done: int) -> None:
        """Breaks the link when ``done`` bytes have reached a fault's limit, as often as the faults say."""
        if limit is not None and done >= limit and self.faults.cuts > 0:
            self.faults = replace(self.faults, cuts=self.faults.cuts - 1)
            raise CableCutError


def static_properties() -> dict[str, str]:
    machine = platform.machine().lower()
    abi = ABIS.get(machine, machine)
    return {
        "ro.build.fingerprint": f"devbench/virtual/{abi}:{__version__}/{_name_of_the_cpu()}",
        "ro.build.version.release": "virtual",
        "ro.build.version.sdk": str(API_LEVEL),
        "ro.devbench.virtual": "1",
        "ro.hardware": "virtual",
        "ro.product.brand": "devbench",
        "ro.product.cpu.abi": abi,
        "ro.product.cpu.abilist": abi,
        "ro.product.device": "virtual",
        "ro.product.manufacturer": "devbench",
        "ro.product.model": "devbench virtual device",
        "ro.product.name": "devbench_virtual",
        "sys.boot_completed": "1",
    }


def _name_of_the_cpu() -> str:
    """As a part of a fingerprint."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", cpu_name() or platform.machine())
