"""Weights of torch, read without torch: what it wrote is read exactly, everything else is refused by name."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import load_file, save, save_file

from devbench.errors import UsageError
from devbench.models import flatbuffer
from devbench.models.export.weights import StoredTensor, open_weights
from tests.kinds import Checkpoint, Exported
from tests.models import torch_files
from tests.models.exports import CASE, change_config, export_case, refused
from tests.models.torch_files import Called, Kept, Named

WRITTEN = Path(__file__).with_name("torch_files")
"""By torch itself: make_torch_files.py."""
VALUES = np.load(WRITTEN / "values.npz")
ONES = np.ones((2, 3), np.float32)
DATA = ONES.tobytes()


def read(folder: Path, content: bytes, name: str = "pytorch_model.bin") -> dict[str, StoredTensor]:
    (folder / name).write_bytes(content)
    return open_weights(folder)


def refusal(folder: Path) -> str:
    with pytest.raises(UsageError) as error:
        open_weights(folder)
    assert "pytorch_model.bin" in error.value.message
    return f"{error.value.message} {error.value.hint}"


# -- what torch writes


@pytest.mark.parametrize("file", ["zip.bin", "legacy.bin"])
def test_what_torch_saved_is_read(tmp_path: Path, file: str) -> None:
    tensors = read(tmp_path, (WRITTEN / file).read_bytes())
    assert tensors.keys() == set(VALUES)
    for name, expected in VALUES.items():
        found = tensors[name].read()
        assert found.dtype == np.float32
        np.testing.assert_array_equal(found, expected, strict=True)


@pytest.mark.parametrize("file", ["zip.bin", "legacy.bin"])
def test_tensors_that_share_their_values_are_known(tmp_path: Path, file: str) -> None:
    tensors = read(tmp_path, (WRITTEN / file).read_bytes())
    assert tensors["tied"] == tensors["float32"]
    assert tensors["part"] != tensors["float32"]


def test_newer_pickles_are_read(tmp_path: Path) -> None:
    tensors = read(tmp_path, (WRITTEN / "protocol4.bin").read_bytes())
    np.testing.assert_array_equal(tensors["plain dict"].read(), VALUES["float32"])


@pytest.mark.parametrize(
    ("file", "words"),
    [("module.bin", "torch.nn.modules.linear.Linear"), ("torchscript.bin", "TorchScript")],
)
def test_more_than_tensors_is_refused(tmp_path: Path, file: str, words: str) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes((WRITTEN / file).read_bytes())
    assert words in refusal(tmp_path)


def test_the_oldest_files_keep_parts_of_storages(tmp_path: Path) -> None:
    numbers = np.arange(6, dtype=np.float32)
    state = {"part": torch_files.tensor("a", (2,), 6, view=(("b", 3, 3),), first=1)}
    torch_files.write_legacy(tmp_path / "pytorch_model.bin", state, {"a": numbers.tobytes()})
    np.testing.assert_array_equal(open_weights(tmp_path)["part"].read(), [4, 5])


def bin_of(folder: Path, layout: str, tensors: Mapping[str, NDArray[np.float32]]) -> None:
    state = torch_files.state_dict(tensors)
    write = torch_files.write_legacy if layout == "legacy" else torch_files.write_zip
    if layout == "module":
        state = {f"module.{name}": value for name, value in state.items()}
    storages = {str(number): value.tobytes() for number, value in enumerate(tensors.values())}
    write(folder / "pytorch_model.bin", state, storages)


@pytest.mark.parametrize("layout", ["zip", "legacy", "module"])
def test_weights_of_torch_give_the_same_model(copy: Path, exported: Exported, tmp_path: Path, layout: str) -> None:
    tensors = load_file(copy / "model.safetensors")
    (copy / "model.safetensors").unlink()
    bin_of(copy, layout, tensors)
    report = export_case(copy, tmp_path / "model.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()


def test_shards_of_torch_give_the_same_model(copy: Path, exported: Exported, tmp_path: Path) -> None:
    tensors = load_file(copy / "model.safetensors")
    (copy / "model.safetensors").unlink()
    weight_map = {}
    for number, names in enumerate((sorted(tensors)[::2], sorted(tensors)[1::2])):
        bin_of(copy, "zip", {name: tensors[name] for name in names})
        shard = (copy / "pytorch_model.bin").rename(copy / f"pytorch_model-0000{number}-of-00002.bin")
        weight_map.update(dict.fromkeys(names, shard.name))
    (copy / "pytorch_model.bin.index.json").write_text(json.dumps({"weight_map": weight_map}))
    report = export_case(copy, tmp_path / "model.tflite", CASE)
    assert report.models[0].read_bytes() == exported(CASE).models[0].read_bytes()


def test_a_shared_storage_is_kept_once_also_where_nothing_says_so(checkpoint: Checkpoint, tmp_path: Path) -> None:
    folder = shutil.copytree(checkpoint("bert-fill-mask"), tmp_path / "checkpoint")
    tensors = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    change_config(folder, tie_word_embeddings=False)
    state = torch_files.state_dict(tensors)
    state["cls.predictions.decoder.weight"] = state["bert.embeddings.word_embeddings.weight"]
    storages = {str(number): value.tobytes() for number, value in enumerate(tensors.values())}
    torch_files.write_zip(folder / "pytorch_model.bin", state, storages)
    report = export_case(folder, tmp_path / "model.tflite", "bert-fill-mask")
    shapes = [tensor.shape for tensor in flatbuffer.read(report.models[0]).main.tensors if tensor.is_constant]
    assert shapes.count(tensors["bert.embeddings.word_embeddings.weight"].shape) == 1


# -- what somebody else wrote


def hostile(proof: Path) -> dict[str, tuple[Any, str]]:
    call = Called(Named("os system"), (f"touch {proof}",))
    newer = b"\x8c\x05posix\x8c\x06system\x93" + torch_files.pickled((f"touch {proof}",))[2:-1] + b"R"
    return {
        "call": ({"a": call}, "os.system"),
        "newer call": ({"a": newer}, "posix.system"),
        "argument": ({"a": Called(Named(torch_files.REBUILD), (call,))}, "os.system"),
        "storage": ({"a": Kept(("storage", Named("os system"), "0", "cpu", 6))}, "os.system"),
        "attribute": ({"a": Named("collections OrderedDict.fromkeys")}, "OrderedDict.fromkeys"),
        "builtins": ({"a": Called(Named("__builtin__ eval"), ("1",))}, "__builtin__.eval"),
        "instance": ({"a": b"(ios\nsystem\n"}, "INST"),
        "object": ({"a": b"(c" + b"os\nsystem\n" + b"o"}, "os.system"),
        "class": ({"a": b"ccollections\nOrderedDict\n)\x81"}, "NEWOBJ"),
        "state": ({"a": b"ccollections\nOrderedDict\n}b"}, "place of a dict"),
        "extension": ({"a": b"\x82\x01"}, "EXT1"),
        "called data": ({"a": Called({}, ())}, "calls a dict"),
        "key": ({"a": b"}(((ttK\x01u"}, "as a key"),
        "module": ({"a": Kept(("module", Named(torch_files.FLOATS), "a.py", "source"))}, "asks for a module"),
    }


@pytest.mark.parametrize("kind", hostile(Path()))
def test_a_pickle_that_asks_for_more_is_refused(tmp_path: Path, kind: str) -> None:
    proof = tmp_path / "proof"
    state, words = hostile(proof)[kind]
    for write in (torch_files.write_zip, torch_files.write_legacy):
        write(tmp_path / "pytorch_model.bin", state, {})
        assert words in refusal(tmp_path)
    assert not proof.exists()


def test_a_hostile_checkpoint_leaves_nothing(copy: Path, tmp_path: Path) -> None:
    (copy / "model.safetensors").unlink()
    torch_files.write_zip(copy / "pytorch_model.bin", hostile(tmp_path / "proof")["call"][0], {})
    message = refused(copy, tmp_path / "out" / "model.tflite")
    assert "Refused to read the weights" in message
    assert "os.system" in message
    assert not (tmp_path / "proof").exists()


ONE = torch_files.tensor("0", (2, 3), 6)
WRONG: dict[str, tuple[Any, dict[str, bytes], str]] = {
    "no dict": ([ONE], {"0": DATA}, "not tensors by name"),
    "nothing": ({}, {}, "not tensors by name"),
    "within": ({"state_dict": {"a": ONE}, "epoch": 3}, {"0": DATA}, "'state_dict', a dict"),
    "number": ({"a": ONE, "step": 3}, {"0": DATA}, "'step', a int"),
    "short storage": ({"a": ONE}, {"0": DATA[:-4]}, "6 values has 20 bytes"),
    "beyond": ({"a": torch_files.tensor("0", (2, 3), 6, first=1)}, {"0": DATA}, "outside its storage"),
    "wide": ({"a": torch_files.tensor("0", (3, 3), 6)}, {"0": DATA}, "outside its storage"),
    "strides": ({"a": torch_files.tensor("0", (2, 3), 6, strides=(30, 1))}, {"0": DATA}, "outside its storage"),
    "before": ({"a": torch_files.tensor("0", (2, 3), 6, first=-1)}, {"0": DATA}, "begins at -1"),
    "backwards": ({"a": torch_files.tensor("0", (2, 3), 6, strides=(3, -1))}, {"0": DATA}, "strides [3, -1]"),
    "few strides": ({"a": torch_files.tensor("0", (2, 3), 6, strides=(1,))}, {"0": DATA}, "strides [1]"),
    "huge": ({"a": torch_files.tensor("0", (10**9, 10**9), 6, strides=(0, 0))}, {"0": DATA}, "outside its storage"),
    "part": ({"a": torch_files.tensor("0", (2,), 6, view=(("1", 5, 2),))}, {"0": DATA}, "outside its storage"),
    "type": ({"a": Kept(("storage", Named("torch ComplexFloatStorage"), "0", "cpu", 3))}, {}, "ComplexFloatStorage"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_tensors_that_are_not_there_are_refused(tmp_path: Path, kind: str) -> None:
    state, storages, words = WRONG[kind]
    for write in (torch_files.write_zip, torch_files.write_legacy):
        write(tmp_path / "pytorch_model.bin", state, storages)
        if kind != "short storage" or write is torch_files.write_zip:
            assert words in refusal(tmp_path)


def test_a_storage_that_is_not_there_is_named(tmp_path: Path) -> None:
    torch_files.write_zip(tmp_path / "pytorch_model.bin", {"a": torch_files.tensor("../../key", (1,), 1)}, {})
    assert "lacks 'data/../../key'" in refusal(tmp_path)
    torch_files.write_legacy(tmp_path / "pytorch_model.bin", {"a": torch_files.tensor("key", (1,), 1)}, {})
    assert "list of storages is incomplete" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("system", "words"),
    [({"little_endian": False}, "big-endian"), ("linux", "big-endian")],
)
def test_old_files_of_other_machines_are_refused(tmp_path: Path, system: Any, words: str) -> None:
    torch_files.write_legacy(tmp_path / "pytorch_model.bin", {"a": ONE}, {"0": DATA}, system)
    assert words in refusal(tmp_path)


@pytest.mark.parametrize(
    ("entry", "words"), [("byteorder", "big-endian"), ("../outside", "outside of itself"), ("data/0", "two entries")]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_files_of_others_are_refused(tmp_path: Path, entry: str, words: str) -> None:
    path = tmp_path / "pytorch_model.bin"
    torch_files.write_zip(path, {"a": ONE}, {"0": DATA})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"archive/{entry}", b"big")
    assert words in refusal(tmp_path)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pytorch_model.bin", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", torch_files.pickled({"a": ONE}))
        archive.writestr("archive/data/0", bytes(1 << 24))
    assert "compressed entry" in refusal(tmp_path)


def test_weights_that_git_did_not_fetch_are_named(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n")
    assert "git lfs pull" in refusal(tmp_path)


SOURCES = {path.name: path.read_bytes() for path in sorted(WRITTEN.glob("*.bin"))} | {
    "model.safetensors": save({"a": ONES, "b": np.arange(5)})
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of weights that was cut off, or in which bytes were replaced, put in or left out."""
    name = draw(st.sampled_from(sorted(SOURCES)))
    content = bytearray(SOURCES[name])
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(content)))
        content[place : place + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return name, bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@given(damaged())
def test_damaged_files_are_read_or_refused(file: tuple[str, bytes]) -> None:
    name, content = file
    with tempfile.TemporaryDirectory() as folder, suppress(UsageError):
        tensors = read(Path(folder), content, name if name.endswith("safetensors") else "pytorch_model.bin")
        assert all(tensor.read().shape == tensor.shape for tensor in tensors.values())


# -- safetensors


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 8]}}, "of shape [1]"),
        ({"a": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}, "overlap or leave gaps"),
        ({"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}, "there are 8"),
        ({"a": {"dtype": "F8_E4M3", "shape": [8], "data_offsets": [0, 8]}}, "F8_E4M3"),
        ({"a": {"dtype": "F32"}}, "header is broken"),
        ([], "header is broken"),
    ],
)
def test_headers_that_do_not_fit_are_refused(tmp_path: Path, header: Any, words: str) -> None:
    encoded = json.dumps(header).encode()
    with pytest.raises(UsageError, match="Cannot read the weights") as error:
        read(tmp_path, len(encoded).to_bytes(8, "little") + encoded + bytes(8), "model.safetensors")
    assert words in error.value.message


def test_a_shared_tensor_has_all_its_names(tmp_path: Path) -> None:
    """As safetensors.torch.save_model keeps them."""
    save_file({"kept": ONES}, tmp_path / "model.safetensors", metadata={"other": "kept", "format": "pt"})
    tensors = open_weights(tmp_path)
    assert tensors["other"] == tensors["kept"]
    assert set(tensors) == {"kept", "other"}
