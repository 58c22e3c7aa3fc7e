"""A wheel or sdist without the built harness would install and then fail on every device, so none is built."""

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HARNESS = ("harness.jar", "desktop.jar", "jni")


class BuiltHarness(BuildHookInterface[BuilderConfig]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install needs no harness yet: development starts with one."""
        folder = Path(self.root, "device_assets", "harness")
        missing = [name for name in HARNESS if not (folder / name).exists()]
        if missing and version != "editable":
            self.app.abort(
                f"The harness is not built: {folder} has no {', '.join(missing)}. "
                "Run `make harness` in the checkout (it needs Gradle and JDK 17) and try again; "
                "to develop without a harness, use `pip install --editable`."
            )
