"""Programs that deal with files and folders, worded as toybox's."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from io import FileIO
from pathlib import Path

from devbench.virtual.filesystem import os_error
from devbench.virtual.shell.programs.base import (
    COPY_BYTES,
    Context,
    each,
    each_input,
    operands,
    options,
    out,
    program,
    unsupported,
)


@program("cat")
def _cat(context: Context, arguments: list[str]) -> int:
    def copy(_name: str, file: FileIO) -> None:
        while block := os.read(file.fileno(), COPY_BYTES):
            out(block)

    return each_input(context, arguments, operands(arguments, 0), copy)


@program("ls")
def _ls(context: Context, arguments: list[str]) -> int:
    """A name a line, of one folder or file."""
    flags, names = options(arguments, "1d")
    if len(names) > 1:
        raise unsupported(arguments)

    def show(name: str) -> None:
        path = context.path(name, follow="d" not in flags)
        path.lstat()
        names = [name] if "d" in flags or not path.is_dir() else context.device.filesystem.listing(name, context.cwd)
        shown = [child for child in names if child == name or not child.startswith(".")]
        out("".join(f"{child}\n" for child in shown))

    return each(arguments, names or ["."], show)


@program("mkdir")
def _mkdir(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "p")
    parents = "p" in flags

    def make(name: str) -> None:
        if parents and context.path(name).is_dir():
            return
        path = context.path(name, write=True)
        if not path.exists() and not context.device.filesystem.has_room():
            raise os_error(errno.ENOSPC, name)
        path.mkdir(parents=parents, exist_ok=parents)

    return each(arguments, names, make)


@program("rm")
def _rm(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "frR")
    force, recursive = "f" in flags, bool({"r", "R"} & flags.keys())
    if force and not names:
        return 0
    if any(Path(name).name in ("", "..") for name in names if name):
        raise unsupported(arguments)

    def remove(name: str) -> None:
        path = context.path(name, follow=False)
        if force and not os.path.lexists(path):
            return
        path = context.path(name, follow=False, write=True)
        if path.is_dir() and not path.is_symlink() and recursive:
            shutil.rmtree(path)
        else:
            path.unlink()

    return each(arguments, names, remove)


@program("rmdir")
def _rmdir(context: Context, arguments: list[str]) -> int:
    names = operands(arguments, 0)
    return each(arguments, names, lambda name: context.path(name, follow=False, write=True).rmdir())


@program("mv")
def _mv(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "f")
    if len(names) != 2 or flags.keys() - {"f"}:
        raise unsupported(arguments)
    source, target = names

    def move(name: str) -> None:
        context.path(name, follow=False, write=True).replace(_place(context, target, name))

    return each(arguments, [source], move)


@program("ln")
def _ln(context: Context, arguments: list[str]) -> int:
    """``ln -s TARGET NAME``"""
    flags, names = options(arguments, "s")
    if len(names) != 2 or "s" not in flags:
        raise unsupported(arguments)
    target, name = names
    return each(arguments, [name], lambda name: _place(context, name, target).symlink_to(target))


def _place(context: Context, name: str, source: str) -> Path:
    """Where ``name`` is to be: with the name of the source if it is a folder."""
    is_folder = context.path(name).is_dir()
    return context.path(f"{name}/{Path(source).name}" if is_folder else name, follow=False, write=True)


@program("touch")
def _touch(context: Context, arguments: list[str]) -> int:
    return each(arguments, operands(arguments, 0), lambda name: context.path(name, write=True).touch())


@program("stat")
def _stat(context: Context, arguments: list[str]) -> int:
    """``stat -c %s FILE...``"""
    flags, names = options(arguments, "c:")
    if flags != {"c": "%s"}:
        raise unsupported(arguments)
    return each(arguments, names, lambda name: out(f"{context.path(name, follow=False).lstat().st_size}\n"))


@program("readlink")
def _readlink(context: Context, arguments: list[str]) -> int:
    (name,) = operands(arguments, 1, 1)
    path = context.path(name, follow=False)
    if path.is_symlink():
        out(f"{path.readlink()}\n")
    return int(not path.is_symlink())


@program("sha256sum")
def _sha256sum(context: Context, arguments: list[str]) -> int:
    names = operands(arguments, 0)
    if any(name and context.path(name).is_dir() for name in names):  # toybox takes a folder for an empty file
        raise unsupported(arguments)

    def show(name: str, file: FileIO) -> None:
        out(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")

    return each_input(context, arguments, names, show)


@program("df")
def _df(context: Context, arguments: list[str]) -> int:
    """In kilobytes."""
    _, names = options(arguments, "k")
    usage = context.device.filesystem.usage()
    total, used, free = (size // 1024 for size in (usage.total_bytes, usage.used_bytes, usage.available_bytes))
    share = f"{100 * used // max(total, 1)}%"

    def show(name: str) -> None:
        context.path(name).stat()
        out(f"/dev/block/virtual {total:>10} {used:>9} {free:>9} {share:>4} /data\n")

    def show_as_toolbox(name: str) -> None:
        sizes = (f"{size / (1 << 20):.1f}M" for size in (usage.total_bytes, usage.used_bytes, usage.free_bytes))
        out("".join(f"{cell:>9}" for cell in (f"{name:<20}", *sizes, "4096")) + "\n")

    if context.device.faults.toolbox_df:
        out("Filesystem               Size     Used     Free   Blksize\n")
        return each(arguments, names or ["/data"], show_as_toolbox)
    out("Filesystem          1K-blocks      Used Available Use% Mounted on\n")
    return each(arguments, names or ["/data"], show)
