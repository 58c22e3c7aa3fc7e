"""The tokens that are added to a vocabulary, with the ids that transformers gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devbench.tokenizers.claimed_tokens import Claim
from devbench.tokenizers.errors import BadVocabularyError, ContradictoryFilesError, UnsupportedTokenizerError
from devbench.tokenizers.files import TokenizerFiles
from devbench.tokenizers.settings import AddedToken, TokenizerSettings

_CHECKPOINT = "Use the vocabulary of the model's own checkpoint."
_PLAIN_HINT = "Remove the token, or add it without this property."


def added_tokens(
    files: TokenizerFiles, claims: Sequence[Claim], settings: TokenizerSettings, vocabulary: Mapping[str, int]
) -> tuple[AddedToken, ...]:
    """All but the tokens of the roles that are in the vocabulary and are looked for as these are by themselves.

    A token that the vocabulary lacks gets the next id. Raises UsageError where a file gives it another, or where it
    cannot be looked for exactly as transformers does.
    """
    tokens: list[AddedToken] = []
    size = len(vocabulary)
    for claim in claims:
        number = vocabulary.get(claim.content)
        if number is None:
            if claim.content == settings.unk_token:
                raise BadVocabularyError(
                    f"The vocabulary {files.vocabulary_place} has no {claim.content}.", _CHECKPOINT
                )
            number, size = size, size + 1
            if sorted(vocabulary.values()) != list(range(len(vocabulary))):
                raise BadVocabularyError(
                    f"The vocabulary in {files.folder} contains a token twice, so the id "
                    f"of {claim.content!r} is uncertain.",
                    "Make each line of its vocab.txt a different token.",
                )
        if claim.entry.id not in (None, number):
            raise ContradictoryFilesError(
                claim.place,
                f"that {claim.content!r} is {claim.entry.id}",
                files.vocabulary_place,
                f"makes it {number}",
            )
        if claim.content not in settings.named_tokens or number >= len(vocabulary) or not claim.is_plain:
            tokens.append(_token(files, claim, number, settings))
    _check_named(files, claims, settings, vocabulary)
    _check_normalized(files, tokens, settings)
    return tuple(sorted(tokens, key=lambda token: token.id))


def _token(files: TokenizerFiles, claim: Claim, number: int, settings: TokenizerSettings) -> AddedToken:
    entry, is_japanese = claim.entry, settings.word_tokenizer == "mecab"
    unsupported = {
        "single_word": entry.single_word,
        "lstrip or rstrip beside MeCab": is_japanese and (entry.lstrip or entry.rstrip),
        "lstrip or rstrip in normalized text": claim.properties["normalized"] and (entry.lstrip or entry.rstrip),
        "## at its beginning": entry.content.startswith("##"),
        "white space at its ends": entry.content != entry.content.strip(),
    }
    for what in (what for what, is_so in unsupported.items() if is_so):
        raise UnsupportedTokenizerError(files.folder, f"it adds {entry.content!r} with {what}", _PLAIN_HINT)
    return AddedToken(
        content=entry.content,
        id=number,
        special=entry.special,
        lstrip=entry.lstrip,
        rstrip=entry.rstrip,
        normalized=claim.properties["normalized"] and not is_japanese,  # transformers' own class knows no such thing
    )


def _check_named(
    files: TokenizerFiles, claims: Sequence[Claim], settings: TokenizerSettings, vocabulary: Mapping[str, int]
) -> None:
    """The tokens of the roles are looked for in each text; one that no file names would not be by transformers."""
    known = {claim.content for claim in claims}
    for token in settings.named_tokens:
        if token.startswith("##") or token != token.strip():
            what = f"it has the special token {token!r}, which begins with ## or has white space at its ends"
            raise UnsupportedTokenizerError(files.folder, what, "Name the model's own token.")
        if token in vocabulary and token not in known:
            raise UnsupportedTokenizerError(
                files.folder,
                f"its vocabulary has {token}, which no file declares as a special token",
                f"Declare it in {files.config_path} as unk_token, sep_token, cls_token, pad_token or mask_token.",
            )


def _check_normalized(files: TokenizerFiles, tokens: Sequence[AddedToken], settings: TokenizerSettings) -> None:
    """A token that is looked for in the normalized text must be one piece there, and no other's."""
    looked_for = [token for token in tokens if token.normalized]
    if not looked_for:
        return
    from devbench.tokenizers.reference import bert_normalizer

    normalizer = bert_normalizer(settings)
    contents: dict[str, str] = {}
    for token in looked_for:
        normalized = normalizer.normalize_str(token.content)
        if not normalized or any(map(str.isspace, normalized)):
            what = f"it adds {token.content!r}, which is {normalized!r} in normalized text"
            raise UnsupportedTokenizerError(files.folder, what, 'Give it "normalized": false.')
        if (other := contents.setdefault(normalized, token.content)) != token.content:
            what = f"it adds {other!r} and {token.content!r}, which are the same in normalized text"
            raise UnsupportedTokenizerError(files.folder, what, 'Give them "normalized": false.')
