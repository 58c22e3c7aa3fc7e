"""Writes references.npz: what transformers gives for each checkpoint of checkpoints.py.

For developers alone: needs torch, transformers and sentence-transformers, which the tests do not.

    python -m tests.models.make_references [CASE...]

Without names all cases are computed again.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import transformers
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from tests.models import checkpoints
from tests.models.checkpoints import Case

_OUTPUTS = ("start_logits", "end_logits", "logits", "last_hidden_state")
_TARGET = Path(__file__).with_name("references.npz")


def main(names: list[str]) -> None:
    references = dict(np.load(_TARGET)) if names else {}
    for case in (checkpoints.CASES[name] for name in names or checkpoints.CASES):
        with tempfile.TemporaryDirectory() as folder:
            outputs = _outputs(case, _restore_heads(checkpoints.write(case, Path(folder))))
        references.update({f"{case.name}/{name}": value for name, value in outputs.items()})
    np.savez_compressed(_TARGET, **references)
    print(f"{_TARGET}: {_TARGET.stat().st_size:,} bytes, {len(references)} outputs")


def _outputs(case: Case, folder: Path) -> dict[str, NDArray[np.float32]]:
    model, loading = getattr(transformers, case.transformers_class).from_pretrained(folder, output_loading_info=True)
    wrong = {what: names for what, names in loading.items() if names}
    if wrong:
        raise SystemExit(f"{case.name}: {wrong}")
    values = {name: torch.tensor(value.astype(np.int64)) for name, value in checkpoints.inputs(case).items()}
    with torch.no_grad():
        result = model.eval()(**values)
    if case.pooling:
        return {"sentence_embedding": _embedding(folder, result.last_hidden_state, values["attention_mask"])}
    outputs = {name: result[name].numpy() for name in _OUTPUTS if name in result}
    if case.architecture == "bert2bert":
        outputs["last_hidden_state"] = _projected(model, result.encoder_last_hidden_state)
    return outputs


def _restore_heads(folder: Path) -> Path:
    """Puts the pruned heads back, with zeros for weights, so that they say nothing: transformers 5 does not prune."""
    config, tensors = json.loads((folder / "config.json").read_text()), load_file(folder / "model.safetensors")
    parts = {"encoder.": "encoder", "decoder.": "decoder"} if config["model_type"] == "encoder-decoder" else {"": ""}
    for prefix, name in parts.items():
        part = config[name] if name else config
        for layer, heads in part.pop("pruned_heads", {}).items():
            _restore_layer(tensors, prefix, f"layer.{layer}.attention.", heads)
    (folder / "config.json").write_text(json.dumps(config))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def _restore_layer(tensors: dict[str, NDArray[np.float32]], prefix: str, layer: str, pruned: list[int]) -> None:
    names = [name for name in tensors if name.startswith(prefix) and layer in name and "LayerNorm" not in name]
    total = checkpoints.HEADS
    for name in names:
        axis = 1 if "out" in name.removeprefix(prefix).rpartition(layer)[2] else 0
        if axis == tensors[name].ndim:
            continue  # the bias of what follows the heads
        kept = np.split(tensors[name], total - len(pruned), axis)
        nothing, rest = np.zeros_like(kept[0]), iter(kept)
        heads = [nothing if head in pruned else next(rest) for head in range(total)]
        tensors[name] = np.concatenate(heads, axis)


def _embedding(folder: Path, hidden: torch.Tensor, mask: torch.Tensor) -> NDArray[np.float32]:
    from sentence_transformers import SentenceTransformer

    features = {"token_embeddings": hidden, "attention_mask": mask}
    for module in list(SentenceTransformer(str(folder), device="cpu"))[1:]:
        features = module(features)
    embedding: NDArray[np.float32] = features["sentence_embedding"].numpy()
    return embedding


def _projected(model: transformers.EncoderDecoderModel, hidden: torch.Tensor) -> NDArray[np.float32]:
    with torch.no_grad():
        projected = model.enc_to_dec_proj(hidden) if hasattr(model, "enc_to_dec_proj") else hidden
        states: NDArray[np.float32] = projected.numpy()
        return states


if __name__ == "__main__":
    main(sys.argv[1:])
