"""Where the checkout's folders are."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent
CHECKOUT = TESTS.parent
VECTORS = TESTS / "vectors"
