"""``devbench job``: a job's folder, to start the harness by hand where adb cannot."""

from __future__ import annotations

from pathlib import Path

import click

from devbench.cli.options import DEFAULT_MODEL, plan_options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--abi", default="arm64-v8a", show_default=True, help="Which build of TFLite: x86, armeabi-v7a, ...")
@click.option("--model", default=DEFAULT_MODEL, show_default=True, help="A .tflite file, or a bundled model's name.")
@plan_options
@click.option("--threads", type=click.IntRange(min=1), default=4, show_default=True, help="Of the interpreter.")
def job(folder: Path, abi: str, **request: object) -> None:
    """Write a job's FOLDER, to start the harness by hand.

    It holds the model, the vocabulary, the examples, the harness and TFLite's library; docs/protocol.md describes it.
    The harness writes result.jsonl and outputs.bin beside them and exits with 0.

    \b
    Examples:
      devbench job here --abi x86 --examples 5
      (cd here && dalvikvm -cp harness.jar io.devbench.Main job.json)
      (cd here && CLASSPATH=$PWD/harness.jar app_process / io.devbench.Main job.json)
    """
    import shutil

    from devbench.bench.job_folder import HARNESS_NAME, encode_examples, harness_files
    from devbench.bench.prepare import Request, prepare
    from devbench.errors import UsageError
    from devbench.harness import codec, messages

    plan = prepare(Request(**request))  # type: ignore[arg-type]
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise UsageError(f"Cannot make {folder}: {error.strerror}.", "Name a folder that is not there yet.") from error
    for name, path in {**{name: file.path for name, file in plan.files.items()}, **harness_files([abi])}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / name)
    (folder / HARNESS_NAME).chmod(0o444)
    (folder / messages.EXAMPLES_FILE).write_bytes(encode_examples(plan))
    (folder / messages.JOB_FILE).write_bytes(codec.encode(plan.job("by-hand", 0)))
    click.echo(f"{folder} is ready.")
