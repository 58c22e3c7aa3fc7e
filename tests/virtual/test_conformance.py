"""The virtual device answers as a real adbd does.

The real one is Debian's build of adbd: `tests/virtual/get_adbd.sh` unpacks it into build/adbd, and DEVBENCH_ADBD may
name another place. It serves the host's files with the host's sh and coreutils.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import FaultyDevice, OwnAdbServer

HERE = Path(__file__).parent
CALLS = HERE / "conformance_calls.py"
ADBD = Path(os.environ.get("DEVBENCH_ADBD", HERE.parents[1] / "build" / "adbd"))
UNSHARE = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]

EXPLAINED = {
    "shell sleep 30 & kill $!; wait $!; echo $?": "the host's sh also writes Terminated to its standard error",
    "push too much at once": "adbd refuses it too, but then waits for the 16 MB, and keeps the session",
}
"""Where the answers differ, and why that is right."""

Answers = dict[str, str]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    import adbutils

    if not (ADBD / "usr/lib/android-sdk/platform-tools/adbd").is_file():
        pytest.skip("there is no real adbd: tests/virtual/get_adbd.sh gets one")
    if not shutil.which("ip"):
        pytest.skip("`ip` is not installed: tests/packages.txt names its package")
    if not shutil.which("unshare") or subprocess.run([*UNSHARE, "true"], capture_output=True).returncode:
        pytest.skip("a real adbd listens on all addresses, and no network of its own can be had here (unshare --net)")
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    arguments = [ADBD, home, sys.executable, CALLS, adbutils.adb_path(), folder / "test"]
    command = [*UNSHARE, str(HERE / "real_adbd.sh"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    answers: Answers = json.loads(done.stdout)
    return answers


@pytest.fixture(scope="module")
def virtual(adb_server: OwnAdbServer, _session_device: FaultyDevice) -> Answers:
    import adbutils

    command = [sys.executable, CALLS, adbutils.adb_path(), str(adb_server.port), _session_device.serial]
    done = subprocess.run([*command, "/data/local/tmp/test"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    answers: Answers = json.loads(done.stdout)
    return answers


def test_all_calls_are_answered_alike_but_for_those_that_are_explained(real: Answers, virtual: Answers) -> None:
    assert real.keys() == virtual.keys()
    different = {name: (real[name], virtual[name]) for name in real if real[name] != virtual[name]}
    assert {name: answers for name, answers in different.items() if name not in EXPLAINED} == {}
    assert EXPLAINED.keys() <= different.keys()
