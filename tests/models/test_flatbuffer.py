"""Reading .tflite files: what they hold, and that no file breaks the reader."""

import tempfile
from contextlib import suppress
from pathlib import Path

import flatbuffers
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from hypothesis import given, settings
from hypothesis import strategies as st

from devbench.errors import UsageError
from devbench.models import flatbuffer
from tests.kinds import Exported

CASE = "bert-question-answering"


@pytest.fixture(scope="module")
def content(exported: Exported) -> bytes:
    return exported(CASE, "int8").models[0].read_bytes()


def read_all(data: bytes) -> tuple[object, ...]:
    """Reads the file and looks at everything that is derived from it."""
    with tempfile.NamedTemporaryFile(suffix=".tflite") as file:
        Path(file.name).write_bytes(data)
        contents = flatbuffer.read(Path(file.name))
        assert contents.sizes.embeddings + contents.sizes.weights + contents.sizes.other == len(data)
        return (
            contents,
            contents.embedding_rows,
            contents.quantization,
            contents.operators,
            contents.min_runtime_version,
        )


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as error:
        read_all(data)
    return error.value.message


def test_the_parts_of_a_file(exported: Exported) -> None:
    report = exported(CASE, "int8")
    contents = flatbuffer.read(report.models[0])
    assert contents.file_bytes == report.bytes
    assert contents.description == "bert, question-answering, int8"
    assert contents.operators["FULLY_CONNECTED", 5, False] == 13
    assert contents.quantization_kinds == {"int8 row-scaled": 12, "fp32": 1}
    assert contents.embedding_rows == 96


@pytest.mark.parametrize(
    ("quantize", "word", "kinds"),
    [
        ("fp32", "fp32", {"fp32": 13}),
        ("fp16", "fp16", {"fp16 weights": 12, "fp32": 1}),
        ("int8", "int8", {"int8 row-scaled": 12, "fp32": 1}),
    ],
)
def test_quantization_is_told_by_the_matrices(
    exported: Exported, quantize: str, word: str, kinds: dict[str, int]
) -> None:
    contents = flatbuffer.read(exported(CASE, quantize).models[0])
    assert contents.quantization == word
    assert contents.quantization_kinds == kinds


@pytest.mark.parametrize("quantize", ["fp32", "fp16", "int8"])
def test_the_embedding_is_found_however_it_is_stored(exported: Exported, quantize: str) -> None:
    """96 tokens and 2 types of 64 values, in int8 with a float32 scale a token."""
    contents = flatbuffer.read(exported(CASE, quantize).models[0])
    types = 2 * 64 * 4  # too small to be worth storing in less
    assert contents.embedding_rows == 96
    assert (
        contents.sizes.embeddings == types + {"fp32": 96 * 64 * 4, "fp16": 96 * 64 * 2, "int8": 96 * (64 + 4)}[quantize]
    )


def test_weights_after_the_flatbuffer_are_counted(tmp_path: Path) -> None:
    """As converters write models of more than 2 GB."""
    buffer = schema.BufferT()
    tensor = schema.TensorT()
    tensor.name, tensor.shape, tensor.type, tensor.buffer = b"weights", [16], schema.TensorType.FLOAT32, 1
    path = tmp_path / "m.tflite"
    buffer.offset, buffer.size = 1000, 64
    buffer.offset = len(pack([tensor], [schema.BufferT(), buffer]))
    data = pack([tensor], [schema.BufferT(), buffer])
    path.write_bytes(data + bytes(64))
    assert flatbuffer.read(path).sizes.weights == 64
    path.write_bytes(data + bytes(63))
    with pytest.raises(UsageError, match="its weights end at byte"):
        flatbuffer.read(path)


def test_a_file_without_a_graph_is_broken() -> None:
    assert "it has no graph" in refusal(pack([], [schema.BufferT()], subgraphs=0))


def test_a_tensor_without_its_buffer_is_broken() -> None:
    tensor = schema.TensorT()
    tensor.buffer = 5
    assert "there is no buffer 5" in refusal(pack([tensor], [schema.BufferT()]))


def pack(tensors: list[schema.TensorT], buffers: list[schema.BufferT], subgraphs: int = 1) -> bytes:
    subgraph = schema.SubGraphT()
    subgraph.tensors, subgraph.operators, subgraph.inputs, subgraph.outputs = tensors, [], [], []
    model = schema.ModelT()
    model.version, model.subgraphs, model.buffers, model.operatorCodes = 3, [subgraph] * subgraphs, buffers, []
    file = flatbuffers.Builder(1024)
    file.Finish(model.Pack(file), b"TFL3")
    return bytes(file.Output())


@pytest.mark.parametrize("data", [b"", b"TFL3", b"PK\x03\x04" * 10, b"\0\0\0\0TFL2" + bytes(100)])
def test_other_files_are_no_models(data: bytes) -> None:
    assert "is not a .tflite file" in refusal(data)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.tflite"):
        with pytest.raises(UsageError, match=f"Cannot read the model {path}"):
            flatbuffer.read(path)


@pytest.mark.parametrize("kept", [8, 12, 100, 0.01, 0.5, 0.99, -64, -16, -1])
def test_a_cut_off_file_is_broken(content: bytes, kept: float) -> None:
    size = kept if isinstance(kept, int) else int(len(content) * kept)
    assert "is broken or cut off" in refusal(content[:size])


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_change_of_bytes_gives_another_error(content: bytes, data: st.DataObject) -> None:
    """Any four bytes anywhere, most of them in the structure at the file's beginning."""
    changed = bytearray(content)
    words = st.one_of(
        st.binary(min_size=4, max_size=4),
        st.sampled_from([0, 1, 2**31 - 1, 2**32 - 1]).map(lambda value: value.to_bytes(4, "little")),
        st.integers(0, len(content)).map(lambda value: value.to_bytes(4, "little")),
    )
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.one_of(st.integers(0, 20_000), st.integers(0, len(content) - 4)))
        changed[place : place + 4] = data.draw(words)
    changed[4:8] = b"TFL3"
    read_or_refuse(bytes(changed))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_cut_gives_another_error(content: bytes, data: st.DataObject) -> None:
    read_or_refuse(content[: data.draw(st.integers(0, len(content)))])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=500))
def test_no_garbage_gives_another_error(garbage: bytes) -> None:
    read_or_refuse(np.int32(8).tobytes() + b"TFL3" + garbage)


def read_or_refuse(data: bytes) -> None:
    with suppress(UsageError):
        read_all(data)
