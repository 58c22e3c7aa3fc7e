"""The virtual device's shell answers as mksh with toybox's programs does, or refuses: it never guesses.

Without the two packages (``tests/packages.txt``) it is compared with the answers that were recorded from them.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from devbench.virtual.shell.refusal import EXIT_CODE
from tests.virtual.shell_commands import PROGRAM_NAMES, snippets
from tests.virtual.shell_reference import Answer, ReferenceShell, is_installed, recorded
from tests.virtual.shell_refusals import REFUSED
from tests.virtual.shell_snippets import ALIKE

needs_the_packages = pytest.mark.skipif(not is_installed(), reason="mksh or toybox is not installed")


class OwnAnswer(Answer):
    stderr: str


Ask = Callable[[str], OwnAnswer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The virtual device's answer to a snippet."""
    worker_script, folder = Path(__file__).with_name("shell_worker.py"), tmp_path_factory.mktemp("devices")
    command = [sys.executable, str(worker_script), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        questions, answers = worker.stdin, worker.stdout

        def ask(snippet: str) -> OwnAnswer:
            questions.write(json.dumps(snippet) + "\n")
            questions.flush()
            answer: OwnAnswer = json.loads(answers.readline())
            return answer

        yield ask
        questions.close()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> ReferenceShell:
    return ReferenceShell(tmp_path_factory.mktemp("reference"))


def is_refused(answer: OwnAnswer) -> bool:
    lines = answer["stderr"].splitlines()
    said = any(line.startswith("devbench virtual shell: ") and line.endswith(" is not supported") for line in lines)
    return said and answer["exit_code"] == EXIT_CODE


def compared(answer: OwnAnswer) -> Answer:
    return {"stdout": answer["stdout"], "exit_code": answer["exit_code"]}


@pytest.mark.parametrize("snippet", ALIKE)
def test_what_is_supported_is_answered_as_by_mksh_and_toybox(ask: Ask, snippet: str) -> None:
    assert compared(ask(snippet)) == recorded()[snippet]


@pytest.mark.parametrize("snippet", REFUSED)
def test_what_is_not_supported_is_refused_loudly(ask: Ask, snippet: str) -> None:
    answer = ask(snippet)
    assert is_refused(answer), answer


def test_every_program_is_compared() -> None:
    text = " ".join(ALIKE)
    assert [name for name in PROGRAM_NAMES if name not in text] == []


def test_the_answers_to_all_snippets_are_recorded() -> None:
    assert recorded().keys() == set(ALIKE)


@needs_the_packages
@pytest.mark.parametrize("snippet", ALIKE)
def test_what_was_recorded_is_what_mksh_and_toybox_answer(reference: ReferenceShell, snippet: str) -> None:
    assert reference.run(snippet) == recorded()[snippet]


@needs_the_packages
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(snippets)
def test_made_up_commands_are_answered_alike_or_refused(ask: Ask, reference: ReferenceShell, snippet: str) -> None:
    ours = ask(snippet)
    assert is_refused(ours) or compared(ours) == reference.run(snippet)
