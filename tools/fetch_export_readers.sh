#!/usr/bin/env bash
# Makes .venv-exports, with the programs that tests/exports_readers_test.py reads exports
# with: by name and hash, once. Without them those tests are skipped, and say so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

done_mark=.venv-exports/complete
if [[ -e "$done_mark" && ! requirements-exports.lock -nt "$done_mark" ]]; then exit 0; fi
rm -rf .venv-exports
python3 -m venv .venv-exports
.venv-exports/bin/pip --disable-pip-version-check -q install --require-hashes --no-deps \
  --only-binary=:all: -r requirements-exports.lock </dev/null
touch "$done_mark"
