"""Holds what pages show of commands against what the commands printed; see first_minutes.sh.

``python printed.py [--write] TYPED PAGE...``; for each command N, the folder TYPED has N.command, N.printed and N.said.
``python printed.py --widest FILE...`` prints how wide the widest line is, in the cells of a terminal.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_SAMPLE = re.compile(r"(?<=^```\n)\$ .*?(?=^```$)", re.DOTALL | re.MULTILINE)
_VARYING = (
    (re.compile(r"^(?:  timing |! |  → |  This also explains).*(?:\n(?!\n|[!$] |  \w+  ).+)*\n+", re.MULTILINE), ""),
    (re.compile(r"\b\d{8}T\d{6}-[0-9a-f]{6}\b"), "ID"),
    (re.compile(r"\S*/\S*"), "PATH"),
    (re.compile(r"emulator-\d+"), "SERIAL"),
    (re.compile(r"\b(?:µs|ms|s|kB|MB|GB)\b"), "UNIT"),
    (re.compile(r"[-+±]?\d[\d.,:]*(?:e[-+]\d+)?"), "N"),
    (re.compile(r"\b(?:NOISY|STEADY|TOO_SHORT|THROTTLED|UNWATCHED)\b"), "TIMING"),
    (re.compile(r"[─━┏┓┗┛┃│┡┩┠┨╇┳┻ \t]+"), " "),
)
"""What differs from run to run: the figures, and what was noisy."""


def samples(page: str) -> Iterator[tuple[str, str]]:
    """Each command that a page shows with what it prints, which may be nothing."""
    for block in _SAMPLE.findall(page):
        yield from re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)


def typed(folder: Path) -> dict[str, str]:
    commands = {}
    for file in sorted(folder.glob("*.command")):
        printed, said = (file.with_suffix(kind).read_text(encoding="utf-8") for kind in (".printed", ".said"))
        commands[file.read_text(encoding="utf-8").strip()] = printed or said
    return commands


def normalised(text: str) -> list[str]:
    for pattern, word in _VARYING:
        text = pattern.sub(word, text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def differences(page: Path, printed: dict[str, str]) -> Iterator[str]:
    for command, shown in samples(page.read_text(encoding="utf-8")):
        if command not in printed:
            yield f"{page.name} shows a command that nobody typed: {command}"
        elif shown and normalised(shown) != normalised(printed[command]):
            lines = difflib.unified_diff(normalised(shown), normalised(printed[command]), page.name, "printed", n=0)
            yield f"{page.name}, $ {command}\n" + "\n".join(lines)


def write(page: Path, printed: dict[str, str]) -> None:
    text = page.read_text(encoding="utf-8")
    for command, shown in samples(text):
        if shown and command in printed:
            kept = "".join(f"{line.rstrip()}\n" for line in printed[command].splitlines())
            text = text.replace(f"$ {command}\n{shown}", f"$ {command}\n{kept}")
    page.write_text(text, encoding="utf-8")


def widest(files: list[Path]) -> int:
    from rich.cells import cell_len

    return max((cell_len(line) for file in files for line in file.read_text("utf-8").splitlines()), default=0)


def main(arguments: list[str]) -> int:
    if arguments[0] == "--widest":
        print(widest([Path(name) for name in arguments[1:]]))
        return 0
    is_to_write = arguments[0] == "--write"
    folder, *pages = (Path(name) for name in arguments[is_to_write:])
    printed = typed(folder)
    found = [difference for page in pages for difference in differences(page, printed)]
    if is_to_write:
        for page in pages:
            write(page, printed)
    print("\n\n".join(found))
    return bool(found) and not is_to_write


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
