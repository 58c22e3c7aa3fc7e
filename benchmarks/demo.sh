#!/bin/sh
# The main job on the embedded virtual device, as `make demo` shows it.
set -eu
serial=$(devbench virtual start --quiet)
trap 'devbench virtual stop "$serial" >/dev/null' EXIT INT TERM
echo "\$ devbench run --serial $serial"
devbench run --serial "$serial"
