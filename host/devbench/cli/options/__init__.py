"""Options that several commands share, a module a subject. Their defaults are those of `devbench.choices`.

A command puts them into groups with `cloup.option_group` and the titles below; `request.takes_request` hands it those
that say what to run, and how, as one `Request`.
"""

MODEL = "Model"
DATA = "Data"
DEVICE = "Device"
MEASURING = "Measuring"
CHECKS = "Checks"
OUTPUT = "Output"
"""Titles of the groups in `--help`, in their order."""
