"""Programs that deal with files and folders, worded as toybox's."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import time
from io import FileIO
from pathlib import Path

from devbench.virtual.filesystem import os_error
from devbench.virtual.shell.programs.base import (
    Context,
    ProgramError,
    copy,
    each,
    each_input,
    options,
    out,
    program,
    two_or_more,
    write,
)


@program("cat")
def _cat(context: Context, arguments: list[str]) -> int:
    _, names = options(arguments, "u")
    return each_input(context, arguments, names, lambda _, file: copy(file.fileno()))


@program("ls")
def _ls(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "1adlZn")
    several = len(names) > 1

    def entry(path: Path, name: str) -> str:
        if "l" not in flags:
            return name
        state = path.lstat()
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(state.st_mtime))
        arrow = f" -> {path.readlink()}" if path.is_symlink() else ""
        mode = stat.filemode(state.st_mode)
        return f"{mode} {state.st_nlink} shell shell {state.st_size:>8} {when} {name}{arrow}"

    def show(name: str) -> None:
        path = context.path(name, follow=not {"d", "l"} & flags.keys())
        path.lstat()
        if "d" in flags or not path.is_dir() or path.is_symlink():
            out(f"{entry(path, name)}\n")
            return
        listed = context.device.filesystem.listing(name, context.cwd)
        shown = [child for child in listed if "a" in flags or not child.startswith(".")]
        lines = [entry(context.path(f"{name}/{child}", follow=False), child) for child in shown]
        out((f"{name}:\n" if several else "") + "".join(f"{line}\n" for line in lines))

    return each(arguments, names or ["."], show)


@program("mkdir")
def _mkdir(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "pm:")
    parents = "p" in flags

    def make(name: str) -> None:
        if parents and context.path(name).is_dir():
            return
        context.path(name, write=True).mkdir(parents=parents, exist_ok=parents)

    return each(arguments, names, make)


@program("rm")
def _rm(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "frR")
    force, recursive = "f" in flags, bool({"r", "R"} & flags.keys())
    if force and not names:
        return 0

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
    _, names = options(arguments)
    return each(arguments, names, lambda name: context.path(name, follow=False, write=True).rmdir())


@program("mv")
def _mv(context: Context, arguments: list[str]) -> int:
    _, names = options(arguments, "f")
    *sources, target = two_or_more(arguments, names)

    def move(name: str) -> None:
        context.path(name, follow=False, write=True).replace(context.target(target, name))

    return each(arguments, sources, move)


@program("cp")
def _cp(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "afprR")
    *sources, target = two_or_more(arguments, names)

    def copied(name: str) -> None:
        source, goal = context.path(name), context.target(target, name)
        if not source.is_dir():
            shutil.copy(source, goal)
        elif {"a", "r", "R"} & flags.keys():
            shutil.copytree(source, goal, symlinks=True)
        else:
            raise os_error(errno.EISDIR, name)

    return each(arguments, sources, copied)


@program("ln")
def _ln(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "sf")
    *sources, target = two_or_more(arguments, names)

    def link(name: str) -> None:
        is_folder = context.path(target).is_dir()
        place = context.path(f"{target}/{Path(name).name}" if is_folder else target, follow=False, write=True)
        if "f" in flags:
            place.unlink(missing_ok=True)
        if "s" in flags:
            place.symlink_to(name)
        else:
            place.hardlink_to(context.path(name, write=True))

    return each(arguments, sources, link)


@program("chmod")
def _chmod(context: Context, arguments: list[str]) -> int:
    _, names = options(arguments)
    mode, *files = two_or_more(arguments, names)
    if not re.fullmatch("[0-7]{1,4}", mode):
        raise ProgramError(f"chmod: bad mode '{mode}'")
    return each(arguments, files, lambda name: context.path(name, write=True).chmod(int(mode, 8)))


@program("touch")
def _touch(context: Context, arguments: list[str]) -> int:
    _, names = options(arguments)
    return each(arguments, names, lambda name: context.path(name, write=True).touch())


@program("stat")
def _stat(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "c:L")
    if "c" not in flags:
        raise ProgramError("stat: the virtual device needs -c FORMAT")

    def show(name: str) -> None:
        state = context.path(name, follow="L" in flags).lstat()
        values = {
            "a": f"{stat.S_IMODE(state.st_mode):o}",
            "n": name,
            "s": str(state.st_size),
            "i": str(state.st_ino),
            "X": str(int(state.st_atime)),
            "Y": str(int(state.st_mtime)),
            "Z": str(int(state.st_ctime)),
            "%": "%",
        }
        out(re.sub("%(.)", lambda match: values.get(match[1], match[0]), flags["c"]) + "\n")

    return each(arguments, names, show)


@program("readlink", "realpath")
def _readlink(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "ef")

    def show(name: str) -> None:
        if "f" in flags or "e" in flags or arguments[0].endswith("realpath"):
            out(f"{context.device.filesystem.resolve(name, context.cwd)}\n")
        else:
            out(f"{context.path(name, follow=False).readlink()}\n")

    return each(arguments, names, show)


@program("basename", "dirname")
def _basename(_context: Context, arguments: list[str]) -> int:
    _, names = options(arguments)
    for name in names:
        out(f"{Path(name).name if arguments[0].endswith('basename') else Path(name).parent}\n")
    return 0


@program("sha256sum", "md5sum")
def _digest(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "b")
    algorithm = Path(arguments[0]).name.removesuffix("sum")

    def show(name: str, file: FileIO) -> None:
        digest = hashlib.file_digest(file, algorithm).hexdigest()
        out(f"{digest}\n" if "b" in flags else f"{digest}  {name}\n")

    return each_input(context, arguments, names, show)


@program("df")
def _df(context: Context, arguments: list[str]) -> int:
    _, names = options(arguments, "k")
    usage = context.device.usage()
    total, used, free = (size // 1024 for size in (usage.total_bytes, usage.used_bytes, usage.free_bytes))
    share = f"{100 * used // max(total, 1)}%"

    def show(name: str) -> None:
        context.path(name).stat()
        out(f"/dev/block/virtual {total:>10} {used:>9} {free:>9} {share:>4} /data\n")

    out("Filesystem          1K-blocks      Used Available Use% Mounted on\n")
    return each(arguments, names or ["/data"], show)


@program("du")
def _du(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "ks")

    def blocks(path: Path) -> int:
        """In kilobytes, as they lie on the host's disk."""
        return path.lstat().st_blocks // 2

    def show(name: str) -> None:
        top = context.path(name, follow=False)
        for folder in [top] if "s" in flags or not top.is_dir() else [*_folders(top), top]:
            total = blocks(folder) + sum(blocks(path) for path in folder.rglob("*"))
            shown = name if folder == top else f"{name}/{folder.relative_to(top)}"
            out(f"{total}\t{shown}\n")

    return each(arguments, names or ["."], show)


