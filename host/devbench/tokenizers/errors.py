"""What is wrong with the files of a tokenizer."""

from __future__ import annotations

from devbench.errors import UsageError


class BadVocabularyError(UsageError):
    """A vocabulary or a dictionary that is missing, broken, or not the model's."""
