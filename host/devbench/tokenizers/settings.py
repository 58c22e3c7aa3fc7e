"""How a checkpoint turns text into token ids: the settings that host and device share."""

from __future__ import annotations

from typing import Literal

import msgspec


class AddedToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token that is cut out of the text before it is split into words, as in `tokenizers`.

    ``normalized``: it is looked for in the normalized text, else in the original. ``lstrip`` and ``rstrip``: the white
    space before or after it belongs to it. ``special``: it is left out of generated text.
    """

    content: str
    id: int
    special: bool = False
    lstrip: bool = False
    rstrip: bool = False
    normalized: bool = False


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
    added_tokens: tuple[AddedToken, ...] = ()
    """By id. Those that the vocabulary lacks follow it without a gap."""

    @property
    def odd_to_first(self) -> bool:
        """If both texts of a pair are cut, whether the first keeps the odd token, or the longer: transformers does not
        leave it to `tokenizers` for its BertJapaneseTokenizer."""
        return self.word_tokenizer == "mecab"

    @property
    def named_tokens(self) -> list[str]:
        return [self.unk_token, self.sep_token, self.cls_token, self.pad_token, self.mask_token]

    @property
    def special_tokens(self) -> list[str]:
        """Those that are no part of a text."""
        added = [token.content for token in self.added_tokens if token.special]
        return list(dict.fromkeys([*self.named_tokens, *added]))

    def vocabulary(self, tokens: list[str]) -> list[str]:
        """The lines of a ``vocab.txt`` and the tokens that were added to them, by id."""
        return [*tokens, *(token.content for token in self.added_tokens if token.id >= len(tokens))]

    def with_case(self, cased: bool) -> TokenizerSettings:
        """As these, but for lower-casing and the accents, which go with it but in Japanese."""
        if self.lowercase is not cased:
            return self
        strips = not cased and self.word_tokenizer == "basic"
        return msgspec.structs.replace(self, lowercase=not cased, strip_accents=strips)
