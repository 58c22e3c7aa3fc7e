"""Readers of weights as people have them: safetensors, and what ``torch.save`` writes, without torch."""

from devbench.models.export.weights.folder import foreign_weights, open_weights
from devbench.models.export.weights.stored_tensor import StoredTensor

__all__ = ["StoredTensor", "foreign_weights", "open_weights"]
