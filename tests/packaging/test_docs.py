"""What the documents say is there is there."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from devbench import __version__, assets
from devbench.cli import devbench
from devbench.results.findings import Finding
from tests.pages import DOCS, PAGES, commands
from tests.paths import CHECKOUT


def names() -> list[str]:
    return devbench.list_commands(click.Context(devbench))


@pytest.mark.parametrize("name", names())
def test_every_command_is_on_the_page_of_commands_and_has_help_with_an_example(name: str) -> None:
    assert f"devbench {name}" in (DOCS / "commands.md").read_text()

    result = CliRunner().invoke(devbench, [name, "--help"])

    assert result.exit_code == 0
    assert f"devbench {name}" in result.output
    *_, heading, page = result.output.splitlines()
    assert heading == "Documentation:"
    assert Path(page.strip()).is_file()
    assert "docs/" not in result.output.removesuffix(f"{page}\n")  # a path that only a checkout has


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_command_that_a_page_shows_is_understood(page: Path) -> None:
    for name, *arguments in commands(page):
        command = devbench.get_command(click.Context(devbench), name)
        assert command is not None, name
        with suppress(click.exceptions.Exit):  # of --help
            command.make_context(name, arguments)


def test_messages_name_pages_by_a_path_that_the_reader_has() -> None:
    for source in (CHECKOUT / "host" / "devbench").rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        for page in re.findall(r"assets\.doc\([\"'](.+?)[\"']\)", text):
            assert assets.doc(page).exists(), f"{source} names {page}"
        tree = ast.parse(text)
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
                assert not re.search(r"docs/\S*\.md", node.value), f"{source}, line {node.lineno}: use assets.doc"


def test_make_docs_fails_if_a_link_leads_nowhere(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "mkdocs_hooks.py", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(CHECKOUT / name, tmp_path)
    shutil.copytree(DOCS, tmp_path / "docs")
    with (tmp_path / "docs" / "comparing.md").open("a", encoding="utf-8") as page:
        page.write("\n[no page](nowhere.md), [no heading](budgets.md#nowhere)\n")
    recipe = re.search(r"\$\(BIN\)/mkdocs (.+?)\)$", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    build = [sys.executable, "-m", "mkdocs", *shlex.split(recipe[1])]

    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode != 0
    assert set(re.findall(r"WARNING.*?link '(.+?)'", done.stderr)) == {"nowhere.md", "budgets.md#nowhere"}


def test_every_picture_is_shown_by_a_page_and_every_shown_one_is_there() -> None:
    shown = {name for page in PAGES for name in re.findall(r"\bimages/([\w.-]+)", page.read_text(encoding="utf-8"))}
    assert shown == {file.name for file in (DOCS / "images").iterdir()}


def test_the_site_lists_every_page_once() -> None:
    listed = re.findall(r"^ +- .*: (\S+\.md)$", (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(set(listed)) == sorted(listed)


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
