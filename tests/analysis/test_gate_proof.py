"""A part of benchmarks/gate_proof.py: intervals hold the true value, and the gate fails neither open nor shut."""

import math

import numpy as np
import pytest

import gate_proof
from gate_proof import KINDS, LEVELS, five_stored_sessions, interleaved, one_stored_session, outcomes

RUNS = 400
MARGIN = 4 * math.sqrt(0.95 * 0.05 / RUNS)

pytestmark = pytest.mark.slow


def share(cell: str) -> float:
    return float(cell.split("%")[0]) / 100


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.words)
@pytest.mark.parametrize(("repeats", "n"), [(5, 22), (10, 100)])
def test_the_interval_of_p50_holds_it(kind: gate_proof.Samples, repeats: int, n: int) -> None:
    shares = [share(cell) for cell in gate_proof.coverage_of_p50(kind, repeats, n, RUNS)]
    assert len(shares) == len(LEVELS)
    assert min(shares) > 0.95 - MARGIN
    assert max(shares) < 0.95 + MARGIN


def test_the_interval_of_p90_holds_it() -> None:
    shares = [share(cell) for cell in gate_proof.coverage_of_p90(KINDS[0], 10, 100, RUNS)]
    assert min(shares) > 0.88


@pytest.mark.parametrize("pair_sd", [0.01, 0.03])
@pytest.mark.parametrize("gating", [1, 5])
def test_interleaved_pairs_find_ten_percent_and_nothing_on_identical_code(pair_sd: float, gating: int) -> None:
    design = interleaved(pair_sd, 0.05, gating)
    assert outcomes("test", design, 1.0, RUNS) == (0, 1, 0)
    assert outcomes("test", design, 1.10, RUNS)[0] >= 0.99


@pytest.mark.parametrize(
    "design",
    [
        one_stored_session(0.05, 1),
        five_stored_sessions(0.05, 1),
        five_stored_sessions(0.0, 1),
        interleaved(0.05, 0.02, 1),
    ],
)
def test_at_the_tolerance_hardly_anything_is_decided(design: gate_proof.Decide) -> None:
    regression, no_regression, _ = outcomes("test", design, 1.05, RUNS)
    assert max(regression, no_regression) < 0.025 + 4 * math.sqrt(0.025 / RUNS)


def test_a_stored_session_never_says_that_a_real_regression_is_none() -> None:
    for session_sd in (0.0, 0.02, 0.05):
        assert outcomes("test", one_stored_session(session_sd, 1), 1.10, RUNS)[1] < 0.025
        assert outcomes("test", five_stored_sessions(session_sd, 1), 1.10, RUNS)[1] < 0.025


def test_the_same_runs_have_the_same_outcomes() -> None:
    design = interleaved(0.03, 0.0, 1)
    assert outcomes("test", design, 1.03, 50) == outcomes("test", design, 1.03, 50)


@pytest.mark.parametrize(("kind", "slower"), list(zip(KINDS, (0, 0, 0, 0.085, 1 / 3, 0.25), strict=True)))
def test_samples_vary_as_their_kind_says(kind: gate_proof.Samples, slower: float) -> None:
    logs = kind.logs(np.random.default_rng(1), 2000, 60)
    undisturbed = np.where(logs < 0.13, logs, np.nan)
    assert np.nanmedian(undisturbed) == pytest.approx(0, abs=0.003)
    assert (logs > 0.13).mean() == pytest.approx(slower, abs=0.01)
    if not slower:
        assert logs.std() == pytest.approx(0.023, rel=0.05)
        assert np.corrcoef(logs[:, :-1].ravel(), logs[:, 1:].ravel())[0, 1] == pytest.approx(kind.correlation, abs=0.02)
