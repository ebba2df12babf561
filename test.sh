#!/usr/bin/env bash
# Sets up what is missing, builds, and runs every check and test. Needs nothing but
# Debian 12, a network for the first run, and root or sudo if packages are missing.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tools/setup.sh && tools/fetch_model.sh && tools/build.sh release || exit 1
tools/fetch_gazetteer.sh || echo 'Going on without a gazetteer: tests of towns are skipped.' >&2
tools/fetch_encoder.sh || echo 'Going on without an encoder: tests of it are skipped.' >&2
tools/fetch_export_readers.sh || echo 'Going on without readers of exports: their tests are skipped.' >&2

failed=()
run() {
  local name=$1
  shift
  echo "== $name"
  "$@" || failed+=("$name")
}

shell_syntax() {
  local script status=0
  for script in ./*.sh tools/*.sh .ci/run; do bash -n "$script" || status=1; done
  return "$status"
}

run layers python3 tools/check_layers.py
[[ -f tools/check_tables.py ]] && run tables python3 tools/check_tables.py
run patterns python3 tools/check_patterns.py
run docs python3 tools/check_docs.py --program build/avviso
run 'shell syntax' shell_syntax
run tests ctest --test-dir build --output-on-failure -j "${JOBS:-$(nproc)}"

((${#failed[@]} == 0)) && exit 0
printf 'test.sh: %s failed\n' "${failed[@]}" >&2
exit 1
