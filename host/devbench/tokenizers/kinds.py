"""Which tokenizer transformers' ``AutoTokenizer`` would make of a folder (5.23; docs/tokenizers.md has the rules)."""

from __future__ import annotations

from enum import Enum

from devbench.tokenizers.errors import ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import CONFIG_FILE, MecabOptions, ModelConfig, TokenizerFiles


class TokenizerKind(Enum):
    BERT = "BertTokenizer"
    """The vocabulary is all that it takes of ``tokenizer.json``."""
    JAPANESE = "BertJapaneseTokenizer"
    GENERIC = "PreTrainedTokenizerFast"
    """Says nothing of itself: all is in ``tokenizer.json``."""


_BERT_CLASSES = ("BertTokenizer", "DistilBertTokenizer", "MobileBertTokenizer", "ElectraTokenizer")
_GENERIC_CLASSES = ("PreTrainedTokenizer", "TokenizersBackend")
_BERT_MODELS = ("bert", "distilbert", "mobilebert", "electra")
_JAPANESE_KEYS = (
    *("word_tokenizer_type", "subword_tokenizer_type", "mecab_kwargs", "sudachi_kwargs", "jumanpp_kwargs"),
    *("do_word_tokenize", "do_subword_tokenize"),
)
_SAY_JAPANESE = 'If it is Japanese, add "tokenizer_class": "BertJapaneseTokenizer" to tokenizer_config.json.'


def find_kind(files: TokenizerFiles) -> TokenizerKind:
    """Raises UsageError where the files contradict each other, or the tokenizer is of another kind."""
    kind = _named_kind(files)
    if kind is TokenizerKind.JAPANESE:
        return kind
    for key in _JAPANESE_KEYS:
        if (value := getattr(files.config, key)) is not None:
            raise UnsupportedTokenizerError(
                files.folder,
                f"it has {key} = {_shown(value)}, which {kind.value} does not have",
                _SAY_JAPANESE,
            )
    return kind


def _named_kind(files: TokenizerFiles) -> TokenizerKind:
    name, other = files.config.tokenizer_class, files.model_config.tokenizer_class
    if name and other and _kind_of_class(files, name) is not _kind_of_class(files, other):
        raise ContradictoryFilesError(
            files.config_path, f"tokenizer_class = {name!r}", files.folder / CONFIG_FILE, f"says {other!r}"
        )
    if named := name or other:
        return _kind_of_class(files, named)
    return _kind_of_model(files, files.model_config)


def _kind_of_class(files: TokenizerFiles, named: str) -> TokenizerKind:
    name = named.removesuffix("Fast")
    if name == TokenizerKind.JAPANESE.value:
        return TokenizerKind.JAPANESE
    if name in _BERT_CLASSES:
        return TokenizerKind.BERT
    if name in _GENERIC_CLASSES and files.tokenizer is not None:
        return TokenizerKind.GENERIC
    missing = " without a tokenizer.json" if name in _GENERIC_CLASSES else ""
    classes = ", ".join((*_BERT_CLASSES, TokenizerKind.JAPANESE.value))
    raise UnsupportedTokenizerError(files.folder, f"its class is {named}{missing}", f"Supported are {classes}.")


def _kind_of_model(files: TokenizerFiles, config: ModelConfig) -> TokenizerKind:
    if config.model_type == "encoder-decoder" and config.encoder is not None:
        return _kind_of_model(files, config.encoder)
    model = config.model_type
    if model in _BERT_MODELS:
        return TokenizerKind.BERT
    if model is None:
        return TokenizerKind.GENERIC if files.tokenizer is not None else TokenizerKind.BERT
    raise UnsupportedTokenizerError(
        files.folder,
        f"the model type {model!r} in {CONFIG_FILE} has another",
        'If it is BERT\'s, add "tokenizer_class": "BertTokenizer" to tokenizer_config.json.',
    )


def _shown(value: object) -> str:
    return "{...}" if isinstance(value, MecabOptions) else repr(value)
