"""Figures, parity, verdicts, comparisons: pure functions over result documents. No files, no devices, no clock."""
