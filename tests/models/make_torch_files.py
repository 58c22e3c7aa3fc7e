"""Writes torch_files/: what ``torch.save`` makes of one small state dict before and since PyTorch 1.6, and its values.

For developers alone: needs torch, which the tests do not.

    python -m tests.models.make_torch_files
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch

_FOLDER = Path(__file__).with_name("torch_files")


def main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    state = _state()
    torch.save(state, _FOLDER / "zip.bin")
    torch.save(state, _FOLDER / "legacy.bin", _use_new_zipfile_serialization=False)
    torch.save({"plain dict": state["float32"]}, _FOLDER / "protocol4.bin", pickle_protocol=4)
    # a module's own pickle, with its classes: more than tensors
    torch.save(torch.nn.Linear(2, 2), _FOLDER / "module.bin")
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), _FOLDER / "torchscript.bin")
    values = {name: tensor.detach().float().numpy() for name, tensor in state.items()}
    np.savez_compressed(_FOLDER / "values.npz", **values)


def _state() -> OrderedDict[str, torch.Tensor]:
    """Each kind of tensor that checkpoints have: narrow, shared, parts of others, not contiguous."""
    table = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 7
    state = OrderedDict(
        {
            "float32": table,
            "tied": table,
            "transposed": table.t(),
            "part": table[1:, 1:3],
            "float16": table.half(),
            "bfloat16": table.bfloat16(),
            "float64": table.double(),
            "position_ids": torch.arange(5).expand((1, -1)),
            "parameter": torch.nn.Parameter(table[2].clone()),
            "scalar": torch.tensor(0.25),
            "empty": torch.zeros(0, 3),
        }
    )
    state._metadata = OrderedDict({"": {"version": 1}})  # type: ignore[attr-defined]
    return state


if __name__ == "__main__":
    main()
