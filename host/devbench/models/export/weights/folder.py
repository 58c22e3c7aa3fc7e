"""The weights of a checkpoint's folder, whatever their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from devbench.errors import UsageError
from devbench.models.export.weights.safetensors_file import read_safetensors
from devbench.models.export.weights.stored_tensor import BrokenWeights, MappedFile, StoredTensor
from devbench.models.export.weights.torch_file import read_torch
from devbench.models.export.weights.unpickler import ForeignPickle

SAFETENSORS_FILE = "model.safetensors"
PYTORCH_FILE = "pytorch_model.bin"

_INDEX = ".index.json"
_LFS_POINTER = b"version https://git-lfs"
_OTHER_LAYOUT = "Load them with the class that was trained, and save its transformers model with save_pretrained."
_OTHER_FORMAT = "Use the checkpoint that they were made from."
_FOREIGN = {
    "tf_model.h5": (
        "TensorFlow's",
        "Load them with from_pretrained(..., from_tf=True) of transformers 4, and save them.",
    ),
    "*.ckpt.index": ("TensorFlow's", "Load them with load_tf_weights_in_bert of transformers 4, and save them."),
    "saved_model.pb": ("TensorFlow's", "Convert them with TensorFlow's own converter, which writes a .tflite."),
    "flax_model.msgpack": (
        "Flax's",
        "Load them with from_pretrained(..., from_flax=True) of transformers 4, and save them.",
    ),
    "adapter_model.*": ("an adapter's", "Load them with peft, call merge_and_unload(), and save the result."),
    "*.ckpt": ("a training run's", _OTHER_LAYOUT),
    "*.pt": ("a training run's", _OTHER_LAYOUT),
    "*.pth": ("a training run's", _OTHER_LAYOUT),
    "*.onnx": ("ONNX's", _OTHER_FORMAT),
    "*.gguf": ("llama.cpp's", _OTHER_FORMAT),
    "*.ot": ("rust-bert's", _OTHER_FORMAT),
}
"""Files of weights that are not read: whose they are, and what to do."""


def open_weights(folder: Path) -> dict[str, StoredTensor]:
    """All tensors by name; safetensors come before pickled ones, as in transformers.

    Raises UsageError naming the file that is missing, broken, or holds more than tensors.
    """
    tensors: dict[str, StoredTensor] = {}
    for path in _files(folder):
        tensors |= _read(path)
    return tensors


def foreign_weights(folder: Path) -> UsageError | None:
    """What to say of a folder that holds the weights of another framework."""
    for pattern, (whose, advice) in _FOREIGN.items():
        if found := sorted(folder.glob(pattern)):
            return UsageError(
                f"The weights in {folder} are {whose}, {found[0].name}: devbench reads {SAFETENSORS_FILE} and "
                f"{PYTORCH_FILE}.",
                advice,
            )
    return None


def _files(folder: Path) -> list[Path]:
    for name in (SAFETENSORS_FILE, PYTORCH_FILE):
        if (folder / name).is_file():
            return [folder / name]
        if (folder / f"{name}{_INDEX}").is_file():
            return _shards(folder / f"{name}{_INDEX}")
    raise foreign_weights(folder) or UsageError(
        f"The checkpoint {folder} holds neither {SAFETENSORS_FILE} nor {PYTORCH_FILE}.",
        "Save it with transformers' save_pretrained.",
    )


def _shards(index: Path) -> list[Path]:
    try:
        weight_map: Any = json.loads(index.read_bytes())["weight_map"]
        names = sorted({str(name) for name in weight_map.values()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError(f"{index} has no weight_map.", "Use the index that came with the weights.") from error
    if outside := [name for name in names if Path(name).name != name]:
        raise UsageError(f"{index} names a file outside its folder: {outside[0]}.", "Do not use this checkpoint.")
    return [index.with_name(name) for name in names]


def _read(path: Path) -> dict[str, StoredTensor]:
    try:
        file = MappedFile(path)
        if file.bytes[: len(_LFS_POINTER)].tobytes() == _LFS_POINTER:
            raise UsageError(f"{path} is a git LFS pointer; its weights were not fetched.", "Run `git lfs pull` there.")
        return read_safetensors(file) if path.suffix == ".safetensors" else read_torch(path, file)
    except OSError as error:
        raise UsageError(f"Cannot read the weights {path}: {error.strerror}.", "Download them again.") from error
    except ForeignPickle as error:
        raise UsageError(
            f"Refused to read the weights {path}: {error}.",
            "Get them from a source that you trust, or save them as model.safetensors with save_pretrained.",
        ) from error
    except BrokenWeights as error:
        raise UsageError(f"Cannot read the weights {path}: {error}.", "Download them again.") from error
