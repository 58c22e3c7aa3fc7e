"""From words to arguments."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.virtual.filesystem import Filesystem
from devbench.virtual.shell.expansion import Expansion
from devbench.virtual.shell.grammar import parse

VARIABLES = {"x": "one", "two": " a  b ", "empty": "", "star": "*"}
FILES = ["a.txt", "b.txt", ".hidden", "c d.md"]
HOME = "/data/local/tmp"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    files = Filesystem(tmp_path_factory.mktemp("device"))
    for name in FILES:
        files.host(f"{HOME}/{name}").touch()
    return files


@pytest.fixture(scope="module")
def expand(files):
    def expand(words):
        ((_, pipeline),) = parse(f"show {words}")[0].pipelines
        value = lambda name: VARIABLES.get(name, "")  # noqa: E731
        expansion = Expansion(files, HOME, value, ["p q", "r"], output=lambda commands: "out put\n\n")
        return expansion.fields(pipeline.commands[0].words)[1:]

    return expand


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)))
def test_what_was_quoted_arrives_to_the_letter(expand, arguments):
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
def test_expansion(expand, words, arguments):
    assert expand(words) == arguments
