"""The shell and its programs, through a stock adb."""

import hashlib
import os
import platform
from pathlib import Path

import pytest

from tests.conftest import FaultyDevice
from tests.kinds import Shell

NOT_FOUND = "/system/bin/sh: nosuch: inaccessible or not found\n"


@pytest.mark.parametrize(
    ("command", "output"),
    [
        # the language
        ("echo a; echo b", "a\nb\n"),
        ("true && echo yes || echo no", "yes\n"),
        ("false && echo yes || echo no", "no\n"),
        ("! false && echo yes", "yes\n"),
        ("X=1; Y=$X$X; echo $Y ${Z:-none}", "11 none\n"),
        ("X=1 sh -c 'echo $X'; echo [$X]", "1\n[]\n"),
        ("export X=2; sh -c 'echo $X'", "2\n"),
        ("(cd /data; pwd); pwd", "/data\n/\n"),
        ("{ echo a; echo b; } | wc -l", "2\n"),
        ("if [ 1 -eq 2 ]; then echo a; elif [ a = a ]; then echo b; else echo c; fi", "b\n"),
        ("for i in a b 'c d'; do echo \"<$i>\"; done", "<a>\n<b>\n<c d>\n"),
        ("for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done", "1\n3\n"),
        ("seq 3 | while read n; do echo line $n; done", "line 1\nline 2\nline 3\n"),
        ('i=; until [ "$i" = xxx ]; do i=x$i; done; echo $i', "xxx\n"),
        ("echo $(echo in $(echo ner))", "in ner\n"),
        ("false; echo $?; (exit 7); echo $?", "1\n7\n"),
        ("sh -c 'echo $0 $1 $#' name one two", "name one 2\n"),
        ("nosuch 2>/dev/null; echo $?", "127\n"),
        ("echo out; echo err 2>/dev/null >&2", "out\n"),
        ("(echo out; echo err >&2) 2>&1 | grep -c r", "1\n"),
        ("exec echo replaced; echo not reached", "replaced\n"),
        ("nohup echo kept; setsid echo too", "kept\ntoo\n"),
        ("yes | head -n 2", "y\ny\n"),
        ("sleep 30 & kill $!; wait $!; echo $?", "143\n"),
        ("trap '' TERM; kill $$; echo alive", "alive\n"),
        ("sh -c 'exit 3' & wait $!; echo $?", "3\n"),
        ("command -v cat; which nosuch; echo $?", "/system/bin/cat\n1\n"),
        # programs on text
        ("echo -n a; echo 'b\\tc'; echo -E 'd\\te'", "ab\tc\nd\\te\n"),
        ("printf '%s=%d\\n' a 1 b 2", "a=1\nb=2\n"),
        ("printf '%05d|%-3s|%x%%' 42 a 255", "00042|a  |ff%"),
        ("seq 5 | head -n 2; seq 5 | tail -n 2; seq 5 | tail -n +5", "1\n2\n4\n5\n5\n"),
        ("printf abcdef | head -c 2; printf abcdef | tail -c 2; printf abcdef | tail -c +3", "abefcdef"),
        ("printf 'a b\\nc\\n' | wc -l; printf 'a b\\nc\\n' | wc -w; printf 'a b\\nc\\n' | wc -c", "2\n3\n6\n"),
        ("printf 'one\\nTwo\\n' | grep -i two; printf 'a\\nb\\n' | grep -v a", "Two\nb\n"),
        ("basename /a/b.c; dirname /a/b.c", "b.c\n/a\n"),
        ("printf abc | sha256sum", hashlib.sha256(b"abc").hexdigest() + "  -\n"),
        ("printf abc | md5sum", hashlib.md5(b"abc").hexdigest() + "  -\n"),
        ("dd if=/dev/zero bs=1k count=3 | wc -c", "3072\n"),
        # programs on the device
        ("id -u; id", "2000\nuid=2000(shell) gid=2000(shell) groups=2000(shell)\n"),
        ("getconf PAGE_SIZE", f"{os.sysconf('SC_PAGE_SIZE')}\n"),
        ("nproc", f"{len(os.sched_getaffinity(0))}\n"),
        ("uname -m", f"{platform.machine()}\n"),
        ("getprop ro.devbench.virtual; getprop none default", "1\ndefault\n"),
        ("getprop ro.kernel.qemu", "\n"),
    ],
)
def test_a_command_prints(shell: Shell, command: str, output: str) -> None:
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
        ("fi", 1, "/system/bin/sh: syntax error: unexpected 'fi'\n"),
        ("case x in", 1, "/system/bin/sh: syntax error: 'case' is not supported by the virtual device\n"),
        ("cat --frobnicate x", 1, "cat: option --frobnicate not recognized\n"),
    ],
)
def test_a_command_fails_with_its_code_and_words(shell: Shell, command: str, code: int, complaint: str) -> None:
    assert shell(command) == (code, "", complaint)


