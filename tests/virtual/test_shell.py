"""The shell and its programs, through a stock adb."""

import os
from pathlib import Path

import pytest

from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import Adb, Shell

NOT_FOUND = "/system/bin/sh: nosuch: inaccessible or not found\n"


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("cd /data; pwd; sh -c 'echo $HOME $PATH'", "/data\n/ /system/bin\n"),
        ("/system/bin/echo a; /system/bin/sh -c 'echo b'", "a\nb\n"),
        ("sh -c 'echo $0 $1 $#' name one two", "name one 2\n"),
        ("sleep 30 & kill $!; wait $!; echo $?", "143\n"),
        ("getconf PAGE_SIZE", f"{os.sysconf('SC_PAGE_SIZE')}\n"),
        ("getprop ro.devbench.virtual; getprop none default", "1\ndefault\n"),
        ("getprop ro.kernel.qemu", "\n"),
    ],
)
def test_a_command_prints(shell: Shell, command: str, output: str) -> None:
    """What mksh and toybox print, too, is in `test_shell_differential`."""
    _, out, err = shell(command)
    assert (out, err) == (output, "")


@pytest.mark.parametrize(
    ("command", "code", "complaint"),
    [
        ("exit 7", 7, ""),
        ("exit 300", 44, ""),
        ("false", 1, ""),
        ("kill -9 $$", 137, ""),
        ("nosuch", 127, NOT_FOUND),
        ("cat none", 1, "cat: none: No such file or directory\n"),
        ("ls none", 1, "ls: none: No such file or directory\n"),
        ("cd none", 2, "/system/bin/sh: cd: none: No such file or directory\n"),
        ("echo x > /system/x", 1, "/system/bin/sh: can't create /system/x: Permission denied\n"),
        ("cat < none", 1, "/system/bin/sh: can't open none: No such file or directory\n"),
        ("mkdir /data/x", 1, "mkdir: /data/x: Permission denied\n"),
        ("kill 1", 1, "/system/bin/sh: kill: 1: No such process\n"),
        ("dumpsys battery", 0, "Can't find service: battery\n"),
        ("echo a; case x in", 125, "devbench virtual shell: case is not supported\n"),
        ("cat --frobnicate x", 125, "devbench virtual shell: cat --frobnicate x is not supported\n"),
        ("sort 2>/dev/null || echo none", 125, "devbench virtual shell: sort is not supported\n"),
    ],
)
def test_a_command_fails_with_its_code_and_words(shell: Shell, command: str, code: int, complaint: str) -> None:
    assert shell(command) == (code, "", complaint)


def test_a_missing_program_is_not_found_as_on_a_device_that_lacks_it(
    shell: Shell, virtual_device: FaultyDevice
) -> None:
    virtual_device.faults = Faults(missing_programs=frozenset({"sha256sum", "taskset"}))
    for name in ("sha256sum", "taskset"):
        assert shell(f"{name} 1 true; echo $?")[1] == "127\n"


@pytest.mark.parametrize("content", [b"\x7fELF\0\0", b"#!/bin/sh\necho ran\n"])
def test_files_are_not_run_by_their_path(
    shell: Shell, virtual_device: FaultyDevice, folder: str, content: bytes
) -> None:
    program = virtual_device.root / folder[1:] / "program"
    program.write_bytes(content)
    program.chmod(0o755)
    code, out, err = shell(f"{folder}/program")
    assert (code, out) == (125, "")
    assert f"{folder}/program" in err


def test_a_job_says_itself_what_it_refuses(shell: Shell, folder: str) -> None:
    script = f"cd {folder}; (exec >log 2>&1 </dev/null; seq 1 2 9) & wait"
    shell(script)
    assert shell(f"cat {folder}/log")[1] == "devbench virtual shell: seq 1 2 9 is not supported\n"


