#!/usr/bin/env bash
# Sentences a second of mentions, claims and events, after the parse, on one core.
#
#   bench/coder.sh [TEXTS.jsonl]      (default: the sample articles)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

model="$(build/avviso data path)/models/en_core_web_sm-3.8.0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
texts=${1:-}
if [[ -z "$texts" ]]; then
  texts="$work/texts.jsonl"
  build/avviso code --json --quiet samples >"$texts"
fi
build/bench/bench_coder "$model" data "$texts"
