"""The shell's language as text and tree."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.virtual.shell.grammar import parse
from devbench.virtual.shell.refusal import NotSupported
from devbench.virtual.shell.syntax import (
    BraceGroup,
    CompoundCommand,
    ForLoop,
    IfClause,
    Literal,
    Parameter,
    Redirection,
    ShellPipeline,
    SimpleCommand,
    Subshell,
    WhileLoop,
)
from devbench.virtual.shell.words import UnexpectedEnd


def word(text: str) -> tuple[Literal]:
    return (Literal(text),)


def simple(text: str, *redirects: Redirection) -> SimpleCommand:
    return SimpleCommand((), tuple(word(part) for part in text.split()), tuple(redirects))


def only_command(text: str) -> SimpleCommand | CompoundCommand:
    (item,) = parse(text)
    ((_, pipeline),) = item.pipelines
    (command,) = pipeline.commands
    return command


def simple_command(text: str) -> SimpleCommand:
    command = only_command(text)
    assert isinstance(command, SimpleCommand)
    return command


def compound_command(text: str) -> CompoundCommand:
    command = only_command(text)
    assert isinstance(command, CompoundCommand)
    return command


@pytest.mark.parametrize("text", ["", " \n\n", "# nothing", "  # a\n  # b\n"])
def test_nothing_is_a_script(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", [Literal("plain")]),
        ("a\\ b", [Literal("a"), Literal(" ", quoted=True), Literal("b")]),
        ("'a $b \"c'", [Literal('a $b "c', quoted=True)]),
        ('"a \\"b\\" \\$c \\d"', [Literal('a "b" $c \\d', quoted=True)]),
        ("''", [Literal("", quoted=True)]),
        ('""', [Literal("", quoted=True)]),
        ("a#b", [Literal("a#b")]),
        ("x$", [Literal("x$")]),
        ("$x/y", [Parameter("x"), Literal("/y")]),
        ("${x}y", [Parameter("x"), Literal("y")]),
        ('"$?$!"', [Parameter("?", quoted=True), Parameter("!", quoted=True)]),
        ("a\\\nb", [Literal("ab")]),
    ],
)
def test_words(text: str, parts: list[object]) -> None:
    (parsed,) = simple_command(text).words
    assert list(parsed) == parts


@pytest.mark.parametrize(
    ("text", "redirects"),
    [
        ("c <in >out", [Redirection(0, "<", word("in")), Redirection(1, ">", word("out"))]),
        ("c 2>>log", [Redirection(2, ">>", word("log"))]),
        ("c >out 2>&1", [Redirection(1, ">", word("out")), Redirection(2, ">&", word("1"))]),
    ],
)
def test_redirections(text: str, redirects: list[Redirection]) -> None:
    assert only_command(text) == simple("c", *redirects)


def test_a_digit_that_belongs_to_a_word_is_no_descriptor() -> None:
    assert only_command("echo a2>x") == simple("echo a2", Redirection(1, ">", word("x")))


def test_assignments_stand_before_the_command() -> None:
    command = simple_command("A=1 B= run C=3")
    assert command.assignments == (("A", word("1")), ("B", ()))
    assert command.words == (word("run"), word("C=3"))


def test_lists_pipelines_and_jobs() -> None:
    first, second = parse("a && ! b | c || d & e")
    assert first.background
    assert not second.background
    assert [operator for operator, _ in first.pipelines] == ["", "&&", "||"]
    assert first.pipelines[1][1] == ShellPipeline((simple("b"), simple("c")), negated=True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(a; b)", Subshell),
        ("{ a; b; }", BraceGroup),
        ("if a; then b; elif c; then d; else e; fi", IfClause),
        ("if a\nthen b\nfi", IfClause),
        ("for x in 1 2; do a; done", ForLoop),
        ("for x in 1 2\ndo\na\ndone", ForLoop),
        ("while a; do b; done", WhileLoop),
        ("until a; do b; done >log", WhileLoop),
    ],
)
def test_compound_commands(text: str, kind: type) -> None:
    assert isinstance(compound_command(text).clause, kind)


def test_reserved_words_are_words_elsewhere() -> None:
    assert only_command("echo if then fi") == simple("echo if then fi")
    assert simple_command("'if' x").words[0] == (Literal("if", quoted=True),)


@pytest.mark.parametrize(
    "text",
    ["'", '"a', "a\\", "a |", "a &&", "(a", "$(a", "{ a;", "if a", "if a; then b", "for x in a; do b", "!"],
)
def test_more_text_could_make_it_right(text: str) -> None:
    with pytest.raises(UnexpectedEnd):
        parse(text)


@pytest.mark.parametrize(
    "text", [")", "a;;b", "| a", "&& a", "a | | b", "()", "fi", "if; then", "a >", "echo )", "> &"]
)
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(NotSupported):
        parse(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("case x in", "case is"),
        ("cat <<E", "'<<' is"),
        ("echo `x`", "a backquote"),
        ("echo $((1+1))", "arithmetic"),
        ("f() { a; }", "a function"),
        ("[[ a ]]", "[[ is"),
        ("echo ${x#y}", "${...}"),
        ("fi", "'fi' here"),
        ("a;;b", "';' here"),
    ],
)
def test_what_is_missing_is_refused_by_name(text: str, what: str) -> None:
    with pytest.raises(NotSupported) as error:
        parse(text)
    assert what in str(error.value)
    assert str(error.value).startswith("devbench virtual shell: ")
    assert str(error.value).endswith(" is not supported")


def test_nesting_has_an_end() -> None:
    with pytest.raises(NotSupported):
        parse("(" * 100_000)


OPERATORS = ["$", "$(", "${", "(", ")", "|", "||", "&", "&&", ";", "\n", ">", "<", "2>&1", "#", "'", '"', "\\", "x="]
RESERVED = ["if", "then", "else", "fi", "for", "in", "while", "do", "done", "{", "}", "!"]


@given(st.lists(st.sampled_from([*OPERATORS, *RESERVED]) | st.text(max_size=3), max_size=15).map(" ".join))
def test_any_text_is_a_script_or_an_error(text: str) -> None:
    with contextlib.suppress(NotSupported):
        parse(text)
