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
tools/fetch_model.sh
cache=${AVVISO_DATA:-${XDG_CACHE_HOME:-$HOME/.cache}/avviso}
# The real rules reach further than those of the corpus.
export AVVISO_FUZZ_TOKENIZER=$cache/models/en_core_web_sm-3.8.0/tokenizer
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
