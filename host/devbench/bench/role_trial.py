"""A model whose start and end look alike, read both ways on the host: the data's right answers tell which is which."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from devbench.analysis import mcnemar
from devbench.bench import host_answers
from devbench.bench.plan import Plan
from devbench.choices import RunSettings
from devbench.errors import UsageError
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord
from devbench.models.binding import START_AND_END, Binding, UnclearRolesError
from devbench.results.schema import RolesTried
from devbench.tasks.base import Example
from devbench.tokenizers.reference import ReferenceTokenizer

LEAST_GOLD = 20
MOST_GOLD = 100
"""Enough for a model that is right one time in seven."""
MAX_P = 0.01


def settled(plan: Plan, unclear: UnclearRolesError) -> Plan:
    """The plan with the better of two bindings. Raises UsageError, which asks the user, where the data has too few
    right answers, or they do not decide.

    All of the data is looked at, however few of its examples the plan has.
    """
    known = [example for example in plan.task.read(plan.data.path) if example.gold][:MOST_GOLD]
    if len(known) < LEAST_GOLD:
        few = f"{plan.data.path} has too few labelled answers to try both ({len(known)} of {LEAST_GOLD})."
        raise UsageError(f"{unclear.message} {few}", unclear.hint) from unclear
    hits = [_hits(_bound(plan, binding), known) for binding in unclear.bindings]
    tried = min(map(len, hits))
    one, other = (each[:tried] for each in hits)
    p = mcnemar.exact_p(*mcnemar.hits_of_one_alone(one, other))
    if tried < LEAST_GOLD or p >= MAX_P:
        tie = f"Both were tried on the host: {sum(one)} and {sum(other)} of {tried} answers are right (p = {p:.2g})."
        raise UsageError(f"{unclear.message} {tie}", unclear.hint) from unclear
    better = unclear.bindings[0 if sum(one) > sum(other) else 1]
    found = RolesTried(
        examples=tried,
        hits=max(sum(one), sum(other)),
        hits_exchanged=min(sum(one), sum(other)),
        p=p,
    )
    return replace(_bound(plan, better), roles_tried=found)


def exchanged(plan: Plan, host: HarnessResult) -> str | None:
    """What to say where names tell start and end apart, but the right answers say that they are exchanged: the raw
    outputs that the host has kept are decoded once more, the other way round."""
    if {*plan.task.output_roles} != START_AND_END or plan.roles_tried is not None:
        return None
    known = [each for each in host.examples if plan.examples[each.index].gold and all(map(host.outputs, each.windows))]
    known = known[:MOST_GOLD]
    hits = [plan.task.is_right(plan.examples[each.index], each.answer) for each in known]
    if len(known) < LEAST_GOLD or mcnemar.exact_p(0, hits.count(False)) >= MAX_P:  # too few are wrong
        return None
    tokenizer = ReferenceTokenizer(plan.tokenizer, plan.vocabulary.path)
    others = [_is_right_exchanged(plan, tokenizer, host, each) for each in known]
    p = mcnemar.exact_p(*mcnemar.hits_of_one_alone(hits, others))
    if p >= MAX_P or sum(others) <= sum(hits):
        return None
    start, end = plan.roles["start_logits"], plan.roles["end_logits"]
    options = shlex.join(["--bind", f"start_logits={end}", "--bind", f"end_logits={start}"])
    return (
        f"Start and end of the model may be swapped: {sum(hits)} of {len(known)} answers are right, "
        f"{sum(others)} if swapped (p = {p:.2g}). Try `{options}`."
    )


def _is_right_exchanged(plan: Plan, tokenizer: ReferenceTokenizer, host: HarnessResult, record: ExampleRecord) -> bool:
    example = plan.examples[record.index]
    kept = [host.outputs(window) for window in record.windows]
    outputs = [{"start_logits": each["end_logits"], "end_logits": each["start_logits"]} for each in kept]
    encoded = plan.task.encode(tokenizer, example.device, plan.model.spec.sequence_length)
    return plan.task.is_right(example, plan.task.decode(example.device, encoded, outputs))


def _bound(plan: Plan, binding: Binding) -> Plan:
    spec = msgspec.structs.replace(plan.model.spec, outputs=list(binding.outputs))
    return replace(plan, model=replace(plan.model, spec=spec))


def _hits(plan: Plan, examples: Sequence[Example]) -> list[bool]:
    """Which of the examples are answered rightly; those after a time limit are left out."""
    trial = replace(plan, examples=examples, settings=RunSettings())
    records = host_answers.run(trial).examples
    return [plan.task.is_right(examples[record.index], record.answer) for record in records]
