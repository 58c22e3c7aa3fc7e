"""Made-up commands for a shell. Nothing of them can leave the folder: the reference runs real programs."""

from hypothesis import strategies as st

from devbench.virtual.shell.builtins import BUILTINS
from devbench.virtual.shell.programs import PROGRAMS

ANDROIDS = {"app_process", "cmd", "dalvikvm", "dumpsys", "getprop", "logcat", "settings"}
"""Neither of mksh's nor of toybox's."""
PROGRAM_NAMES = sorted((BUILTINS | PROGRAMS).keys() - ANDROIDS)

UNCOMPARABLE = {"date", "df", "kill", "sleep", "yes"}
"""Made up, they would differ by nature, take long or not end."""
OTHER_NAMES = ["x=$y", "y=", "x=2", "sort", "nosuch", "$y"]
WORDS = r"""
a 'b|c' "$x" $x ${x} "" '' \* * f? [ab] d/* "$y" $y $# $? - -n -1 1 2 10 f g d d/f none . ! = != -eq -lt ] $(cat<f)
'a\tb' a=b x=1 ^a 'a.b' '(a)' %s %d -c -e -f -s -E -v -d -p #
"""
REDIRECTIONS = ["", "", "", ">.out", ">>.out", "<f", "2>/dev/null", ">none/x", "<none", ">d"]
PIECES = r"""a $x $y ${x} ' " \ '$x' "$x" "" * ? [ab] $(cat<f) { ~"""
REGEX_CHARACTERS = r"ab1.*[]^$\(){}|+?-"
OPERANDS = r"! -n -f -d -e = != -eq -lt -nt '' a b 1 2 f d \( -a"
FORMAT_PIECES = r"% s d 5 - a \n \ 101 x b"


def _joined(pieces: str, separator: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces.split()), max_size=most).map(separator.join)


def _made(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda chosen: pattern.format(*chosen))


def _combined(command: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _made("{} ; {}", command, command),
        _made("{} && {}", command, command),
        _made("{} || {}", command, command),
        _made("{} | {}", command, command),
        _made("! {}", command),
        _made("({})", command),
        _made("{{ {} ; }}", command),
        _made("echo $({})", command),
        _made("if {} ; then {} ; else {} ; fi", command, command, command),
        _made("for x in 1 {} ; do {} ; done", simple, command),
        _made("{{ {} ; }} & wait $!", command),
    )


simple = _made(
    "{} {} {}",
    st.sampled_from([name for name in PROGRAM_NAMES if name not in UNCOMPARABLE] + OTHER_NAMES),
    _joined(WORDS, " ", most=4),
    st.sampled_from(REDIRECTIONS),
)
combined = st.recursive(simple, _combined, max_leaves=3)
words = st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=8).map("".join)
flags = st.sampled_from(["", "-E", "-v", "-c"])
commands = st.one_of(
    combined,
    combined,
    _made('for i in {} ; do echo -E "<$i>"; done', words),
    _made(r"printf 'a\nab1\n(b)\n\n^a$\n{{b|\n' | grep {} '{}'", flags, st.text(REGEX_CHARACTERS, max_size=6)),
    _made("[ {} ]", _joined(OPERANDS, " ", most=5)),
    _made("printf '{}' {}", _joined(FORMAT_PIECES, "", most=6), _joined("a '' 12 -3 010 'b' '\\t'", " ", most=3)),
    _made("echo -n{} '{}'", st.sampled_from(["", "e", "E", "x", " -e"]), _joined(FORMAT_PIECES, "", most=6)),
)
"""Each in a folder with a few files and with two variables set, and with what it leaves behind."""
snippets = _made(
    r"mkdir d; printf 'a\nb c\n' >f; printf x >d/f; x='p  q'; y=" + "\n{}\necho $? $x; cat f .out; ls", commands
)
