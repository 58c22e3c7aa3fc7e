"""What the documents say is there is there."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from devbench import __version__
from devbench.cli import devbench
from devbench.results.findings import Finding
from tests.paths import CHECKOUT

DOCUMENTS = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def commands() -> list[str]:
    return devbench.list_commands(click.Context(devbench))


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme_and_has_help_with_an_example(name: str) -> None:
    assert f"devbench {name}" in (CHECKOUT / "README.md").read_text()

    result = CliRunner().invoke(devbench, [name, "--help"])

    assert result.exit_code == 0
    assert f"devbench {name}" in result.output


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_repository_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_finding_is_in_the_table_of_findings() -> None:
    page = (CHECKOUT / "docs" / "measurement.md").read_text()
    cells = re.findall(r"^\| (`[A-Z].*?) \|", page, flags=re.M)
    assert set(re.findall(r"`([A-Z_]+)`", " ".join(cells))) == set(Finding.__members__)


def test_the_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['devbench', '--help']\n"
        "from devbench.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'tokenizers', 'adbutils', 'ai_edge_litert', 'tflite_runtime', 'rich', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Commands" in done.stdout
    assert done.stderr.strip() == "[]"


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    result = CliRunner().invoke(devbench, ["--version"])
    assert result.output.strip() == f"devbench, version {__version__}"
