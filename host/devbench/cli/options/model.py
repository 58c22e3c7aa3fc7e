"""Which model to run, and what its files do not say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
import cloup
from cloup.typing import AnyCallable

from devbench.choices import DEFAULT_MODEL, TASKS
from devbench.cli import completion
from devbench.cli.options import parsing
from devbench.cli.options.combinations import is_given

_MODEL = "A .tflite file, the folder of a model or checkpoint, or the name of a bundled model"

model_option = cloup.option(
    "-m",
    "--model",
    metavar="MODEL",
    default=DEFAULT_MODEL,
    show_default=True,
    shell_complete=completion.models,
    help=f"{_MODEL}.",
)
models_option = cloup.option(
    "-m",
    "--model",
    "models",
    metavar="MODEL",
    multiple=True,
    default=(DEFAULT_MODEL,),
    show_default=True,
    shell_complete=completion.models,
    help="Another way to name MODEL; may be repeated.",
)
models_argument = cloup.argument(
    "named_models", nargs=-1, metavar="[MODEL]...", shell_complete=completion.models, help=f"{_MODEL}."
)
model_argument = cloup.argument("model", shell_complete=completion.models, help=f"{_MODEL}.")
optional_model_argument = cloup.argument(
    "model", default=DEFAULT_MODEL, shell_complete=completion.models, help=f"{_MODEL}."
)


def chosen_models(named: Sequence[str], models: Sequence[str]) -> Sequence[str]:
    """MODEL... and what ``--model`` adds, each once; its default holds only if no MODEL is named."""
    is_added = is_given(click.get_current_context(), "models") or not named
    return list(dict.fromkeys((*named, *models) if is_added else named))


TASK_HELP = f"Task of the model: {', '.join(TASKS)}."

task_option = cloup.option(
    "--task",
    metavar="TASK",
    shell_complete=completion.tasks,
    help=parsing.unbroken(f"{TASK_HELP} Not needed if the model has a card."),
)
bind_option = cloup.option(
    "--bind",
    multiple=True,
    callback=parsing.pairs,
    metavar="ROLE=NAME",
    help="Tensor that plays a role, such as start_logits=output_0; may be repeated.",
)
cased_option = cloup.option(
    "--cased/--uncased",
    default=None,
    show_default="what the model's files say",
    help="Keep capitals and accents, or remove them.",
)


def vocabulary_option(text: str, default: str | None = None) -> Callable[[AnyCallable], AnyCallable]:
    return cloup.option(
        "--vocab", "vocabulary", type=click.Path(path_type=Path), metavar="FILE", show_default=default, help=text
    )


MODEL_OPTIONS = (
    cloup.option(
        "--variant",
        metavar="NAME",
        help="Variant of a bundled model, or type to export a checkpoint as: fp32, fp16, int8.",
    ),
    vocabulary_option("Vocabulary of the model, such as vocab.txt.", "the one beside the model"),
    task_option,
    cased_option,
    cloup.option(
        "--sequence-length",
        type=click.IntRange(min=8),
        metavar="N",
        help="Length of the input in tokens, for a model that takes any length.",
    ),
    bind_option,
    cloup.option(
        "--task-set",
        "task_changes",
        multiple=True,
        callback=parsing.pairs,
        metavar="KEY=VALUE",
        help="Setting of the task to change, such as stride=64; may be repeated.",
    ),
)
"""All but the model itself."""
