"""Evidence about a device's answers beyond the host run: a reference, a second host runtime, its own later repeats."""

from __future__ import annotations

from collections.abc import Iterator

from devbench.analysis import parity
from devbench.results.findings import Finding
from devbench.results.schema import Agreement, ReferenceCheck, Result, SecondRuntime, SideRun


def findings(result: Result) -> Iterator[tuple[Finding, str]]:
    for name, run in (("device", result.device_run), ("host", result.host_run)):
        yield from _changed_answers(name, run)
    yield from _against_reference(result)
    if (check := result.reference) is not None and not is_independent(check):
        text = f"devbench made the reference {check.file}, which can prove answers wrong, but not right."
        yield Finding.REFERENCE_NOT_INDEPENDENT, text
    if result.second_runtime is not None:
        yield from _between_runtimes(result, result.second_runtime)


def is_independent(check: ReferenceCheck) -> bool:
    """Not made by `devbench reference`, which alone names a model file by its content: that shares tokenizer, decoding
    and mostly the vocabulary with this run, if not the model too, and so their mistakes."""
    return check.model_sha256 is None


def is_like_reference(result: Result) -> bool:
    """Whether a reference from elsewhere has all examples and none is found to differ."""
    return (
        result.reference is not None
        and is_independent(result.reference)
        and result.reference.examples == result.parity.tokens.total == result.data.examples
        and not any(_against_reference(result))
    )


def _changed_answers(name: str, run: SideRun) -> Iterator[tuple[Finding, str]]:
    """The same model on the same device answers alike, however coarse it is."""
    changed = [
        (number, repeat.alike)
        for number, repeat in enumerate(run.repeats, start=1)
        if repeat.alike is not None and repeat.alike.equal < repeat.alike.total
    ]
    if changed:
        number, count = changed[0]
        text = (
            f"Repeat {number} on the {name} answers {count.total - count.equal} of {count.total} examples differently "
            "from repeat 1"
        )
        more = len(changed) - 1
        others = f", and so {'does 1 more repeat' if more == 1 else f'do {more} more repeats'}" if more else ""
        yield Finding.ANSWERS_CHANGE, f"{text}{others}."


def _against_reference(result: Result) -> Iterator[tuple[Finding, str]]:
    check = result.reference
    if check is None:
        return
    quantization = _coarser(result.model.quantization, check.quantization or result.model.quantization)
    if words := _words(check.agreement, quantization):
        by = f" by {check.made_by}" if check.made_by else ""
        yield Finding.REFERENCE_DIFFERS, f"The device differs from the reference {check.file}{by}: {words}"
    if check.examples < result.data.examples:
        text = f"The reference {check.file} has only {check.examples} of {result.data.examples} examples."
        yield Finding.REFERENCE_INCOMPLETE, text


def _between_runtimes(result: Result, second: SecondRuntime) -> Iterator[tuple[Finding, str]]:
    first, quantization = result.host_run.runtime.name, result.model.quantization
    with_first, with_second = (_words(found, quantization) for found in (result.parity, second.device))
    if words := _words(second.host, quantization):
        like = [name for name, differs in ((first, with_first), (second.name, with_second)) if not differs]
        device = f"The device agrees with {' and '.join(like) or 'neither'}."
        yield Finding.RUNTIMES_DIFFER, f"On the host, {second.name} differs from {first}: {words} {device}"
    elif with_second:
        yield Finding.RUNTIMES_DIFFER, f"The device differs from {second.name} on the host: {with_second}"
    if second.host.tokens.total < result.data.examples:
        text = f"Only {second.host.tokens.total} of {result.data.examples} examples ran with {second.name} on the host."
        yield Finding.HOST_INCOMPLETE, text


def _words(agreement: Agreement, quantization: str) -> str:
    return " ".join(text for _, text in parity.differences(agreement, quantization))


def _coarser(one: str, other: str) -> str:
    return max(one, other, key=lambda quantization: parity.tolerance(quantization).relative_diff)
