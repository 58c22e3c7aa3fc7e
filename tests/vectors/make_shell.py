"""Writes ``shell/answers.json``: what mksh with toybox's programs answers to the snippets of tests/virtual."""

import json
import tempfile
from pathlib import Path

from tests.virtual.shell_reference import RECORDED, ReferenceShell
from tests.virtual.shell_snippets import ALIKE

with tempfile.TemporaryDirectory() as folder:
    reference = ReferenceShell(Path(folder))
    answers = {snippet: reference.run(snippet) for snippet in ALIKE}
RECORDED.write_text(json.dumps(answers, indent=1) + "\n")
