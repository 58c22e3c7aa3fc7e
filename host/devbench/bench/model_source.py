"""Where a model is: a file that somebody names, or a bundled one; with its card, if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench import assets
from devbench.choices import DEFAULT_VARIANT
from devbench.errors import UsageError
from devbench.models.card import Card, find_card, read_card


@dataclass(frozen=True)
class Source:
    """A model file with its card, if it has one."""

    path: Path
    card: Card | None

    @property
    def name(self) -> str:
        return self.card.name if self.card else self.path.stem

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        """With the names of the tensors that play them, as far as the card says."""
        return tuple(self.card.roles.items()) if self.card else ()

    def beside(self, name: str) -> Path | None:
        path = self.path.with_name(name)
        return path if path.is_file() else None


def find(model: str, variant: str | None) -> Source:
    """Raises UsageError if there is no such model or variant."""
    named = Path(model)
    if named.is_file():
        return Source(named, find_card(named))
    if named.suffix == ".tflite":
        raise UsageError(f"There is no model file {named}.", "Check the name.")
    folder = named if (named / "model.json").is_file() else assets.model_folder(model)
    card = read_card(folder / "model.json")
    variant = variant or (DEFAULT_VARIANT if DEFAULT_VARIANT in card.variants else next(iter(card.variants)))
    if variant not in card.variants:
        raise UsageError(
            f"The model {card.name} has no variant {variant!r}.", f"Variants are: {', '.join(card.variants)}."
        )
    return Source(folder / card.variants[variant], card)
