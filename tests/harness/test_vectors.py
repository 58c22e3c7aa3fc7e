"""The contract against tests/vectors/, which the harness reads too: jobs, events, results, warm-up, tokens."""

import json
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from devbench.harness import codec, messages
from devbench.host_harness.warmup import WarmUp
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.kinds import present
from tests.paths import VECTORS

PROTOCOL = VECTORS / "protocol"
TOKENIZERS = sorted(path.stem for path in (VECTORS / "tokenizers").glob("*.json"))
WARMUPS = json.loads((VECTORS / "warmup" / "warmup.json").read_text())


@pytest.mark.parametrize("path", sorted(PROTOCOL.glob("job-*.json")), ids=lambda path: path.stem)
def test_a_job_is_written_as_the_harness_reads_it(path: Path) -> None:
    written = json.loads(codec.encode(codec.decode_job(path.read_bytes())))
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert {name: written[name] for name in expected} == expected


def test_every_event_of_the_harness_is_understood() -> None:
    lines = (PROTOCOL / "events.jsonl").read_bytes().splitlines()
    events = [codec.decode_event(line) for line in lines]

    assert {type(event) for event in events} == set(messages.Event.__args__)
    assert [codec.encode(present(event)) for event in events] == lines


def test_a_result_of_the_harness_is_whole_and_its_outputs_are_found() -> None:
    result = codec.read_result(PROTOCOL / "result.jsonl", PROTOCOL / "outputs.bin", "the vector")

    outputs = [result.outputs(window) for record in result.examples for window in record.windows]
    kept = [values for each in outputs for values in each.values()]
    assert sum(values.nbytes for values in kept) == (PROTOCOL / "outputs.bin").stat().st_size
    assert all(values.dtype == np.float32 for values in kept)
    lines = (PROTOCOL / "result.jsonl").read_bytes().splitlines()
    records = [result.header, result.warmup, result.memory]
    assert {codec.encode(record) for record in [*records, *result.examples, *result.samples]} == set(lines[:-1])


@pytest.mark.parametrize("case", WARMUPS, ids=lambda case: case["name"])
def test_the_warm_up_ends_where_the_harness_ends_it(case: dict[str, Any]) -> None:
    warmup = WarmUp(msgspec.convert(case["settings"], messages.WarmUpSettings))
    elapsed_ns = 0
    for stages_ns in case["visits_ns"]:
        elapsed_ns += sum(stages_ns)
        warmup.add(stages_ns, case["invokes"], elapsed_ns)
        if warmup.done:
            break
    assert (warmup.runs, warmup.converged, warmup.done) == (case["runs"], case["converged"], case["done"])


@pytest.mark.parametrize("name", TOKENIZERS)
def test_tokens_are_those_of_the_harness(name: str) -> None:
    vector = json.loads((VECTORS / "tokenizers" / f"{name}.json").read_text(encoding="utf-8"))
    settings = msgspec.convert(vector["settings"], TokenizerSettings)
    tokenizer = ReferenceTokenizer(settings, VECTORS / "tokenizers" / "vocab.txt")
    for case in vector["cases"]:
        encoding = tokenizer.encode(case["text"])
        assert encoding.ids == case["ids"], case["text"]
        assert [list(offset) for offset in encoding.offsets] == case["offsets"], case["text"]


def test_japanese_tokens_are_those_of_the_harness(tmp_path: Path) -> None:
    vectors = json.loads((VECTORS / "mecab" / "tokens.json").read_text(encoding="utf-8"))
    zipfile.ZipFile(VECTORS / "mecab" / "dictionary.zip").extractall(tmp_path / "dictionary")
    (tmp_path / "vocab.txt").write_text("".join(f"{token}\n" for token in vectors["vocabulary"]), encoding="utf-8")
    for run in vectors["runs"]:
        settings = msgspec.convert(run["tokenizer"], TokenizerSettings)
        tokenizer = ReferenceTokenizer(settings, tmp_path / "vocab.txt")
        for case in run["cases"]:
            encoding = tokenizer.encode(case["text"])
            assert encoding.ids == case["ids"], case["text"]
            assert [list(offset) for offset in encoding.offsets] == case["offsets"], case["text"]
            assert tokenizer.word_starts(encoding) == case["words"], case["text"]
