"""A result as a data frame."""

from __future__ import annotations

import sys

import pytest

from devbench.errors import UsageError
from tests.sample_results import result


def test_a_frame_has_a_row_a_sample_of_each_side() -> None:
    found = result()
    frame = found.to_frame()
    samples = [*found.device_run.samples, *found.host_run.samples]
    assert frame.columns.tolist() == [
        "side",
        "repeat",
        "example",
        "start_ns",
        "tokenize_ms",
        "invoke_ms",
        "decode_ms",
        "total_ms",
    ]
    assert frame["side"].value_counts().to_dict() == {
        "device": len(found.device_run.samples),
        "host": len(found.host_run.samples),
    }
    for name in ("repeat", "example", "start_ns"):
        assert frame[name].tolist() == [getattr(sample, name) for sample in samples]
    for name in ("tokenize", "decode"):
        assert frame[f"{name}_ms"].tolist() == [getattr(sample, f"{name}_ns") / 1e6 for sample in samples]
    assert frame["invoke_ms"].tolist() == [sum(sample.invoke_ns) / 1e6 for sample in samples]
    whole = [sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns for sample in samples]
    assert frame["total_ms"].tolist() == [total / 1e6 for total in whole]


def test_a_frame_without_pandas_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError) as error:
        result().to_frame()
    assert error.value.message == "A data frame needs pandas, which is not installed."
    assert error.value.hint == 'Run `pip install "devbench-tflite[frame]"`.'
