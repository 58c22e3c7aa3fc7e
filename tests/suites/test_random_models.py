"""Models with random weights lend a suite their time alone: nobody judges what they answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from devbench import assets
from devbench.suites import suite_file
from devbench.suites.runner import CellPlan, prepare
from devbench.suites.suite_models import Models

SUITE = """
title = "stand-ins"
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
[columns.random]
title = "Random"
models = { qa = "random:mobilebert" }
quality = { qa = "qa-en-tiny" }
[columns.trained]
title = "Trained"
models = { qa = "qa-en-tiny" }
"""


@pytest.fixture
def cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[CellPlan]:
    """As if the bundled model's file had been made at random."""
    made = assets.model_folder("qa-en-tiny") / "model.fp32.tflite"
    monkeypatch.setattr(Models, "_random", lambda *arguments: made)
    (tmp_path / "mine.toml").write_text(SUITE)
    described, folder = suite_file.read(str(tmp_path / "mine.toml"))
    return list(prepare(described, Models(folder, tmp_path / "cache")).cells)


def test_quality_is_that_of_the_stand_in(cells: list[CellPlan]) -> None:
    random, trained = cells
    assert random.timed.settings.speed_only
    assert random.quality is not None
    assert not random.quality.settings.speed_only
    assert (trained.timed.settings.speed_only, trained.quality) == (False, None)