def test_a_terminal_goes_on_after_a_refusal(adb: Adb) -> None:
    code, out, _ = adb("shell", "-tt", stdin=b"seq 1 2 9\necho $?\nexit 3\n")
    assert b"devbench virtual shell: seq 1 2 9 is not supported" in out
    assert b"125" in out
    assert code == 3


def test_nothing_of_the_host_is_reached(shell: Shell, folder: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the host's")
    script = f"cd {folder}; ln -s {tmp_path} out; cat out/secret; cat {tmp_path}/secret; cat ../../../../etc/passwd"
    assert shell(script)[1] == ""


def test_a_process_is_shown_until_it_ends(shell: Shell) -> None:
    script = "sleep 30 & cat /proc/$!/stat | wc -l; kill -9 $!; wait $!; ls /proc/$!"
    assert shell(script)[1] == "1\n"


def test_only_the_devices_processes_are_shown(shell: Shell) -> None:
    listed = {int(name) for name in shell("ls /proc")[1].split() if name.isdigit()}
    assert listed
    assert os.getpid() not in listed


def test_a_disk_is_told_in_kilobytes(shell: Shell) -> None:
    header, line = shell("df -k /data")[1].splitlines()
    assert header.split()[:4] == ["Filesystem", "1K-blocks", "Used", "Available"]
    assert int(line.split()[3]) > 0


def test_an_old_df_counts_what_is_roots_as_free(shell: Shell, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(disk_capacity_bytes=2000 << 20, reserved_bytes=100 << 20, toolbox_df=True)
    assert [line.split() for line in shell("df /data")[1].splitlines()] == [
        ["Filesystem", "Size", "Used", "Free", "Blksize"],
        ["/data", "2000.0M", "0.0M", "2000.0M", "4096"],
    ]
    virtual_device.faults = Faults(disk_capacity_bytes=2000 << 20, reserved_bytes=100 << 20)
    assert shell("df /data")[1].split()[-3] == str(1900 << 10)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("mkdir new", "mkdir: new: No space left on device\n"),
        ("echo x >old", "echo: No space left on device\n"),
        ("cat /proc/uptime >new", "cat: /proc/uptime: No space left on device\n"),
        ("touch new; mkdir folder", ""),
        ("(exec >new 2>&1; echo out; echo err >&2; nosuch)", ""),
    ],
)
def test_nothing_is_written_to_a_full_disk(
    shell: Shell, virtual_device: FaultyDevice, folder: str, script: str, said: str
) -> None:
    shell(f"cd {folder}; mkdir folder; touch old")
    virtual_device.faults = Faults(disk_capacity_bytes=0)
    code, out, err = shell(f"cd {folder}; {script}")
    virtual_device.faults = Faults()
    assert (code != 0, out, err) == (True, "", said or err)
    assert shell(f"cd {folder}; cat old new 2>/dev/null")[1] == ""


def test_a_log_is_what_a_test_scripted(shell: Shell, virtual_device: FaultyDevice) -> None:
    assert shell("logcat -d -v brief -t 2")[0] == 1
    virtual_device.faults = Faults(logcat=("one", "two", "three"))
    assert shell("logcat -d -v brief -t 2") == (0, "two\nthree\n", "")
    assert shell("logcat -d -v brief")[1] == "one\ntwo\nthree\n"


def test_properties_may_be_others(shell: Shell, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(properties=(("ro.build.version.sdk", "19"),))
    assert shell("getprop ro.build.version.sdk")[1] == "19\n"


def test_a_process_may_survive_being_killed(shell: Shell, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(unkillable=True)
    assert shell("sleep 0.1 & kill -9 $!; echo $?; wait $!; echo $?") == (0, "0\n0\n", "")


def test_all_properties_are_told(shell: Shell) -> None:
    told = shell("getprop")[1].splitlines()
    assert "[ro.product.model]: [devbench virtual device]" in told
    assert not [line for line in told if "battery" in line or "qemu" in line]
