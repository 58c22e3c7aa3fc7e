"""The harness's tokenizer, compiled, driven from here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from tests.paths import CHECKOUT


def kotlin_tokens(settings: TokenizerSettings, vocabulary: Path, texts: Sequence[str], folder: Path) -> list[str]:
    """The tokens of each text as ``reference_tokens`` writes them."""
    settings_file, texts_file, output = folder / "settings.json", folder / "texts.jsonl", folder / "tokens.txt"
    settings_file.write_bytes(msgspec.json.encode(settings))
    texts_file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="ascii")
    files = [settings_file, vocabulary, texts_file, output]
    command = [java(), "-cp", classpath(), "io.devbench.TokenizeMain", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return output.read_text(encoding="ascii").removesuffix("\n").split("\n")


def reference_tokens(reference: ReferenceTokenizer, text: str) -> str:
    """The tokens as ``id:start:end`` with spaces between, and ``:word`` after those that begin a word."""
    encoding = reference.encode(text)
    words = set(reference.word_starts(encoding))
    tokens = zip(encoding.ids, encoding.offsets, strict=True)
    return " ".join(f"{token}:{start}:{end}{':word' * (i in words)}" for i, (token, (start, end)) in enumerate(tokens))


def java() -> str:
    found = shutil.which("java")
    if found is None:
        pytest.fail("There is no java. Install a JDK, or leave these tests out: pytest -m 'not kotlin'.")
    return found


def classpath() -> str:
    parts = [CHECKOUT / "android_harness/core/build/test.jar", CHECKOUT / "device_assets/harness/desktop.jar"]
    if not all(part.exists() for part in parts):
        pytest.fail("The Kotlin tests are not built. Run `make test-kotlin`, or leave out: pytest -m 'not kotlin'.")
    return os.pathsep.join(map(str, parts))
