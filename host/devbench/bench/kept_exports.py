"""Checkpoints that are named in place of models: exported once, and kept by what they were exported from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from devbench import __version__, cache
from devbench.bench.model_source import Source
from devbench.bench.observer import Observer
from devbench.bench.plan import File
from devbench.bench.request import Request
from devbench.choices import DEFAULT_VARIANT
from devbench.models.card import find_card
from devbench.tokenizers.settings import TokenizerSettings

_FOLDER = "exports"
_DIGESTS = "digests.json"
"""Of an export's files, written last."""
_CONFIGURATION = ("*config.json", "modules.json", "tokenizer.json", "*tokens*.json", "vocab.txt")
_READ_BY_EXPORT = (*_CONFIGURATION, "*.safetensors", "*.bin", "*.index.json")


def usable(source: Source, request: Request, observer: Observer) -> Source:
    """The source itself, or the model that a checkpoint is exported as. Raises UsageError."""
    if not source.is_checkpoint:
        return source
    model = kept(
        source.path,
        request.task,
        request.sequence_length,
        request.variant or DEFAULT_VARIANT,
        cased=request.cased,
        observer=observer,
    )
    return replace(source, path=model, card=find_card(model))


def kept(
    checkpoint: Path,
    task: str | None,
    sequence_length: int | None,
    quantize: str,
    *,
    cased: bool | None = None,
    observer: Observer,
) -> Path:
    """The .tflite file of a checkpoint, whose card is beside it. What is None is what suits the checkpoint."""
    named = checkpoint.resolve().name
    depends_on = [__version__, named, _digest(checkpoint), task, sequence_length, quantize, cased]
    key = hashlib.sha256(json.dumps(depends_on).encode()).hexdigest()[:16]
    output = cache.folder(_FOLDER) / key / f"model.{quantize}.tflite"
    if _is_whole(output.parent):
        return output
    from devbench.models.export import export

    tokenizer = None if cased is None else TokenizerSettings(lowercase=not cased, strip_accents=not cased)
    observer.exporting(checkpoint)
    report = export(checkpoint, output, task, sequence_length, quantize, tokenizer=tokenizer, force=True)
    cache.write(output.with_name(_DIGESTS), _digests(output.parent))
    observer.exported(checkpoint, output, report.card)
    return output


def _digest(checkpoint: Path) -> str:
    """Of the names and contents of all that an export may read."""
    files = {path.relative_to(checkpoint).as_posix(): File.read(path).sha256 for path in sorted(_files(checkpoint))}
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()


def _is_whole(folder: Path) -> bool:
    """Whether all of an export was written, and is still as it was then."""
    kept_digests = folder / _DIGESTS
    return kept_digests.is_file() and kept_digests.read_bytes() == _digests(folder)


def _digests(folder: Path) -> bytes:
    files = [path for path in sorted(folder.glob("[!.]*")) if path.name != _DIGESTS]
    return json.dumps({path.name: File.read(path).sha256 for path in files}, indent=2).encode()


def _files(checkpoint: Path) -> Iterator[Path]:
    """The folder's, and those of the modules that a sentence-transformers checkpoint has in folders of its own."""
    for folder in (checkpoint, *(path.parent for path in checkpoint.glob("*/config.json"))):
        yield from (path for path in folder.iterdir() if any(map(path.match, _READ_BY_EXPORT)) and path.is_file())
