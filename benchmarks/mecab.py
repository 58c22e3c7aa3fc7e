"""MeCab's segmentation in the harness, in a warm JVM on one thread, against fugashi (MeCab in C++), on one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from comparison import Comparison, NotMeasured, Target, in_turns
from devbench import assets
from devbench.choices import DICTIONARIES
from devbench.tokenizers import dictionary
from devbench.tokenizers.japanese import find_dictionary
from devbench.tokenizers.settings import TokenizerSettings
from setting import Setting
from wordpiece import SECONDS, Kotlin, fastest_s

TEXT_BYTES = 300_000


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    try:
        import fugashi
    except ModuleNotFoundError as error:
        raise NotMeasured(f'{error.name} is not installed: pip install "devbench-tflite[japanese]".') from error
    texts = sentences()
    for package in DICTIONARIES:
        folder = setting.folder / package
        installed = find_dictionary(package, folder)
        tagger = fugashi.GenericTagger(f'-d "{installed}" -r "{installed / "dicrc"}"')

        def in_cpp(tagger: Callable[[str], Any] = tagger) -> float:
            """Segmentation and the surfaces of all words, which is what a tokenizer takes from it."""
            return fastest_s(SECONDS, lambda: [[word.surface for word in tagger(text)] for text in texts])

        kotlin = Kotlin(folder, vocabulary(folder, package), texts, settings(package))
        ours_s, theirs_s = in_turns(rounds, kotlin.fastest_s, in_cpp)
        yield Comparison(f"MeCab, {package}", "fugashi (C++)", Target(1.0, of_speeds=True), ours_s, theirs_s)


def settings(package: str) -> TokenizerSettings:
    """By characters, which is the least that can be done with words."""
    return TokenizerSettings(word_tokenizer="mecab", subword_tokenizer="character", lowercase=False, dictionary=package)


def vocabulary(folder: Path, package: str) -> Path:
    """A vocabulary with the dictionary beside it, as in a job's folder."""
    (folder / package).mkdir(parents=True)
    for name, path in dictionary.device_files(find_dictionary(package, folder), folder / "cache").items():
        (folder / package / name).symlink_to(path)
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *map(chr, range(0x3041, 0x3100))]
    file = folder / "vocab.txt"
    file.write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")
    return file


def sentences() -> list[str]:
    """The bundled Japanese documents, again from the start up to the size."""
    import json
    from itertools import cycle

    lines = assets.dataset("classify-ja.jsonl").read_text(encoding="utf-8").splitlines()
    texts: list[str] = []
    left_bytes = TEXT_BYTES
    for line in cycle(lines):
        text = json.loads(line)["text"]
        left_bytes -= len(text.encode())
        if left_bytes < 0:
            return texts
        texts.append(text)
    raise AssertionError("there are no documents")
