#!/usr/bin/env bash
# Fetches the source of the HTML parser lexbor 3.1.0 into the cache, once, and prints
# the folder that it is in. After that everything is offline.
#
# The source comes inside the PyPI source package of selectolax, fetched by name and by
# the hash in requirements-lexbor.lock; nothing of selectolax itself is kept or run.
# The cache is $AVVISO_DATA, else $XDG_CACHE_HOME/avviso, else ~/.cache/avviso. The
# source is unpacked beside its place and put in by a rename: it is there whole or not
# at all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'fetch_lexbor: %s\n' "$@" >&2
  exit 1
}

if [[ -n "${AVVISO_DATA:-}" ]]; then
  cache=$AVVISO_DATA
elif [[ -n "${XDG_CACHE_HOME:-}" ]]; then
  cache=$XDG_CACHE_HOME/avviso
else
  cache=${HOME:?set HOME or AVVISO_DATA}/.cache/avviso
fi
place=$cache/sources/lexbor-3.1.0

if [[ -e "$place/source/lexbor/html/html.h" ]]; then
  echo "$place"
  exit 0
fi

lock=$PWD/requirements-lexbor.lock
package=$(sed -n 's/^\(selectolax\)==\([0-9.]*\) .*/\1-\2/p' "$lock")
hash=$(sed -n 's/.*--hash=sha256:\([0-9a-f]*\).*/\1/p' "$lock")
command -v python3 >/dev/null || fail 'python3 is missing: run tools/setup.sh'
mkdir -p "$cache/sources"
work=$(mktemp -d "$cache/sources/.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT

# Before it hands the package over, pip asks it for its metadata, for which it needs the
# package's own build tools: these may come ready built.
python3 -m venv "$work/venv" || fail 'cannot make a Python environment: is python3-venv there?'
"$work/venv/bin/pip" --disable-pip-version-check -q download --no-deps --require-hashes \
  --no-binary=selectolax -d "$work" -r "$lock" </dev/null >&2 ||
  fail "the package of $lock could not be fetched, see above. Is there a network?"
echo "$hash  $work/$package.tar.gz" | sha256sum --check --strict --status ||
  fail "$package.tar.gz doesn't match its sha256"

mkdir "$work/out"
tar -xzf "$work/$package.tar.gz" -C "$work/out" --strip-components=2 "$package/lexbor"
[[ "$(cat "$work/out/version")" == LEXBOR_VERSION=3.1.0 ]] || fail "$package holds another lexbor"
chmod -R u=rwX,go=rX "$work/out"
mv -T "$work/out" "$place"
echo "$place"
