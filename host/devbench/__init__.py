"""devbench: is this language model fast enough on this phone, and does it still answer rightly there?

``devbench.run``, ``devbench.compare``, ``devbench.load``: see `devbench.api`, which is loaded when first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from devbench.api import *

__all__ = [  # noqa: RUF022 (values and types, then what they are for)
    "Asked", "Check", "Comparison", "DevbenchError", "Diagnosis", "Filter", "Limit", "MODES", "Mode", "Observer",
    "Request", "Result", "RunSettings", "SuiteObserver", "SuiteReport", "ask", "compare", "devices", "diagnose",
    "history", "load", "locate", "newest", "run", "run_ab", "run_against", "run_all", "run_suite", "save_baseline",
    "write_job", "write_reference",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:  # a submodule, for one: asking the api for it would load everything
        raise AttributeError(f"module 'devbench' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("devbench.api"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
