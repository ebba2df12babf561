#!/usr/bin/env bash
# Configures and builds one preset of CMakePresets.json: tools/build.sh [PRESET [TARGET…]]
# JOBS is the number of compilers at once; all cores unless set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:-release}
shift || true
command -v cmake >/dev/null || {
  echo 'build: cmake is missing: run tools/setup.sh' >&2
  exit 1
}
if ! log=$(cmake --preset "$preset" 2>&1); then
  printf '%s\n' "$log" >&2
  echo 'build: tools/setup.sh installs what the build needs' >&2
  exit 1
fi
targets=()
(($#)) && targets=(--target "$@")
exec cmake --build --preset "$preset" -j "${JOBS:-$(nproc)}" "${targets[@]}"
