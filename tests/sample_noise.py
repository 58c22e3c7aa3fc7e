"""The noise of a quiet device, for synthetic results."""

from synthetic_results import Noise

NOISE = Noise(
    within=0.01,
    neighbours=0,
    tail_share=0,
    tail=0,
    between_repeats=0.004,
    between_runs=0,
    load=0.05,
    first_inference=0.05,
)
