#!/bin/sh
# Types what a new user types in the first minutes, in an empty folder with a virtual device, and checks that each
# command ends as it should, never with a traceback and never wider than 80 columns, and that it prints what README and
# the other pages show; figures, times, ids and the noise of this computer may differ. Takes about ten minutes.
#
#   make first-minutes                           compare; exit code 1 if anything differs
#   make first-minutes FIRST_MINUTES=--write     put what was printed into the pages
set -u
checkout=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export DEVBENCH_HOME="$work/home" COLUMNS=80 NO_COLOR=1
unset DEVBENCH_SERIAL ANDROID_SERIAL
mkdir "$work/typed" "$work/here"
cd "$work/here" || exit 1
count=0
wrong=0

# typed EXIT_CODE COMMAND: keeps what the command prints on standard output and on standard error
typed() {
  expected=$1
  count=$((count + 1))
  file=$(printf '%s/typed/%02d' "$work" "$count")
  printf '%s\n' "$2" >"$file.command"
  sh -c "$2" >"$file.printed" 2>"$file.said" </dev/null
  code=$?
  problem=
  [ "$code" = "$expected" ] || problem="exit code $code instead of $expected"
  grep -q Traceback "$file.printed" "$file.said" && problem="a traceback"
  wide=$(python "$checkout/benchmarks/printed.py" --widest "$file.printed")
  sed -i "s#$DEVBENCH_HOME#~/.local/share/devbench#" "$file.printed"
  [ "$wide" -le 80 ] || problem="a line of $wide columns"
  if [ -n "$problem" ]; then
    wrong=$((wrong + 1))
    printf 'WRONG  %s: %s\n' "$2" "$problem"
    cat "$file.printed" "$file.said"
  else
    printf 'ok     %s\n' "$2"
  fi
}

trap 'devbench virtual stop --all >/dev/null 2>&1; rm -rf "$work"' EXIT INT TERM

typed 0 'devbench --help'
typed 0 'devbench run --help'
typed 0 'devbench virtual start'
DEVBENCH_SERIAL=$(cut -d ' ' -f 1 "$file.printed") # the user's own adb server may see other devices, too
export DEVBENCH_SERIAL
typed 0 'devbench doctor'
typed 0 'devbench devices'
typed 0 'devbench run'
typed 0 'devbench run --mode normal --threads 1'
typed 2 'devbench rum'
typed 2 'devbench run qa-en-tyni'
typed 0 'python -m devbench.models.tutorial_checkpoint news'
typed 0 'devbench run ./news --data news.jsonl'
typed 0 'devbench run ./news --data news.jsonl --expect accuracy=93'
typed 0 'devbench run ./news --data news.jsonl --expect accuracy=93 --mode normal'
typed 3 'devbench run ./news --data news.jsonl --expect accuracy=93 --task-set labels=food,travel,science,business,sport'
typed 0 'devbench export ./news --task text-classification --sequence-length 64 -o model/news.tflite'
typed 0 'devbench export ./news --task text-classification --sequence-length 64 --quantize int8 -o model/news.int8.tflite'
typed 0 'devbench inspect model/news.int8.tflite'
typed 0 'devbench reference model/news.tflite --data news.jsonl -o news.reference.jsonl'
typed 0 'devbench run model/news.int8.tflite --data news.jsonl --reference news.reference.jsonl'
typed 7 "devbench run model/news.int8.tflite --data news.jsonl --require 'invoke.p90<=50ms' --require 'accuracy>=90'"
typed 0 "devbench run model/news.int8.tflite --data news.jsonl --require 'accuracy>=90'"
typed 3 "devbench run model/news.int8.tflite --data news.jsonl --require 'accuracy>=99'"
typed 0 'devbench ask model/news.tflite "Farah won the championship by a wide margin."'
typed 0 'devbench history'
typed 0 'devbench report latest'
typed 0 'devbench report latest --html report.html'
typed 7 'devbench compare @2 latest --allow virtual'
typed 0 'devbench init'
rm -f devbench.toml
for model in qa-en classify-ja ner-ja choice-en fill-mask-en generate-en embed-en; do
  typed 0 "devbench run $model-tiny --threads 1"
done
typed 0 'devbench virtual stop --all'

python "$checkout/benchmarks/printed.py" "$@" "$work/typed" "$checkout/README.md" "$checkout/docs/tutorial.md" \
  "$checkout/docs/reading-a-result.md" "$checkout"/docs/tasks/*.md || wrong=$((wrong + 1))
[ "$wrong" = 0 ] && echo "All $count commands print what the pages print."
exit $((wrong > 0))
