"""Greedy decoding by two models: the encoder once, then the decoder once a token."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.errors import UsageError
from devbench.harness.messages import Job, ModelSpec
from devbench.host_harness.pipeline import InputFiller, Visit
from devbench.models.runtimes import HostModel
from devbench.tasks.base import Task, check_output
from devbench.tasks.greedy import GreedyRules
from devbench.tasks.settings import GenerationSettings
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def decoder_shapes(decoder: ModelSpec, source_length: int) -> dict[str, Sequence[int | None]]:
    """Of the decoder's inputs, by role."""
    return {
        "decoder_input_ids": [1, decoder.sequence_length],
        "encoder_hidden_states": [1, source_length, None],
        "encoder_attention_mask": [1, source_length],
    }


class GenerationPipeline:
    """The twin of WindowPipeline for an encoder-decoder pair. All but tokenization and invokes is decoding."""

    def __init__(
        self,
        job: Job,
        settings: GenerationSettings,
        task: Task,
        encoder: HostModel,
        decoder: HostModel,
        tokenizer: ReferenceTokenizer,
    ) -> None:
        import numpy as np

        assert job.decoder is not None
        self._task = task
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._decoder = decoder
        self._source_length = job.model.sequence_length
        self._inputs = InputFiller(job, encoder, tokenizer.pad_id)
        self._roles = [binding.role for binding in job.decoder.inputs]
        self._token_ids = np.zeros((1, job.decoder.sequence_length), np.int32)
        self._bos_id = tokenizer.special_id(settings.bos_token)
        self._steps = steps(settings, job.decoder.sequence_length)
        self._rules = GreedyRules(settings, tokenizer.special_id, self._steps)
        self._end_ids = [] if settings.pinned_tokens else self._rules.eos_ids
        self._checked = False

    def visit(self, example: dict[str, Any]) -> Visit:
        clock = time.perf_counter_ns
        started = clock()
        encoded = self._task.encode(self._tokenizer, example, self._source_length)
        window = encoded.windows[0]
        self._inputs.fill(window)
        filled = clock()
        self._encoder.invoke()
        invoked = clock()
        invoke_ns = [invoked - filled]
        hidden_states: NDArray[np.float32] = self._encoder.output(0)  # type: ignore[assignment]
        logits, decoded = self._decode(hidden_states, window.token_ids, invoke_ns)
        outputs = {"hidden_states": hidden_states, "logits": logits}
        answer = self._task.decode(example, msgspec.structs.replace(encoded, decoded=decoded), [outputs])
        decode_ns = clock() - invoked - sum(invoke_ns[1:])
        return Visit(encoded, [outputs], answer, filled - started, invoke_ns, decode_ns)

    def _decode(
        self, hidden_states: NDArray[np.float32], source: Sequence[int], invoke_ns: list[int]
    ) -> tuple[NDArray[np.float32], list[int]]:
        """The logits of each step, [1, steps, V], as the decoder gave them, and the token that each led to; adds the
        time of each invoke."""
        import numpy as np

        mask = np.zeros((1, self._source_length), np.int32)
        mask[0, : len(source)] = 1
        self._set("encoder_hidden_states", hidden_states)
        self._set("encoder_attention_mask", mask)
        token_ids = self._token_ids
        token_ids[:] = self._tokenizer.pad_id
        decoded = [self._bos_id]
        rows = []
        for step in range(self._steps):
            token_ids[0, step] = decoded[-1]
            self._set("decoder_input_ids", token_ids)
            started = time.perf_counter_ns()
            self._decoder.invoke()
            invoke_ns.append(time.perf_counter_ns() - started)
            if not self._checked:
                self._check()
            row: NDArray[np.float32] = self._decoder.output(0, step)  # type: ignore[assignment]
            rows.append(row)
            decoded.append(self._rules.next(row[0, 0], decoded, source))
            if decoded[-1] in self._end_ids:
                break
        return np.concatenate(rows, axis=1), decoded[1:]

    def _set(self, role: str, value: NDArray[np.generic]) -> None:
        self._decoder.set_input(self._roles.index(role), value)

    def _check(self) -> None:
        check_output("hidden_states", self._encoder.outputs[0].shape, self._task.output_shape(self._source_length))
        check_output("logits", self._decoder.outputs[0].shape, [1, self._token_ids.shape[1], None])
        self._checked = True


def steps(settings: GenerationSettings, sequence_length: int) -> int:
    """The most tokens that are decoded: the decoder reads all but the last of them after its first token."""
    room = sequence_length - 1
    count = settings.pinned_tokens or min(settings.max_new_tokens, room)
    if not 0 < count <= room:
        raise UsageError(
            f"{count} tokens do not fit a decoder of {sequence_length} positions.",
            f"Choose 1 to {room} tokens.",
        )
    return count
