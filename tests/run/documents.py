"""What a run prints with `--json -`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from devbench.results import document
from devbench.results.schema import Result


def read(text: str) -> list[Result]:
    return [document.decode(content.encode(), "the run") for content in _split(text)]


def assert_alike(result: Result) -> None:
    """Device and host, in all that both came to: on a busy machine the time may be over before the last example."""
    device, host = ({sample.example for sample in side.samples} for side in (result.device_run, result.host_run))
    parity = result.parity
    assert parity.tokens.equal == parity.tokens.total == len(device & host) > 0
    assert parity.answers.equal == parity.answers.total == len(device & host)
    if device == host:
        assert result.device_run.quality == result.host_run.quality


def _split(text: str) -> Iterator[str]:
    """Documents that stand one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        _, end = decoder.raw_decode(text, at)
        yield text[at:end]
        at = end + len(text[end:]) - len(text[end:].lstrip())