def test_files_are_made_moved_copied_linked_and_removed(shell: Shell, folder: str) -> None:
    script = f"""cd {folder}
        mkdir -p a/b && echo text >a/b/file && echo more >>a/b/file
        cp a/b/file copy; cp -r a c; mv copy moved; ln -s moved link; touch new
        chmod 444 moved; stat -c '%a %s' moved; readlink link; cat link
        ls; ls c/b; rm -r a c; rmdir a 2>/dev/null || echo gone; rm -f none; [ -L link ] && [ ! -e a ] && echo done"""
    code, out, err = shell(script)
    assert (code, err) == (0, "")
    listing = "a\nc\nlink\nmoved\nnew\n"
    assert out == f"444 10\nmoved\ntext\nmore\n{listing}file\ngone\ndone\n"


def test_a_script_is_run_from_a_file_and_by_its_path(shell: Shell, folder: str) -> None:
    script = f"cd {folder}; echo 'echo ran $1' >script; sh script a; ./script b; chmod 755 script; ./script c"
    code, out, err = shell(script)
    assert (code, out) == (0, "ran a\nran c\n")
    assert err == "/system/bin/sh: ./script: can't execute: Permission denied\n"


def test_binaries_of_the_host_are_not_run(shell: Shell, virtual_device: FaultyDevice, folder: str) -> None:
    program = virtual_device.root / folder[1:] / "program"
    program.write_bytes(b"\x7fELF\0\0")
    program.chmod(0o755)
    assert shell(f"{folder}/program")[0] == 126


def test_nothing_of_the_host_is_reached(shell: Shell, folder: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the host's")
    script = f"cd {folder}; ln -s {tmp_path} out; cat out/secret; cat {tmp_path}/secret; cat ../../../../etc/passwd"
    assert shell(script)[1] == ""


def test_what_a_process_is_called_and_that_it_is_gone_when_it_ends(shell: Shell) -> None:
    script = "sleep 30 & ps | grep -c $!; cat /proc/$!/stat | wc -l; kill -9 $!; wait $!; ls /proc/$!"
    assert shell(script)[1] == "1\n1\n"


def test_only_the_devices_processes_are_shown(shell: Shell) -> None:
    listed = {int(line.split()[1]) for line in shell("ps -A")[1].splitlines()[1:]}
    assert listed
    assert os.getpid() not in listed


def test_a_disk_is_told_in_kilobytes(shell: Shell) -> None:
    header, line = shell("df -k /data")[1].splitlines()
    assert header.split()[:4] == ["Filesystem", "1K-blocks", "Used", "Available"]
    assert int(line.split()[3]) > 0


def test_all_properties_are_told(shell: Shell) -> None:
    told = shell("getprop")[1].splitlines()
    assert "[ro.product.model]: [devbench virtual device]" in told
    assert not [line for line in told if "battery" in line or "qemu" in line]
