"""Where a model is: a file, a folder or a bundled model, whichever somebody names; with its card, if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench import assets, suggest
from devbench.choices import DEFAULT_VARIANT, QUANTIZATIONS
from devbench.errors import UsageError
from devbench.models.card import CARD_FILE, Card, find_card, read_card
from devbench.results import names

_MODEL = ".tflite"
_CHECKPOINT_FILES = ("config.json", "modules.json")
_WEIGHTS = ("*.safetensors", "*.bin")


@dataclass(frozen=True)
class Source:
    """A model file with its card, if it has one; or the folder of a checkpoint, which is still to be exported."""

    path: Path
    card: Card | None

    @property
    def name(self) -> str:
        return self.card.name if self.card else self.path.stem

    @property
    def is_checkpoint(self) -> bool:
        return self.path.is_dir()

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        """With the names of the tensors that play them, as far as the card says."""
        return tuple(self.card.roles.items()) if self.card else ()

    def beside(self, name: str) -> Path | None:
        path = self.path.with_name(name)
        return path if path.is_file() else None


def find(model: str, variant: str | None) -> Source:
    """A file comes before a folder, and a folder before a bundled model.

    Raises UsageError if there is no such model or variant.
    """
    named = Path(model)
    if named.is_file():
        return _single(Source(named, find_card(named)), variant)
    if named.suffix == _MODEL and not named.is_dir():
        there = [str(path) for path in _files(named.parent, f"*{_MODEL}")]
        raise UsageError(f"There is no model file {named}.", suggest.closest(model, there) or "Check the path.")
    if (named / CARD_FILE).is_file():
        return _carded(named, variant)
    if _is_checkpoint(named):
        if files := _files(named, f"*{_MODEL}"):
            raise UsageError(
                f"The folder {named} holds a checkpoint and {'a model file' if len(files) == 1 else 'model files'}.",
                f"Name {files[0]}, or run `devbench export {named} -o FOLDER/model.tflite` and name that.",
            )
        if variant is not None and variant not in QUANTIZATIONS:
            raise UsageError(
                f"The checkpoint {model} cannot be exported as {variant!r}.", suggest.closest(variant, QUANTIZATIONS)
            )
        return Source(named, None)
    if model in assets.model_names():
        return _carded(assets.model_folder(model), variant)
    if named.is_dir():
        return _single(_only_model(named), variant)
    if names.is_general(model):
        raise UsageError(f"{model} is a result, not a model.", f"Run `devbench report {model}` to show it.")
    known = [*assets.model_names(), *map(str, _files(Path(), f"*{_MODEL}"))]
    raise UsageError(
        f"There is no model {model}: it is neither a file, nor a folder, nor a bundled model.",
        suggest.closest(model, known),
    )


def is_model(named: str) -> bool:
    """Whether `find` would look for a model of this name, there or not."""
    path = Path(named)
    is_folder = (path / CARD_FILE).is_file() or _is_checkpoint(path)
    return path.suffix == _MODEL or is_folder or named in assets.model_names()


def has_card(named: str) -> bool:
    try:
        return find(named, None).card is not None
    except UsageError:  # there is no such model, or something else is named
        return False


def _is_checkpoint(folder: Path) -> bool:
    """A config.json beside a model file alone is that model's."""
    has_config = any((folder / name).is_file() for name in _CHECKPOINT_FILES)
    return has_config and (not _files(folder, f"*{_MODEL}") or bool(_files(folder, *_WEIGHTS)))


def _files(folder: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def _carded(folder: Path, variant: str | None) -> Source:
    card = read_card(folder / CARD_FILE)
    variant = variant or (DEFAULT_VARIANT if DEFAULT_VARIANT in card.variants else next(iter(card.variants)))
    if variant not in card.variants:
        raise UsageError(f"The model {card.name} has no variant {variant!r}.", suggest.closest(variant, card.variants))
    return Source(folder / card.variants[variant], card)


def _single(source: Source, variant: str | None) -> Source:
    if variant is not None:
        raise UsageError(
            f"{source.path} is a file, so the variant {variant} has no effect on it.",
            "Leave --variant out, or name the file of that variant.",
        )
    return source


def _only_model(folder: Path) -> Source:
    """Of a folder without a card: a model file, if it is the only one."""
    found = _files(folder, f"*{_MODEL}")
    if len(found) == 1:
        return Source(found[0], None)
    if found:
        raise UsageError(
            f"The folder {folder} has {len(found)} model files and no card ({CARD_FILE}).",
            f"Name one of them: {', '.join(str(path) for path in found)}.",
        )
    raise UsageError(
        f"The folder {folder} holds no model: neither a checkpoint's config.json, nor a card ({CARD_FILE}), nor a "
        f"{_MODEL} file.",
        "Name a model file, or a folder that transformers' save_pretrained wrote.",
    )
