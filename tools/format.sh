#!/usr/bin/env bash
# clang-format over the C++ sources: in place, or with --check only a look.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

how=(-i)
[[ "${1:-}" == --check ]] && how=(--dry-run --Werror)
git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cc' |
  xargs -0 -r clang-format-19 "${how[@]}"
