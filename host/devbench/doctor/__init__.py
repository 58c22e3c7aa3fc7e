"""``devbench doctor``: what would stop, slow or distort a run, found by the code that a run uses."""
