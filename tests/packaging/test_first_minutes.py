"""What benchmarks/first_minutes.sh rests on; the script itself is run by hand, because it takes minutes."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import printed
from devbench.cli import devbench, terminal
from devbench.results import document
from devbench.results.schema import Budget, Count, Result
from tests.pages import DOCS, README, blocks
from tests.paths import CHECKOUT
from tests.sample_results import result

SCRIPT = (CHECKOUT / "benchmarks/first_minutes.sh").read_text(encoding="utf-8")
PAGE = """\
Words.

```
$ devbench run
qa on Pixel 8
  speed    3.3 ms p50    PASS
  answers  100 of 100    RIGHT
  timing   ±8 % over 10 runs · 1.1 of 2 cores busy  NOISY
$ devbench devices
```
"""
SHOWN = PAGE.partition("$ devbench run\n")[2].partition("$")[0]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "page", [README, DOCS / "tutorial.md", DOCS / "reading-a-result.md"], ids=lambda page: page.name
)
def test_every_sample_of_the_first_pages_is_typed_and_shows_output(page: Path) -> None:
    typed = [shlex.split(line)[-1] for line in SCRIPT.splitlines() if line.startswith("typed ")]
    samples = list(printed.samples(page.read_text(encoding="utf-8")))
    assert samples
    assert {command for command, _ in samples} - set(typed) == set()
    assert [command for command, output in samples if not output.strip()] == []


@pytest.mark.parametrize(
    ("of", "to", "differs"),
    [
        ("3.3 ms", "12 ms", False),
        ("8 % over 10 runs · 1.1 of 2 cores busy  NOISY", "0.2 % over 10 runs  STEADY", False),
        ("    PASS", "  PASS", False),
        ("RIGHT", "WRONG", True),
        ("speed", "latency", True),
        ("  answers  100 of 100    RIGHT\n", "", True),
    ],
)
def test_figures_and_noise_may_differ_and_nothing_else(page: Path, of: str, to: str, differs: bool) -> None:
    now = {"devbench run": SHOWN.replace(of, to), "devbench devices": "none"}
    assert bool(list(printed.differences(page, now))) is differs


def test_a_command_that_nobody_typed_is_a_difference(page: Path) -> None:
    (found,) = printed.differences(page, {"devbench run": SHOWN})
    assert "devbench devices" in found


def test_what_was_printed_can_be_put_into_the_page(page: Path) -> None:
    now = {"devbench run": "other words  \n", "devbench devices": "none"}
    printed.write(page, now)
    assert "$ devbench run\nother words\n$ devbench devices\n```\n" in page.read_text(encoding="utf-8")
    assert list(printed.differences(page, now)) == []


def steady() -> Result:
    """On a phone that nobody has: none was at hand for the page."""
    found = result()
    all_equal = Count(equal=100, total=100)
    budget = Budget(
        metric="invoke.p90", operator="<=", limit=50, unit="ms", measured=22.8, low=22.1, high=23.6, outcome="PASS"
    )
    return replace(
        found,
        model=replace(found.model, stated_quality={"f1": 91.0}),
        device_run=replace(found.device_run, profile=[]),
        host_run=replace(found.host_run, profile=[]),
        parity=replace(found.parity, tokens=all_equal, answers=all_equal),
        budgets=[budget],
    )


def test_the_made_up_steady_run_is_printed_as_its_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    terminal.data.cache_clear()  # an earlier test's may have another width
    file = tmp_path / "steady.json"
    file.write_bytes(document.encode(steady()))
    done = CliRunner().invoke(devbench, ["report", str(file)])
    assert done.exit_code == 0
    assert done.output.rstrip() in [block.rstrip() for block in blocks(DOCS / "reading-a-result.md")]
