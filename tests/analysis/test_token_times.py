"""Milliseconds a token."""

from devbench.analysis.token_times import generation
from devbench.results.schema import Sample
from devbench.units import NS_PER_MS
from tests.kinds import present


def sample(*invoke_ms: int, repeat: int = 0) -> Sample:
    invoke_ns = [duration * NS_PER_MS for duration in invoke_ms]
    return Sample(repeat=repeat, example=0, start_ns=0, tokenize_ns=0, invoke_ns=invoke_ns, decode_ns=0)


def test_the_first_token_pays_for_the_encoder_and_the_others_do_not() -> None:
    found = generation([sample(10, 3, 2, 2), sample(10, 3, 2)])
    assert (found.encoder.p50, found.first_token.p50, present(found.next_tokens).p50) == (10, 13, 2)
    assert (found.encoder.n, present(found.next_tokens).n, found.tokens) == (2, 3, 5)


def test_texts_of_one_token_have_no_next_ones() -> None:
    assert generation([sample(10, 3), sample(10, 3, repeat=1)]).next_tokens is None
