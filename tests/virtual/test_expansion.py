"""From words to arguments."""

import shlex
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.virtual.filesystem import Filesystem
from devbench.virtual.shell.expansion import Expansion
from devbench.virtual.shell.grammar import parse
from devbench.virtual.shell.syntax import SimpleCommand

VARIABLES = {"x": "one", "two": " a  b ", "empty": "", "star": "*"}
FILES = ["a.txt", "b.txt", ".hidden", "c d.md"]
HOME = "/data/local/tmp"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Filesystem:
    files = Filesystem(tmp_path_factory.mktemp("device"))
    for name in FILES:
        files.host(f"{HOME}/{name}").touch()
    return files


@pytest.fixture(scope="module")
def expand(files: Filesystem) -> Callable[[str], list[str]]:
    def expand(words: str) -> list[str]:
        ((_, pipeline),) = parse(f"show {words}")[0].pipelines
        value = lambda name: VARIABLES.get(name, "")  # noqa: E731
        expansion = Expansion(files, HOME, value, ["p q", "r"], output=lambda commands: "out put\n\n")
        command = pipeline.commands[0]
        assert isinstance(command, SimpleCommand)
        return expansion.fields(command.words)[1:]

    return expand


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)))
def test_what_was_quoted_arrives_to_the_letter(expand: Callable[[str], list[str]], arguments: list[str]) -> None:
    assert expand(shlex.join(arguments)) == arguments


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("$x '$x' \"$x\"", ["one", "$x", "one"]),
        ("$two", ["a", "b"]),
        ('"$two"', [" a  b "]),
        ("1$two@", ["1", "a", "b", "@"]),
        ("$empty", []),
        ('"$empty"', [""]),
        ("*.txt", ["a.txt", "b.txt"]),
        ("'*.txt'", ["*.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("*.none", ["*.none"]),
        ("/data/*/tmp/c*", ["/data/local/tmp/c d.md"]),
        ('"$@"', ["p q", "r"]),
        ("$(anything)", ["out", "put"]),
        ('"$(anything)"', ["out put"]),
        (".h*", [".hidden"]),
    ],
)
def test_expansion(expand: Callable[[str], list[str]], words: str, arguments: list[str]) -> None:
    assert expand(words) == arguments
