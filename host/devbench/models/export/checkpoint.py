"""Hugging Face checkpoints: a folder with ``config.json`` and the weights, read tensor by tensor."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
import numpy as np

from devbench.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

CONFIG_FILE = "config.json"
SAFETENSORS_FILE = "model.safetensors"
SAFETENSORS_INDEX_FILE = "model.safetensors.index.json"
PYTORCH_FILE = "pytorch_model.bin"
PYTORCH_INDEX_FILE = "pytorch_model.bin.index.json"

_OLD_NAMES = {".LayerNorm.gamma": ".LayerNorm.weight", ".LayerNorm.beta": ".LayerNorm.bias"}
"""Checkpoints that were converted from TensorFlow before 2020 keep its names."""

_Config = TypeVar("_Config")


class _Identity(msgspec.Struct):
    model_type: str | None = None
    architectures: list[str] | None = None


class _Shard(Protocol):
    """An open file of weights."""

    def keys(self) -> Iterable[str]: ...

    def shape(self, name: str) -> tuple[int, ...]: ...

    def tensor(self, name: str) -> Array: ...


class Checkpoint:
    """An open checkpoint; a context manager. Weights stay in the mapped files until they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = ExitStack()
        self._config = _read_json(folder / CONFIG_FILE)
        self._shard_of: dict[str, tuple[_Shard, str]] = {}
        for path in _weight_files(folder):
            shard = _open_shard(path, self._files)
            self._shard_of.update({_modern(name): (shard, name) for name in shard.keys()})  # noqa: SIM118

    def __enter__(self) -> Checkpoint:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._files.close()

    @property
    def model_type(self) -> str:
        return str(self.configure(_Identity).model_type)

    @property
    def architectures(self) -> str:
        """The classes that it was saved from, in words."""
        return ", ".join(self.configure(_Identity).architectures or [self.model_type])

    @property
    def parameters(self) -> int:
        return sum(int(np.prod(shard.shape(name))) for shard, name in self._shard_of.values())

    def configure(self, kind: type[_Config]) -> _Config:
        """The configuration, or what a type holds of it. Raises UsageError naming the field that is wrong."""
        try:
            return msgspec.convert(self._config, kind, strict=False, str_keys=True)
        except msgspec.ValidationError as error:
            raise UsageError(
                f"{self.folder / CONFIG_FILE} does not describe a model that can be exported: {error}.",
                "Take the config.json that came with the weights.",
            ) from error

    def has(self, name: str) -> bool:
        return name in self._shard_of

    def shape(self, name: str) -> tuple[int, ...]:
        shard, stored_name = self._find(name)
        return shard.shape(stored_name)

    def tensor(self, name: str) -> Array:
        """One tensor as float32. Raises UsageError where it is missing or holds NaN or infinity."""
        shard, stored_name = self._find(name)
        value = shard.tensor(stored_name)
        if not np.isfinite(value).all():
            raise UsageError(
                f"The tensor {name} of the checkpoint {self.folder} holds NaN or infinity.",
                "Train it again, or take an earlier step of the training.",
            )
        return value

    def _find(self, name: str) -> tuple[_Shard, str]:
        if name not in self._shard_of:
            raise UsageError(
                f"The checkpoint {self.folder} has no tensor {name}.",
                f"It was saved as {self.architectures}: choose the --task that it was trained for.",
            )
        return self._shard_of[name]


def _modern(name: str) -> str:
    for old, new in _OLD_NAMES.items():
        if name.endswith(old):
            return name.removesuffix(old) + new
    return name


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(
            f"{path.parent} is no checkpoint: {path.name} cannot be read ({error.strerror}).",
            "Name a folder as transformers' save_pretrained writes it.",
        ) from error
    except ValueError as error:
        raise UsageError(f"{path} is not valid JSON: {error}.", "Take the file that came with the weights.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path} holds no JSON object.", "Take the file that came with the weights.")
    return value


def _weight_files(folder: Path) -> list[Path]:
    """The files that hold the weights; safetensors before pickled ones."""
    for whole, index in ((SAFETENSORS_FILE, SAFETENSORS_INDEX_FILE), (PYTORCH_FILE, PYTORCH_INDEX_FILE)):
        if (folder / whole).is_file():
            return [folder / whole]
        if (folder / index).is_file():
            return _shards_of(folder / index)
    raise UsageError(
        f"The checkpoint {folder} holds neither {SAFETENSORS_FILE} nor {PYTORCH_FILE}.",
        "Save it with transformers' save_pretrained.",
    )


def _shards_of(index: Path) -> list[Path]:
    weight_map = _read_json(index).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise UsageError(f"{index} has no weight_map.", "Take the index that came with the weights.")
    names = sorted({str(name) for name in weight_map.values()})
    if outside := [name for name in names if Path(name).name != name]:
        raise UsageError(f"{index} names a file outside its folder: {outside[0]}.", "Do not use this checkpoint.")
    return [index.with_name(name) for name in names]


def _open_shard(path: Path, files: ExitStack) -> _Shard:
    if path.suffix == ".bin":
        return _TorchShard(path)
    return _SafetensorsShard(path, files)


class _SafetensorsShard:
    def __init__(self, path: Path, files: ExitStack) -> None:
        from safetensors import SafetensorError, safe_open

        self._path = path
        try:
            self._file: Any = files.enter_context(safe_open(path, framework="numpy"))
        except (OSError, SafetensorError) as error:
            raise UsageError(f"Cannot read the weights {path}: {error}.", "Download them again.") from error

    def keys(self) -> Iterable[str]:
        names: list[str] = self._file.keys()
        return names

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(self._file.get_slice(name).get_shape())

    def tensor(self, name: str) -> Array:
        value: Array = self._file.get_tensor(name).astype(np.float32, copy=False)
        return value


class _TorchShard:
    """A pickled file, read by torch without running what the pickle says."""

    def __init__(self, path: Path) -> None:
        try:
            torch = importlib.import_module("torch")
        except ModuleNotFoundError as error:
            raise UsageError(
                f"{path} can only be read with torch, which is not installed.",
                "Run `pip install torch`, or save the checkpoint as safetensors.",
            ) from error
        try:
            self._tensors: Mapping[str, Any] = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        except Exception as error:  # torch has no common base for what a broken file raises
            raise UsageError(
                f"Cannot read the weights {path}: {error}.", "Save the checkpoint as safetensors."
            ) from error

    def keys(self) -> Iterable[str]:
        return self._tensors.keys()

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(self._tensors[name].shape)

    def tensor(self, name: str) -> Array:
        value: Array = self._tensors[name].float().numpy()
        return value
