"""Results as pandas data frames, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devbench.errors import UsageError
from devbench.results.schema import Result
from devbench.units import ms

if TYPE_CHECKING:
    import pandas


def samples(result: Result) -> pandas.DataFrame:
    """A row a visit of an example; see `Result.to_frame`. Raises UsageError if pandas is not installed."""
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise UsageError(
            f"A data frame needs {error.name}, which is not installed.", 'Run `pip install "devbench-tflite[frame]"`.'
        ) from error
    sides = {"device": result.device_run, "host": result.host_run}
    rows = [
        {
            "side": side,
            "repeat": sample.repeat,
            "example": sample.example,
            "start_ns": sample.start_ns,
            "tokenize_ms": ms(sample.tokenize_ns),
            "invoke_ms": ms(sum(sample.invoke_ns)),
            "decode_ms": ms(sample.decode_ns),
            "total_ms": ms(sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns),
        }
        for side, run in sides.items()
        for sample in run.samples
    ]
    return pandas.DataFrame(rows)
