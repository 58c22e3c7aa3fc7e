"""What the device's answers are compared with beside the host run: a reference, a second runtime of the host."""

from __future__ import annotations

from devbench.analysis import parity
from devbench.bench import example_pairs, kept_outputs
from devbench.bench.plan import Plan
from devbench.harness.codec import HarnessResult
from devbench.results.schema import Agreement, DifferingExample, Parity, ReferenceCheck, SecondRuntime


def reference(plan: Plan, device: HarnessResult) -> tuple[ReferenceCheck | None, list[DifferingExample]]:
    """None and nothing if the plan has none."""
    known = plan.reference
    if known is None:
        return None, []
    found = parity.compare(
        example_pairs.reference_pairs(plan, device, known), plan.model.quantization, kind="reference"
    )
    answered = [known.examples[each.id] for each in plan.examples if each.id in known.examples]
    check = ReferenceCheck(
        file=known.file,
        sha256=known.sha256,
        made_by=known.made_by,
        model=known.model,
        model_sha256=known.model_sha256,
        quantization=known.quantization,
        examples=sum(each.answer is not None or kept_outputs.says_all(plan.task, each.outputs) for each in answered),
        agreement=_agreement(found),
    )
    return check, found.differing


def second_runtime(
    plan: Plan, device: HarnessResult, host: HarnessResult, second: HarnessResult | None
) -> tuple[SecondRuntime | None, list[DifferingExample]]:
    """Both comparisons; listed is where device and second runtime differ."""
    if second is None:
        return None, []
    with_host, with_device = (
        parity.compare(example_pairs.pairs(plan, side, second), plan.model.quantization, kind="runtimes")
        for side in (host, device)
    )
    runtime = second.header.runtime
    check = SecondRuntime(
        name=runtime.name, version=runtime.version, host=_agreement(with_host), device=_agreement(with_device)
    )
    return check, with_device.differing


def _agreement(found: Parity) -> Agreement:
    return Agreement(tokens=found.tokens, answers=found.answers, outputs=found.outputs)
