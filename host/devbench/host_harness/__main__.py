"""``python -m devbench.host_harness job.json [RUNTIME]``: one job, in a process of its own."""

import sys

from devbench.host_harness.harness import main

sys.exit(main(sys.argv[1:]))
