"""What a device still knows of a harness that died, in the words of Android's own log."""

import pytest

from devbench.device.adb import Device
from devbench.device.jobs import JobFolder
from devbench.device.post_mortem import PostMortem, lines_about
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice

LOG = """\
--------- beginning of main
I/devbench( 4711): started
F/libc    ( 4711): Fatal signal 11 (SIGSEGV), code 1, fault addr 0x0 in tid 4711 (app_process)
I/other   (14711): unlike
F/DEBUG   ( 4800): pid: 4711, tid: 4711, name: app_process  >>> app_process <<<
I/lowmemorykiller(  300): Kill 'app_process' (4711), uid 2000, oom_score_adj 0
I/other   ( 47110): unlike
"""

EXCEPTION = """\
D/AndroidRuntime( 4711): Shutting down VM
E/AndroidRuntime( 4711): FATAL EXCEPTION: main
E/AndroidRuntime( 4711): PID: 4711
E/AndroidRuntime( 4711): java.lang.IllegalStateException: the vocabulary is odd: [UNK]
E/AndroidRuntime( 4711): \tat io.devbench.Main.main(SourceFile:19)
E/AndroidRuntime( 4711): \tat com.android.internal.os.RuntimeInit.nativeFinishInit(Native Method)
E/AndroidRuntime( 4711): \tat com.android.internal.os.RuntimeInit.main(RuntimeInit.java:249)
E/AndroidRuntime( 4711): Caused by: java.io.IOException: broken
E/AndroidRuntime( 4711): \tat io.devbench.Main.main(SourceFile:18)
E/AndroidRuntime( 4711): \t... 2 more
I/Process ( 4711): Sending signal. PID: 4711 SIG: 9
"""
"""As Android 5.1 logs it."""


def test_the_log_tells_what_became_of_a_process() -> None:
    assert [line.split("(")[0].strip() for line in lines_about("4711", LOG)] == [
        "I/devbench",
        "F/libc",
        "F/DEBUG",
        "I/lowmemorykiller",
    ]
    assert lines_about("", LOG) == []


def test_an_exception_is_known_by_its_class_its_message_and_its_cause() -> None:
    found = PostMortem(logged=lines_about("4711", EXCEPTION))
    thrown = "java.lang.IllegalStateException: the vocabulary is odd: [UNK]"
    assert found.exception == f"{thrown} (caused by java.io.IOException: broken)"
    assert f"FATAL EXCEPTION: main\n    PID: 4711\n    {thrown}\n" in found.last_words
    assert PostMortem(logged=lines_about("4711", LOG)).exception is None


def test_the_last_of_several_exceptions_is_that_of_the_end() -> None:
    earlier = EXCEPTION.replace("IllegalStateException", "Earlier").replace("Caused by: ", "")
    found = PostMortem(logged=lines_about("4711", earlier + EXCEPTION))
    assert str(found.exception).startswith("java.lang.IllegalStateException")


@pytest.mark.parametrize("features", [frozenset(), frozenset({"shell_v2"})], ids=["now", "before Android 7"])
def test_a_job_that_died_is_examined(virtual: Device, virtual_device: FaultyDevice, features: frozenset[str]) -> None:
    virtual_device.faults = Faults(logcat=tuple(EXCEPTION.splitlines()), without_features=features)
    job = JobFolder(virtual, "died", poll_s=0.02)
    job.create({}, {})
    said = "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\\nVERBOSE: Replacing 1 out of 2\\nERROR: no room"
    job.start(f"sh -c 'echo \"{said}\" >&2; echo VmHWM: 2048 kB >telemetry.log'")
    assert job.follow(lambda line: None) == 0
    virtual.push_bytes(b"4711\n", f"{job.path}/pid")

    found = job.post_mortem()
    job.remove()

    assert found.said == ["ERROR: no room"]
    assert "FATAL EXCEPTION: main" in found.last_words
    assert "INFO" not in found.last_words
    assert found.peak_bytes == 2048 * 1024
    assert 0 < (found.available_bytes or 0) < (found.memory_bytes or 0)


@pytest.mark.parametrize("faults", [Faults(), Faults(shell_hangs=True)], ids=["no log", "a log that hangs"])
def test_what_cannot_be_known_hides_nothing(
    virtual: Device, virtual_device: FaultyDevice, monkeypatch: pytest.MonkeyPatch, faults: Faults
) -> None:
    monkeypatch.setattr("devbench.device.post_mortem.LOG_S", 0.2)
    job = JobFolder(virtual, "died", poll_s=0.02)
    job.create({}, {})
    job.start("sh -c 'echo last >&2; exit 1'")
    assert job.follow(lambda line: None) == 1
    virtual_device.faults = faults
    found = job.post_mortem()
    virtual_device.faults = Faults()
    job.remove()
    assert (found.said, found.logged, found.exception) == (["last"], [], None)
