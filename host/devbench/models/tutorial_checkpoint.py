"""What the tutorial begins with: ``python -m devbench.models.tutorial_checkpoint FOLDER``.

A checkpoint of classify-en-tiny as transformers would save it, from the weights of the bundled fp32 model, and beside
it the model's held-out data.
"""

from __future__ import annotations

import json
import math
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench import assets
from devbench.models.card import CARD_FILE, read_card

if TYPE_CHECKING:
    import numpy as np

MODEL = "classify-en-tiny"
_HEADS = 4
_POSITIONS = "positions"
"""The one tensor that the export names otherwise: the rows of a table that the sequence length leaves."""


def write(folder: Path) -> Path:
    """Makes ``folder``, and ``folder.jsonl`` beside it with the data, whose path is returned."""
    from safetensors.numpy import save_file

    source = assets.model_folder(MODEL)
    card = read_card(source / CARD_FILE)
    weights = _weights(source / card.variants["fp32"])
    positions, hidden = weights["bert.embeddings.position_embeddings.weight"].shape
    config = {
        "model_type": "bert",
        "architectures": ["BertForSequenceClassification"],
        "vocab_size": len(weights["bert.embeddings.word_embeddings.weight"]),
        "hidden_size": hidden,
        "num_hidden_layers": 2,
        "num_attention_heads": _HEADS,
        "intermediate_size": len(weights["bert.encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": positions,
        "type_vocab_size": 2,
        "id2label": dict(enumerate(card.labels or ())),
    }
    tokenizer = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": positions}
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(source / card.vocabulary, folder / "vocab.txt")
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    data = folder.with_name(f"{folder.name}.jsonl")
    shutil.copyfile(assets.dataset(str(card.data)), data)
    return data


def _weights(model: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The parameters in a model that `devbench export` wrote, by their names in the checkpoint."""
    import numpy as np

    from devbench.models.schema import schema

    file = schema.Model.GetRootAs(model.read_bytes())
    graph = file.Subgraphs(0)
    weights = {}
    for tensor in map(graph.Tensors, range(graph.TensorsLength())):
        name = tensor.Name().decode()
        if name == _POSITIONS:
            name = "bert.embeddings.position_embeddings.weight"
        elif not name.startswith(("bert.", "classifier")):
            continue
        elif not name.endswith((".weight", ".bias")):
            name += ".weight"
        shape = [size for size in tensor.ShapeAsNumpy() if size > 1]
        values = file.Buffers(tensor.Buffer()).DataAsNumpy().view(np.float32).reshape(shape)
        weights[name] = values * np.float32(_scale(shape[0])) if ".query" in name else values
    return weights


def _scale(hidden: int) -> float:
    """The export divides queries by it, which saves the graph a multiplication."""
    return math.sqrt(hidden // _HEADS)


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("Usage: python -m devbench.models.tutorial_checkpoint FOLDER")
    folder = Path(arguments[0])
    try:
        data = write(folder)
    except OSError as error:
        sys.exit(
            f"error: Cannot write {error.filename}: {error.strerror}.\n  try: Name a folder that does not exist yet."
        )
    print(f"{folder} is a checkpoint, {data} has its data.")


if __name__ == "__main__":
    main(sys.argv[1:])
