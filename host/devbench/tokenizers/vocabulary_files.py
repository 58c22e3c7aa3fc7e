"""The vocabulary of a folder: its ``vocab.txt``, or one made of its ``tokenizer.json``, which must not differ."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from devbench import cache
from devbench.tokenizers.bert_files import check_tokenizer_file
from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import TokenizerFiles

_LINES = "Only a vocab.txt with one token a line is supported."


def token_ids(files: TokenizerFiles) -> dict[str, int] | None:
    """Without added tokens; of equal lines the last counts. None if the folder has no vocabulary.

    Raises ContradictoryFilesError where ``vocab.txt`` and ``tokenizer.json`` differ.
    """
    lines, fast = files.vocabulary, files.tokenizer
    of_lines = None if lines is None else {token: number for number, token in enumerate(lines)}
    if fast is None:
        return of_lines
    check_tokenizer_file(files, fast)
    if not isinstance(fast.model.vocab, dict) or not fast.model.vocab:
        raise UnsupportedTokenizerError(files.folder, f"{files.tokenizer_path.name} has no tokens with ids", _LINES)
    if of_lines is not None and of_lines != fast.model.vocab:
        _raise_difference(files, of_lines, fast.model.vocab)
    return fast.model.vocab


def trimmed_ids(files: TokenizerFiles, ids: Mapping[str, int]) -> dict[str, int]:
    """As `tokenizers` reads the lines of a ``vocab.txt``, without the white space that they end in.

    No word is a line of white space alone. Raises UnsupportedTokenizerError where another line would become one.
    """
    for token, number in ids.items():
        if token.strip() and token != token.rstrip():
            raise UnsupportedTokenizerError(
                files.folder,
                f"line {number + 1} of {files.vocabulary_path}, {token!r}, ends in white space, which is no part of "
                "the token to transformers",
                "Remove the white space.",
            )
    return {token.strip(): number for token, number in ids.items()}


def vocabulary_bytes(files: TokenizerFiles) -> bytes | None:
    """The content of a ``vocab.txt``; None if the folder has no vocabulary."""
    ids = token_ids(files)
    if ids is None or files.vocabulary is not None:
        return files.vocabulary_path.read_bytes() if ids is not None else None
    by_number = {number: token for token, number in ids.items()}
    name = files.tokenizer_path.name
    if set(by_number) != set(range(len(ids))):
        raise UnsupportedTokenizerError(files.folder, f"a vocabulary with gaps in {name}", _LINES)
    if any(separator in token for token in ids for separator in "\r\n"):
        raise UnsupportedTokenizerError(files.folder, f"a token with a line feed in {name}", _LINES)
    return "".join(f"{by_number[number]}\n" for number in range(len(by_number))).encode()


def vocabulary_file(folder: Path) -> Path | None:
    """A ``vocab.txt`` on disk; one that had to be made of ``tokenizer.json`` is kept in the user's cache."""
    files = TokenizerFiles.of(folder)
    content = vocabulary_bytes(files)
    if content is None or files.vocabulary is not None:
        return files.vocabulary_path if content is not None else None
    digest = hashlib.sha256(content).hexdigest()[:32]
    kept = cache.folder("vocabularies") / f"{digest}-{files.vocabulary_path.name}"
    return kept if kept.is_file() else cache.write(kept, content)


def _raise_difference(files: TokenizerFiles, lines: Mapping[str, int], fast: Mapping[str, int]) -> None:
    differing = [token for token in {**lines, **fast} if lines.get(token) != fast.get(token)]
    token = min(differing, key=lambda token: min(lines.get(token, len(lines)), fast.get(token, len(fast))))
    raise ContradictoryFilesError(
        files.vocabulary_path,
        _position(token, lines),
        files.tokenizer_path,
        f"says {_position(token, fast)}; {len(differing):,} tokens differ",
        "Use both files of the same checkpoint, or remove the one that is not the model's.",
    )


def _position(token: str, ids: Mapping[str, int]) -> str:
    return f"that {token!r} is {ids[token]}" if token in ids else f"that there is no {token!r}"
