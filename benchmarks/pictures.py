"""Draws the pictures of the documentation from stored results: a terminal of 80 columns, and the report as a page.

``python pictures.py RESULT WRONG_RESULT``: results as `devbench report` names them, the first for all pictures but that
of wrong answers. Needs Chromium for the page; a picture that did not change stays as it is.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

import devbench

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
COLUMNS = 80
PHONE, DESKTOP = (390, 2400), (1000, 1400)
_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Rich names fonts on the network; a page of the documentation needs none."""


def terminal(name: str, result: str) -> None:
    """What the run of a result showed on a terminal of 80 columns, as SVG."""
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    report = ["devbench", "report", result]
    shown = subprocess.run(report, env=environment, capture_output=True, check=True).stdout.decode()
    command = shlex.join(devbench.load(result).run.command)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {command}\n{shown.rstrip()}\n"))
    svg = console.export_svg(title="", theme=SVG_EXPORT_THEME, unique_id=name)
    svg = _FONTS.sub("", svg).replace("Fira Code,", "").replace("Fira Code", "monospace")
    (IMAGES / f"{name}.svg").write_text(svg, encoding="utf-8")


def page(name: str, result: str, size: tuple[int, int], *, dark: bool = False) -> None:
    """The top of a result's HTML report, in a window of this size."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.html")
        subprocess.run(["devbench", "report", result, "--html", report], check=True, capture_output=True)
        command = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size[0]},{size[1]}"]
        scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
        screenshot = f"--screenshot={IMAGES / name}.png"
        subprocess.run([*command, *scheme, screenshot, f"file://{report}"], check=True, capture_output=True)


def main(result: str, wrong: str) -> None:
    terminal("run", result)
    terminal("run-wrong", wrong)
    page("report-phone", result, PHONE)
    page("report-light", result, DESKTOP)
    page("report-dark", result, DESKTOP, dark=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
