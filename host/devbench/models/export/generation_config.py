"""How a checkpoint says that it generates: its files as transformers 5.23 reads them for ``generate``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from devbench.errors import UsageError
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.tasks.settings import GenerationSettings

GENERATION_CONFIG_FILE = "generation_config.json"

_DEFAULT_NEW_TOKENS = 20
_LEFT_OUT: Mapping[str, Sequence[object]] = {
    "num_beams": (1,),
    "num_beam_groups": (1,),
    "do_sample": (False,),
    "num_return_sequences": (1,),
    "penalty_alpha": (0,),
    "guidance_scale": (1,),
    "encoder_repetition_penalty": (1,),
    "sequence_bias": (),
    "bad_words_ids": (),
    "constraints": (),
    "force_words_ids": (),
    "exponential_decay_length_penalty": (),
    "watermarking_config": (),
    "stop_strings": (),
    "max_time": (),
    "token_healing": (False,),
    "dola_layers": (),
    "prompt_lookup_num_tokens": (),
    "assistant_early_exit": (),
    "use_mtp": (False,),
}
"""What changes the tokens and devbench does not do, with the values that ask for nothing. Not here: what only beams or
sampling heed, and what only concerns speed."""


class _Decoder(msgspec.Struct):
    vocab_size: int
    max_position_embeddings: int = 512


class _Pair(msgspec.Struct):
    decoder: _Decoder


class _Asked(msgspec.Struct):
    bos_token_id: int | None = None
    decoder_start_token_id: int | None = None
    eos_token_id: int | list[int] | None = None
    max_length: int | None = None
    max_new_tokens: int | None = None
    min_length: int | None = None
    min_new_tokens: int | None = None
    repetition_penalty: float | None = None
    no_repeat_ngram_size: int | None = None
    encoder_no_repeat_ngram_size: int | None = None
    forced_bos_token_id: int | None = None
    forced_eos_token_id: int | list[int] | None = None
    suppress_tokens: list[int] | None = None
    begin_suppress_tokens: list[int] | None = None
    force_bos_token_to_be_generated: bool | None = None

    @property
    def new_tokens(self) -> int:
        """At most. A length counts the first token, too."""
        if self.max_new_tokens is not None:
            return self.max_new_tokens
        return _DEFAULT_NEW_TOKENS if self.max_length is None else self.max_length - 1

    @property
    def least_new_tokens(self) -> int:
        if self.min_new_tokens is not None:
            return max(0, self.min_new_tokens)
        return max(0, (self.min_length or 0) - 1)


@dataclass(frozen=True)
class GenerationConfig:
    """``left_out`` is what the checkpoint asks for beyond greedy decoding, as ``name=value``."""

    settings: GenerationSettings
    left_out: Sequence[str]


def read(
    checkpoint: Checkpoint, tokens: Sequence[str], decoder_length: int | None = None, greedy: bool = False
) -> GenerationConfig:
    """``generation_config.json``, else what ``config.json`` and its decoder say of generation.

    ``tokens`` is the vocabulary. ``decoder_length`` stands in for the checkpoint's own limit. Raises UsageError where
    the checkpoint asks for what devbench cannot do, unless ``greedy``, or for what cannot be.
    """
    path, fields = _fields(checkpoint)
    left_out = [
        f"{name}={msgspec.json.encode(fields[name]).decode()}"
        for name, neutral in _LEFT_OUT.items()
        if fields.get(name) is not None and fields[name] not in neutral
    ]
    if left_out and not greedy:
        raise UsageError(
            f"{path} asks for {', '.join(left_out)}, which devbench does not support.",
            "Use --greedy to decode greedily without it; the card will say so.",
        )
    reading = _Reading(path, _convert(path, fields), tokens, checkpoint.configure(_Pair).decoder)
    return GenerationConfig(reading.settings(decoder_length), left_out)


def _fields(checkpoint: Checkpoint) -> tuple[Path, Mapping[str, Any]]:
    """The file that counts, and its fields. Of config.json those of the pair count before the decoder's."""
    path = checkpoint.folder / GENERATION_CONFIG_FILE
    if path.is_file():
        try:
            return path, msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read: {error}.", "Use the file that came with the weights.") from error
    config = checkpoint.configure(dict[str, Any])
    own = {name: value for name, value in config.items() if value is not None}
    return checkpoint.folder / CONFIG_FILE, {**config.get("decoder", {}), **own}


