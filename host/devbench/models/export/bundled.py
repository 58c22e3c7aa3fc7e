"""A bundled model written as an exported one, to be looked at or changed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from devbench import assets, suggest
from devbench.errors import UsageError
from devbench.models.binding import decoder_beside
from devbench.models.card import CARD_FILE, read_card
from devbench.models.export import bundle
from devbench.models.export.exporter import ExportReport


def copy(name: str, output: Path, quantize: str, *, force: bool = False) -> ExportReport:
    """Writes ``output`` (.tflite) and, beside it, vocabulary and card; for generation the decoder too."""
    bundle.check_name(output)
    folder = assets.model_folder(name)
    card = read_card(folder / CARD_FILE)
    if quantize not in card.variants:
        raise UsageError(f"The model {name} has no variant {quantize!r}.", suggest.closest(quantize, card.variants))
    model, vocabulary = folder / card.variants[quantize], (folder / card.vocabulary).read_bytes()
    files = {output: model.read_bytes()}
    if (decoder := decoder_beside(model)).is_file():
        files[decoder_beside(output)] = decoder.read_bytes()
    card = msgspec.structs.replace(card, variants={quantize: output.name})
    card = bundle.merge(card, vocabulary, output.parent, force)
    bundle.write(output.parent, {path.name: content for path, content in files.items()}, card, vocabulary)
    return ExportReport(models=list(files), bytes=sum(map(len, files.values())), parameters=None, card=card)
