# What the scripts here share: a small experiment in a room of its own, and the program under test as `tongzhou`.
# Each is called with the program; 77 is the exit code of a test that cannot be made here.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(readlink -f -- "$1")
room=$(mktemp -d)
trap 'code=$?; cleanup || true; rm -rf "$room"; exit $code' EXIT
cleanup() { :; }
mkdir "$room/bin"
ln -s "$program" "$room/bin/tongzhou"
export PATH=$room/bin:$PATH LC_ALL=C.UTF-8
cd "$room"

cp "$root/scenarios/library/first-steps/scenario.json" .
# A second crane changes little, a faster boat much, another name nothing.
cat >small.json <<'JSON'
{"base": "scenario.json", "replications": 4, "length_days": 56, "warm_up_days": 7,
 "options": {"renamed": {"set": {"/name/en": "The same under another name"}},
             "twice-a-week": {"set": {"/services/weekly-boat/schedule/every_hours": 84}}}}
JSON

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect CODE COMMAND...: runs it with its talk in said.txt.
expect() {
  local wanted=$1 code=0
  shift
  "$@" >told.txt 2>said.txt || code=$?
  [[ $code -eq $wanted ]] || { cat said.txt >&2; fail "$*: exit code $code instead of $wanted"; }
}

says() { grep -q -- "$1" said.txt || { cat said.txt >&2; fail "expected it to say: $1"; }; }

# same FOLDER FOLDER: whether two experiments came to the same bytes, merged and run by run, and left nothing else but
# what plans and schedulers write.
same() {
  cmp "$1"/*/experiment.json "$2"/*/experiment.json || fail "experiment.json of $1 and $2 differ"
  diff -rq -x 'manifest-*.json' -x collect.log "$1"/* "$2"/* >&2 || fail "$1 and $2 differ"
}

# children_of PID: read from /proc, because workers are gone before pgrep has begun.
children_of() {
  local file list=()
  for file in /proc/"$1"/task/*/children; do
    { read -r -a list <"$file"; } 2>/dev/null || true
    [[ ${#list[@]} -eq 0 ]] || printf '%s\n' "${list[@]}"
  done
}

# Workers of a running program: the ones that plan and the ones that run.
workers_of() {
  local planner
  for planner in $(children_of "$1"); do
    echo "$planner"
    children_of "$planner"
  done
}