def _convert(path: Path, fields: Mapping[str, Any]) -> _Asked:
    try:
        return msgspec.convert(fields, _Asked)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{path} is not a valid generation config: {error}.", "Use the file that came with the weights."
        ) from error


@dataclass(frozen=True)
class _Reading:
    path: Path
    asked: _Asked
    tokens: Sequence[str]
    decoder: _Decoder

    def settings(self, decoder_length: int | None) -> GenerationSettings:
        asked = self.asked
        eos_tokens = self._spoken("eos_token_id", asked.eos_token_id)
        penalty = 1.0 if asked.repetition_penalty is None else asked.repetition_penalty
        if not penalty > 0:
            raise self._wrong(f"asks for repetition_penalty={penalty}", "It is greater than 0, and 1 changes nothing.")
        self._check_forced()
        return GenerationSettings(
            bos_token=self._first_token(),
            eos_token=eos_tokens[0] if len(eos_tokens) == 1 else eos_tokens,
            max_new_tokens=self._new_tokens(decoder_length),
            min_new_tokens=asked.least_new_tokens,
            repetition_penalty=penalty,
            no_repeat_ngram_size=max(0, asked.no_repeat_ngram_size or 0),
            encoder_no_repeat_ngram_size=max(0, asked.encoder_no_repeat_ngram_size or 0),
            forced_bos_token=self._forced_bos_token(),
            forced_eos_tokens=[self._token("forced_eos_token_id", id_) for id_ in _ids(asked.forced_eos_token_id)],
            suppress_tokens=self._spoken("suppress_tokens", asked.suppress_tokens),
            begin_suppress_tokens=self._spoken("begin_suppress_tokens", asked.begin_suppress_tokens),
        )

    def _first_token(self) -> str:
        for name in ("decoder_start_token_id", "bos_token_id"):
            if (id_ := getattr(self.asked, name)) is not None:
                return self._token(name, id_)
        raise self._wrong(
            "has neither decoder_start_token_id nor bos_token_id", "Add the id of the token that decoding begins with."
        )

    def _forced_bos_token(self) -> str | None:
        id_ = self.asked.forced_bos_token_id
        if self.asked.force_bos_token_to_be_generated and self.path.name == CONFIG_FILE:
            id_ = self.asked.bos_token_id
        return None if id_ is None else self._token("forced_bos_token_id", id_)

    def _new_tokens(self, decoder_length: int | None) -> int:
        """The decoder is given one position more than tokens."""
        positions = self.decoder.max_position_embeddings
        length = decoder_length or self.asked.new_tokens + 1
        if length < 2:
            raise self._wrong("leaves no room for any token", "Choose how many with --decoder-length.")
        if length > positions:
            raise UsageError(
                f"The decoder of {self.path.parent} has {positions} positions, {length - 1} tokens need {length}.",
                f"Decode fewer: --decoder-length {positions}.",
            )
        return length - 1

    def _check_forced(self) -> None:
        suppressed = set(self.asked.suppress_tokens or [])
        for name in ("forced_bos_token_id", "forced_eos_token_id"):
            forced = _ids(getattr(self.asked, name))
            if forced and suppressed.issuperset(forced):
                raise self._wrong(f"has {name} among suppress_tokens", "Remove it from one of them.")

    def _spoken(self, name: str, ids: int | list[int] | None) -> list[str]:
        """Without those that the decoder has no logit for: they are never said."""
        return [self._token(name, id_) for id_ in _ids(ids) if 0 <= id_ < self.decoder.vocab_size]

    def _token(self, name: str, id_: int) -> str:
        """Cards name tokens, not ids."""
        token = self.tokens[id_] if 0 <= id_ < len(self.tokens) else ""
        if not token or self.tokens.count(token) > 1:
            raise self._wrong(f"says {name} {id_}, but the vocabulary has no such token", "Correct the id.")
        return token

    def _wrong(self, what: str, hint: str) -> UsageError:
        return UsageError(f"{self.path} {what}.", hint)


def _ids(ids: int | Sequence[int] | None) -> Sequence[int]:
    return [ids] if isinstance(ids, int) else ids or []
