"""Which stored results."""

from __future__ import annotations

RESULT_NAMES = "A file, the id of a stored result or its beginning, latest, @2 (the second newest), or a baseline."
