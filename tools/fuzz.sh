#!/usr/bin/env bash
# Builds the fuzz targets and runs each for a time: tools/fuzz.sh [SECONDS [TARGET…]]
#
# Seeds are tests/corpus/<target>/; what the fuzzer finds on the way is kept in
# build/fuzz/corpus/<target>/. A crash leaves its input in build/fuzz/: put it in
# tests/corpus/<target>/, where every `make test` replays it, and mend the code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
shift || true
tools/build.sh fuzz
targets=("$@")
if ((${#targets[@]} == 0)); then
  for source in tests/fuzz/*_fuzz.cc; do targets+=("$(basename "$source" .cc)"); done
fi
for target in "${targets[@]}"; do
  echo "== $target, $seconds s"
  mkdir -p "build/fuzz/corpus/$target" "tests/corpus/$target"
  "build/fuzz/tests/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="build/fuzz/$target-" -print_final_stats=1 \
    "build/fuzz/corpus/$target" "tests/corpus/$target" 2>&1 | tail -n 12
done
