"""Where the descriptors of a command lead, for its time."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator

from devbench.virtual.filesystem import Filesystem
from devbench.virtual.shell.paths import host_path
from devbench.virtual.shell.programs import ProgramError

OPEN_FLAGS = {
    "<": os.O_RDONLY,
    ">": os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    ">>": os.O_WRONLY | os.O_CREAT | os.O_APPEND,
}


@contextlib.contextmanager
def kept(descriptors: Iterable[int]) -> Iterator[None]:
    """At the end each is again what it was."""
    saved = [(descriptor, os.dup(descriptor)) for descriptor in descriptors]
    try:
        yield
    finally:
        for descriptor, duplicate in reversed(saved):
            with contextlib.suppress(OSError):  # closed by an exec, after which nothing is put back
                os.dup2(duplicate, descriptor)
                os.close(duplicate)


def open_onto(descriptor: int, operator: str, name: str, filesystem: Filesystem, cwd: str) -> None:
    try:
        path = host_path(filesystem, name, cwd, write=operator != "<")
        opened = os.open(path, OPEN_FLAGS[operator], 0o666)
        if operator != "<" and stat.S_ISREG(os.fstat(opened).st_mode) and not filesystem.has_room():
            os.close(opened)  # the file can be made, but nothing be written to it
            opened = os.open("/dev/full", os.O_WRONLY)
    except OSError as error:
        what = "open" if operator == "<" else "create"
        raise ProgramError(f"can't {what} {name}: {error.strerror}") from None
    if opened == descriptor:
        os.set_inheritable(descriptor, True)
    else:
        os.dup2(opened, descriptor)
        os.close(opened)
