"""Background jobs outlive shell, cable and adb server, and end with the device."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from devbench.virtual import registry
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Adb, Shell, Until


@pytest.fixture
def until() -> Until:
    def until(holds: Callable[[], bool]) -> None:
        deadline_s = time.monotonic() + 120
        while not holds():
            assert time.monotonic() < deadline_s, "it did not come to pass"
            time.sleep(0.01)

    return until


@pytest.fixture
def job(shell: Shell, folder: str) -> Iterator[int]:
    """The pid of a detached job that lives until a file ``stop`` is there, and then writes one called ``ended``."""
    loop = "until [ -f stop ]; do sleep 0.02; done; echo $$ >ended"
    script = f"cd {folder}; (trap '' HUP; exec sh -c '{loop}') >/dev/null 2>&1 </dev/null & echo $!"
    yield int(shell(script)[1])
    shell(f"touch {folder}/stop")


def is_alive(adb: Adb, pid: int) -> bool:
    """Asked for as devbench does: by a file, which forks nothing on the device."""
    return f" {pid}\n" in adb("ls", "/proc")[1].decode()


def test_the_pid_that_the_shell_told_is_the_jobs(adb: Adb, shell: Shell, job: int, folder: str, until: Until) -> None:
    assert is_alive(adb, job)
    shell(f"touch {folder}/stop")
    until(lambda: not is_alive(adb, job))
    assert shell(f"cat {folder}/ended")[1] == f"{job}\n"


def test_a_job_can_be_killed(adb: Adb, shell: Shell, job: int, until: Until) -> None:
    assert shell(f"kill -9 {job}") == (0, "", "")
    until(lambda: not is_alive(adb, job))
    assert shell(f"kill -0 {job}")[0] == 1


def test_a_job_outlives_the_cable(adb: Adb, virtual_device: FaultyDevice, job: int, until: Until) -> None:
    virtual_device.faults = Faults(unplugged=True)
    until(lambda: adb("get-state")[0] != 0)
    virtual_device.faults = Faults()
    assert is_alive(adb, job)


def test_a_job_outlives_the_adb_server_and_the_device_makes_itself_known_again(
    adb: Adb, adb_server: OwnAdbServer, shell: Shell, job: int, folder: str, until: Until
) -> None:
    import adbutils

    command = [adbutils.adb_path(), "-P", str(adb_server.port)]
    subprocess.run([*command, "kill-server"], check=True, env=os.environ)
    subprocess.run([*command, "start-server"], check=True, capture_output=True, env=os.environ)
    until(lambda: adb("get-state")[1] == b"device\n")
    assert is_alive(adb, job)
    shell(f"touch {folder}/stop")
    until(lambda: shell(f"cat {folder}/ended")[1] == f"{job}\n")


def test_a_stranger_on_the_port_does_not_keep_the_device_from_its_adb_server(
    adb: Adb, adb_server: OwnAdbServer, virtual_device: FaultyDevice, until: Until
) -> None:
    """Such as another user's adb server, which looks for emulators when it starts."""
    import adbutils

    command = [adbutils.adb_path(), "-P", str(adb_server.port)]
    port = int(virtual_device.serial.removeprefix("emulator-")) + 1
    with socket.create_connection(("127.0.0.1", port)):
        subprocess.run([*command, "kill-server"], check=True, env=os.environ)
        subprocess.run([*command, "start-server"], check=True, capture_output=True, env=os.environ)
        until(lambda: adb("get-state")[1] == b"device\n")


def test_a_shell_that_was_not_detached_waits_for_its_jobs(shell: Shell) -> None:
    assert shell("(sleep 0.2; echo late) & echo soon")[1] == "soon\nlate\n"


def test_jobs_end_with_the_device(adb_server: OwnAdbServer) -> None:
    import adbutils

    with registry.temporary("127.0.0.1", adb_server.port) as device:
        command = [adbutils.adb_path(), "-P", str(adb_server.port), "-s", device.serial, "shell"]
        script = "trap '' HUP; sleep 600 >/dev/null 2>&1 & echo $!"
        pid = int(subprocess.run([*command, script], check=True, capture_output=True, env=os.environ).stdout)
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