def _folders(top: Path) -> list[Path]:
    return sorted((path for path in top.rglob("*") if path.is_dir() and not path.is_symlink()), reverse=True)


@program("dd")
def _dd(context: Context, arguments: list[str]) -> int:
    values = dict(argument.partition("=")[::2] for argument in arguments[1:])
    if values.keys() - {"if", "of", "bs", "count", "skip"}:
        raise ProgramError("dd: the virtual device knows if, of, bs, count and skip")
    block_bytes = _size(values.get("bs", "512"))
    left = int(values["count"]) if "count" in values else None
    with contextlib.ExitStack() as files:
        source = files.enter_context(context.path(values["if"]).open("rb", buffering=0)) if "if" in values else None
        sink = files.enter_context(context.path(values["of"], write=True).open("wb")) if "of" in values else None
        if source and "skip" in values:
            source.seek(int(values["skip"]) * block_bytes)
        while left is None or left > 0:
            block = os.read(source.fileno() if source else 0, block_bytes)
            if not block:
                break
            write(sink.fileno() if sink else 1, block)
            left = None if left is None else left - 1
    return 0


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([kKmMgG]?)", text)
    if match is None:
        raise ProgramError(f"dd: bad size '{text}'")
    return int(match[1]) << {"": 0, "k": 10, "m": 20, "g": 30}[match[2].lower()]
