"""The operators of a profiled run: their share of an inference, and which kernels they are of."""

from __future__ import annotations

import msgspec
import pytest

from devbench.reports import html, markdown, operators
from devbench.results import schema
from tests.sample_results import result, side, stage


def profile(**times_ms: float) -> list[schema.OperatorTime]:
    return [schema.OperatorTime(name=name, count=2, total_ms=time) for name, time in times_ms.items()]


def profiled(
    device: list[schema.OperatorTime], host: list[schema.OperatorTime], delegate: str = "xnnpack"
) -> schema.Result:
    runtime = msgspec.structs.replace(side("device").runtime, delegate=delegate)
    return result(device_run=side("device", profile=device, runtime=runtime), host_run=side("host", profile=host))


def test_an_operator_has_its_time_per_inference_and_its_share_of_all() -> None:
    shown = operators.rows(profiled(profile(MUL=30.0, ADD=9.0, SUB=1.0), profile(MUL=1.0, TANH=1.0)))
    assert [row.cells for row in shown] == [
        ("MUL", "2", "30.0 ms", "75.0 %", "1.00 ms", "50.0 %"),
        ("ADD", "2", "9.00 ms", "22.5 %", "", ""),
        ("SUB", "2", "1.00 ms", "2.5 %", "", ""),
        ("TANH", "2", "", "", "1.00 ms", "50.0 %"),
        ("all operators", "6", "40.0 ms", "100.0 %", "2.00 ms", "100.0 %"),
    ]


def test_of_many_operators_the_slowest_are_shown_and_the_rest_is_summed() -> None:
    shown = operators.rows(profiled(profile(MUL=5.0, ADD=3.0, SUB=1.0, TANH=1.0), []), most=2)
    assert [row.cells[:4] for row in shown] == [
        ("MUL", "2", "5.00 ms", "50.0 %"),
        ("ADD", "2", "3.00 ms", "30.0 %"),
        ("2 others", "4", "2.00 ms", "20.0 %"),
        ("all operators", "8", "10.0 ms", "100.0 %"),
    ]
    assert operators.rows(profiled([], [])) == []


KERNELS = "Times are per inference, with TFLite's built-in CPU kernels and no delegate, in a process of its own."


@pytest.mark.parametrize(
    ("delegate", "words"),
    [
        ("none", []),
        (
            "xnnpack",
            [
                "The measured inferences used XNNPACK: 20.9 ms on the device instead of 30.0 ms. So the shares show "
                "where the built-in kernels spend their time, not where XNNPACK does."
            ],
        ),
    ],
)
def test_which_kernels_the_times_are_of_is_said(delegate: str, words: list[str]) -> None:
    shown = profiled(profile(MUL=30.0), profile(MUL=30.0), delegate)
    assert list(operators.notes(shown)) == [KERNELS, *words]
    assert all(markdown.escape(note) in markdown.render([shown]) for note in words)
    assert all(note in html.render([(shown, b"")]).decode() for note in words)


def test_of_an_encoder_decoder_the_encoder_is_profiled() -> None:
    parts = schema.GenerationLatency(encoder=stage([4_000_000]), first_token=stage([9_000_000]), tokens=2)
    run = side("device", profile=profile(MUL=8.0), generation=parts)
    kernels, measured = operators.notes(result(device_run=run, host_run=run))
    assert kernels.startswith("Times are per inference of the encoder, ")
    assert "used XNNPACK: 4.00 ms on the device instead of 8.00 ms." in measured


def test_a_run_without_a_profile_needs_no_note() -> None:
    assert list(operators.notes(profiled([], []))) == []
