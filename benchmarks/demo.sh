#!/bin/sh
# The main job on the embedded virtual device and its report, as `make demo` shows them.
set -eu
serial=$(devbench virtual start --quiet)
trap 'devbench virtual stop "$serial" >/dev/null' EXIT INT TERM
echo "\$ devbench run --serial $serial"
devbench run --serial "$serial"
page=$(dirname "$0")/../build/demo-report.html
mkdir -p "$(dirname "$page")"
devbench report --html "$(realpath "$page")"
