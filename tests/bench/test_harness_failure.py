"""How a harness ended, in words: the device's signals are Linux's, whatever the host's are."""

import pytest

from devbench.bench.harness_failure import death, refusal
from devbench.errors import HarnessFailed, UsageError
from devbench.harness.messages import ErrorCode, Failed


@pytest.mark.parametrize(
    ("exit_code", "words"),
    [
        (137, "was killed by SIGKILL"),
        (135, "was killed by SIGBUS"),
        (138, "was killed by signal 10"),
        (-9, "was killed by SIGKILL"),
        (-11, "was killed by SIGSEGV"),
        (1, "ended with exit code 1"),
        (128, "ended with exit code 128"),
    ],
)
def test_an_end_is_named(exit_code: int, words: str) -> None:
    assert death(exit_code) == words


@pytest.mark.parametrize(
    ("code", "kind"), [("bad-vocabulary", UsageError), ("bad-example", UsageError), ("runtime", HarnessFailed)]
)
def test_bad_input_is_the_users_and_all_else_the_harness_fault(code: ErrorCode, kind: type) -> None:
    error = refusal(Failed(code=code, message="It is odd."), "the model on R5CT1")
    assert type(error) is kind
    assert error.message == "The harness refused the model on R5CT1: It is odd."
