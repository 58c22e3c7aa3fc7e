"""One HTML file as it is seen: in light and dark, on a phone, on paper, and by those who do not see it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from importlib import resources
from pathlib import Path

import pytest

from devbench.reports import html
from devbench.results.schema import Budget, Result
from tests.html_page import HOSTILE, render
from tests.sample_results import one_look, result, with_text_everywhere, wrong

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = resources.files("axe_core_python") / "axe.min.js"


def failing() -> Result:
    budget = Budget(metric="invoke.p90", operator="<=", limit=20, unit="ms", measured=22.8, low=22.3, outcome="FAIL")
    return wrong(budgets=[budget])


def palettes() -> list[dict[str, str]]:
    css = (Path(html.__file__).parent / "templates" / "report.css").read_text()
    return [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_contrast_is_that_of_wcag_aa(palette: dict[str, str]) -> None:
    for name in ("text", "subtle", "link", "good", "warn", "bad", "info"):
        for ground in ("page", "panel"):
            assert contrast(palette[name], palette[ground]) >= 4.5, f"{name} on {ground}"
    for name in ("good", "warn", "bad", "info"):
        ground = palette[f"{name}-ground"]
        assert min(contrast(palette[each], ground) for each in (name, "text", "subtle")) >= 4.5, f"on {name}"
    assert contrast(palette["text"], palette["mark"]) >= 4.5
    for number in range(8):
        assert contrast(palette[f"c{number}"], palette["page"]) >= 3, f"c{number}"


def browse(file: Path, profile: Path, *options: str) -> tuple[str, list[str]]:
    """What the document became in a browser, and what that said."""
    command = [
        CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--enable-logging=stderr", f"--user-data-dir={profile}", "--virtual-time-budget=5000", *options,
        "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@needs_chromium
@pytest.mark.parametrize("text", ["harmless", HOSTILE], ids=["harmless", "hostile"])
def test_a_browser_has_nothing_to_complain_about_and_unpacks_the_document(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(render(result(), with_text_everywhere(text)))

    dom, said = browse(file, tmp_path / "profile")

    assert said == []
    assert len(re.findall(r'<a download="[\w-]+\.json" href="blob:', dom)) == 2


def without_policy(page: bytes) -> str:
    """So that a test may change it."""
    return re.sub("<meta http-equiv=[^>]*>", "", page.decode())


def framed(tmp_path: Path, width: int, shown: str, script: str) -> str:
    """What the script's expression gives for the page in a frame of this width: a window cannot be as narrow."""
    file = tmp_path / "framed.html"
    file.write_text(
        f'<iframe width="{width}" height="800" style="border: 0" srcdoc="{escape(shown)}"></iframe><script>'
        f"onload = () => {{ const page = frames[0].document; document.body.dataset.found = JSON.stringify({script}) }}"
        "</script>"
    )
    dom, _ = browse(file, tmp_path / "profile", "--hide-scrollbars")
    (found,) = re.findall(r'data-found="(.*?)"', dom)
    return unescape(found)


@needs_chromium
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_nothing_is_wider_than_a_phone(tmp_path: Path, several: bool) -> None:
    hostile = with_text_everywhere(HOSTILE + "x" * 200)
    shown = render(result(), failing(), hostile) if several else render(hostile)
    assert framed(tmp_path, 360, shown.decode(), "page.documentElement.scrollWidth") == "360"


@needs_chromium
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_no_figure_is_cut_on_a_phone(tmp_path: Path, several: bool) -> None:
    """The wide tables are laid out anew, so that none has to be scrolled."""
    shown = render(result(), failing(), one_look()) if several else render(failing())
    script = (
        "[...page.querySelectorAll('.scroll')].filter(each => !each.closest('details')"
        " && each.scrollWidth > each.clientWidth).map(each => each.getAttribute('aria-label'))"
    )
    assert json.loads(framed(tmp_path, 390, shown.decode(), script)) == []


@needs_chromium
def test_the_longest_word_stays_inside_its_tile_on_a_phone(tmp_path: Path) -> None:
    budget = Budget(metric="invoke.p50", operator="<=", limit=20, unit="ms", outcome="INCONCLUSIVE")
    script = (
        "[...page.querySelectorAll('.tile .word')].map(word => "
        "word.getBoundingClientRect().right <= word.parentElement.getBoundingClientRect().right - 8)"
    )
    assert framed(tmp_path, 390, render(result(budgets=[budget])).decode(), script) == "[true]"


@needs_chromium
def test_nothing_is_cut_or_folded_on_paper(tmp_path: Path) -> None:
    """In a frame as wide as an A4 page between its margins, with the rules for paper on the screen."""
    shown = without_policy(render(failing(), one_look())).replace("@media print", "@media all")
    script = (
        "(frames[0].dispatchEvent(new Event('beforeprint')), ["
        "page.documentElement.scrollWidth, page.querySelectorAll('details:not([open])').length, "
        "[...page.querySelectorAll('body *')].filter(each => !each.closest('svg')"
        " && frames[0].getComputedStyle(each).overflowX !== 'visible').map(each => each.className)])"
    )
    assert json.loads(framed(tmp_path, 718, shown, script)) == [718, 0, []]


@needs_chromium
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tmp_path: Path, several: bool, scheme: str) -> None:
    """Headings in order, landmarks, names, contrast: https://dequeuniversity.com/rules/axe."""
    page = render(result(), failing(), one_look()) if several else render(failing())
    check = (
        "axe.run().then(({violations}) => document.body.dataset.violations = JSON.stringify("
        "violations.map(({id, nodes}) => [id, ...nodes.map(({html}) => html)])))"
    )
    file = tmp_path / "checked.html"
    file.write_text(without_policy(page).replace("</body>", f"<script>{AXE.read_text()};{check}</script></body>"))

    dom, _ = browse(file, tmp_path / "profile", f"--blink-settings=preferredColorScheme={int(scheme == 'light')}")

    (found,) = re.findall(r'data-violations="(.*?)"', dom)
    assert json.loads(unescape(found)) == []
