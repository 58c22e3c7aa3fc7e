"""How a checkpoint turns text into token ids: the settings that host and device share."""

from __future__ import annotations

from typing import Literal

import msgspec


class TokenizerSettings(msgspec.Struct, frozen=True, kw_only=True, rename=None, omit_defaults=False):
    """BERT's tokenizer in its variants, named as in a checkpoint's ``tokenizer_config.json``.

    ``word_tokenizer`` splits text into words: ``basic`` at white space, punctuation and CJK characters
    (Devlin et al. 2018), ``mecab`` into morphemes. ``subword_tokenizer`` splits words further.
    """

    word_tokenizer: Literal["basic", "mecab"] = "basic"
    subword_tokenizer: Literal["wordpiece", "character"] = "wordpiece"
    lowercase: bool = True
    strip_accents: bool = True
    split_cjk: bool = True
    nfkc: bool = False
    max_word_chars: int = 100
    unk_token: str = "[UNK]"
    cls_token: str = "[CLS]"
    sep_token: str = "[SEP]"
    pad_token: str = "[PAD]"
    mask_token: str = "[MASK]"
    dictionary: str | None = None
