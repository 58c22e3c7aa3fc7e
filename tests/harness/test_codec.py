"""A result is whole or it is refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.errors import HarnessFailed
from devbench.harness import codec
from devbench.harness.messages import (
    ExampleRecord,
    Header,
    MemoryRecord,
    Runtime,
    SampleRecord,
    TensorInfo,
    WarmUpRecord,
    Window,
)
from devbench.host_harness.result_writer import ResultWriter

LOGITS = np.arange(4, dtype=np.float32).reshape(1, 4)


def write(folder: Path) -> tuple[Path, Path]:
    """A small whole result; returns its two files."""
    files = folder / "result.jsonl", folder / "outputs.bin"
    writer = ResultWriter(*files)
    tensor = TensorInfo(name="input_ids", shape=[1, 4], dtype="int32")
    writer.record(
        Header(
            protocol="0",
            job="j",
            runtime=Runtime(name="r", version="1", delegate="none"),
            platform={},
            threads=1,
            binding="signature",
            load_ns=1,
            first_inference_ns=2,
            inputs=[tensor],
            outputs=[],
        )
    )
    writer.record(WarmUpRecord(runs=3, elapsed_ns=4, converged=True))
    kept = writer.output("start_logits", LOGITS)
    window = Window(token_ids=[1, 2], outputs=[kept])
    writer.record(ExampleRecord(index=0, id="a", windows=[window], answer={"text": "お腹"}))
    writer.record(SampleRecord(example=0, start_ns=0, tokenize_ns=1, invoke_ns=[2], decode_ns=3))
    writer.record(MemoryRecord(vm_hwm_bytes=1))
    writer.close()
    return files


@pytest.fixture
def result(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path)


def test_what_was_written_is_read(result: tuple[Path, Path]) -> None:
    read = codec.read_result(*result, "the device")

    assert [record.answer for record in read.examples] == [{"text": "お腹"}]
    assert read.samples[0].invoke_ns == [2]
    np.testing.assert_array_equal(read.outputs(read.examples[0].windows[0])["start_logits"], LOGITS)


@given(cut=st.floats(0, 1, exclude_max=True))
def test_a_result_cut_anywhere_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: float) -> None:
    result, outputs = write(tmp_path_factory.mktemp("cut"))
    content = result.read_bytes()
    result.write_bytes(content[: int(cut * (len(content) - 1))])
    with pytest.raises(HarnessFailed, match="of the device is incomplete"):
        codec.read_result(result, outputs, "the device")


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_byte_is_noticed(result: tuple[Path, Path], which: int) -> None:
    content = bytearray(result[which].read_bytes())
    position = content.find(b'"invoke_ns":[2]') + len('"invoke_ns":[') if which == 0 else 0
    content[position] ^= 1
    result[which].write_bytes(content)
    with pytest.raises(HarnessFailed, match="do not match their checksum"):
        codec.read_result(*result, "the device")


def test_missing_outputs_are_named(result: tuple[Path, Path]) -> None:
    result[1].unlink()
    with pytest.raises(HarnessFailed, match=r"outputs\.bin is missing"):
        codec.read_result(*result, "the device")


@given(st.binary(max_size=80))
def test_chatter_on_standard_output_is_no_event(line: bytes) -> None:
    assert codec.decode_event(b"\x00" + line) is None
