"""From words to arguments, as the host's own sh has it."""

import shlex
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
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
        expansion = Expansion(files, HOME, value, ["p q", "r"], output=lambda script: "out put\n\n")
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
        ("${none:-other}", ["other"]),
        ("*.txt", ["a.txt", "b.txt"]),
        ("'*.txt'", ["*.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("*.none", ["*.none"]),
        ("/data/*/tmp/c*", ["/data/local/tmp/c d.md"]),
        ('"$@"', ["p q", "r"]),
        ("$@", ["p", "q", "r"]),
        ("$(anything)", ["out", "put"]),
        ('"$(anything)"', ["out put"]),
        (".h*", [".hidden"]),
    ],
)
def test_expansion(expand, words, arguments):
    assert expand(words) == arguments


PIECES = st.sampled_from(
    ["a", " ", "$x", "$two", "${x}", "$empty", "'", '"', "\\", "'$x'", '"$two"', '""', "*.txt", "?", "$star"]
)


@pytest.mark.skipif(not shutil.which("dash"), reason="no dash to compare with")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_words_are_expanded_as_dash_does(files, expand, words):
    words += " end"
    script = f"show() {{ printf '%s\\0' \"$@\"; }}; show {words}"
    there = subprocess.run(["dash", "-c", script], cwd=files.host(HOME), env=VARIABLES, capture_output=True, text=True)
    if there.returncode == 0:  # else a quote was left open
        assert expand(words) == there.stdout.split("\0")[:-1]
