#!/usr/bin/env bash
# Builds a sanitizer preset and runs all tests under it: tools/sanitize.sh asan|tsan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=$1
tools/setup.sh
tools/fetch_model.sh
tools/build.sh "$preset"
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1
ctest --preset "$preset" -j "${JOBS:-$(nproc)}"
