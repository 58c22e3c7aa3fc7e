"""The virtual device's shell answers as mksh with toybox's programs does, or refuses: it never guesses.

Without the two packages (``tests/packages.txt``) the answers that were recorded from them are compared with.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shell_reference import ReferenceShell, is_installed, recorded
from shell_snippets import ALIKE, REFUSED

from devbench.virtual.shell.builtins import BUILTINS
from devbench.virtual.shell.programs import PROGRAMS
from devbench.virtual.shell.refusal import EXIT_CODE

ANDROIDS = {"app_process", "cmd", "dalvikvm", "dumpsys", "getprop"}
"""Neither of mksh's nor of toybox's."""

needs_the_packages = pytest.mark.skipif(not is_installed(), reason="mksh or toybox is not installed")


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """The virtual shell's answer to a snippet."""
    command = [sys.executable, Path(__file__).with_name("shell_worker.py"), tmp_path_factory.mktemp("devices")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:

        def answer(snippet):
            worker.stdin.write(json.dumps([snippet]) + "\n")
            worker.stdin.flush()
            return json.loads(worker.stdout.readline())[0]

        yield answer
        worker.stdin.close()


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return ReferenceShell(tmp_path_factory.mktemp("reference"))


def is_refused(answer):
    last_line = (answer["stderr"].splitlines() or [""])[-1]
    told = last_line.startswith("devbench virtual shell: ") and last_line.endswith(" is not supported")
    return told and answer["exit_code"] == EXIT_CODE


def compared(answer):
    return {name: answer[name] for name in ("stdout", "exit_code")}


@pytest.mark.parametrize("snippet", ALIKE)
def test_what_is_supported_is_answered_as_by_mksh_and_toybox(answer, snippet):
    assert compared(answer(snippet)) == recorded()[snippet]


@pytest.mark.parametrize("snippet", REFUSED)
def test_what_is_not_supported_is_refused_loudly(answer, snippet):
    assert is_refused(answer(snippet))


def test_every_program_is_compared():
    text = " ".join(ALIKE)
    assert [name for name in (BUILTINS | PROGRAMS).keys() - ANDROIDS if name not in text] == []


def test_the_answers_of_all_snippets_are_recorded():
    assert recorded().keys() == set(ALIKE)


@needs_the_packages
@pytest.mark.parametrize("snippet", ALIKE)
def test_what_was_recorded_is_what_mksh_and_toybox_answer(reference, snippet):
    assert reference.run(snippet) == recorded()[snippet]


# Made-up commands. Nothing of them could leave the folder: the reference runs real programs.
WORDS = r"""
a 'b|c' "$x" $x ${x} "" '' \* * f? [ab] d/* "$y" $y $# $? - -n -1 1 2 10 f g d d/f none . ! = != -eq -lt ] $(cat<f)
'a\tb' a=b x=1 ^a 'a.b' '(a)' %s %d -c -e -f -s -E -v -d -p #
"""
PROGRAM_NAMES = (BUILTINS | PROGRAMS).keys() - ANDROIDS - {"date", "df", "kill", "sleep", "yes"}
OTHER_NAMES = ["x=$y", "y=", "x=2", "sort", "nosuch", "$y"]
REDIRECTIONS = ["", "", "", ">.out", ">>.out", "<f", "2>/dev/null", ">none/x", "<none", ">d"]
SIMPLE = st.builds(
    lambda name, words, redirection: " ".join([name, *words, redirection]),
    st.sampled_from([*sorted(PROGRAM_NAMES), *OTHER_NAMES]),
    st.lists(st.sampled_from(WORDS.split()), max_size=4),
    st.sampled_from(REDIRECTIONS),
)
COMMANDS = st.recursive(
    SIMPLE,
    lambda command: st.one_of(
        st.builds("{} ; {}".format, command, command),
        st.builds("{} && {}".format, command, command),
        st.builds("{} || {}".format, command, command),
        st.builds("{} | {}".format, command, command),
        st.builds("! {}".format, command),
        st.builds("({})".format, command),
        st.builds("{{ {} ; }}".format, command),
        st.builds("echo $({})".format, command),
        st.builds("if {} ; then {} ; else {} ; fi".format, command, command, command),
        st.builds("for x in 1 {} ; do {} ; done".format, SIMPLE, command),
        st.builds("{{ {} ; }} & wait $!".format, command),
    ),
    max_leaves=3,
)
PIECES = [
    "a",
    " ",
    "$x",
    "$y",
    "${x}",
    "'",
    '"',
    "\\",
    "'$x'",
    '"$x"',
    '""',
    "*",
    "?",
    "[ab]",
    "$(echo b)",
    "{",
    "~",
    "\n",
]
WORD_LISTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
ERES = st.text(alphabet="ab1.*[]^$\\(){}|+?-", max_size=6)
OPERANDS = [
    "!",
    "-n",
    "-f",
    "-d",
    "-e",
    "=",
    "!=",
    "-eq",
    "-lt",
    "-nt",
    "''",
    "a",
    "b",
    "1",
    "2",
    "f",
    "d",
    "\\(",
    "-a",
]
CONDITIONS = st.lists(st.sampled_from(OPERANDS), max_size=5).map(" ".join)
FORMATS = st.lists(st.sampled_from(["%", "s", "d", "5", "-", "a", "\\n", "\\", "101", " ", "x", "b"]), max_size=6).map(
    "".join
)
ARGUMENTS = st.lists(st.sampled_from(["a", "''", "12", "-3", "010", "'b c'", "'\\t'"]), max_size=3).map(" ".join)
SNIPPETS = st.one_of(
    COMMANDS,
    COMMANDS,
    st.builds('for i in {} ; do echo -E "<$i>"; done'.format, WORD_LISTS),
    st.builds(
        "printf 'a\\nab1\\n(b)\\n\\n^a$\\n{{b|\\n' | grep {} '{}'".format, st.sampled_from(["", "-E", "-v", "-c"]), ERES
    ),
    st.builds("[ {} ]".format, CONDITIONS),
    st.builds("printf '{}' {}".format, FORMATS, ARGUMENTS),
    st.builds("echo -n{} '{}'".format, st.sampled_from(["", "e", "E", "x", " -e"]), FORMATS),
)
PREPARED = "mkdir d; printf 'a\\nb c\\n' >f; printf x >d/f; x='p  q'; y="


@needs_the_packages
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(SNIPPETS)
def test_made_up_commands_are_answered_alike_or_refused(answer, reference, commands):
    snippet = f"{PREPARED}\n{commands}\necho $? $x; cat f .out; ls"
    ours = answer(snippet)
    assert is_refused(ours) or compared(ours) == reference.run(snippet)
