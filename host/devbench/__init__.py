"""devbench: is this language model fast enough on this phone, and does it still answer rightly there?

``devbench.run``, ``devbench.compare``, ``devbench.load``: see `devbench.api`, which is loaded when first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from devbench.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name.startswith("_") or name not in (api := import_module("devbench.api")).__all__:
        raise AttributeError(f"module 'devbench' has no attribute {name!r}")
    return getattr(api, name)


def __dir__() -> list[str]:
    from devbench import api

    return sorted([*globals(), *api.__all__])
