"""The quality that a card states: of a whole host run over the model's own data."""

import tempfile
from pathlib import Path

from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.prepare import Request, prepare
from devbench.models.runtimes import default_name


def quality(request: Request) -> dict[str, float]:
    plan = prepare(request)
    with tempfile.TemporaryDirectory() as folder:
        examples = write_examples(plan, Path(folder) / "examples.jsonl")
        result = HostExecutor(plan, examples, default_name()).execute(plan.job("bundle", 0), lambda event: None)
    scores = plan.task.score(plan.examples, [record.answer for record in result.examples])
    return {**{metric: round(value, 1) for metric, value in scores.items()}, "examples": len(plan.examples)}
