"""Budgets as a user writes them: what is understood, and what is refused with a sentence."""

import math
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench import tasks
from devbench.analysis.limits import METRICS, Limit, merged, parse_all
from devbench.analysis.metrics import is_quality
from devbench.choices import TASKS, TaskName
from devbench.errors import UsageError
from devbench.tasks.settings import TaskSettings


@pytest.mark.parametrize(
    ("text", "metric", "operator", "value", "unit"),
    [
        ("invoke.p90<=50ms", "invoke.p90", "<=", 50, "ms"),
        ("invoke.p50<=50", "invoke.p50", "<=", 50, "ms"),
        (" load <= 1.5 s ", "load", "<=", 1500, "ms"),
        ("tokenize.p99<=250us", "tokenize.p99", "<=", 0.25, "ms"),
        ("decode.p95 <= 2e2 µs", "decode.p95", "<=", 0.2, "ms"),
        ("memory<=0.3gb", "memory", "<=", 300, "MB"),
        ("size<=900KB", "size", "<=", 0.9, "MB"),
        ("accuracy>=90", "accuracy", ">=", 90, "%"),
        ("f1 >= .5%", "f1", ">=", 0.5, "%"),
        ("top_3>=100 %", "top_3", ">=", 100, "%"),
        ("quality>=1%", "quality", ">=", 1, "%"),
        ("tokens>=99.9", "tokens", ">=", 99.9, "%"),
        ("invoke.p90≤50ms", "invoke.p90", "<=", 50, "ms"),
        ("f1 ≥ 90", "f1", ">=", 90, "%"),
    ],
)
def test_metrics_numbers_and_units(text: str, metric: str, operator: str, value: float, unit: str) -> None:
    found = Limit.parse(text)
    assert (found.metric, found.operator, found.unit, found.source) == (metric, operator, unit, "--require")
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("invok.p90<=50ms", "there is no invok.p90", "Did you mean invoke.p90?"),
        ("invoke-p90<=50ms", "there is no invoke-p90", "Did you mean invoke.p90?"),
        ("memroy<=300MB", "there is no memroy", "Did you mean memory?"),
        ("first-inference<=3", "there is no first-inference", "Did you mean first_inference?"),
        ("top_0>=3", "there is no top_0", ""),
        (
            "foo<=1",
            "there is no foo",
            "Choose from: invoke.p50, invoke.p90, total.p90, load, memory, size, accuracy, f1",
        ),
        ("<=50", "there is no name before the operator", "Write it like 'invoke.p90<=50ms'."),
        ("accuracy", "has no limit", "Quote the whole budget, because a shell takes < and > for files"),
        ("", "has no limit", "Quote the whole budget"),
        ("accuracy>90", "uses >, not <= or >=", "Write 'accuracy>=90'."),
        ("invoke.p90 = 50ms", "uses =, not", "Write 'invoke.p90<=50ms'."),
        ("accuracy<=90", "asks for 90 or less, and more is better", "Write 'accuracy>=90'."),
        ("invoke.p90>=50ms", "asks for 50ms or more, and less is better", "Write 'invoke.p90<=50ms'."),
        ("accuracy>=0.9", "has the limit 0.9 %", "Write 'accuracy>=90', or 'accuracy>=0.9%' if that is what you mean."),
        ("accuracy>=100.0001", "has the limit 100.0001 %", "Use a limit of 100 % or less."),
        ("accuracy>=101", "has the limit 101 %", "Use a limit of 100 % or less."),
        ("load<=-5", "has the limit -5", "Use a limit above 0."),
        ("load<=0", "has the limit 0", "Use a limit above 0."),
        ("load<=1,000", "has no number after the operator: '1,000'", "Write it like 50, 99.5 or 1e3."),
        ("load<=nan", "has no number", "Write it like"),
        ("load<=inf", "has no number", "Write it like"),
        ("load<=1e999", "has no number", "Write it like"),
        ("load<=٣", "has no number", "Write it like"),
        ("load<=", "has no number", "Write it like"),
        ("load<=5MB", "has the unit MB, which does not fit load", "Use ms, s, us."),
        ("memory<=300MiB", "has the unit MiB, which does not fit memory", "Write 'memory<=314.573MB'."),
        ("size<=1.5 GiB", "has the unit GiB", "Write 'size<=1610.61MB'."),
        ("size<=512kib", "has the unit kib", "Write 'size<=0.524288MB'."),
        ("load<=5MiB", "has the unit MiB, which does not fit load", "Use ms, s, us."),
        ("p90<=50", "there is no p90", "Did you mean invoke.p90?"),
        ("accuracy>=90ms", "has the unit ms, which does not fit accuracy", "Use %."),
        ("memory_pass<=3MB", "limits memory_pass, which is measured once", "Limit memory, which each process has."),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        Limit.parse(text, "the card")
    assert refused.value.message.startswith(f"The budget {text!r} (the card) ")
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_metric_has_one_limit_in_a_source_and_the_first_source_counts() -> None:
    with pytest.raises(UsageError, match="limits load a second time"):
        parse_all(["load<=5", "memory<=3", "load<=6"])
    mine, cards = parse_all(["load<=5"]), parse_all(["load<=9", "size<=2"], "model.json")
    found = [(limit.metric, limit.value, limit.source) for limit in merged(mine, cards)]
    assert found == [("load", 5, "--require"), ("size", 2, "model.json")]


PLAIN: list[TaskName] = [name for name in TASKS if name not in ("token-classification", "multiple-choice")]
TASK_SETTINGS: list[dict[str, object]] = [
    *(dict[str, object](name=name) for name in PLAIN),
    {"name": "multiple-choice", "choices": 4},
    {"name": "token-classification", "labels": ["O", "B-X", "I-X"]},
    {"name": "text-classification", "problem_type": "multi_label_classification"},
    {"name": "text-classification", "problem_type": "regression"},
]


@pytest.mark.parametrize("settings", TASK_SETTINGS, ids=lambda settings: "-".join(map(str, settings.values())))
def test_the_quality_of_every_task_can_be_limited(settings: dict[str, object]) -> None:
    metrics = tasks.create(msgspec.convert(settings, TaskSettings)).metrics
    assert metrics
    assert all(is_quality(metric) and Limit.parse(f"{metric}>=50").is_quality for metric in metrics)


@given(st.sampled_from(METRICS), st.floats(1.5, 100), st.sampled_from(["", " ", "\t"]), st.booleans())
def test_what_is_written_by_the_rules_is_read_as_it_is_written(
    metric: str, value: float, space: str, names_unit: bool
) -> None:
    is_share = Limit.parse(f"size<={value}").unit != "%" and metric in ("tokens", "answers", "quality")
    operator = ">=" if is_share or is_quality(metric) else "<="
    unit = Limit.parse(f"{metric}{operator}{value!r}").unit if names_unit else ""
    found = Limit.parse(space.join(["", metric, operator, repr(value), unit, ""]))
    assert (found.metric, found.operator, found.value) == (metric, operator, value)


@given(
    st.text(alphabet=st.characters(), max_size=30) | st.from_regex(r"[a-z_.0-9]{0,12}[<>=]{1,3}[-+0-9.einfas%]{0,8}")
)
def test_any_text_is_a_limit_above_zero_or_refused(text: str) -> None:
    with suppress(UsageError):
        found = Limit.parse(text)
        assert 0 < found.value < math.inf
        assert found.operator == (">=" if found.unit == "%" else "<=")
