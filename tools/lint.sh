#!/usr/bin/env bash
# All that can be said about the sources without running them. Goes through every
# check and fails at the end if any of them did.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=()
run() {
  local name=$1
  shift
  echo "== $name"
  "$@" || failed+=("$name")
}

tidy() {
  # The generated compile commands are g++'s; clang reads them.
  cmake --preset release >/dev/null || return
  run-clang-tidy-19 -p build -j "${JOBS:-$(nproc)}" -quiet \
    -extra-arg=-Wno-unknown-warning-option "$PWD/src/.*\.cc" >build/tidy.txt 2>&1
  local status=$?
  grep -E '(warning|error):' build/tidy.txt | sort -u
  return "$status"
}

shell_syntax() {
  local script status=0
  for script in ./*.sh tools/*.sh .ci/run; do bash -n "$script" || status=1; done
  return "$status"
}

run layers tools/check_layers.py
[[ -f tools/check_tables.py ]] && run tables python3 tools/check_tables.py
[[ -f tools/check_patterns.py ]] && run patterns python3 tools/check_patterns.py
run 'shell syntax' shell_syntax
run format tools/format.sh --check
run clang-tidy tidy

((${#failed[@]} == 0)) && exit 0
printf 'lint: %s failed\n' "${failed[@]}" >&2
exit 1
