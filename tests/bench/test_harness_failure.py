"""How a harness ended, in words: the device's signals are Linux's, whatever the host's are."""

import pytest

from devbench.bench.harness_failure import death, died, refusal
from devbench.device.post_mortem import PostMortem
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
        (None, "ended without an exit code"),
    ],
)
def test_an_end_is_named(exit_code: int | None, words: str) -> None:
    assert death(exit_code) == words


@pytest.mark.parametrize(
    ("code", "kind", "remedy"),
    [
        ("bad-vocabulary", UsageError, "--vocab"),
        ("bad-example", UsageError, "in the data"),
        ("runtime", HarnessFailed, "devbench inspect"),
        ("bad-model", HarnessFailed, "devbench inspect"),
        ("out-of-memory", HarnessFailed, "--variant int8"),
        ("protocol", HarnessFailed, "report"),
        ("bad-job", HarnessFailed, "report"),
    ],
)
def test_bad_input_is_the_users_and_all_else_the_harness_fault(code: ErrorCode, kind: type, remedy: str) -> None:
    error = refusal(Failed(code=code, message="It is odd."), "the model on R5CT1")
    assert type(error) is kind
    assert error.message == "The harness refused the model on R5CT1: It is odd."
    assert remedy in error.hint


KILLER = "I/lowmemorykiller(  300): Kill 'app_process' (4711), uid 2000, oom_score_adj 0"
TRACE = ("E/AndroidRuntime( 4711): FATAL EXCEPTION: main", "E/AndroidRuntime( 4711): java.lang.VerifyError: rejected")


@pytest.mark.parametrize(
    ("exit_code", "found", "words"),
    [
        (137, PostMortem(), "was killed by SIGKILL, most likely by Android's low-memory killer."),
        (None, PostMortem(), "ended without an exit code, most likely by Android's low-memory killer."),
        (
            137,
            PostMortem(logged=(KILLER,)),
            f"was killed by SIGKILL, by Android's low-memory killer. Its last words:\n    {KILLER}",
        ),
        (
            137,
            PostMortem(peak_bytes=812_000_000, available_bytes=120_000_000, memory_bytes=2_000_000_000),
            "was killed by SIGKILL, most likely by Android's low-memory killer: "
            "its memory had reached 812.0 MB (VmHWM); "
            "120.0 MB of the device's 2.00 GB are available now (MemAvailable).",
        ),
        (
            137,
            PostMortem(available_bytes=120_000_000),
            "was killed by SIGKILL, most likely by Android's low-memory killer: "
            "120.0 MB are available now (MemAvailable).",
        ),
    ],
)
def test_a_harness_that_was_killed_died_of_memory(exit_code: int | None, found: PostMortem, words: str) -> None:
    error = died(exit_code, "the model on R5CT1", found)
    assert error.message == f"The harness with the model on R5CT1 {words}"
    assert "memory" not in error.hint
    assert "--variant int8" in error.hint


GB = 1_000_000_000


@pytest.mark.parametrize(
    ("exit_code", "peak_bytes", "available_bytes", "words"),
    [
        (137, None, 23.74, "was killed by SIGKILL and the log does not say what killed it; 23.74 GB of 25.28 GB of"),
        (None, 2, 9, "ended without an exit code and the log does not say why; 9.00 GB of 25.28 GB of"),
    ],
)
def test_a_kill_with_plenty_of_memory_is_not_laid_to_memory(
    exit_code: int | None, peak_bytes: int | None, available_bytes: float, words: str
) -> None:
    found = PostMortem(
        peak_bytes=peak_bytes and peak_bytes * GB,
        available_bytes=round(available_bytes * GB),
        memory_bytes=25_280_000_000,
    )
    error = died(exit_code, "the model on R5CT1", found)
    assert (
        error.message == f"The harness with the model on R5CT1 {words} memory are free now, so a shortage is unlikely."
    )
    assert "report" in error.hint
    assert "--variant" not in error.hint


@pytest.mark.parametrize(
    "found",
    [
        PostMortem(available_bytes=23 * GB, memory_bytes=25 * GB, logged=(KILLER,)),
        PostMortem(available_bytes=11 * GB, memory_bytes=25 * GB, peak_bytes=9 * GB),
        PostMortem(available_bytes=11 * GB, memory_bytes=25 * GB),
        PostMortem(available_bytes=23 * GB),
    ],
    ids=["a killer in the log", "given back by the end", "maybe given back", "of how much"],
)
def test_memory_that_is_free_after_the_end_may_have_been_short_before(found: PostMortem) -> None:
    error = died(137, "the model on R5CT1", found)
    assert "low-memory killer" in error.message
    assert "--variant int8" in error.hint


@pytest.mark.parametrize("exit_code", [137, 1])
def test_an_exception_is_no_lack_of_memory(exit_code: int) -> None:
    error = died(exit_code, "the model on R5CT1", PostMortem(logged=TRACE, peak_bytes=1))
    assert "ended with an exception: java.lang.VerifyError: rejected." in error.message
    assert "memory" not in error.message
    assert "report" in error.hint


@pytest.mark.parametrize("exit_code", [1, 143])
def test_an_end_that_is_not_the_models_asks_for_a_report(exit_code: int) -> None:
    error = died(exit_code, "the model on R5CT1", PostMortem(said=("app_process: File exists",)))
    assert "report" in error.hint
    assert "inspect" not in error.hint


def test_a_crash_in_native_code_is_the_models() -> None:
    error = died(139, "the model on R5CT1", PostMortem(said=("ERROR: node 3",)))
    assert error.message.endswith("was killed by SIGSEGV. Its last words:\n    ERROR: node 3")
    assert "devbench inspect" in error.hint
