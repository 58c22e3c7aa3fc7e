"""Commands by their names: built into the shell, programs of the device, shells, programs of the host."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from devbench.virtual import processes
from devbench.virtual.shell.builtins import BUILTINS
from devbench.virtual.shell.children import complain_as_shell
from devbench.virtual.shell.paths import host_path
from devbench.virtual.shell.programs import PROGRAMS, Context, ProgramError
from devbench.virtual.shell.refusal import NotSupported

if TYPE_CHECKING:
    from devbench.virtual.shell.interpreter import Shell

BIN = "/system/bin/"
_ABSENT = """
. alias autoload bg bind builtin command eval export false fc fg functions getopts global hash history integer jobs
let local login mknod nameref print r readonly realpath rename return set shift source stop suspend times type typeset
ulimit umask unalias unset whence

acpi arch ascii awk base32 base64 basename bc blkdiscard blkid blockdev brctl bunzip2 bzcat bzip2 cal chattr chcon chgrp
chmod chown chroot chrt chvt cksum clear cmp comm count cp cpio crc32 cut dd deallocvt devmem diff dirname dmesg
dnsdomainname dos2unix du egrep eject env expand expr factor fallocate fgrep file find flock fmt fold free freeramdisk
fsfreeze fstype fsync ftpget ftpput getenforce getfattr groups gunzip gzip halt hd help hexdump hexedit host hostid
hostname httpd hwclock i2cdetect i2cdump i2cget i2cset i2ctransfer iconv id ifconfig inotifyd insmod install ionice
iorenice iotop killall killall5 link load_policy logger logname losetup lsattr lsmod lsof lspci lsusb makedevs mcookie
md5sum microcom mix mkfifo mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint nbd-client nbd-server nc
netcat netstat nice nl nohup nproc nsenter od oneit openvt partprobe passwd paste patch pgrep pidof ping ping6
pivot_root pkill pmap poweroff printenv prlimit ps pwdx pwgen readahead readelf reboot renice reset restorecon rev
rfkill rmmod rtcwake run-as runcon sed setenforce setfattr setprop setsid sha1sum sha224sum sha384sum sha3sum sha512sum
shred shuf sntp sort split start strings stty su swapoff swapon switch_root sync sysctl tac tar tcpsvd tee telnet tftp
time timeout top toybox tr traceroute truncate ts tsort tty tunctl uclampset umount uname unicode uniq unix2dos unlink
unlzma unshare unzip uptime usleep uudecode uuencode uuidgen vconfig vi vmstat w watch watchdog wget which who whoami
xargs xxd xzcat zcat
"""
ABSENT = frozenset(_ABSENT.split()) - PROGRAMS.keys()
"""Of mksh and toybox, what is missing here: a script must not take it for something that no phone has."""


def call(shell: Shell, arguments: list[str], *, is_last: bool) -> int:
    """The exit status of a command. Raises NotSupported."""
    try:
        return _call(shell, arguments, is_last=is_last)
    except ProgramError as error:
        complain_as_shell(str(error))
        return error.status
    except OSError as error:  # of what is built in: programs have their own words for it
        raise NotSupported(f"{arguments[0]}, to which happened '{error.strerror}',") from None


def _call(shell: Shell, arguments: list[str], *, is_last: bool) -> int:
    name = arguments[0].removeprefix(BIN)
    if not name:
        raise NotSupported("an empty name of a command")
    if builtin := BUILTINS.get(name):
        return builtin(shell, arguments[1:])
    if is_last:  # as a program that takes the shell's place: what was kept to be put back would hold streams open
        processes.close_all_but_standard()
    if name not in shell.device.faults.missing_programs:
        if name == "sh":
            return _in_child(shell, lambda: _run_shell(shell, arguments[1:]), is_last=is_last)
        if name == "taskset":
            return _in_child(shell, lambda: _taskset(shell, arguments[1:]), is_last=is_last)
        if program := PROGRAMS.get(name):
            parameters = shell.parameters

            def execute(command: list[str], name: str, environment: dict[str, str]) -> int:
                return _in_child(shell, lambda: _execute(shell, command, name, environment), is_last=is_last)

            return program(Context(shell.device, parameters.cwd, parameters.environment, execute), arguments)
        if name in ABSENT:
            raise NotSupported(name)
        if "/" in name and os.path.lexists(
            host_path(shell.device.filesystem, name, shell.parameters.cwd, follow=False)
        ):
            raise NotSupported(f"to run a file by its path ({name})")
    raise ProgramError(f"{arguments[0]}: inaccessible or not found", 127)


def _in_child(shell: Shell, action: Callable[[], int], *, is_last: bool) -> int:
    return action() if is_last else shell.children.wait(shell.children.fork(action))


def _run_shell(shell: Shell, arguments: list[str]) -> int:
    """``sh -c TEXT [NAME [ARGUMENT...]]``; ``$$`` is its pid."""
    if len(arguments) < 2 or arguments[0] != "-c":
        raise NotSupported(" ".join(["sh", *arguments]))
    _, text, *rest = arguments
    return shell.another(*rest).run(text)


def _taskset(shell: Shell, arguments: list[str]) -> int:
    """``taskset MASK PROGRAM [ARGUMENT...]``"""
    if len(arguments) < 2 or arguments[0].startswith("-"):
        raise NotSupported(" ".join(["taskset", *arguments]))
    try:
        processes.bind(int(arguments[0], 16))
    except ValueError:
        raise ProgramError(f"taskset: bad mask '{arguments[0]}'") from None
    except OSError as error:
        raise ProgramError(f"taskset: failed to set affinity: {error.strerror}") from None
    return call(shell, arguments[1:], is_last=True)


def _execute(shell: Shell, command: list[str], name: str, environment: dict[str, str]) -> NoReturn:
    """Runs a program of the host, as the process ``name``, in the current folder."""
    os.chdir(shell.device.filesystem.host(shell.parameters.cwd))
    os.execve(command[0], [name, *command[1:]], environment)
