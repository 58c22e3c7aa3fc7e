"""WordPiece in the harness, in a warm JVM on one thread, against Rust `tokenizers` on one thread, on the same text."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from pydoc_data.topics import topics

import msgspec
from tokenizers import BertWordPieceTokenizer

from comparison import Comparison, NotMeasured, Target, in_turns
from devbench import assets, jvm
from devbench.tokenizers.settings import TokenizerSettings
from devbench.units import NS_PER_S
from setting import CHECKOUT, Setting

TEXT_BYTES = 1_000_000
SECONDS = 5
"""As long as TokenizeMain goes on."""


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    texts, vocabulary = paragraphs(), setting.model.with_name("vocab.txt")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    in_one_call = partial(tokenizer.encode_batch, texts, add_special_tokens=False)

    def one_by_one() -> None:
        for text in texts:
            tokenizer.encode(text, add_special_tokens=False)

    def in_rust() -> float:
        """In the way in which it is faster."""
        return min(fastest_s(SECONDS / 2, way) for way in (in_one_call, one_by_one))

    ours_s, theirs_s = in_turns(rounds, Kotlin(setting.folder, vocabulary, texts).fastest_s, in_rust)
    yield Comparison("WordPiece, 1 MB", "tokenizers (Rust)", Target(2.0, of_speeds=True), ours_s, theirs_s)


def paragraphs() -> list[str]:
    """English prose of 1 MB: that of Python's own manual, which is everywhere, again from the start where it ends."""
    texts: list[str] = []
    left_bytes = TEXT_BYTES
    for text in cycle(text for topic in topics.values() for text in topic.split("\n\n") if text.strip()):
        left_bytes -= len(text.encode())
        if left_bytes < 0:
            return texts
        texts.append(text)
    raise AssertionError("the manual is empty")


def fastest_s(seconds: float, act: Callable[[], object]) -> float:
    fastest, end = float("inf"), time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        act()
        fastest = min(fastest, time.monotonic() - began)
    return fastest


class Kotlin:
    """The harness's tokenizer, as its Kotlin tests time it, in the Java of the virtual device."""

    def __init__(
        self, folder: Path, vocabulary: Path, texts: list[str], tokenizer: TokenizerSettings | None = None
    ) -> None:
        tests = CHECKOUT / "android_harness/core/build/test.jar"
        if not tests.is_file():
            raise NotMeasured("The Kotlin tests are not built: make test-kotlin.")
        settings, texts_file = folder / "tokenizer.json", folder / "texts.jsonl"
        settings.write_bytes(msgspec.json.encode(tokenizer or TokenizerSettings()))
        texts_file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="ascii")
        path = os.pathsep.join(map(str, (tests, assets.harness("desktop.jar"))))
        files = map(str, (settings, vocabulary, texts_file))
        self._command = [jvm.find(), *jvm.OPTIONS, "-cp", path, "io.devbench.TokenizeMain", *files]

    def fastest_s(self) -> float:
        done = subprocess.run(self._command, check=True, capture_output=True, text=True)
        return int(done.stdout) / NS_PER_S
