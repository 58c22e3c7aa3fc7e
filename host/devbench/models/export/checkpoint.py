"""Hugging Face checkpoints: a folder with ``config.json`` and the weights, read tensor by tensor."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import numpy as np

from devbench.errors import UsageError
from devbench.models.export.weights import StoredTensor, foreign_weights, open_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

CONFIG_FILE = "config.json"

_WRAPPER = "module."
"""What torch's DataParallel puts before every name."""
_CLASS_OF_TASK = re.compile(r"(For|Model|LMHead).*")
_OF_ENCODER = re.compile(r"(^|\.)(embeddings|layer)\.(?!embedding_transformation|\d+\.bottleneck\.attention)")
"""What a model cannot do without; the exceptions are MobileBERT's, which has them also where it does not use them."""

_OLD_NAMES = {".LayerNorm.gamma": ".LayerNorm.weight", ".LayerNorm.beta": ".LayerNorm.bias"}
"""Checkpoints that were converted from TensorFlow before 2020 keep its names."""

_Config = TypeVar("_Config")


class _Identity(msgspec.Struct):
    model_type: str | None = None
    architectures: list[str] | None = None


class Checkpoint:
    """Weights stay in the mapped files until they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder is no checkpoint."""
        self.folder = folder
        self.config = _read_config(folder)
        self._read: set[str] = set()
        self._shared: tuple[str, str] | None = None

    @cached_property
    def _tensors(self) -> dict[str, StoredTensor]:
        tensors = open_weights(self.folder)
        wrapped = all(name.startswith(_WRAPPER) for name in tensors)
        return {_modern(name.removeprefix(_WRAPPER) if wrapped else name): tensor for name, tensor in tensors.items()}

    @property
    def model_type(self) -> str:
        """Empty where config.json does not tell; those before 2020 tell it by the class alone."""
        identity = self.configure(_Identity)
        return identity.model_type or _CLASS_OF_TASK.sub("", (identity.architectures or [""])[0]).lower()

    @property
    def architectures(self) -> str:
        """The classes that it was saved from, in words."""
        return ", ".join(self.configure(_Identity).architectures or [self.model_type])

    @property
    def parameters(self) -> int:
        """Trained values; those that several tensors share count once."""
        return sum(math.prod(tensor.shape) for tensor in set(self._tensors.values()) if tensor.is_float)

    def configure(self, kind: type[_Config]) -> _Config:
        """The configuration, or what a type holds of it. Raises UsageError naming the field that is wrong."""
        try:
            return msgspec.convert(self.config, kind, strict=False, str_keys=True)
        except msgspec.ValidationError as error:
            raise UsageError(
                f"{self.folder / CONFIG_FILE} does not describe a model that can be exported: {error}.",
                "Use the config.json that came with the weights.",
            ) from error

    def share(self, one: str, other: str) -> None:
        """A tensor that is missing under one prefix is that of the same name under the other."""
        self._shared = one, other

    def has(self, name: str) -> bool:
        return self._stored_name(name) is not None

    def shape(self, name: str) -> tuple[int, ...]:
        return self.stored(name).shape

    def tensor(self, name: str) -> Array:
        """One tensor as float32. Raises UsageError where it is missing, of integers, or holds NaN or infinity."""
        stored = self.stored(name)
        if not stored.is_float:
            raise UsageError(
                f"The tensor {name} of the checkpoint {self.folder} holds {stored.dtype}, not trained values.",
                "Export the checkpoint as it was before it was quantized.",
            )
        value = stored.read()
        if not np.isfinite(value).all():
            raise UsageError(
                f"The tensor {name} of the checkpoint {self.folder} holds NaN or infinity.",
                "Use an earlier checkpoint of the training, or train it again.",
            )
        return value

    def check_all_read(self) -> None:
        """Raises UsageError where a layer has a tensor that took no part: the model would not compute as trained."""
        names = [name for name, tensor in self._tensors.items() if tensor.is_float and _OF_ENCODER.search(name)]
        if unread := sorted(set(names) - self._read):
            raise UsageError(
                f"The checkpoint {self.folder} has a tensor {unread[0]} that its {CONFIG_FILE} does not account for.",
                "Use the config.json that came with the weights, and merge adapters and quantizers into the weights.",
            )

    def stored(self, name: str) -> StoredTensor:
        """Where a tensor is; two names of one tensor give the same. Raises UsageError where it is missing."""
        stored_name = self._stored_name(name)
        if stored_name is None:
            raise UsageError(
                f"The checkpoint {self.folder} has no tensor {name}.",
                f"Choose the --task that it was trained for (it was saved as {self.architectures}), with the "
                f"{CONFIG_FILE} that came with it.",
            )
        self._read.add(stored_name)
        return self._tensors[stored_name]

    def _stored_name(self, name: str) -> str | None:
        names = [name]
        for prefix, other in permutations(self._shared or (), 2):
            if name.startswith(prefix):
                names.append(other + name.removeprefix(prefix))
        return next((known for known in names if known in self._tensors), None)


def _modern(name: str) -> str:
    for old, new in _OLD_NAMES.items():
        if name.endswith(old):
            return name.removesuffix(old) + new
    return name


def _read_config(folder: Path) -> Mapping[str, Any]:
    path = folder / CONFIG_FILE
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise foreign_weights(folder) or UsageError(
            f"{folder} is not a checkpoint: {CONFIG_FILE} cannot be read ({error.strerror}).",
            "Name a folder that transformers' save_pretrained wrote.",
        ) from error
    except ValueError as error:
        raise UsageError(f"{path} is not valid JSON: {error}.", "Use the file that came with the weights.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path} is not a JSON object.", "Use the file that came with the weights.")
    return value
