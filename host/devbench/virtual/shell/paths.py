"""Names of files as a script gives them."""

from __future__ import annotations

import errno
from pathlib import Path

from devbench.virtual.filesystem import Filesystem, os_error
from devbench.virtual.shell.refusal import NotSupported


def host_path(filesystem: Filesystem, name: str, cwd: str, *, follow: bool = True, write: bool = False) -> Path:
    """Where a path of the device lies on the host.

    A path of the device is resolved as text. A kernel also looks at what is before ``/``, ``/.`` and ``/..``: where
    that is no folder, it is not guessed what would become of it.
    """
    if not name:
        raise os_error(errno.ENOENT, name)
    for index in [index for index, character in enumerate(name) if character == "/"]:
        before, component = name[:index] or "/", name[index + 1 :].partition("/")[0]
        if component in ("", ".", "..") and not filesystem.host(before, cwd).is_dir():
            raise NotSupported(f"the path {name}")
    if name.endswith(("/", "/.")) and filesystem.host(name, cwd, follow=False).is_symlink():
        raise NotSupported(f"the path {name}")
    return filesystem.host(name, cwd, follow=follow, write=write)
