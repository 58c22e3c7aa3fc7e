"""``python -m devbench.doctor.probe PART``: loads a part of the host's run, and prints its version.

In a process of its own: a library that does not fit the others may kill the process that loads it.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import sys

from devbench.bench import model_source
from devbench.choices import DEFAULT_MODEL, HOST_RUNTIMES
from devbench.models import runtimes

MODULES = {"numpy": "numpy", "scipy": "scipy.special", "tokenizers": "tokenizers"}
"""By package: what a run imports of it."""


def version_of(part: str) -> str:
    if part in HOST_RUNTIMES:
        return runtimes.try_out(part, model_source.find(DEFAULT_MODEL, None).path)
    importlib.import_module(MODULES[part])
    return importlib.metadata.version(part)


if __name__ == "__main__":
    print(version_of(sys.argv[1]))
