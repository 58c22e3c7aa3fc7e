"""What a reference, a second host runtime and later repeats say for or against a device's answers."""

from __future__ import annotations

import msgspec
import pytest

from devbench.analysis import verdict
from devbench.results.findings import Finding
from devbench.results.schema import Agreement, Count, OutputParity, ReferenceCheck, Result, SecondRuntime
from tests.kinds import present
from tests.sample_results import result

replace = msgspec.structs.replace


def agreement(equal: int = 10, total: int = 10, cosine: float = 1.0, relative_diff: float = 0.0) -> Agreement:
    return Agreement(
        tokens=Count(equal=total, total=total),
        answers=Count(equal=equal, total=total),
        outputs=OutputParity(max_abs_diff=0.0, cosine=cosine, relative_diff=relative_diff, norm_ratio=1.0),
    )


def with_reference(found: Agreement, examples: int = 10, quantization: str | None = None) -> Result:
    check = ReferenceCheck(
        file="r.jsonl", sha256="0", made_by="torch 2.9", quantization=quantization, examples=examples, agreement=found
    )
    return result(reference=check)


def answers(found: Result) -> tuple[str, set[str]]:
    judged = verdict.verdict(found)
    names = {finding.id for finding in judged.findings}
    return judged.answers, names & {each.name for each in Finding if each.leads_to in ("WRONG", "UNCHECKED")}


def test_a_reference_that_is_met_makes_answers_right() -> None:
    assert answers(with_reference(agreement())) == ("RIGHT", set())
    assert answers(result()) == ("AGREE", set())


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (agreement(equal=9), "Answers are equal on only 9 of 10 examples."),
        (agreement(cosine=0.99), "cosine 0.990000 is below 0.9999"),
        (agreement(relative_diff=0.5), "one value by 0.5 standard deviations (0.02 allowed)"),
    ],
)
def test_a_reference_that_is_missed_makes_them_wrong(found: Agreement, words: str) -> None:
    wrong = with_reference(found)
    assert answers(wrong) == ("WRONG", {"REFERENCE_DIFFERS"})
    (text,) = [each.text for each in verdict.verdict(wrong).findings if each.id == "REFERENCE_DIFFERS"]
    assert text.startswith("The device differs from the reference r.jsonl by torch 2.9: ")
    assert words in text


def test_the_coarser_of_model_and_reference_says_how_much_they_may_differ() -> None:
    near = agreement(cosine=0.995, relative_diff=0.3)
    assert answers(with_reference(near))[0] == "WRONG"
    assert answers(with_reference(near, quantization="int8"))[0] == "RIGHT"


def test_a_reference_that_lacks_examples_cannot_tell() -> None:
    assert answers(with_reference(agreement(total=9, equal=9), examples=9)) == ("UNCHECKED", {"REFERENCE_INCOMPLETE"})


@pytest.mark.parametrize("sha256", ["of another variant", result().model.sha256])
def test_a_reference_that_devbench_made_never_makes_answers_right(sha256: str) -> None:
    """It shares the tokenizer and the decoding, if not the model: all that is wrong may be wrong in both."""
    like = with_reference(agreement())
    made = replace(like, reference=replace(present(like.reference), model_sha256=sha256))
    assert answers(made) == ("AGREE", set())
    assert "REFERENCE_NOT_INDEPENDENT" in {each.id for each in verdict.verdict(made).findings}
    unlike = replace(made, reference=replace(present(made.reference), agreement=agreement(equal=9)))
    assert answers(unlike) == ("WRONG", {"REFERENCE_DIFFERS"})


def second(host: Agreement, device: Agreement) -> Result:
    return result(second_runtime=SecondRuntime(name="tflite-runtime", version="2.14", host=host, device=device))


@pytest.mark.parametrize(
    ("host", "device", "found", "words"),
    [
        (agreement(), agreement(), set(), ""),
        (agreement(5), agreement(5), {"RUNTIMES_DIFFER"}, "The device agrees with tensorflow-lite."),
        (agreement(5), agreement(), {"RUNTIMES_DIFFER"}, "The device agrees with tensorflow-lite and tflite-runtime."),
        (agreement(), agreement(5), {"RUNTIMES_DIFFER"}, "The device differs from tflite-runtime on the host: "),
        (agreement(8, 8), agreement(8, 8), {"HOST_INCOMPLETE"}, "Only 8 of 10 examples ran with tflite-runtime"),
    ],
)
def test_two_runtimes_of_the_host_must_agree(host: Agreement, device: Agreement, found: set[str], words: str) -> None:
    judged = verdict.verdict(second(host, device))
    assert {each.id for each in judged.findings} & {"RUNTIMES_DIFFER", "HOST_INCOMPLETE"} == found
    assert not words or any(words in each.text for each in judged.findings)


def test_where_the_device_is_like_the_second_the_first_one_is_named_as_differing() -> None:
    unlike = second(agreement(5), agreement())
    unlike = replace(unlike, parity=replace(unlike.parity, answers=Count(equal=5, total=10)))
    (text,) = [each.text for each in verdict.verdict(unlike).findings if each.id == "RUNTIMES_DIFFER"]
    assert text.endswith("The device agrees with tflite-runtime.")


@pytest.mark.parametrize(
    ("quantization", "equal", "changed"), [("fp32", 99, True), ("int8", 100, False), ("int8", 99, True)]
)
@pytest.mark.parametrize("name", ["device_run", "host_run"])
def test_a_later_repeat_that_answers_otherwise_is_wrong(
    name: str, quantization: str, equal: int, changed: bool
) -> None:
    found = result()
    run = getattr(found, name)
    repeats = [run.repeats[0], *(replace(each, alike=Count(equal=100, total=100)) for each in run.repeats[1:])]
    repeats[3] = replace(repeats[3], alike=Count(equal=equal, total=100))
    other = replace(found, **{name: replace(run, repeats=repeats)})
    judged = verdict.verdict(replace(other, model=replace(found.model, quantization=quantization)))
    texts = [each.text for each in judged.findings if each.id == "ANSWERS_CHANGE"]
    side = name.removesuffix("_run")
    words = f"Repeat 4 on the {side} answers {100 - equal} of 100 examples differently from repeat 1."
    assert texts == ([words] if changed else [])
    assert (judged.answers == "WRONG") is changed
